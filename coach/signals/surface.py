"""Signals that come from the picture itself: how the cloth on the trunk moved since rest, and what changed around the feet.

The pose model hardly turns the hips with the pelvis; the cloth turns with it. `coach.picture` says what is measured, and here it
becomes degrees and trunk lengths. Each signal is NaN where the cloth does not tell it, and `cloth_obstacle` and `foot_obstacle` say why.
"""

from __future__ import annotations

import math
from typing import Final

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import arcsine, ratio
from coach.picture import PatchReading
from coach.pose import Side
from coach.signals.lying import clam_open
from coach.signals.orientation import outward, towards_feet

HALF_DEPTH: Final = 0.18
"""Half the depth of the trunk in trunk lengths: the cloth on the front of a trunk that rolls travels by its sine times this.

The one factor fitted on rendered people. (Anthropometry: a waist 20 cm deep and a trunk 52 cm from hips to shoulders are 0.19.)
"""
LEFT_OVER: Final = 7.0
"""Grey levels that a registration may leave; rolls of 28 degrees leave up to 5, a slumped or covered trunk 6 to 20."""
LEAST_KEPT: Final = 0.3
"""Share of the patch that has to fit."""
LEAST_SURE: Final = math.radians(4.0) * HALF_DEPTH
"""Largest uncertainty of the travel, in trunk lengths: four degrees of roll."""
HOOPS: Final = 0.03
HOOPS_LEFT_OVER: Final = 5.0
"""Where the cloth tells so little across the trunk as hoops do, a registration that leaves this many grey levels may have jumped a stripe."""
CHANGED_BACKGROUND: Final = 0.15
"""Share of the surroundings whose change tells of a moved camera, another light or somebody who walks by."""


def cloth_obstacle(body: Body, rest: Body) -> str | None:
    """Why the cloth does not tell how the trunk moved since rest, in words for the user; None where it does."""
    now, before = body.reading, rest.reading
    if not now or not before:
        return "the picture of your trunk was not measured"
    patch = now.pelvis
    if now.keyframe == 0 or now.keyframe != before.keyframe or not patch or not before.pelvis:
        return "your trunk could not be followed from rest to the top"
    return _obstacle(patch)


def _obstacle(patch: PatchReading) -> str | None:
    if patch.residual > LEFT_OVER or patch.kept < LEAST_KEPT:
        return "something hid your trunk or it could not be recognised again"
    if patch.directness < HOOPS and patch.residual > HOOPS_LEFT_OVER:
        return "hoops hide how your pelvis moves; a printed top or stripes along the body show it"
    if patch.uncertainty > LEAST_SURE:
        return "your top is too plain to show how your pelvis moves; a printed one or stripes along the body show it"
    return None


def _roll(now: PatchReading, before: PatchReading) -> float:
    """Degrees by which a patch has rolled about the trunk's axis, to the left of the way from hips to shoulders."""
    return arcsine(now.across / HALF_DEPTH) - arcsine(before.across / HALF_DEPTH)


def pelvis_roll(body: Body, rest: Body, _side: Side) -> float:
    """Backward roll of the pelvis of somebody who lies on the side facing the camera, since rest, in degrees.

    The front of the trunk then travels upwards. Rendered people who rolled by 9 to 28 degrees read 9 to 33, still ones -9 to 6.
    """
    if cloth_obstacle(body, rest) or not body.reading or not rest.reading or not body.reading.lies:
        return math.nan
    now, before = body.reading.pelvis, rest.reading.pelvis
    return -towards_feet(rest) * _roll(now, before) if now and before else math.nan


def hip_share(body: Body, rest: Body, side: Side) -> float:
    """Share of a clamshell's opening that comes from the hip: the opening less the backward roll of the pelvis, over the opening."""
    opened = clam_open(body, rest, side) - clam_open(rest, rest, side)
    return ratio(opened - max(pelvis_roll(body, rest, side), 0.0), opened)


def cloth_tilt(body: Body, rest: Body, side: Side) -> float:
    """Sideways tilt of the pelvis of somebody who stands facing the camera since rest, in degrees, the working side up positive: the turn
    of the cloth over the hips."""
    if cloth_obstacle(body, rest) or not body.reading or not rest.reading or body.reading.lies:
        return math.nan
    now, before = body.reading.pelvis, rest.reading.pelvis
    return outward(rest, side) * (now.turn - before.turn) if now and before else math.nan


def foot_changed(body: Body, rest: Body, side: Side) -> float:
    """Share of the picture around one foot that has changed since rest."""
    if not body.reading or not rest.reading or body.reading.background > CHANGED_BACKGROUND:
        return math.nan
    index = 1 if side is Side.RIGHT else 0
    return body.reading.feet[index] - rest.reading.feet[index]


PELVIS_ROLL = Signal("pelvis_roll", "deg", pelvis_roll, obstacle=cloth_obstacle)
HIP_SHARE = Signal("hip_share", "ratio", hip_share, own=(Part.HIP, Part.KNEE), obstacle=cloth_obstacle)
PELVIC_TILT = Signal("pelvic_tilt", "deg", cloth_tilt, obstacle=cloth_obstacle)
PLANTED_FOOT = Signal("foot_changed", "share", foot_changed)
