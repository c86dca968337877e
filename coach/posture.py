"""How the person is placed: standing, seated, lying on a side or on the back, and from where the camera looks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, StrEnum

from coach.body import Body, Part
from coach.geometry import Point3, cross3, unit3, vector3
from coach.pose import Side
from coach.signals.lying import yaw


class Posture(Enum):
    """A posture in which an exercise can be done."""

    STANDING = "standing"
    SEATED = "seated"
    SIDE_LYING = "lying on your side"
    SUPINE = "lying on your back"


class View(StrEnum):
    """From where the camera looks at the person."""

    STANDING_FRONT = "standing_front"
    SEATED_FRONT = "seated_front"
    SIDE_LYING_FRONT = "side_lying_front"
    SIDE_LYING_DIAGONAL = "side_lying_diag"
    SUPINE_SIDE = "supine_side"
    SUPINE_FOOT_END = "supine_foot_end"
    UPRIGHT_SIDE = "upright_side"
    HEAD_END = "head_end"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Placement:
    """Posture, view, for somebody on their side which side is up, and for somebody on their back which is nearer. None where unknown."""

    posture: Posture | None
    view: View | None
    top: Side | None = None
    near: Side | None = None


UPRIGHT_DEG = 40.0
LYING_DEG = 58.0  # the trunk of a bridge, a leg raise and a side plank leans 60 degrees or more from upright
SITS_BELOW = 0.55  # knees less than this many trunk lengths below the hips: 0.05 to 0.38 seated, 0.67 to 0.88 standing
NARROW = 0.16  # shoulders narrower than this many trunk lengths: an upright person from the side (0.01 to 0.07; oblique 0.21)
WIDE = 1.1  # shoulders wider than the trunk is long: foreshortened, seen from the head or the feet
DIAGONAL_DEG = 7.0  # the yaw that is read at 15 to 25 true degrees: depth makes it too small


def facing(body: Body) -> Point3:
    """The direction of the person's front, of length 1, from shoulders and hips in space."""
    across = [unit3(vector3(body.in_space(part, Side.RIGHT), body.in_space(part, Side.LEFT))) for part in (Part.SHOULDER, Part.HIP)]
    to_left = (across[0][0] + across[1][0], across[0][1] + across[1][1], across[0][2] + across[1][2])
    return unit3(cross3(to_left, body.trunk_in_space))


def placement(body: Body) -> Placement:
    """What one pose looks like, on its own; unknown for a pose between postures or one that was not seen."""
    shoulders, hips = body.middle(Part.SHOULDER), body.middle(Part.HIP)
    trunk = (shoulders[0] - hips[0], shoulders[1] - hips[1])
    lean = math.degrees(math.atan2(abs(trunk[0]), trunk[1]))
    if math.isnan(lean):
        return Placement(None, None)
    _, front_up, front_near = facing(body)
    width = math.dist(body.at(Part.SHOULDER, Side.LEFT), body.at(Part.SHOULDER, Side.RIGHT)) / (body.trunk or math.nan)
    if lean < UPRIGHT_DEG:
        if width > WIDE:  # on hands and knees, the head to the camera; upright people read 0.65 to 0.83 from in front
            return Placement(None, None)
        seated = hips[1] - body.middle(Part.KNEE)[1] < SITS_BELOW * body.trunk
        posture = Posture.SEATED if seated else Posture.STANDING
        if front_near < 0:
            return Placement(posture, View.BEHIND)
        if width < NARROW:
            return Placement(posture, View.UPRIGHT_SIDE)
        return Placement(posture, View.SEATED_FRONT if seated else View.STANDING_FRONT)
    if lean < LYING_DEG:
        return Placement(None, None)
    if width > WIDE:
        return Placement(None, View.HEAD_END)
    tipped = math.degrees(math.atan2(front_up, front_near))  # 0: front to the camera, 90: front to the ceiling
    if -65.0 < tipped < 42.0:
        higher = body.at(Part.SHOULDER, Side.LEFT)[1] + body.at(Part.HIP, Side.LEFT)[1]
        lower = body.at(Part.SHOULDER, Side.RIGHT)[1] + body.at(Part.HIP, Side.RIGHT)[1]
        view = View.SIDE_LYING_DIAGONAL if yaw(body) > DIAGONAL_DEG else View.SIDE_LYING_FRONT
        return Placement(Posture.SIDE_LYING, view, Side.LEFT if higher > lower else Side.RIGHT)
    if 42.0 <= tipped < 135.0:
        return Placement(Posture.SUPINE, View.SUPINE_SIDE, near=Side.RIGHT if hips[0] > shoulders[0] else Side.LEFT)
    return Placement(None, View.BEHIND if abs(tipped) > 135.0 else None)
