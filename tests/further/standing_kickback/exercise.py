"""Standing kickback: on one leg, the other leg reaches back."""

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


def leg_extension(body: Body, _rest: Body, side: Side) -> float:
    """Angle of the leg, hip to ankle, from straight down, backward positive, in the picture; the standing foot says where the front is."""
    front = body.at(Part.FOOT_INDEX, side.other)[0] - body.at(Part.HEEL, side.other)[0]
    leg = vector(body.at(Part.HIP, side), body.at(Part.ANKLE, side))
    return math.degrees(math.atan2(-math.copysign(1.0, front) * leg[0], -leg[1]))


def standing_foot_travel(body: Body, rest: Body, side: Side) -> float:
    """How far the standing foot has moved since rest, in trunk lengths."""
    return ratio(distance(body.at(Part.ANKLE, side.other), rest.at(Part.ANKLE, side.other)), rest.trunk_length)


def trunk_forward(body: Body, rest: Body, _side: Side) -> float:
    """Change of the trunk's lean in the picture, either way."""
    now, then = (vector(one.middle(Part.HIP), one.middle(Part.SHOULDER)) for one in (body, rest))
    return abs(math.degrees(math.atan2(*now) - math.atan2(*then)))


LEG_EXTENSION = Signal("leg_extension", "deg", leg_extension, own=(Part.HIP, Part.ANKLE), other=(Part.HEEL, Part.FOOT_INDEX))
STANDING_FOOT_TRAVEL = Signal("standing_foot_travel", "trunk", standing_foot_travel, other=(Part.ANKLE,))
TRUNK_FORWARD = Signal("trunk_forward", "deg", trunk_forward, own=(Part.SHOULDER, Part.HIP))

EXERCISE = Exercise(
    key="standing_kickback",
    name="Standing kickback",
    posture=Posture.STANDING,
    works=Works.EITHER,
    views=(View.UPRIGHT_SIDE,),
    advice=(
        (View.STANDING_FRONT, "I see you from the front. Turn your side to the camera."),
        (View.BEHIND, "I see you from behind. Turn your side to the camera."),
    ),
    position="Stand with your {side} side to the camera; your {side} leg moves",
    camera=CameraPlacement(distance=(2.3, 3.2), height=(0.7, 1.0), words="Stand with your side to the camera, a hand on a chair."),
    range_of_motion=RangeOfMotion(signal=LEG_EXTENSION, attempt=5, count=10, target=(15, 30), too_much=45),
    tempo=Tempo(concentric=2.0, hold=1.0, eccentric=2.5),
    traits=(Trait(signal=STANDING_FOOT_TRAVEL, limit=at_most(warn=0.1, fault=0.1)),),
    checks=(
        Check(
            key="kick_trunk",
            name="Leaning forward",
            of=TRUNK_FORWARD,
            limit=at_most(warn=12, fault=20),
            phases=MOVING,
            severity=3,
            cue="Stay tall like a post",
            why="A trunk that leans forward lifts the leg without the glute.",
            lasting_s=0.3,
            strength="You stayed tall all the way.",
        ),
        Check(
            key="kick_rom_short",
            name="Reduced range of motion",
            of=RepMeasure.RANGE,
            limit=at_least(warn=12, fault=10),
            phases=TOP,
            severity=2,
            cue="Reach a little further back",
            why="A longer reach loads the hip more.",
        ),
        Check(
            key="kick_fast_up",
            name="Swinging the leg",
            of=RepMeasure.CONCENTRIC,
            limit=at_least(warn=1.3, fault=1.0),
            phases=UP,
            severity=2,
            cue="Glide back slowly",
            why="A swing uses momentum.",
        ),
    ),
    not_visible=(NotVisible(key="kick_pelvis", name="Pelvis turning open"),),
    ladder=Ladder(rungs=(Rung("with a hand on a chair"), Rung("light band at the ankles", band="light")), then="standing_abduction"),
    in_plan=InPlan(order=25),
)
