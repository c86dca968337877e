"""Sentences that contradict what was found: in what is heard in a set, and in everything that is written of a recording."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from html import unescape

import numpy as np

from coach.cli.tables import show
from coach.coaching.advice import what_to_change, what_was_not_judged
from coach.coaching.coach import Coach, Feedback
from coach.coaching.cues import Kind
from coach.coaching.during_set import SetState
from coach.coaching.events import AttemptRejected, Event, Priority, RepCounted, Say, SetBegan, SetEnded
from coach.coaching.summary import STRENGTHS
from coach.coaching.verdict import SIGNS, counted, tally
from coach.coaching.wording import found, lower_first, reach
from coach.coaching.workout import Workout
from coach.coaching.workout_plan import WorkoutPlan
from coach.coaching.workout_state import Stage, WorkoutState
from coach.coaching.workout_step import step
from coach.exercise import Check, Exercise, RepMeasure
from coach.pose import Pose, Side
from coach.recording.analysis import Analysis
from coach.recording.canvas import Canvas
from coach.recording.job import Settings
from coach.recording.overlay import MOST_FINDINGS, Overlay
from coach.recording.source import Source
from coach.recording.timeline import Timeline
from coach.records import Grade, NotCounted, Reason, Rep, SetRecord, Verdict
from coach.report.captions import as_captions
from coach.report.codec import as_json
from coach.report.page import as_report
from coach.report.table import as_csv, rows
from coach.ui import repetitions
from exercises import load

EXERCISES = {one.key: one for one in load()}


# --- what is heard ------------------------------------------------------------------------------------------------------


def practised(poses: Iterable[Pose]) -> list[tuple[float, Event]]:
    """What happens in free practice."""
    practice = Workout(EXERCISES.values())
    return [(pose.time, event) for pose in poses for event in practice.see(pose).events]


def planned(poses: Iterable[Pose], exercise: Exercise, working_side: str, goal: int) -> list[tuple[float, Event]]:
    """What happens in a set of a plan that has just begun."""
    plan = WorkoutPlan.of(exercise, [working_side], sets=2, reps=goal)
    side = None if working_side == "both" else Side(working_side)
    state, happened, coach = None, list[tuple[float, Event]](), Coach(EXERCISES.values(), exercise=exercise.key, side=side)
    for pose in poses:
        state = state or WorkoutState(Stage.SET, since_s=pose.time, seen_s=pose.time, planned_set=SetState.since(pose.time))
        state, events = step(state, plan, coach.see(pose))
        happened += [(pose.time, event) for event in events]
        if any(isinstance(event, SetEnded) for event in events):
            break
    return happened


@dataclass
class Heard:
    """The set that is going on, as a listener knows it."""

    exercise: Exercise
    goal: int | None = None
    reps: tuple[Rep, ...] = ()
    missed: tuple[NotCounted, ...] = ()
    rejected_since: int = 0
    corrected: Check | None = None

    def take(self, event: Event) -> None:
        match event:
            case SetBegan():
                self.exercise, self.reps, self.missed, self.corrected = event.exercise, (), (), None
            case RepCounted():
                self.reps, self.rejected_since = (*self.reps, event.rep), 0
            case AttemptRejected():
                self.missed, self.rejected_since = (*self.missed, event.attempt), self.rejected_since + 1

    def wrong_with(self, said: Say) -> Iterator[str]:
        """What `said` contradicts."""
        if said.priority is Priority.PRAISE:
            yield from self._praise(said.text)
        elif said.priority is Priority.CUE:
            yield from self._cue(said.text)
        elif re.match(r"\d+( of \d+)? reps?[.:]", said.text):
            yield from self.wrong_with_summary(said.text)

    def _praise(self, text: str) -> Iterator[str]:
        streak = re.match(r"(\d+) good ones in a row", text)
        praised = self.reps[-int(streak[1]) :] if streak else self.reps[-1:]
        if any(rep.verdict is not Verdict.GOOD for rep in praised) or self.rejected_since:
            yield "praises what was not good"
        if streak and any(
            self.exercise.check(one.check).severity == 3 for rep in praised for one in rep.unjudged if self._is_posture(one.check)
        ):
            yield "praises posture that was not judged"
        if not streak and (self.corrected is None or self.corrected.key not in dict(praised[-1].measured)):
            yield "praises what was not judged"
        if not streak and self.corrected and self.exercise.is_of_range(self.corrected) and reach(praised[-1], self.exercise):
            yield "praises a range beside the aim"

    def _cue(self, text: str) -> Iterator[str]:
        checks = [check for check in self.exercise.checks if text in (check.cue, check.cue_if_high)]
        if not checks:
            return
        self.corrected = checks[0]
        lately = {one.check for rep in self.reps[-3:] for one in rep.findings}
        lately |= {check.key for check in self.exercise.checks if self.exercise.is_of_range(check) and self.missed}
        if not any(check.key in lately for check in checks):
            yield "corrects what was not found"

    def wrong_with_summary(self, text: str) -> Iterator[str]:
        if "could not judge" in text:
            if sum(rep.verdict is not Verdict.NOT_JUDGED for rep in self.reps) * 2 >= len(self.reps):
                yield "says that nothing could be judged"
            return
        if f": {tally(self.reps)}." not in text:
            yield "counts otherwise"
        for sentence, checks in strengths(self.exercise).items():
            if sentence in text and not all(self._was_right(check) for check in checks):
                yield f"praises: {sentence}"
        if "the same again" in text and (any(rep.verdict is not Verdict.GOOD for rep in self.reps) or self._is_broken_off or self._small):
            yield "asks for the same again"
        if "Well done" in text and (self._is_broken_off or any(rep.verdict is Verdict.FAULT for rep in self.reps)):
            yield "says well done"
        for name in re.findall(r"Not judged: (.*?)\.", text):
            if not any(lower_first(check.name) == name and not self._is_judged(check) for check in self.exercise.checks):
                yield f"says that this was not judged: {name}"

    @property
    def _is_broken_off(self) -> bool:
        return self.goal is not None and len(self.reps) < self.goal

    @property
    def _small(self) -> bool:
        return any(one.reason is Reason.TOO_SMALL for one in self.missed)

    def _is_posture(self, key: str) -> bool:
        return key in self.exercise.posture_checks

    def _is_judged(self, check: Check) -> bool:
        return any(check.key in dict(rep.measured) for rep in self.reps)

    def _was_right(self, check: Check) -> bool:
        is_clean = all(check.key in dict(rep.measured) and check.key not in {one.check for one in rep.findings} for rep in self.reps)
        is_beside = self._small or any(reach(rep, self.exercise) for rep in self.reps)
        return is_clean and not (self.exercise.is_of_range(check) and is_beside)


def strengths(exercise: Exercise) -> dict[str, list[Check]]:
    """Each sentence of praise after a set, with all checks that it is about."""
    sentences: dict[str, list[Check]] = {}
    for check in exercise.checks:
        sentence = STRENGTHS[check.of] if isinstance(check.of, RepMeasure) else check.strength
        if sentence:
            sentences[sentence] = [one for one in exercise.checks if one.of is check.of or (one.strength and one.strength == sentence)]
    return sentences


def heard_wrong(happened: Sequence[tuple[float, Event]], exercise: Exercise, goal: int | None = None) -> list[str]:
    """What is said that contradicts what was found until then."""
    heard, wrong = Heard(exercise, goal), []
    for time, event in sorted(happened, key=lambda one: (one[0], isinstance(one[1], Say))):
        heard.take(event)
        if isinstance(event, Say):
            wrong += [f"{time:.1f} s, {event.text!r} {what}" for what in heard.wrong_with(event)]
    return wrong


# --- what is written ----------------------------------------------------------------------------------------------------


def analysed(poses: Sequence[Pose], source: Source) -> tuple[Analysis, list[Feedback]]:
    """What is known of a recording, with what the coach showed and said at every moment."""
    coach, timeline, shown = Coach(EXERCISES.values()), Timeline(), []
    for pose in poses:
        shown.append(coach.see(pose))
        timeline.add(shown[-1])
    return Analysis(coach.finish(), source, timeline), shown


def written_wrong(analysis: Analysis, shown: Sequence[Feedback]) -> list[str]:
    """What files and pages say that contradicts what was found, or does not say."""
    session = analysis.session
    of_sets = [what for one in session.sets for what in (*_of_set(one, analysis), *_of_rows(one))]
    return [*of_sets, *_of_report(analysis), *_of_terminal(analysis), *_of_files(analysis), *_of_captions(analysis), *_of_video(shown)]


def _of_set(one: SetRecord, analysis: Analysis) -> Iterator[str]:
    """The page: the line that counts, what to change, and what could not be judged."""
    exercise = EXERCISES[one.exercise]
    good = sum(rep.verdict is Verdict.GOOD for rep in one.reps)
    line = counted(one.reps)
    says = len(one.reps) if "all good" in line or line.endswith(": good") else int((re.search(r"(\d+) good", line) or [0, 0])[1])
    if says != good:
        yield f"page: {line!r}, but {good} good"
    advice = what_to_change(one, exercise, analysis.session.not_counted, analysis.timeline.corrected(one.start_s, one.end_s))
    if {piece.worst.check for piece in advice if piece.reps} != {finding.check for rep in one.reps for finding in rep.findings}:
        yield "page: what to change is not what was found"
    spoken = [cue.check for time, cue in analysis.timeline.cues if cue.kind is Kind.CORRECTION and one.start_s <= time <= one.end_s + 1]
    likely = what_to_change(one, exercise, analysis.session.not_counted)
    if spoken and likely[0].worst.check not in spoken:
        yield f"session page: leads with {likely[0].worst.check}, the voice worked on {spoken}"
    if spoken and advice[0].worst.check != max(dict.fromkeys(spoken), key=spoken.count):
        yield f"page: leads with {advice[0].worst.check}, the voice worked on {spoken}"
    unjudged = {missing.check for rep in one.reps for missing in rep.unjudged}
    if {name for it in what_was_not_judged(one, exercise) for name in it.names} != {exercise.check_names[key] for key in unjudged}:
        yield "page: what could not be judged is not all there"


def _of_rows(one: SetRecord) -> Iterator[str]:
    for rep in one.reps:
        row = repetitions.counted(rep, EXERCISES[one.exercise], None)
        words = [line["words"] for line in row["words"]]
        if row["sign"] != f"{SIGNS[rep.verdict]} {rep.verdict.words}" or row["verdict"] != rep.verdict:
            yield f"list: repetition {rep.index} is called {row['sign']}"
        if any(found(finding, EXERCISES[one.exercise]) not in words for finding in rep.findings):
            yield f"list: a finding of repetition {rep.index} is missing"
        if any("still fine" in line for line in words) and any(f.grade is Grade.FAULT and "rom" in f.check for f in rep.findings):
            yield f"list: the range of repetition {rep.index} is called fine"


def _of_report(analysis: Analysis) -> Iterator[str]:
    page = as_report(analysis, {}, list(EXERCISES.values()), Settings())
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    for one in analysis.session.sets:
        if f"{counted(one.reps)}." not in text:
            yield f"report: does not say {counted(one.reps)!r}"
        for rep in one.reps:
            if any(found(finding, EXERCISES[one.exercise]) not in text for finding in rep.findings):
                yield f"report: a finding of repetition {rep.index} is missing"
        for missing in {missing.check for rep in one.reps for missing in rep.unjudged}:
            if EXERCISES[one.exercise].check_names[missing].casefold() not in text.casefold():  # in a list all but the first begin small
                yield f"report: does not say that {missing} was not judged"
    for heading, body in re.findall(r"<section>.*?<p class=\"lead\">(.*?)</p>(.*?)</section>", page, re.DOTALL):
        if "Nothing to change" in heading and "What to change" in body:
            yield "report: nothing to change, and what to change"


def _of_terminal(analysis: Analysis) -> Iterator[str]:
    printed = io.StringIO()
    with redirect_stdout(printed):
        show(analysis.session, analysis.source, list(EXERCISES.values()))
    text = re.sub(r"[\s]+", " ", printed.getvalue())
    for one in analysis.session.sets:
        if counted(one.reps) not in text:
            yield f"terminal: does not say {counted(one.reps)!r}"
    signs = [f"{SIGNS[rep.verdict]} {rep.verdict.words}" for rep in analysis.session.reps]
    if any(text.count(sign) < signs.count(sign) for sign in set(signs)):
        yield "terminal: a verdict is missing"


def _of_files(analysis: Analysis) -> Iterator[str]:
    session = analysis.session
    document = json.loads(as_json(session, analysis.source, model=None))
    kept = [rep for one in document["sets"] for rep in one["reps"]]
    table = list(csv.DictReader(io.StringIO(as_csv(rows(session, analysis.source)))))
    for rep, plain, row in zip(session.reps, kept, table, strict=True):
        if not rep.verdict == plain["verdict"] == row["verdict"]:
            yield f"files: repetition {rep.index} has several verdicts"
        if rep.good is not (plain["verdict"] in ("good", "a_little_off")) or str(rep.good).lower() != row["good"]:
            yield f"files: good and the verdict of repetition {rep.index} contradict each other"
        if not {finding["check"] for finding in plain["findings"]} <= plain["measured"].keys() or plain["measured"].keys() & set(
            plain["unjudged"]
        ):
            yield f"files: repetition {rep.index} measured what it did not judge, or found what it did not measure"


def _of_captions(analysis: Analysis) -> Iterator[str]:
    text = as_captions(analysis, EXERCISES.values())
    for one in analysis.session.sets:
        for rep in one.reps:
            names = [lower_first(EXERCISES[one.exercise].check_names[finding.check]) for finding in rep.findings]
            begins = f"{rep.index} {SIGNS[rep.verdict]} {rep.verdict.words}"
            captions = [block for block in text.split("\n\n") if f"\n{begins}" in block]
            if not any(all(name in line for name in names) for line in captions):
                yield f"captions: a finding of repetition {rep.index} is missing"
    for block in text.split("\n\n"):
        if "Yes, just like that" in block and "✓ good" not in block:
            yield f"captions: {block!r}"


def _of_video(shown: Sequence[Feedback]) -> Iterator[str]:
    """What stands in the banner of the annotated video when each repetition ends."""
    overlay, last = Overlay(EXERCISES.values()), None
    canvas = Canvas.rgb(np.zeros((48, 64, 3), np.uint8))
    for feedback in shown:
        if feedback.rep or feedback.cue:
            overlay.draw(canvas, feedback)
        last = feedback.rep or last
        note = overlay.note(feedback.time)
        if feedback.rep and feedback.exercise:
            lines = (note.words, *note.details) if note else ()
            worst = [found(finding, EXERCISES[feedback.exercise]) for finding in feedback.rep.findings]
            if feedback.rep.verdict.words not in lines or sum(line in lines for line in worst) < min(len(worst), MOST_FINDINGS - 1):
                yield f"video: the findings of repetition {feedback.rep.index} are not shown"
        if note and last and last.findings and ("just like that" in note.words or "in a row" in note.words):
            yield f"video: {note.words!r} over what was found"


def of_recording(poses: Sequence[Pose], source: Source) -> tuple[list[str], dict[str, int]]:
    """All that contradicts a finding in anything that is said or written of a recording, and how much was looked at."""
    analysis, shown = analysed(poses, source)
    wrong, sentences = written_wrong(analysis, shown), 0
    happened = practised(poses)
    wrong += [f"practice: {what}" for what in heard_wrong(happened, EXERCISES["clamshell"])]
    sentences += sum(isinstance(event, Say) for _, event in happened)
    for one in analysis.session.sets:
        for goal in {len(one.reps), len(one.reps) + 2}:
            happened = planned(poses, EXERCISES[one.exercise], one.working_side, goal)
            wrong += [f"set of {goal}: {what}" for what in heard_wrong(happened, EXERCISES[one.exercise], goal)]
            sentences += sum(isinstance(event, Say) for _, event in happened)
    return wrong, {
        "repetitions": len(analysis.session.reps),
        "findings": sum(len(rep.findings) for rep in analysis.session.reps),
        "sentences heard": sentences,
    }
