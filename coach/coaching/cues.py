"""Of all that was found, the one thing to say now, if any: the feedback rules of the exercise specification, section 10.

A fault becomes a correction when it is confirmed, is the most important thing to change, and it is time to speak. A warning is within
tolerance: it only helps to confirm a fault, or is named as its cause. Clean repetitions earn warnings now and then.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from coach.analysis.sets import OpenSet
from coach.coaching.wording import lower_first, reach
from coach.exercise import SET_UP, Check, Exercise, RepMeasure
from coach.limits import Limit
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Verdict

CONFIRMED_BY, OF_LAST = 2, 3
"""A finding has to be there in so many of the last attempts before it is spoken of; one of a check that is sure, once."""
GROSS = 1.5
"""A fault of severity 3 this many times beyond its limit is spoken of at once."""
MIN_GAP_S = 6.0
REPS_APART = (2, 3, 4)
"""Repetitions between two corrections in the first, the second and every later set."""
SAME_CUE_AT_MOST = 3
GOOD_IN_A_ROW = 4
HALF_FROM_SESSION, SEVERE_FROM_SESSION = 4, 9
"""From these sessions on: half as often, and only faults of severity 3."""
TIRED_IN, TIRED_OF_LAST, FRESH_BEFORE = 3, 4, 4
"""Tired: the same fault in so many of the last repetitions, after so many in which it was rare."""
RARE = 0.25
TIRED = "Tired? You may stop here"


class Kind(StrEnum):
    """What a cue is for."""

    CORRECTION = "correction"
    PRAISE = "praise"
    GUIDANCE = "guidance"
    EASIER = "easier"


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing to say now: at most six words, about the check `check` (None for guidance, and for praise of several at once)."""

    text: str
    why: str
    check: str | None
    severity: int
    kind: Kind = Kind.CORRECTION


