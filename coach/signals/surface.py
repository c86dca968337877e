"""Signals of the cloth on the trunk, followed in the picture since rest.

The pose model hardly turns the hips with the pelvis; the cloth turns with it. `coach.picture` says what is measured, and here it
becomes degrees and trunk lengths. Each signal is NaN where nothing tells it, and its obstacle says why.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import attrgetter
from typing import Final, TypeAlias

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import arcsine, clip, distance, ratio
from coach.picture import HALF_DEPTH, PatchReading, PictureReading
from coach.pose import Side
from coach.signals.lying import hip_hike_of_landmarks
from coach.signals.orientation import aside, hips_yaw, outward, towards_feet
from coach.signals.ranges import clam_opening
from coach.signals.support import CHANGED_BACKGROUND
from coach.signals.upright import pelvic_obliquity, trunk_height_loss, trunk_lean

LEFT_OVER: Final = 7.0
"""Grey levels that a registration may leave; rolls of 28 degrees leave up to 5, a slumped or covered trunk 6 to 20."""
LEAST_KEPT: Final = 0.3
"""Share of the patch that has to fit."""
LEAST_SURE: Final = math.radians(4.0) * HALF_DEPTH
"""Largest uncertainty of the travel, in trunk lengths: four degrees of roll."""
HOOPS: Final = 0.03
HOOPS_LEFT_OVER: Final = 5.0
"""Where the cloth tells so little across the trunk as hoops do, a registration that leaves this many grey levels may have jumped a stripe."""
STEEPEST_YAW: Final = 50.0
"""Degrees; from further aside no exercise is judged."""
ALWAYS_HIKED: Final = 6.0
"""Degrees of hip hike that the landmarks show of a raise with a still pelvis (rendered people: 0 to 10)."""
HIKE_LEVER: Final = 0.08
"""Trunk lengths from where a hiking pelvis turns to the cloth that shows it (rendered people: 0.07 to 0.10)."""
TILT_SHOWN: Final = 0.67
"""Share of a pelvis's sideways tilt by which the cloth over the hips turns (rendered people: 0.4 to 1.1)."""
FACING: Final = 22.0
"""Degrees of the hips' yaw up to which the cloth tells of tilt: from further aside the swinging leg turns it by 4 to 11."""
LEAST_CHEST_KEPT: Final = 0.2
"""Share of the chest's patch that has to fit: arms are often folded before it."""
STAYED: Final = 0.04
CREASED: Final = 3.2
"""A chest has stayed whose cloth has travelled less than this (trunk lengths) and leaves less than this (grey levels) when registered."""
ROCKED: Final = 0.028
"""Loss of the trunk's height, in trunk lengths, that the landmarks show by themselves."""

Cloth: TypeAlias = Callable[[PictureReading], PatchReading | None]

_PELVIS: Final[Cloth] = attrgetter("pelvis")
_THORAX: Final[Cloth] = attrgetter("thorax")


def _followed(body: Body, rest: Body, cloth: Cloth) -> tuple[PatchReading, PatchReading] | str:
    """The patch now and at rest, or why it does not tell how the trunk moved in between, in words for the user."""
    if not body.reading or not rest.reading:
        return "the picture of your trunk was not measured"
    now, before = cloth(body.reading), cloth(rest.reading)
    if not now and body.reading.background > CHANGED_BACKGROUND:
        return "the camera or the light moved"
    if body.reading.keyframe != rest.reading.keyframe or not now or not before:
        return "your trunk could not be followed from rest to the top"
    if now.residual > LEFT_OVER or now.kept < LEAST_KEPT:
        return "something hid your trunk or it could not be recognised again"
    if now.directness < HOOPS and now.residual > HOOPS_LEFT_OVER:
        return "hoops hide how your pelvis moves; a printed top or stripes along the body show it"
    if now.uncertainty > LEAST_SURE:
        return "your top is too plain to show how your pelvis moves; a printed one or stripes along the body show it"
    return now, before


