"""The coach: one pose at a time in, what there is to show and say out."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from coach.analysis.assessment import BEFORE_S, UNIT, assess
from coach.analysis.candidates import Candidate, candidates
from coach.analysis.readiness import Readiness, ReadinessMonitor
from coach.analysis.repetitions import SETTLED_S, Attempt
from coach.analysis.sets import OpenSet, SetCollector
from coach.body import Body
from coach.coaching.cues import Cue, CueState, choose
from coach.coaching.events import AttemptRejected, RepCounted, SetBegan, SetEnded, SetEvent
from coach.exercise import Exercise, Phase
from coach.pose import Pose, Side
from coach.records import Finding, NotCounted, Reason, Rep, Session
from coach.tracking.camera import CameraMotion
from coach.tracking.skeleton import PlausibleSkeleton
from coach.tracking.smoothing import PoseSmoother

ARRIVAL_S = 0.7  # the movement with which somebody arrives in a posture is not a repetition
FINISHED = 0.85  # share of the way back that the last repetition of a recording would have come, at its last speed, if it counts
NEARLY_BACK = 0.67  # and that it did come: 0.69 to 1.08 where it is whole, at 12 to 60 pictures a second; 0.65 of the fastest that is not


class State(StrEnum):
    """What the coach is doing, from the user's point of view."""

    LOOKING = "looking"  # nobody, or not enough of the body, can be seen
    GET_READY = "get_ready"  # a person is seen, but not in a starting position
    READY = "ready"  # the starting position is held: a repetition may begin
    MOVING = "moving"  # inside a repetition


@dataclass(frozen=True, slots=True)
class Feedback:
    """All there is to show and say about one moment. Frozen: a reader in another thread sees it whole.

    `value` is how far the movement has gone from rest and `target` how far it should go, both in `unit`; `findings` are those of
    the last repetition; `rep` and `not_counted` are what ended at this moment. `events` say the same with the sets: a first repetition
    may be counted only together with the second, which tells what exercise both are.
    """

    time: float
    pose: Pose
    state: State
    message: str
    exercise: str | None
    working_side: str | None
    view: str | None
    count: int
    phase: Phase
    value: float
    unit: str
    target: tuple[float, float]
    cue: Cue | None
    findings: tuple[Finding, ...]
    rep: Rep | None
    not_counted: NotCounted | None
    events: tuple[SetEvent, ...] = ()
    picture_problem: str = ""
    """What is wrong with the picture's light or focus, and what helps: told by whoever has the picture."""


def _ended_by(time: float, verdict: Rep | NotCounted) -> Rep | NotCounted:
    """`verdict` of a movement that was over by `time`: what is read of its end may lie some tenths of a second later."""
    return replace(verdict, end_s=min(verdict.end_s, time))


