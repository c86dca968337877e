"""Standing knee raise: on one leg, the other knee comes up in front."""

import math

from coach.body import Body, Part
from coach.exercise import (
    MOVING,
    TOP,
    UP,
    CameraPlacement,
    Check,
    Exercise,
    InPlan,
    Ladder,
    NotVisible,
    RangeOfMotion,
    RepMeasure,
    Rung,
    Signal,
    Tempo,
    Trait,
    Works,
)
from coach.geometry import distance, ratio, vector
from coach.limits import at_least, at_most
from coach.pose import Side
from coach.posture import Posture, View


def thigh_forward(body: Body, _rest: Body, side: Side) -> float:
    """Angle of the thigh from straight down, forward positive, in the picture; the standing foot says where the front is."""
    front = body.at(Part.FOOT_INDEX, side.other)[0] - body.at(Part.HEEL, side.other)[0]
    thigh = vector(body.at(Part.HIP, side), body.at(Part.KNEE, side))
    return math.degrees(math.atan2(math.copysign(1.0, front) * thigh[0], -thigh[1]))


def standing_foot_travel(body: Body, rest: Body, side: Side) -> float:
    """How far the standing foot has moved since rest, in trunk lengths."""
    return ratio(distance(body.at(Part.ANKLE, side.other), rest.at(Part.ANKLE, side.other)), rest.trunk_length)


def trunk_tilt(body: Body, rest: Body, _side: Side) -> float:
    """Change of the trunk's lean in the picture, either way."""
    now, then = (vector(one.middle(Part.HIP), one.middle(Part.SHOULDER)) for one in (body, rest))
    return abs(math.degrees(math.atan2(*now) - math.atan2(*then)))


THIGH_FORWARD = Signal("thigh_forward", "deg", thigh_forward, own=(Part.HIP, Part.KNEE), other=(Part.HEEL, Part.FOOT_INDEX))
STANDING_FOOT_TRAVEL = Signal("standing_foot_travel", "trunk", standing_foot_travel, other=(Part.ANKLE,))
TRUNK_TILT = Signal("trunk_tilt", "deg", trunk_tilt, own=(Part.SHOULDER, Part.HIP))

EXERCISE = Exercise(
    key="standing_knee_raise",
    name="Standing knee raise",
    posture=Posture.STANDING,
    works=Works.EITHER,
    views=(View.UPRIGHT_SIDE,),
    advice=(
        (View.STANDING_FRONT, "I see you from the front. Turn your side to the camera."),
        (View.BEHIND, "I see you from behind. Turn your side to the camera."),
    ),
    position="Stand with your {side} side to the camera; your {side} leg moves",
    camera=CameraPlacement(distance=(2.3, 3.2), height=(0.7, 1.0), words="Stand with your side to the camera, a hand on a chair."),
    range_of_motion=RangeOfMotion(signal=THIGH_FORWARD, attempt=10, count=30, target=(50, 80), too_much=110),
    tempo=Tempo(concentric=2.0, hold=1.0, eccentric=2.5),
    traits=(Trait(signal=STANDING_FOOT_TRAVEL, limit=at_most(warn=0.1, fault=0.1)),),
    checks=(
        Check(
            key="knee_raise_trunk",
            name="Leaning back",
            of=TRUNK_TILT,
            limit=at_most(warn=8, fault=12),
            phases=MOVING,
            severity=3,
            cue="Stay tall like a post",
            why="A trunk that leans back lifts the knee without the hip.",
            lasting_s=0.3,
            strength="You stayed tall all the way.",
        ),
        Check(
            key="knee_raise_short",
            name="Reduced range of motion",
            of=RepMeasure.RANGE,
            limit=at_least(warn=40, fault=35),
            phases=TOP,
            severity=2,
            cue="Bring your knee higher",
            why="A higher knee works the hip more.",
        ),
        Check(
            key="knee_raise_fast_up",
            name="Swinging the leg",
            of=RepMeasure.CONCENTRIC,
            limit=at_least(warn=1.3, fault=1.0),
            phases=UP,
            severity=2,
            cue="Float up slowly",
            why="A swing uses momentum.",
        ),
    ),
    not_visible=(NotVisible(key="knee_raise_pelvis", name="Pelvis dropping"),),
    ladder=Ladder(rungs=(Rung("with a hand on a chair"), Rung("light band at the ankles", band="light")), then="standing_abduction"),
    in_plan=InPlan(order=25),
)