class Order(IntEnum):
    """What to correct first. Nothing of severity 1 is ever more important than anything else."""

    START_POSITION = 1
    SEVERITY_3 = 2
    RANGE = 3
    TEMPO = 4
    SEVERITY_2 = 5
    SEVERITY_1 = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, when, and at which attempt of the set."""

    cue: Cue
    time: float
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CueState:
    """What is known of the person and was said in this set.

    `session` counts the sessions of this person, this one included, and `sets_before` those sets of the same exercise and side that an
    earlier coach has seen today. A range of `personal_target` is never called too small; NaN where it is unknown.
    """

    session: int = 1
    sets_before: int = 0
    personal_target: float = math.nan
    begun: tuple[tuple[str, str], ...] = ()
    said: tuple[Said, ...] = ()
    spoke_s: float = -math.inf
    attempts: int = 0
    missed: tuple[NotCounted, ...] = ()

    def begin_set(self, exercise: str, working_side: str) -> CueState:
        """What is known at the beginning of another set: nothing was said in it yet."""
        return replace(self, begun=(*self.begun, (exercise, working_side)), said=(), attempts=0, missed=())

    @property
    def reps_apart(self) -> int:
        """How many repetitions lie between two corrections now."""
        number = self.sets_before + self.begun.count(self.begun[-1])
        return REPS_APART[min(number, len(REPS_APART)) - 1] * (2 if self.session >= HALF_FROM_SESSION else 1)

    @property
    def corrections(self) -> tuple[Said, ...]:
        """What was corrected in this set."""
        return tuple(one for one in self.said if one.cue.kind is Kind.CORRECTION)


def choose(
    state: CueState, time: float, current: OpenSet | None, rep: Rep | None, missed: NotCounted | None
) -> tuple[CueState, Cue | None]:
    """The cue after this moment, if any. `rep` and `missed` are what ended at this moment, `rep` being the last of `current`."""
    if current is None or (rep is None and missed is None):
        return state, None
    state = replace(state, attempts=state.attempts + 1)
    if missed and rep is None and missed.reason is Reason.TOO_SMALL:
        state = replace(state, missed=(*state.missed, missed)[-OF_LAST:])
    cue = _cue(state, current, rep, missed)
    if cue is None or time - state.spoke_s < MIN_GAP_S:
        return state, None
    return replace(state, said=(*state.said, Said(cue, time, state.attempts)), spoke_s=time), cue


def _cue(state: CueState, current: OpenSet, rep: Rep | None, missed: NotCounted | None) -> Cue | None:
    if missed and rep is None and missed.reason is Reason.NOT_SEEN:
        return Cue("I lost sight of you", "That one was not counted: I could not see all of it.", None, 0, Kind.GUIDANCE)
    if missed and rep is None and missed.reason is not Reason.TOO_SMALL:
        return None
    if any(one.cue.text == TIRED for one in state.said):
        return None
    return _tired(current) or _correction(state, current) or (_praise(state, current, rep) if rep else None)


def order(check: Check, exercise: Exercise) -> Order:
    """Where a finding of `check` stands among others."""
    if check.severity == 1:
        return Order.SEVERITY_1
    if check.phases == SET_UP:
        return Order.START_POSITION
    if check.severity == 3:
        return Order.SEVERITY_3
    if exercise.is_of_range(check):
        return Order.RANGE
    return Order.TEMPO if check.of in (RepMeasure.CONCENTRIC, RepMeasure.HOLD, RepMeasure.ECCENTRIC) else Order.SEVERITY_2


def most_important(findings: Iterable[Finding], exercise: Exercise) -> Finding | None:
    """The finding to speak of, by `order`."""
    return min(findings, key=lambda one: order(exercise.check(one.check), exercise), default=None)


def cause_of(finding: Finding, among: Iterable[Finding], exercise: Exercise) -> Finding:
    """What to mend instead: posture is often lost because the movement is too large, or else too fast."""
    if order(exercise.check(finding.check), exercise) is not Order.SEVERITY_3:
        return finding
    too_far = [one for one in among if exercise.is_of_range(exercise.check(one.check)) and not is_short(one, exercise)]
    too_fast = [one for one in among if exercise.check(one.check).of is RepMeasure.CONCENTRIC]
    return next(iter([*too_far, *too_fast]), finding)


def is_short(finding: Finding, exercise: Exercise) -> bool:
    """Whether the movement was found too small."""
    check = exercise.check(finding.check)
    return exercise.is_of_range(check) and not finding.value > check.limit.high_warn


def is_gross(limit: Limit, value: float) -> bool:
    """Whether `value` is so far beyond the fault limit that once is enough."""
    low = limit.low_fault * (GROSS if limit.low_fault < 0 else 1 / GROSS)
    return value > GROSS * limit.high_fault or value < low


def _correction(state: CueState, current: OpenSet) -> Cue | None:
    exercise = current.exercise
    last = _last_attempts(state, current)
    if state.corrections and state.attempts - state.corrections[-1].attempt < state.reps_apart:
        return None
    posture_lost = any(one.severity == 3 for attempt in last for one in attempt.values())
    candidates = [
        one
        for one in last[-1].values()
        if one.grade is Grade.FAULT
        and _is_confirmed(one, last, exercise)
        and _is_in_focus(one, state, exercise)
        and not (posture_lost and is_short(one, exercise))
    ]
    if state.session >= SEVERE_FROM_SESSION:
        candidates = [one for one in candidates if one.severity == 3]
    chosen = most_important(candidates, exercise)
    if chosen is None:
        return None
    chosen = cause_of(chosen, last[-1].values(), exercise)
    check = exercise.check(chosen.check)
    times = sum(one.cue.check == check.key for one in state.said)
    if times < SAME_CUE_AT_MOST:
        return Cue(check.cue_for(chosen.value), check.why, check.key, check.severity)
    can_be_eased = order(check, exercise) not in (Order.START_POSITION, Order.SEVERITY_1)
    return _easier(check, exercise, chosen) if can_be_eased and times == SAME_CUE_AT_MOST else None


def _last_attempts(state: CueState, current: OpenSet) -> list[Mapping[str, Finding]]:
    """What was found in each of the last attempts, oldest first; one that was too small to count is a fault of its range."""
    exercise = current.exercise
    attempts = [
        (rep.end_s, {one.check: one for one in rep.findings if _is_out_of_band(one, rep, state, exercise)})
        for rep in current.reps[-OF_LAST:]
    ]
    attempts += [(missed.end_s, {one.check: one}) for missed in state.missed for one in as_short(missed, exercise)]
    return [found for _, found in sorted(attempts, key=lambda attempt: attempt[0])[-OF_LAST:]]


def as_short(missed: NotCounted, exercise: Exercise) -> list[Finding]:
    """An attempt that was too small to count, as a fault of the range of `exercise`; none where it was something else."""
    short = [one for one in exercise.checks if exercise.is_of_range(one) and one.limit.low_warn > -math.inf]
    if missed.reason is not Reason.TOO_SMALL:
        return []
    return [Finding(one.key, Grade.FAULT, missed.value, missed.unit, one.severity) for one in short[:1]]


def _is_out_of_band(finding: Finding, rep: Rep, state: CueState, exercise: Exercise) -> bool:
    """Whether a finding is worth a word: its value is known, and it is not just this person's own range."""
    if math.isnan(finding.value):
        return False
    own_range = is_short(finding, exercise) and exercise.check(finding.check).of is RepMeasure.RANGE
    return not (own_range and rep.range_of_motion >= state.personal_target)


