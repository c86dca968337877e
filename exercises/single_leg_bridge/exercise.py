"""Single-leg glute bridge: on the back, one foot planted, the hips rise until shoulder, hip and knee are in line."""

from coach.exercise import MOVING, SET_UP, TOP, Check, Exercise, InPlan, Trait, Works
from coach.limits import at_least, at_most, either_way
from coach.posture import Posture, View
from coach.signals.bridge import FREE_FOOT_HEIGHT, FREE_KNEE_FLEXION, THIGH_PARALLEL
from exercises import _bridge as bridge

EXERCISE = Exercise(
    key="single_leg_bridge",
    name="Single-leg glute bridge",
    posture=Posture.SUPINE,
    works=Works.EITHER,
    views=(View.SUPINE_SIDE,),
    position="Lie on your back, your {side} leg nearest the camera",
    camera=bridge.CAMERA,
    range_of_motion=bridge.RANGE_OF_MOTION,
    tempo=bridge.TEMPO,
    traits=(
        bridge.HIPS_LIFT,
        Trait(
            signal=FREE_FOOT_HEIGHT,
            limit=at_least(warn=0.55, fault=0.55),
            phases=SET_UP | MOVING,
            breach="both feet were on the floor",
            over_set=True,
        ),
    ),
    checks=(
        bridge.EXTENSION,
        bridge.OVEREXTENSION,
        bridge.PELVIS_LEVEL,
        Check(
            key="bridge_free_thigh",
            name="Free thigh out of line with the other",
            of=THIGH_PARALLEL,
            # One rendered person's level thighs read 20 to 26, all others' -9 to 1.
            limit=either_way(warn=15, fault=37),
            phases=TOP,
            error=(13, 29),
            severity=2,
            cue="Match your thighs, side by side",
            why="Level thighs are a visible sign of a level pelvis and stop the free leg from swinging.",
            lasting_s=0.3,
            only_if=Trait(signal=FREE_KNEE_FLEXION, limit=at_most(warn=50, fault=50), phases=SET_UP),
            strength="Your thighs stayed side by side.",
        ),
        bridge.HEEL,
        bridge.FOOT_FAR,
        bridge.FOOT_NEAR,
        *bridge.TEMPO_CHECKS,
    ),
    not_visible=(bridge.KNEE_LINE,),
    sets=bridge.SETS,
    reps=bridge.REPS,
    ladder=bridge.LADDER,
    # Bridges first: they are harder to control than the others, so they are done while fresh.
    in_plan=InPlan(order=10),
)
