"""How the person is placed: in which posture, from where the camera looks, and which side is up or nearer.

It is measured like a signal, from one body alone, and stands here because choosing the exerciser needs it as well as the analysis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from coach.body import Body, Part, once_per_body
from coach.geometry import Point3, cross3, ratio, unit3, vector3
from coach.pose import Side
from coach.posture import LYING_DEG, Posture, Stance, View
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


HEAD_DOWN_DEG = 150.0  # from here the picture is upside down: a bridge leans up to 135 degrees, and nobody exercises on their head
FACE_DOWN_DEG = 135.0  # somebody on their side whose back is to the camera
WIDE = 1.1  # shoulders this many times as wide as the trunk is long: foreshortened; upright people read 0.65 to 0.83 from in front
ON_KNEES = 0.5  # knees this many trunk lengths below the hips, of a trunk that points along the line of sight: on hands and knees


def facing(body: Body) -> Point3:
    """The direction of the person's front, of length 1, from shoulders and hips in space."""
    across = [unit3(vector3(body.in_space(part, Side.RIGHT), body.in_space(part, Side.LEFT))) for part in (Part.SHOULDER, Part.HIP)]
    to_left = (across[0][0] + across[1][0], across[0][1] + across[1][1], across[0][2] + across[1][2])
    return unit3(cross3(to_left, body.trunk_vector))


def stance(body: Body) -> Stance:
    """The numbers from which the posture of `body` is told."""
    shoulders, hips = body.middle(Part.SHOULDER), body.middle(Part.HIP)
    front_right, front_up, front_near = facing(body)
    _, knees_up, _ = vector3(body.middle_in_space(Part.HIP), body.middle_in_space(Part.KNEE))
    return Stance(
        lean=math.degrees(math.atan2(abs(shoulders[0] - hips[0]), shoulders[1] - hips[1])),
        turned=math.degrees(math.atan2(abs(front_right), front_near)),
        tipped=math.degrees(math.atan2(front_up, front_near)),
        yaw=trunk_yaw(body),
        width=ratio(math.dist(body.at(Part.SHOULDER, Side.LEFT), body.at(Part.SHOULDER, Side.RIGHT)), body.trunk_length),
        knees_below=ratio(hips[1] - body.middle(Part.KNEE)[1], body.trunk_length),
        knees_under=ratio(-knees_up, math.hypot(*body.trunk_vector)),
    )


@once_per_body
def placement(body: Body) -> Placement:
    """The placement in one pose on its own; unknown for a pose between postures and for one that was not seen."""
    seen = stance(body)
    if seen.width > WIDE:
        return Placement(None, _end_on(seen, body))
    if seen.lean > HEAD_DOWN_DEG:
        return Placement(None, View.UPSIDE_DOWN)
    for posture in Posture:
        view = posture.entry.view_of(seen)
        if view:
            return Placement(posture, view, _upper(body, posture), _nearer(body, posture))
    return Placement(None, View.BEHIND if seen.lean >= LYING_DEG and abs(seen.tipped) > FACE_DOWN_DEG else None)


def _end_on(seen: Stance, body: Body) -> View | None:
    """From which end somebody is seen whose trunk points along the line of sight; None for somebody bent or on hands and knees.

    From depth: the world landmarks had the shoulders nearer in each of 700 pictures of a real person filmed from the head end.
    """
    if seen.knees_under > ON_KNEES:
        return None
    if body.trunk_vector[2] < 0:
        return View.FOOT_END
    return View.HEAD_END if seen.lean >= LYING_DEG else None


def _upper(body: Body, posture: Posture) -> Side | None:
    if posture is not Posture.SIDE_LYING:
        return None
    left, right = (body.at(Part.SHOULDER, side)[1] + body.at(Part.HIP, side)[1] for side in Side)
    return Side.LEFT if left > right else Side.RIGHT


def _nearer(body: Body, posture: Posture) -> Side | None:
    if posture is not Posture.SUPINE:
        return None
    return Side.RIGHT if body.middle(Part.HIP)[0] > body.middle(Part.SHOULDER)[0] else Side.LEFT