def _pelvis_obstacle(body: Body, rest: Body) -> str | None:
    pelvis = _followed(body, rest, _PELVIS)
    return pelvis if isinstance(pelvis, str) else None


def pelvis_roll(body: Body, rest: Body, _side: Side) -> float:
    """Backward roll of the pelvis of somebody who lies on the side facing the camera, since rest, in degrees.

    The front of the trunk then travels upwards. The further the trunk is turned out of the picture's plane, the shorter it looks, and
    the travel, in trunk lengths, the longer. Rendered people who rolled by 9 to 28 degrees read 9 to 33 (mean error 4.0), still ones
    -9 to 6 (1.2).
    """
    return _roll(body, rest, _PELVIS)


def thorax_roll(body: Body, rest: Body, _side: Side) -> float:
    """Backward roll of the thorax, as `pelvis_roll` has the pelvis's; an arm in front of it often hides it."""
    return _roll(body, rest, _THORAX)


def _roll(body: Body, rest: Body, cloth: Cloth) -> float:
    patches = _followed(body, rest, cloth)
    if isinstance(patches, str) or not body.reading or not body.reading.lies:
        return math.nan
    now, before = patches
    shortened = math.cos(math.radians(min(aside(rest), STEEPEST_YAW)))
    return -towards_feet(rest) * shortened * (arcsine(now.across / HALF_DEPTH) - arcsine(before.across / HALF_DEPTH))


def hip_share(body: Body, rest: Body, side: Side) -> float:
    """Share of a clamshell's opening that comes from the hip: the opening less the backward roll of the pelvis, over the opening."""
    opened = clam_opening(body, rest, side)
    return ratio(opened - max(pelvis_roll(body, rest, side), 0.0), opened)


def hip_hike(body: Body, rest: Body, side: Side) -> float:
    """Hike of the top hip towards the ribs in a leg raise since rest, in degrees.

    Two witnesses: the landmarks (`lying.hip_hike_of_landmarks`), less what they show of every raise, and the cloth over the hips, which
    travels down and headwards in a hike, up in a roll, and a little with every breath. The lesser counts, since each is wrong by itself
    now and then (still pelves up to 4 by the landmarks, 11 by the cloth of somebody who breathes deeply); the landmarks alone where the
    cloth cannot be followed. Hikes of 11, 14 and 18 degrees of rendered people read 4, 11 and 13, still pelves 2 at most.
    """
    landmarks, cloth = hip_hike_of_landmarks(body, rest, side) - ALWAYS_HIKED, _hike_of_cloth(body, rest)
    return landmarks if math.isnan(landmarks + cloth) else min(landmarks, cloth)


def _hike_of_cloth(body: Body, rest: Body) -> float:
    """The turn of a pelvis by which the cloth over it would travel as it did, two parts down and one headwards, in degrees."""
    patches = _followed(body, rest, _PELVIS)
    if isinstance(patches, str) or not body.reading or not body.reading.lies:
        return math.nan
    now, before = patches
    down = towards_feet(rest) * (now.across - before.across)
    headwards = now.along - before.along
    return arcsine(clip((2 * down + headwards) / math.hypot(2, 1) / HIKE_LEVER, -1.0, 1.0))


def pelvic_tilt(body: Body, rest: Body, side: Side) -> float:
    """Sideways tilt of the pelvis of somebody who stands facing the camera since rest, in degrees, the working side up positive.

    Two witnesses: the hip landmarks (`upright.pelvic_obliquity`) show all of a tilt, and err by 4 degrees (level pelvises of nine
    rendered people: -8 to 10); the turn of the cloth over the hips errs by 1.5 and shows two thirds of it. Where both are known the
    tilt is the mean of what each says, the cloth's made up to the whole. Where one is missing the other decides; against a trunk that
    leans that is the cloth, which then turns with it and shows the whole.
    """
    landmarks, cloth = pelvic_obliquity(body, rest, side), cloth_tilt(body, rest, side)
    seen = distance(body.at(Part.SHOULDER, side), body.at(Part.ANKLE, side.other))
    if math.isnan(cloth + seen):
        return landmarks
    return cloth if math.isnan(landmarks) else (landmarks + cloth / TILT_SHOWN) / 2


