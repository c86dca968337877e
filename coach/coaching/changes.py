"""What a person changes on the way through a plan: a set or an exercise is skipped, done once more, or made easier or harder.

Each is a pure step that says what happens now. What was skipped stays in the plan as skipped, and is told as `SetSkipped`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coach.analysis.framing import position
from coach.coaching import planned_sets, warm_up
from coach.coaching.events import Event, Priority, Say, SetSkipped, Sound, Tone
from coach.coaching.workout_plan import REST_S, PlannedSet, WorkoutPlan, named
from coach.coaching.workout_state import Ask, Stage, Stepped, WorkoutState

NOT_IN_WARM_UP = "That can be changed once the sets begin."
NOTHING_TO_REPEAT = "There is no set to repeat yet."
NOTHING_LEFT = "No more sets of it are planned today."
OPTIONS = {
    Ask.SKIP: "Skip this set?",
    Ask.EASIER: "Easier?",
    Ask.HARDER: "Harder?",
    Ask.REPEAT: "One set more?",
    Ask.SKIP_EXERCISE: "Skip the exercise?",
}
"""What a hand chooses from, in the order in which it is said."""
WARM_UP_OPTIONS = {Ask.SKIP: "Skip this move?", Ask.SKIP_EXERCISE: "Skip the warm-up?"}


def options(state: WorkoutState) -> dict[Ask, str]:
    """What can be chosen now, in words."""
    return OPTIONS if state.move is None else WARM_UP_OPTIONS


def change(state: WorkoutState, plan: WorkoutPlan, ask: Ask, time: float) -> Stepped:
    """Do what is asked for, which is one of `CHANGES`, and say what happens now."""
    if state.move is not None:
        return _in_warm_up(state, plan, ask, time)
    match ask:
        case Ask.SKIP:
            return skip(state, plan, time)
        case Ask.SKIP_EXERCISE:
            return skip(state, plan, time, whole_exercise=True)
        case Ask.REPEAT:
            return _repeat(state, plan, time)
        case _:
            return _easier_or_harder(state, plan, time, harder=ask is Ask.HARDER)


def skip(state: WorkoutState, plan: WorkoutPlan, time: float, *, whole_exercise: bool = False) -> Stepped:
    """Leave out the set that comes next or is being done, or with `whole_exercise` all that are to come of its exercise."""
    at = _coming(state, plan)
    left_out = [at, *_alike(plan, at, at + 1)] if whole_exercise else [at]
    sets = [replace(one, is_skipped=True) if number in left_out else one for number, one in enumerate(plan.sets)]
    reps = () if state.is_resting else state.reps
    told: tuple[Event, ...] = tuple(
        SetSkipped(
            number,
            plan.sets[number].exercise,
            plan.sets[number].working_side,
            plan.number(number),
            reps if number == at else (),
            time,
        )
        for number in left_out
    )
    plan = replace(plan, sets=tuple(sets))
    state = replace(state, plan=plan, is_flawless=False, done=(*state.done, len(reps)) if reps else state.done)
    following = plan.after(at)
    if following is None:
        state, closing = planned_sets.close(state, time)
        return state, (Tone(Sound.END, time), Say(f"Skipped. {closing}", Priority.STOP, time), *told)
    if state.is_resting:
        state, said = _resting_again(state, plan, time, f"Skipped. Next: {named(plan.sets[following])}.")
    else:
        state, said = _find(planned_sets.moved_on(state, following, before=0), plan, time, "Skipped. Next:")
    return state, (*told, *said)


def _in_warm_up(state: WorkoutState, plan: WorkoutPlan, ask: Ask, time: float) -> Stepped:
    """Go on with the next move, or with the sets, or begin the move once more."""
    match ask:
        case Ask.SKIP:
            return warm_up.go_on(state, plan, time, skipped=True)
        case Ask.SKIP_EXERCISE:
            return warm_up.leave(state, plan, time, "Warm-up skipped.")
        case Ask.REPEAT:
            return warm_up.lead(state, plan, time, state.move or 0, "Once more:")
        case _:
            return state, (Say(NOT_IN_WARM_UP, Priority.GUIDE, time),)


def _repeat(state: WorkoutState, plan: WorkoutPlan, time: float) -> Stepped:
    """Do the set that is being done, or was done last, once more."""
    at = state.index if state.is_resting or state.planned_set else plan.before(state.index)
    if at is None:
        return state, (Say(NOTHING_TO_REPEAT, Priority.GUIDE, time),)
    again = replace(plan.sets[at], match_reps=False, is_skipped=False)
    if not state.is_resting and not state.planned_set:  # in position for another one: this one goes first
        state = replace(state, plan=plan.with_sets(state.index, state.index, [again]))
        return _find(planned_sets.moved_on(state, state.index, before=0), state.plan or plan, time, "Once more:")
    first = replace(plan.sets[at], rest_s=plan.sets[at].rest_s or REST_S)  # the last set of a plan has none
    plan = plan.with_sets(at, at + 1, [first, again])
    state = replace(state, plan=plan)
    if state.is_resting:
        return _resting_again(state, plan, time, f"Once more. Next: {named(again)}.")
    return state, (Say("This set once more after it.", Priority.GUIDE, time),)


def _easier_or_harder(state: WorkoutState, plan: WorkoutPlan, time: float, *, harder: bool) -> Stepped:
    """Change the sets that are to come of the exercise that comes next, or of the one that is being done."""
    is_doing = state.planned_set is not None and not state.is_resting
    at = _coming(state, plan)
    numbers = [*([] if is_doing or plan.sets[at].warm_up else [at]), *_alike(plan, at, at + 1)]
    if not numbers:
        return state, (Say(NOTHING_LEFT, Priority.GUIDE, time),)
    word = "Harder" if harder else "Easier"
    changed = plan.change([plan.sets[number] for number in numbers], harder) if plan.change else None
    if changed is None:
        return state, (Say(f"{word} is not planned: this is the {'hardest' if harder else 'easiest'} step.", Priority.GUIDE, time),)
    becomes = dict(zip(numbers, changed.sets, strict=True))
    sets = [one for number, old in enumerate(plan.sets) for one in becomes.get(number, (old,))]
    plan = replace(plan, sets=tuple(sets))
    state = replace(state, plan=plan)
    if state.is_resting:
        return _resting_again(state, plan, time, f"{word}. Next: {changed.words}.")
    if is_doing or state.stage is Stage.PAUSED or plan.sets[at].warm_up:
        return state, (Say(f"{word} from the next set on: {changed.words}.", Priority.GUIDE, time),)
    return planned_sets.find(state, plan, time, f"{word}: {changed.words}. {_where(plan.sets[at])}.")


def _coming(state: WorkoutState, plan: WorkoutPlan) -> int:
    """The set that comes after this rest, or else the one that is being done or comes next."""
    following = plan.after(state.index) if state.is_resting else None
    return state.index if following is None else following


def _alike(plan: WorkoutPlan, at: int, start: int) -> Sequence[int]:
    """The sets from `start` on that are of the same exercise as the one at `at`, and are to be done."""
    key = plan.sets[at].exercise.key
    rest = range(start, len(plan.sets))
    return [number for number in rest if plan.sets[number].exercise.key == key and not plan.sets[number].is_skipped]


def _resting_again(state: WorkoutState, plan: WorkoutPlan, time: float, words: str) -> Stepped:
    """The same rest, or the pause in it, with what follows now."""
    said = (Say(words, Priority.GUIDE, time),)
    return (state if state.stage is Stage.PAUSED else planned_sets.rest(state, plan, time, state.until_s - time)), said


def _find(state: WorkoutState, plan: WorkoutPlan, time: float, before: str) -> Stepped:
    planned = plan.sets[state.index]
    return planned_sets.find(state, plan, time, f"{before} {named(planned)}. {_where(planned)}.")


def _where(planned: PlannedSet) -> str:
    return position(planned.exercise, planned.working_side)
