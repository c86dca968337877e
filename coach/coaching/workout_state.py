"""Where somebody is in a hands-free session, and what they may ask for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeAlias

from coach.analysis.framing import Stillness, Tier
from coach.coaching.coach import Feedback
from coach.coaching.cues import CueState
from coach.coaching.during_set import SetState
from coach.coaching.events import Event, Priority, Say, SetBegan
from coach.coaching.hand_choice import Choice
from coach.coaching.raised_hand import Hand
from coach.coaching.speech import Prompt
from coach.coaching.unseen import next_notice
from coach.coaching.workout_plan import WorkoutPlan
from coach.exercise import Exercise, Phase
from coach.records import NotCounted, Rep


class Stage(StrEnum):
    """Where in a session somebody is."""

    WARM_UP = "warm_up"
    FIND = "find"  # getting into the picture, the view and the position
    STILL = "still"  # in position: hold still
    COUNTDOWN = "countdown"
    SET = "set"
    PAUSED = "paused"
    REST = "rest"
    DONE = "done"


class Ask(StrEnum):
    """What somebody asks for by key, click or touch. Asking to pause twice is pausing once."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    SKIP = "skip"
    SKIP_EXERCISE = "skip_exercise"
    REPEAT = "repeat"
    EASIER = "easier"
    HARDER = "harder"


CHANGES: Final = frozenset({Ask.SKIP, Ask.SKIP_EXERCISE, Ask.REPEAT, Ask.EASIER, Ask.HARDER})
"""What changes the sets that are to come."""


@dataclass(frozen=True, slots=True)
class PracticeState:
    """Free practice so far: the set that is being done, with its repetitions, and what was said of it.

    `moved_s` is when somebody last moved in position, -inf before; `summed_s` is the end of the last repetition that was summed up, and
    `named` the exercise and side that were last said.
    """

    begun: SetBegan | None = None
    reps: tuple[Rep, ...] = ()
    missed: tuple[NotCounted, ...] = ()
    moved_s: float = -math.inf
    summed_s: float = -math.inf
    named: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class WorkoutState:
    """Where in the session somebody is. Begin with `WorkoutState()`, or with the `index` of the set to begin with.

    `message` is what stands on the screen and `explanation` what a pause, a rest or the end adds to its name; `tier` is how much of the
    framing is right. `since_s` is when the stage began, `until_s` when a countdown or a rest ends, NaN elsewhere. `index` is the set of
    the plan that comes next, is being done or, in a rest, was done last; `planned_set` is what was done of it. `personal_target` is how
    far to go, NaN before it is known.
    """

    stage: Stage = Stage.FIND
    message: str = ""
    explanation: str = ""
    since_s: float = math.nan
    until_s: float = math.nan
    index: int = 0
    personal_target: float = math.nan
    tier: Tier = Tier.NOWHERE
    planned_set: SetState | None = None
    practice: PracticeState = PracticeState()
    before: int = 0
    """Repetitions of the set before, 0 where there was none."""
    done: tuple[int, ...] = ()
    """Repetitions of each set that is over."""
    is_flawless: bool = True
    """Whether every set so far was done to its end, and no fault was found in it."""
    told: tuple[str, ...] = ()
    """The checks of which it was said that they cannot be judged."""
    notice: str = ""
    notice_s: float = -math.inf
    """What was said last of them, and when."""
    targets: tuple[tuple[tuple[str, str], float], ...] = ()
    """The personal targets that this session has found, by exercise and side."""
    hand: Hand = Hand()
    still: Stillness = Stillness()
    prompt: Prompt = Prompt()
    busy_s: float = -math.inf
    """Until when the voice is likely to be speaking: other speech waits for it."""
    seen_s: float = math.nan
    placed_s: float = math.nan
    left_s: float = math.nan
    """What a pause has left of a rest; NaN where none was interrupted."""
    held_up_s: float = math.nan
    """Since when the picture alone was in the way of a set; NaN before."""
    is_away: bool = False
    plan: WorkoutPlan | None = None
    """The plan as the person has changed it on the way; None while it is as it began."""
    move: int | None = None
    """The move of the warm-up that is being done; None before and after the warm-up."""
    choice: Choice | None = None
    """What a hand that was held up chooses from; None while it is not open."""
    setup_s: float = math.nan
    """Since when somebody gets into position for this set; NaN elsewhere."""
    offers_skip: bool = False
    """Whether it was offered to skip the set, because nobody came into its position."""

    @property
    def reps(self) -> tuple[Rep, ...]:
        """The repetitions of the plan's set so far."""
        return self.planned_set.reps if self.planned_set else ()

    @property
    def count(self) -> int:
        """How many repetitions the plan's set has so far."""
        return len(self.reps)

    @property
    def is_resting(self) -> bool:
        """Whether the set is over and this is the rest after it, perhaps paused."""
        is_held_up = self.stage is Stage.PAUSED and self.move is None and not math.isnan(self.left_s)
        return self.stage is Stage.REST or is_held_up

    def notice_at(self, time: float) -> str:
        """What stands on the screen of what cannot be judged."""
        return self.notice if time - self.notice_s < NOTICE_S else ""

    def goal(self, plan: WorkoutPlan) -> int:
        """How many repetitions the set has."""
        planned = plan.sets[self.index]
        return min(planned.reps, self.before) if planned.match_reps and self.before else planned.reps

    def cues(self, plan: WorkoutPlan) -> CueState:
        """What the cues need to know of the set; until the personal range is known, no range is too small."""
        planned = plan.sets[self.index]
        before = sum(one.key == planned.key for one in plan.sets[: self.index])
        target = 0.0 if math.isnan(self.personal_target) else self.personal_target
        return CueState(session=plan.session, sets_before=before, personal_target=target)

    def enter(self, stage: Stage, time: float, message: str = "", *, explanation: str = "", until_s: float = math.nan) -> WorkoutState:
        """The same at the beginning of another stage."""
        return replace(self, stage=stage, since_s=time, until_s=until_s, message=message, explanation=explanation, choice=None)


NOTICE_S = 10.0
"""How long what was said of what cannot be judged stands on the screen."""


Stepped: TypeAlias = tuple[WorkoutState, tuple[Event, ...]]
"""What a step gives: the next state, and what happened, in order."""


def noticed(state: WorkoutState, exercise: Exercise, reps: Sequence[Rep], feedback: Feedback) -> Stepped:
    """Say once a session what matters and cannot be judged, when the voice is free and nothing is lifted; it stands on the screen for a while."""
    time = feedback.time
    told = next_notice(exercise, reps, state.told) if feedback.phase is Phase.REST and time >= state.busy_s else None
    if told is None:
        return state, ()
    key, words = told
    return replace(state, told=(*state.told, key), notice=words, notice_s=time), (Say(words, Priority.GUIDE, time),)


def pause(state: WorkoutState, time: float, how_to_go_on: str) -> Stepped:
    """Pause; a rest, or a move of the warm-up, keeps the seconds that are left of it."""
    message = f"Paused. {how_to_go_on}"
    left_s = state.until_s - time if state.stage in (Stage.REST, Stage.WARM_UP) else math.nan
    state = replace(state.enter(Stage.PAUSED, time, message, explanation=how_to_go_on), left_s=left_s)
    return state, (Say(message, Priority.STOP, time),)
