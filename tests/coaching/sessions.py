"""Moments of a hands-free session, and a session that plays them, for the tests of what happens in it."""

from dataclasses import replace

from coach.coaching.coach import Feedback, State
from coach.coaching.cues import Cue, Kind
from coach.coaching.events import Say, SetBegan, Tone
from coach.coaching.workout_plan import WorkoutPlan
from coach.coaching.workout_state import Stage, WorkoutState
from coach.coaching.workout_step import plan_of, step
from coach.exercise import CANNOT_BE_SEEN, Phase
from coach.pose import Pose, Side
from coach.records import Finding, Grade, Rep, Unjudged
from exercises import load
from tests import skeleton
from tests.coached import feedback
from tests.lying import with_hand_up

EXERCISES = {one.key: one for one in load()}
CLAMSHELL, STANDING = EXERCISES["clamshell"], EXERCISES["standing_abduction"]
LYING = skeleton.film("clamshell", reps=1, fps=5, still_s=1.0).poses[0]
TURNED_OVER = skeleton.film("clamshell", side=Side.RIGHT, reps=1, fps=5, still_s=1.0).poses[0]
UPRIGHT = skeleton.film("standing_abduction", reps=1, fps=5, still_s=1.0).poses[0]
NOBODY = Pose.nobody(0.0, LYING.size)
EVERY_S = 0.1
PLAN = WorkoutPlan.of(CLAMSHELL, ["left"], sets=2, reps=4, rest_s=30.0, personal_target=30.0)
WHERE = "Lie on your right side, front to the camera"
GO = ["3", "2", "1", "Go"]
SUMMARY = "4 reps: all good. Your pelvis stayed still while the knee opened."
PRAISE = Cue("Yes, just like that", "", None, 0, Kind.PRAISE)
CORRECTION = Cue("Heels together like a hinge", "", "clam_feet_apart", 2)
FASTER_UP = Cue("Lift for a slow two", "", "clam_fast_up", 2)
LATER = Cue("Smaller lift from the hip", "", "clam_hip_share", 3)


def moment(**what):
    """Somebody lies in the starting position; `what` is different."""
    return feedback(LYING, **what)


def lies(seconds, **what):
    return [moment(**what)] * round(seconds / EVERY_S)


def is_away(seconds):
    return lies(seconds, pose=NOBODY, state=State.LOOKING, message="I can't see you.")


def is_up(seconds):
    return lies(seconds, pose=UPRIGHT, state=State.GET_READY, message="I see you standing.")


def raises_a_hand():
    """Lying, the upper hand goes to the ceiling and comes down again."""
    return [*lies(0.5), *lies(1.2, pose=with_hand_up(LYING)), *lies(0.5)]


def moves(*, up=2.0, degrees=30.0, **end):
    """Up, held and down; `end` is what is so when it has ended."""
    steps = [round(seconds / EVERY_S) for seconds in (up, 1.0, 2.0)]
    rising = [moment(phase=Phase.CONCENTRIC, state=State.MOVING, value=degrees * (i + 1) / steps[0]) for i in range(steps[0])]
    held = [moment(phase=Phase.HOLD, state=State.MOVING, value=degrees)] * steps[1]
    falling = [moment(phase=Phase.ECCENTRIC, state=State.MOVING, value=degrees * (1 - (i + 1) / steps[2])) for i in range(steps[2])]
    return [*rising, *held, *falling, moment(**end)]


def rep(**what):
    measured = tuple((one.key, 1.0) for one in CLAMSHELL.checks)
    return replace(Rep(1, 0.0, 1.0, 2.0, 2.0, 1.0, 2.0, 30.0, "deg", measured=measured), **what)


FEET_APART = rep(findings=(Finding("clam_feet_apart", Grade.FAULT, 0.3, "shin", 2),))
UNSEEN = rep(unjudged=(Unjudged("clam_roll_back", CANNOT_BE_SEEN),), measured=rep().measured[1:])


def reps(count, *, pause_s=1.0, **how):
    return [one for _ in range(count) for one in (*moves(rep=rep(), **how), *lies(pause_s))]


class Session:
    """Plays moments one after the other, and notes what happens."""

    def __init__(self, plan=PLAN, state=None):
        self.plan, self.state = plan, state or WorkoutState()
        self.time = 0.0
        self.events = []
        self.steps = []
        self.stages = []
        self.states = []
        self.cues = []

    def sees(self, *moments, ask=None):
        """The moments, or lists of them; `ask` goes with the first."""
        for one in (one for some in moments for one in ([some] if isinstance(some, Feedback) else some)):
            pose = replace(one.pose, time=self.time)
            self.state, events = step(self.state, self.plan, replace(one, time=self.time, pose=pose), ask)
            self.steps.append((one, events))
            self.states.append(self.state)
            self.events += [(self.time, event) for event in events]
            self.cues += [self.state.cues(plan_of(self.state, self.plan)) for event in events if isinstance(event, SetBegan)]
            self.stages += [self.state.stage] if self.state.stage not in self.stages[-1:] else []
            self.time, ask = round(self.time + EVERY_S, 6), None
        return self

    def begins(self):
        """In the set, with nothing remembered of how it came there."""
        self.sees(lies(10.0))
        assert self.state.stage is Stage.SET
        self.events, self.stages = [], [Stage.SET]
        return self

    @property
    def said(self):
        return [event.text for _, event in self.events if isinstance(event, Say)]

    @property
    def sounds(self):
        return [event.sound for _, event in self.events if isinstance(event, Tone)]

    def of(self, kind):
        return [event for _, event in self.events if isinstance(event, kind)]

    def when(self, text):
        return [time for time, event in self.events if isinstance(event, Say) and event.text == text]