def cloth_tilt(body: Body, rest: Body, side: Side) -> float:
    """How far the cloth over the hips has turned, in degrees, the working side up positive; NaN from aside, where a swinging leg turns it."""
    patches = _followed(body, rest, _PELVIS)
    if isinstance(patches, str) or not body.reading or body.reading.lies or abs(hips_yaw(rest)) > FACING:
        return math.nan
    now, before = patches
    return outward(rest, side) * (now.turn - before.turn)


def trunk_side_lean(body: Body, rest: Body, side: Side) -> float:
    """Sideways lean of an upright trunk since rest, towards the working side positive, in degrees.

    The mean of what the landmarks and the turn of the cloth on the chest say; the landmarks alone where the cloth cannot be followed. A
    trunk that rocks or slumps drags the landmarks aside, but does not turn the cloth; from aside it turns that too, so the lean is NaN.
    """
    if _rocks_aside(body, rest):
        return math.nan
    landmarks, patches = trunk_lean(body, rest, side), _chest(body, rest)
    if not patches:
        return landmarks
    now, before = patches
    return (landmarks - outward(rest, side) * (now.turn - before.turn)) / 2


def _rocks_aside(body: Body, rest: Body) -> bool:
    """Whether the trunk rocks and is seen from aside: leaning back by 26 degrees looks like 15 to the side from 42 degrees aside."""
    return aside(rest) > FACING and trunk_rock(body, rest, Side.LEFT) > ROCKED


def _side_lean_obstacle(body: Body, rest: Body) -> str | None:
    return "from aside, leaning forward or back looks like leaning to the side" if _rocks_aside(body, rest) else None


def trunk_rock(body: Body, rest: Body, side: Side) -> float:
    """How far an upright trunk has rocked or slumped forward or back since rest, as `upright.trunk_height_loss` has it, in trunk lengths.

    0 where the cloth on the chest has stayed where it was, whatever the landmarks say: it moves by 0.08 trunk lengths and more, or
    cannot be recognised, where rendered people rock or slouch by 17 to 35 degrees, and by 0.012 at most where they do not. NaN where
    neither tells: the landmarks alone show only what is gross.
    """
    loss, patches = trunk_height_loss(body, rest, side), _chest(body, rest)
    if patches and not math.isnan(loss):
        now, before = patches
        if now.residual < CREASED and math.hypot(now.across - before.across, now.along - before.along) < STAYED:
            return 0.0
    return loss if loss > ROCKED or patches else math.nan


def _chest(body: Body, rest: Body) -> tuple[PatchReading, PatchReading] | None:
    """The cloth on the chest of an upright body now and at rest; None where it cannot be followed."""
    if not body.reading or not rest.reading or body.reading.keyframe != rest.reading.keyframe or body.reading.lies:
        return None
    now, before = body.reading.thorax, rest.reading.thorax
    if not now or not before or now.residual > LEFT_OVER or now.kept < LEAST_CHEST_KEPT:
        return None
    return now, before


PELVIS_ROLL = Signal("pelvis_roll", "deg", pelvis_roll, obstacle=_pelvis_obstacle)
THORAX_ROLL = Signal("thorax_roll", "deg", thorax_roll)
HIP_SHARE = Signal("hip_share", "ratio", hip_share, own=(Part.HIP, Part.KNEE), obstacle=_pelvis_obstacle)
HIP_HIKE = Signal("hip_hike", "deg", hip_hike, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))
PELVIC_TILT = Signal("pelvic_tilt", "deg", pelvic_tilt, own=(Part.SHOULDER, Part.HIP), other=(Part.HIP, Part.ANKLE))
TRUNK_SIDE_LEAN = Signal(
    "trunk_lean", "deg", trunk_side_lean, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP), obstacle=_side_lean_obstacle
)
TRUNK_ROCK = Signal("trunk_rock", "trunk", trunk_rock, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))
