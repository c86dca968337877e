"""How the person is placed: standing, seated, lying on a side or on the back, and from where the camera looks.

It is measured like a signal, from one body alone, and stands here because choosing the exerciser needs it as well as the analysis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from coach.body import Body, Part
from coach.geometry import Point3, cross3, unit3, vector3
from coach.pose import Side
from coach.posture import Posture, View
from coach.signals.orientation import trunk_yaw


@dataclass(frozen=True, slots=True)
class Placement:
    """Posture and view; the `top` side of somebody who lies on their side; the side `near` the camera of somebody on their back.

    None where it is unknown or does not apply.
    """

    posture: Posture | None
    view: View | None
    top: Side | None = None
    near: Side | None = None


# Leans of the trunk in the picture from upright.
UPRIGHT_DEG = 40.0  # up to here somebody stands or sits
LYING_DEG = 58.0  # from here they lie: the trunk of a bridge, a leg raise and a side plank leans 60 degrees or more
HEAD_DOWN_DEG = 150.0  # from here the picture is upside down: a bridge leans up to 135 degrees, and nobody exercises on their head
SITS_BELOW = 0.55  # knees less than this many trunk lengths below the hips: 0.05 to 0.38 seated, 0.67 to 0.88 standing
NARROW = 0.16  # shoulders narrower than this many trunk lengths: an upright person from the side (0.01 to 0.07; oblique 0.21)
ASIDE_DEG = 74.0  # turn of an upright person's front from which they are seen from the side; a real person who is counted reads up to 73
BEHIND_DEG = 150.0  # and from which they are surely seen from behind: a seated person from the side reads 115 to 145
WIDE = 1.1  # shoulders this many times as wide as the trunk is long: foreshortened, seen from the head or the feet
ON_KNEES = 0.5  # knees this many trunk lengths below the hips, of a trunk that points along the line of sight: on hands and knees
DIAGONAL_DEG = 7.0  # what `trunk_yaw` reads at 15 to 25 true degrees


def facing(body: Body) -> Point3:
    """The direction of the person's front, of length 1, from shoulders and hips in space."""
    across = [unit3(vector3(body.in_space(part, Side.RIGHT), body.in_space(part, Side.LEFT))) for part in (Part.SHOULDER, Part.HIP)]
    to_left = (across[0][0] + across[1][0], across[0][1] + across[1][1], across[0][2] + across[1][2])
    return unit3(cross3(to_left, body.trunk_vector))


def _kneels(body: Body) -> bool:
    """Whether the knees are well below the hips, in space."""
    _, knees_up, _ = vector3(body.middle_in_space(Part.HIP), body.middle_in_space(Part.KNEE))
    return knees_up < -ON_KNEES * math.hypot(*body.trunk_vector)


def _lies_away(body: Body) -> bool:
    """Whether somebody whose trunk points along the line of sight lies with the feet, not the head, to the camera.

    From depth: the world landmarks had the shoulders nearer in each of 700 pictures of a real person filmed from the head end.
    """
    return body.trunk_vector[2] < 0 and not _kneels(body)


def placement(body: Body) -> Placement:
    """The placement in one pose on its own; unknown for a pose between postures and for one that was not seen."""
    shoulders, hips = body.middle(Part.SHOULDER), body.middle(Part.HIP)
    trunk = (shoulders[0] - hips[0], shoulders[1] - hips[1])
    lean = math.degrees(math.atan2(abs(trunk[0]), trunk[1]))
    if math.isnan(lean):
        return Placement(None, None)
    front_right, front_up, front_near = facing(body)
    width = math.dist(body.at(Part.SHOULDER, Side.LEFT), body.at(Part.SHOULDER, Side.RIGHT)) / (body.trunk_length or math.nan)
    if lean < UPRIGHT_DEG:
        if width > WIDE:  # bent towards the camera, or lying with the feet to it; upright people read 0.65 to 0.83 from in front
            return Placement(None, View.FOOT_END if _lies_away(body) else None)
        seated = hips[1] - body.middle(Part.KNEE)[1] < SITS_BELOW * body.trunk_length
        posture = Posture.SEATED if seated else Posture.STANDING
        turned = math.degrees(math.atan2(abs(front_right), front_near))
        if turned > BEHIND_DEG:
            return Placement(posture, View.BEHIND)
        if turned > ASIDE_DEG or width < NARROW:
            return Placement(posture, View.UPRIGHT_SIDE)
        return Placement(posture, View.SEATED_FRONT if seated else View.STANDING_FRONT)
    if width > WIDE and _lies_away(body):
        return Placement(None, View.FOOT_END)
    if lean < LYING_DEG:
        return Placement(None, None)
    if width > WIDE:
        return Placement(None, None if _kneels(body) else View.HEAD_END)
    if lean > HEAD_DOWN_DEG:
        return Placement(None, View.UPSIDE_DOWN)
    tipped = math.degrees(math.atan2(front_up, front_near))  # 0: front to the camera, 90: front to the ceiling
    if -65.0 < tipped < 42.0:
        higher = body.at(Part.SHOULDER, Side.LEFT)[1] + body.at(Part.HIP, Side.LEFT)[1]
        lower = body.at(Part.SHOULDER, Side.RIGHT)[1] + body.at(Part.HIP, Side.RIGHT)[1]
        view = View.SIDE_LYING_DIAGONAL if trunk_yaw(body) > DIAGONAL_DEG else View.SIDE_LYING_FRONT
        return Placement(Posture.SIDE_LYING, view, Side.LEFT if higher > lower else Side.RIGHT)
    if 42.0 <= tipped < 135.0:
        return Placement(Posture.SUPINE, View.SUPINE_SIDE, near=Side.RIGHT if hips[0] > shoulders[0] else Side.LEFT)
    return Placement(None, View.BEHIND if abs(tipped) > 135.0 else None)