class Coach:
    """Follows one person through one recording or workout. Remembers; call it from one thread at a time.

    `exercise` and `side` override recognition; an unknown exercise raises `ValueError`. `cues` is what is known of the person.
    Poses come in the order of their times.
    """

    def __init__(
        self,
        exercises: Iterable[Exercise],
        *,
        exercise: str | None = None,
        side: Side | None = None,
        cues: CueState | None = None,
    ) -> None:
        self._exercises = {one.key: one for one in exercises}
        if exercise is not None and exercise not in self._exercises:
            raise ValueError(f"there is no exercise called {exercise!r}; there are: {', '.join(self._exercises)}")
        self._wanted = exercise
        self._skeleton = PlausibleSkeleton()
        self._camera = CameraMotion()
        self._readiness = ReadinessMonitor([self._exercises[exercise]] if exercise else self._exercises.values())
        self._bodies: deque[Body] = deque()
        self._candidates: tuple[Candidate, ...] = ()
        self._sets = SetCollector(self._exercises.values(), exercise, side)
        self._smoother = PoseSmoother()
        self._cues = cues or CueState()
        self._sets_begun = 0

    def see(self, pose: Pose) -> Feedback:
        """Take the next pose; give what to show and say now."""
        has_others = pose.has_others
        pose = self._camera.update(self._skeleton.update(pose))
        body = Body.from_pose(pose)
        readiness = self._readiness.update(body, has_others=has_others)
        ended: list[Rep | NotCounted] = []
        events: list[SetEvent] = []
        if readiness.changed:
            self._enter_abandoned()
            ready_s = pose.time + ARRIVAL_S if self._bodies else -math.inf
            self._candidates = candidates(self._exercises.values(), readiness.placed, ready_s)
        usable = readiness.trusted and readiness.placed.posture is not None
        if usable:
            self._remember(body)
        followed: list[Candidate] = []
        attempts: list[tuple[Candidate, Attempt]] = []
        for one in self._candidates:
            is_judged = usable and readiness.placed.view in one.exercise.views
            candidate, attempt = one.step(body if is_judged else None, pose.time)
            followed.append(candidate)
            if attempt:
                attempts.append((one, attempt))
        self._candidates = tuple(followed)
        for one, attempt in sorted(attempts, key=self._is_of_another_set):
            before = self._sets.current
            kept = self._enter(one, self._assess(one, attempt))
            ended += [kept] if kept else []
            events += self._set_events(before, pose.time)
        return self._feedback(pose, readiness, ended, events)

    def finish(self) -> Session:
        """Close what is open, as at the end of a recording, and give all that was kept."""
        attempts = [(one, attempt) for one in self._candidates if (attempt := one.close(self._bodies))]
        for one, attempt in sorted(attempts, key=self._is_of_another_set):
            if attempt.fall >= FINISHED * attempt.rise and one.machine.fallen >= NEARLY_BACK:
                self._enter(one, _ended_by(self._bodies[-1].time, self._assess(one, attempt)))
            else:
                moved = one.exercise.range_of_motion.correction * attempt.rise
                self._enter(one, NotCounted(attempt.start_s, attempt.end_s, Reason.CUT_OFF, moved, UNIT))
        session = self._sets.session(self._readiness.warnings())
        return replace(session, warnings=(*session.warnings, *self._camera.warnings())) if session.sets else session

    def _is_of_another_set(self, entry: tuple[Candidate, Attempt]) -> bool:
        """Whether an attempt is not of the set that is going on, which has the first say in what a movement was."""
        one, current = entry[0], self._sets.current
        return not (current and current.matches(one.exercise, one.working_side))

    def _enter_abandoned(self) -> None:
        """Keep movements that were large enough to count but in whose middle the person changed position."""
        for one in self._candidates:
            attempt = one.close(self._bodies)
            moved = one.exercise.range_of_motion.correction * attempt.rise if attempt else 0.0
            if attempt and moved >= one.exercise.range_of_motion.count:
                because = "you changed position"
                self._enter(one, NotCounted(attempt.start_s, attempt.end_s, Reason.OTHER_MOVEMENT, moved, UNIT, because))

    def _assess(self, one: Candidate, attempt: Attempt) -> Rep | NotCounted:
        return assess(attempt, one.exercise, one.side, self._bodies, self._sets.medians(one.exercise, one.working_side))

    def _enter(self, one: Candidate, verdict: Rep | NotCounted) -> Rep | NotCounted | None:
        return self._sets.add(one.exercise, one.working_side, self._readiness.placed.view, verdict)

    def _set_events(self, before: OpenSet | None, time: float) -> list[SetEvent]:
        """What has happened to the sets since `before` was the open one. A set is known by its first repetition."""
        now = self._sets.current
        if now is None or now is before:
            return []
        view = self._readiness.placed.view.value if self._readiness.placed.view else None
        if before and now.reps[0] is before.reps[0]:
            return [RepCounted(one, view, time) for one in now.reps[len(before.reps) :]]
        events: list[SetEvent] = []
        if before:
            events.append(SetEnded(self._sets_begun - 1, before.exercise, before.working_side, before.reps, time))
        events.append(SetBegan(self._sets_begun, now.exercise, now.working_side, time))
        self._sets_begun += 1
        self._cues = self._cues.begin_set(now.exercise.key, now.working_side)
        return [*events, *(RepCounted(one, view, time) for one in now.reps)]

    def _remember(self, body: Body) -> None:
        """Keep the bodies that an open attempt may still need, and the last seconds."""
        self._bodies.append(body)
        starts = [f.machine.base_s for f in self._candidates if f.machine.phase is not Phase.REST]
        needed = min([*starts, body.time - 3.0]) - BEFORE_S - SETTLED_S
        while self._bodies[0].time < needed:
            self._bodies.popleft()

    def _feedback(self, pose: Pose, readiness: Readiness, ended: list[Rep | NotCounted], events: list[SetEvent]) -> Feedback:
        reps = [one for one in ended if isinstance(one, Rep)]
        others = [one for one in ended if isinstance(one, NotCounted)]
        current = self._sets.current
        shown = self._shown()
        if not readiness.trusted or readiness.placed.posture is None:
            state = State.LOOKING if readiness.problem else State.GET_READY
        elif shown is None:
            state = State.GET_READY
        else:
            state = State.READY if shown.machine.phase is Phase.REST else State.MOVING
        self._cues, cue = choose(self._cues, pose.time, current, reps[0] if reps else None, others[0] if others else None)
        return Feedback(
            time=pose.time,
            pose=self._smoother.update(pose),
            state=state,
            message=readiness.message,
            exercise=current.exercise.key if current else self._wanted,
            working_side=current.working_side if current else None,
            view=readiness.placed.view.value if readiness.placed.view else None,
            count=len(current.reps) if current else 0,
            phase=shown.machine.phase if shown else Phase.REST,
            value=self._value(shown) if shown else math.nan,
            unit=UNIT,
            target=shown.exercise.range_of_motion.target if shown else (math.nan, math.nan),
            cue=cue,
            findings=current.reps[-1].findings if current and current.reps else (),
            rep=reps[0] if reps else None,
            not_counted=others[0] if others else None,
            events=(*events, *(AttemptRejected(one, pose.time) for one in others[:1])),
        )

    def _value(self, shown: Candidate) -> float:
        """How far the movement has gone, in degrees: what is counted by, which is smooth, as far off as the better measure is from it."""
        motion, began_s = shown.exercise.range_of_motion, shown.machine.base_s
        if not motion.reported or not motion.is_same_angle or shown.machine.phase is Phase.REST:
            return shown.progress
        now, rest = self._bodies[-1], next((body for body in self._bodies if body.time >= began_s), self._bodies[-1])
        counted, better = (
            one.measure(now, rest, shown.side) - one.measure(rest, rest, shown.side) for one in (motion.signal, motion.reported)
        )
        return shown.progress * (better / counted if counted * motion.correction > motion.attempt and math.isfinite(better) else 1.0)

    def _shown(self) -> Candidate | None:
        """The candidate whose movement is shown: that of the set, else the one that has moved furthest."""
        current = self._sets.current
        fitting = [f for f in self._candidates if current and f.exercise is current.exercise and f.working_side == current.working_side]
        fitting = fitting or [f for f in self._candidates if self._wanted in (None, f.exercise.key)]
        return max(fitting, key=lambda f: -math.inf if math.isnan(f.progress) else f.progress, default=None)