def _is_confirmed(finding: Finding, last: list[Mapping[str, Finding]], exercise: Exercise) -> bool:
    if exercise.check(finding.check).is_sure or sum(finding.check in attempt for attempt in last) >= CONFIRMED_BY:
        return True
    return finding.severity == 3 and is_gross(exercise.check(finding.check).limit, finding.value)


def _is_in_focus(finding: Finding, state: CueState, exercise: Exercise) -> bool:
    """One focus a set: only lost posture, and what was cued before, may be spoken of again."""
    if not state.corrections:
        return True
    focus = exercise.check(state.corrections[-1].cue.check or "")
    rank = order(exercise.check(finding.check), exercise)
    return finding.check == focus.key or (rank < order(focus, exercise) and rank <= Order.SEVERITY_3)


def _easier(check: Check, exercise: Exercise, finding: Finding) -> Cue:
    """The same was said often enough: it is too hard today."""
    if check.of_range:
        text, why = (
            "Try an easier step next set",
            "Your hips stay low: an easier step lets you come all the way up, which is where the muscle works most.",
        )
    elif is_short(finding, exercise):
        text, why = "Try a lighter band next set", "Your movement stays small: with less resistance the muscle works through more of it."
    elif order(check, exercise) is Order.TEMPO:
        text, why = "Go smaller, and slower", "A smaller movement is easier to control, and control is what trains the muscle here."
    else:
        text, why = "Let's go a little smaller", "A smaller movement in good form trains the right muscle; the range comes back by itself."
    return Cue(text, why, check.key, check.severity, Kind.EASIER)


def _tired(current: OpenSet) -> Cue | None:
    """An offer to stop when a fault appears only at the end of a set."""
    before, last = current.reps[:-TIRED_OF_LAST], current.reps[-TIRED_OF_LAST:]
    if len(before) < FRESH_BEFORE:
        return None
    for key in dict.fromkeys(one.check for rep in last for one in rep.findings if one.grade is Grade.FAULT and one.severity >= 2):
        now, earlier = (sum(_has_fault(rep, key) for rep in reps) for reps in (last, before))
        if now >= TIRED_IN and earlier <= RARE * len(before):
            why = f"{current.exercise.check(key).name}: only in the last repetitions, which is a sign of being tired. Ending here is fine."
            return Cue(TIRED, why, None, 0, Kind.GUIDANCE)
    return None


def _has_fault(rep: Rep, key: str) -> bool:
    return any(one.check == key and one.grade is Grade.FAULT for one in rep.findings)


def _praise(state: CueState, current: OpenSet, rep: Rep) -> Cue | None:
    """Praise for a repetition in which nothing was found and what is praised was judged."""
    if state.session >= SEVERE_FROM_SESSION or rep.verdict is not Verdict.GOOD:
        return None
    corrected = state.said[-1].cue if state.said and state.said[-1].cue.kind is Kind.CORRECTION else None
    if corrected and corrected.check and corrected.check in dict(rep.measured):
        check = current.exercise.check(corrected.check)
        if current.exercise.is_of_range(check) and reach(rep, current.exercise):
            return None
        return Cue("Yes, just like that", f"Not found any more: {lower_first(check.name)}.", check.key, 0, Kind.PRAISE)
    since_s = state.missed[-1].end_s if state.missed else -math.inf
    flawless = [_is_flawless(one, current.exercise) and one.start_s >= since_s for one in reversed(current.reps)]
    in_a_row = (*flawless, False).index(False)
    every = GOOD_IN_A_ROW * (2 if state.session >= HALF_FROM_SESSION else 1)
    if in_a_row and in_a_row % every == 0:
        return Cue(f"{in_a_row} good ones in a row", "Nothing to correct in any of them.", None, 0, Kind.PRAISE)
    return None


def _is_flawless(rep: Rep, exercise: Exercise) -> bool:
    """Whether nothing was found in a repetition, and everything that matters most could be judged."""
    unjudged = {one.check for one in rep.unjudged}
    return rep.verdict is Verdict.GOOD and not any(exercise.check(key).severity == 3 for key in unjudged & exercise.posture_checks)


def corrected_in(exercise: Exercise, reps: Sequence[Rep], missed: Sequence[NotCounted] = ()) -> list[str]:
    """The keys of the checks that the voice would correct in a set of `reps`, with attempts that were `missed`, most often first."""
    state = CueState().begin_set(exercise.key, "")
    attempts: list[Rep | NotCounted] = [*reps, *missed]
    now = OpenSet(exercise, "", None, ())
    for one in sorted(attempts, key=lambda attempt: attempt.end_s):
        if isinstance(one, Rep):
            now = replace(now, reps=(*now.reps, one))
        state, _ = choose(state, one.end_s, now if now.reps else None, *((one, None) if isinstance(one, Rep) else (None, one)))
    return [check for check, _ in Counter(one.cue.check for one in state.corrections if one.cue.check).most_common()]
