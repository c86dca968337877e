"""Two-leg glute bridge: the easier step towards the single-leg one; on the back, both feet planted, the hips rise."""

from dataclasses import replace

from coach.exercise import MOVING, SET_UP, Exercise, Trait, Works
from coach.limits import either_way
from coach.posture import Posture, View
from coach.signals.bridge import FREE_FOOT_HEIGHT
from exercises import _bridge as bridge

EXERCISE = Exercise(
    key="two_leg_bridge",
    name="Two-leg glute bridge",
    posture=Posture.SUPINE,
    works=Works.BOTH,
    views=(View.SUPINE_SIDE,),
    position="Lie on your back, your side to the camera",
    camera=replace(bridge.CAMERA, words="Lie with the camera at your side, knees bent, both feet flat."),
    range_of_motion=bridge.RANGE_OF_MOTION,
    tempo=bridge.TEMPO,
    traits=(
        bridge.HIPS_LIFT,
        Trait(
            signal=FREE_FOOT_HEIGHT,
            limit=either_way(warn=0.55, fault=0.55),
            phases=SET_UP | MOVING,
            breach="one foot was in the air",
            over_set=True,
        ),
    ),
    checks=(
        bridge.EXTENSION,
        bridge.OVEREXTENSION,
        bridge.EITHER_SIDE_LEVEL,
        replace(bridge.HEEL, strength="Your heels stayed on the floor."),
        replace(bridge.FOOT_FAR, strength="Your feet were in the right place."),
        bridge.FOOT_NEAR,
        *bridge.TEMPO_CHECKS,
    ),
    not_visible=(bridge.KNEE_LINE,),
    sets=bridge.SETS,
    reps=bridge.REPS,
    ladder=bridge.LADDER,  # plans have it as the first steps of the single-leg bridge
)
