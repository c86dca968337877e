"""Signals that come from the picture itself: how the cloth on the trunk moved since rest, and what changed around the feet.

The pose model hardly turns the hips with the pelvis; the cloth turns with it. `coach.picture` says what is measured, and here it
becomes degrees and trunk lengths. Each signal is NaN where the cloth does not tell it, and `_cloth_obstacle` says why.
"""

from __future__ import annotations

import math
from typing import Final

from coach.body import Body, Part
from coach.exercise import Signal
from coach.geometry import arcsine, distance, ratio
from coach.picture import HALF_DEPTH, PatchReading
from coach.pose import Side
from coach.signals.lying import clam_open
from coach.signals.orientation import hips_yaw, outward, towards_feet, trunk_yaw
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
YAW_SHOWN: Final = 0.8
"""Share of a lying trunk's yaw that the landmarks show (`orientation.trunk_yaw`)."""
STEEPEST_YAW: Final = 50.0
"""Degrees; from further aside no exercise is judged."""
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
LANDMARKS_STAYED: Final = 0.025
"""Trunk lengths by which the landmarks of a foot may jitter."""
CHANGED_BACKGROUND: Final = 0.15
"""Share of the surroundings whose change tells of a moved camera, another light or somebody who walks by."""


def _cloth_obstacle(body: Body, rest: Body) -> str | None:
    """Why the cloth does not tell how the trunk moved since rest, in words for the user; None where it does."""
    now, before = body.reading, rest.reading
    if not now or not before:
        return "the picture of your trunk was not measured"
    patch = now.pelvis
    if not patch and now.background > CHANGED_BACKGROUND:
        return "the camera or the light moved"
    if now.keyframe != before.keyframe or not patch or not before.pelvis:
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

    The front of the trunk then travels upwards. The further the trunk is turned out of the picture's plane, the shorter it looks, and
    the travel, in trunk lengths, the longer. Rendered people who rolled by 9 to 28 degrees read 9 to 33 (mean error 4.0), still ones
    -9 to 6 (1.2).
    """
    if _cloth_obstacle(body, rest) or not body.reading or not rest.reading or not body.reading.lies:
        return math.nan
    now, before = body.reading.pelvis, rest.reading.pelvis
    shortened = math.cos(math.radians(min(abs(trunk_yaw(rest)) / YAW_SHOWN, STEEPEST_YAW)))
    return -towards_feet(rest) * shortened * _roll(now, before) if now and before else math.nan


def hip_share(body: Body, rest: Body, side: Side) -> float:
    """Share of a clamshell's opening that comes from the hip: the opening less the backward roll of the pelvis, over the opening."""
    opened = clam_open(body, rest, side) - clam_open(rest, rest, side)
    return ratio(opened - max(pelvis_roll(body, rest, side), 0.0), opened)


def pelvic_tilt(body: Body, rest: Body, side: Side) -> float:
    """Sideways tilt of the pelvis of somebody who stands facing the camera since rest, in degrees, the working side up positive.

    Two witnesses: the hip landmarks (`upright.pelvic_obliquity`) show all of a tilt, and err by 4 degrees (level pelvises of nine
    rendered people: -8 to 10); the turn of the cloth over the hips errs by 1.5 and shows two thirds of it. Where both are known the
    tilt is the mean of what each says, the cloth's made up to the whole. Where one is missing the other decides; against a trunk that
    leans that is the cloth, which then turns with it and shows the whole.
    """
    landmarks, cloth = pelvic_obliquity(body, rest, side), _cloth_tilt(body, rest, side)
    seen = distance(body.at(Part.SHOULDER, side), body.at(Part.ANKLE, side.other))
    if math.isnan(cloth + seen):
        return landmarks
    return cloth if math.isnan(landmarks) else (landmarks + cloth / TILT_SHOWN) / 2


def _cloth_tilt(body: Body, rest: Body, side: Side) -> float:
    """How far the cloth over the hips has turned, in degrees, the working side up positive; NaN from aside, where a swinging leg turns it."""
    if _cloth_obstacle(body, rest) or not body.reading or not rest.reading or body.reading.lies or abs(hips_yaw(rest)) > FACING:
        return math.nan
    now, before = body.reading.pelvis, rest.reading.pelvis
    return outward(rest, side) * (now.turn - before.turn) if now and before else math.nan


def trunk_side_lean(body: Body, rest: Body, side: Side) -> float:
    """Sideways lean of an upright trunk since rest, towards the working side positive, in degrees.

    The mean of what the landmarks and the turn of the cloth on the chest say; the landmarks alone where the cloth cannot be followed. A
    trunk that rocks or slumps drags the landmarks aside, but does not turn the cloth.
    """
    landmarks, patches = trunk_lean(body, rest, side), _chest(body, rest)
    if not patches:
        return landmarks
    now, before = patches
    return (landmarks - outward(rest, side) * (now.turn - before.turn)) / 2


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


def planted_foot(body: Body, rest: Body, side: Side) -> float:
    """Share of the picture around one foot that has changed since rest, 0 to 1: a foot that stays planted does not move in the picture.

    Bridges of rendered people with the heel lifted read 0.46 to 0.8, with a flat foot 0.1 at most. The landmarks are the second
    witness, against a shadow that moves: where they stay as well, nothing has moved.
    """
    if not body.reading or not rest.reading or body.reading.background > CHANGED_BACKGROUND:
        return math.nan
    index = 1 if side is Side.RIGHT else 0
    changed = max(body.reading.feet[index] - rest.reading.feet[index], 0.0)
    moved = [distance(body.at(part, side), rest.at(part, side)) for part in (Part.HEEL, Part.ANKLE, Part.FOOT_INDEX)]
    if math.isnan(sum(moved)):
        return math.nan
    return changed if max(moved) > LANDMARKS_STAYED * rest.trunk_length else 0.0


def either_foot(body: Body, rest: Body, _side: Side) -> float:
    """`planted_foot` of the foot that has moved more."""
    left, right = (planted_foot(body, rest, side) for side in Side)
    return math.nan if math.isnan(left + right) else max(left, right)


def _feet_obstacle(body: Body, rest: Body) -> str | None:
    if not body.reading or not rest.reading:
        return "the picture of your feet was not measured"
    if body.reading.background > CHANGED_BACKGROUND:
        return "the camera or the light moved"
    return "the picture of your feet could not be compared with rest"


PELVIS_ROLL = Signal("pelvis_roll", "deg", pelvis_roll, obstacle=_cloth_obstacle)
HIP_SHARE = Signal("hip_share", "ratio", hip_share, own=(Part.HIP, Part.KNEE), obstacle=_cloth_obstacle)
PELVIC_TILT = Signal("pelvic_tilt", "deg", pelvic_tilt, own=(Part.SHOULDER, Part.HIP), other=(Part.HIP, Part.ANKLE))
TRUNK_SIDE_LEAN = Signal("trunk_lean", "deg", trunk_side_lean, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))
TRUNK_ROCK = Signal("trunk_rock", "trunk", trunk_rock, own=(Part.SHOULDER, Part.HIP), other=(Part.SHOULDER, Part.HIP))
PLANTED_FOOT = Signal("planted_foot", "share", planted_foot, own=(Part.HEEL, Part.FOOT_INDEX), obstacle=_feet_obstacle)
EITHER_FOOT = Signal(
    "either_foot",
    "share",
    either_foot,
    own=(Part.HEEL, Part.FOOT_INDEX),
    other=(Part.HEEL, Part.FOOT_INDEX),
    obstacle=_feet_obstacle,
)
