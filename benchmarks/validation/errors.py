"""How far off what the checks measure may be, against the true joints of rendered people: by view, light, distance and rate.

`python -m benchmarks.validation.errors CLIPS` prints what `Check.error` should be.

Of each repetition every check is measured twice, with the same times: on the landmarks and on the true joints. The roll of the pelvis and
the share of the hip are compared with the joint angles, durations with the true ones. What is read off the picture alone has no truth in
its own unit: where nothing happened that it looks for, the truth is 0. Landmarks are not joint centres, so what a check always reads too
much is taken off: its limits are those of landmarks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median
from typing import Annotated, Final

import numpy as np
import typer

import exercises
from benchmarks.validation.figures import number, of, percentile
from benchmarks.validation.groups import Scores, rendered
from benchmarks.validation.joints import read_joints
from benchmarks.validation.runs import replayed
from benchmarks.validation.scoring import explained
from benchmarks.validation.tables import markdown
from benchmarks.validation.truth import BEFORE_S, Case, TrueRep, TruthError, rendered_cases
from coach.analysis.form import RepBodies, in_phases, measure, median_body
from coach.analysis.timing import Timing
from coach.body import Body, Part
from coach.exercise import ASIDE, SET_UP, Check, Exercise, RepMeasure
from coach.pose import Pose, Side
from coach.posture import View
from coach.recording.tracks import TrackError, read_track
from coach.records import Rep
from coach.signals.support import EITHER_FOOT, PLANTED_FOOT
from coach.signals.surface import HIP_SHARE, PELVIS_ROLL, TRUNK_ROCK

STATED_PERCENT: Final = 95.0
"""The percentile of the errors that is stated: of bodies that were left out nine of ten are then within it."""
FEWEST: Final = 5
"""Of fewer repetitions from aside nothing is said about them alone."""
OF_PICTURE: Final = (PLANTED_FOOT, EITHER_FOOT, TRUNK_ROCK, RepMeasure.WOBBLE)
NOBODY: Final = Body(0.0, [], [], [])
TIMES: Final[Mapping[RepMeasure, Callable[[TrueRep], float]]] = {
    RepMeasure.CONCENTRIC: lambda true: true.up_s,
    RepMeasure.HOLD: lambda true: true.hold_s,
    RepMeasure.ECCENTRIC: lambda true: true.down_s,
}
PARTS: Final = tuple(part for part in Part if part is not Part.EAR)
"""Of which the true places are known."""


@dataclass(frozen=True, slots=True)
class MeasureError:
    """What a check measured in a repetition less the truth, in its unit; `size` is the trunk's length over the picture's height.

    `is_as_others_say` is whether it lies within what is stated by the other bodies alone.
    """

    check: Check
    case: Case
    is_aside: bool
    size: float
    error: float
    is_as_others_say: bool = False

    @property
    def is_as_stated(self) -> bool:
        """Whether it lies within what the exercise states."""
        return abs(self.error) <= self.check.error[self.is_aside]


def measure_errors(scores: Scores, known: Sequence[Exercise]) -> list[MeasureError]:
    """The errors of all checks but those of the range, in all repetitions in which both are known, less what the check always reads too much.

    Raises `TrackError`.
    """
    by_key = {exercise.key: exercise for exercise in known}
    errors: dict[str, list[MeasureError]] = {}
    for one in rendered(scores):
        if not one.exercise_right or not one.case.joints:
            continue
        poses = [pose for pose in read_track(one.case.track).poses if pose.is_seen]
        joints = read_joints(one.case.joints)
        for true, rep in one.reps:
            timing = Timing(true.start_s - BEFORE_S, true.start_s, true.top_start_s, true.top_end_s, true.end_s, rest=0.0, top=1.0)
            empty = RepBodies(by_key[one.case.exercise], one.case.working, View(one.view), (), NOBODY, timing, true.range_deg)
            for error in _of_rep(one.case, true, rep, _with(empty, poses), _with(empty, joints), height=poses[0].size[1]):
                errors.setdefault(error.check.key, []).append(error)
    usual = {key: median(one.error for one in of_check) for key, of_check in errors.items()}
    found = [replace(one, error=one.error - usual[key]) for key, of_check in errors.items() for one in of_check]
    others = {(key, body): stated(found, key, without=body) for key, body in {(one.check.key, one.case.body) for one in found}}
    return [replace(one, is_as_others_say=abs(one.error) <= others[one.check.key, one.case.body][one.is_aside]) for one in found]


def _of_rep(case: Case, true: TrueRep, rep: Rep, read: RepBodies, real: RepBodies, *, height: int) -> Iterable[MeasureError]:
    """The errors in one repetition, of which the bodies are given as they were `read` and as they `real`ly were; the picture's `height` in pixels."""
    of_rep, allowed = dict(rep.measured), explained(case.exercise, true)
    for check in read.exercise.checks:
        if isinstance(check.of, RepMeasure):
            value = of_rep.get(check.key, math.nan)
        else:
            value, obstacle = measure(check, read)
            value = math.nan if obstacle else value
        error = value - _truth(check, true, real, is_explained=check.key in allowed)
        if check.of is not RepMeasure.RANGE and math.isfinite(error):
            yield MeasureError(check, case, read.is_aside, read.rest.trunk_length / height, error)


def _with(empty: RepBodies, poses: Sequence[Pose]) -> RepBodies:
    timing = empty.timing
    bodies = [Body.from_pose(pose) for pose in poses if timing.rest_s <= pose.time <= timing.end_s]
    return replace(empty, bodies=bodies, rest=median_body(in_phases(bodies, timing, SET_UP)))


def _truth(check: Check, true: TrueRep, real: RepBodies, *, is_explained: bool) -> float:
    """What `check` would measure without an error; NaN where that is not known."""
    if check.of in OF_PICTURE:
        return math.nan if is_explained else 0.0
    if check.of is PELVIS_ROLL:
        return true.roll_deg
    if check.of is HIP_SHARE:
        return true.hip_share
    if isinstance(check.of, RepMeasure):
        return TIMES[check.of](true) if check.of in TIMES else math.nan
    return measure(check, real)[0]


def by_joint(scores: Scores, known: Sequence[Exercise]) -> str:
    """How far the landmarks lie from the true joints in the picture, in hundredths of the trunk's length, of the working and the other side.

    Of either side the middle case, and what nineteen of twenty stay below; less the middle way by which each clip's landmark is off.
    """
    rows = []
    for exercise in known:
        apart: dict[tuple[Part, bool], list[float]] = {}
        for one in rendered(scores):
            if one.case.exercise == exercise.key and one.case.joints:
                for key, sizes in _apart(one.case).items():
                    apart.setdefault(key, []).extend(sizes)
        for part in PARTS:
            if (part, True) in apart:
                figures = (number(100 * percentile(apart[part, own], at), 0) for own in (True, False) for at in (50, STATED_PERCENT))
                rows.append((exercise.name, part.name.lower().replace("_index", ""), *figures))
    head = ("Exercise", "Joint", "Working side", "19 of 20", "Other side", "19 of 20")
    return markdown(head, rows, words=2)


def _apart(case: Case) -> dict[tuple[Part, bool], list[float]]:
    """The distances of landmark and joint by part and by whether it is on the working side, in trunk lengths."""
    if not case.joints:
        return {}
    joints = {pose.time: Body.from_pose(pose) for pose in read_joints(case.joints)}
    pairs = [(Body.from_pose(pose), joints[pose.time]) for pose in read_track(case.track).poses if pose.is_seen and pose.time in joints]
    found: dict[tuple[Part, bool], list[float]] = {}
    for part in PARTS:
        for side in Side:
            off = np.array([np.subtract(read.at(part, side), true.at(part, side)) / true.trunk_length for read, true in pairs])
            off -= np.median(off, axis=0)
            found.setdefault((part, side is case.working), []).extend(np.hypot(*off.T).tolist())
    return found


def stated(errors: Iterable[MeasureError], key: str, *, without: str = "") -> tuple[float, float]:
    """What `Check.error` of the check `key` should be, of all bodies but one: from straight before the person, and from aside."""
    mine = [one for one in errors if one.check.key == key and one.case.body != without]
    straight, from_aside = ([abs(one.error) for one in mine if one.is_aside is wanted] for wanted in (False, True))
    of_straight = percentile(straight, STATED_PERCENT)
    return of_straight, max(of_straight, percentile(from_aside, STATED_PERCENT)) if len(from_aside) >= FEWEST else of_straight


def by_check(errors: Sequence[MeasureError]) -> str:
    """For each check what its measure may be off, by what the exercises state, and how often the truth lies within that."""
    rows = []
    for key in dict.fromkeys(one.check.key for one in errors):
        mine = [one for one in errors if one.check.key == key]
        check = mine[0].check
        decimals = 1 if check.unit == "deg" else 2
        rows.append(
            (
                check.name,
                f"`{key}`",
                check.unit,
                str(len(mine)),
                *(number(one, decimals) for one in (*stated(errors, key), *check.error)),
                *_within(mine),
            )
        )
    head = ("Check", "Key", "Unit", "Repetitions", "Straight", "Aside", "Stated, straight", "aside", "Within", "Within what others say")
    return markdown(head, rows, words=3)


def by_condition(errors: Sequence[MeasureError]) -> str:
    """How often the truth lies within what is stated, by view, light, distance and rate."""
    conditions: list[tuple[str, Callable[[MeasureError], bool]]] = [
        (f"Camera up to {ASIDE:.0f}° aside", lambda one: not one.is_aside),
        ("further aside", lambda one: one.is_aside),
        ("Trunk below 15 % of the picture's height", lambda one: one.size < 0.15),
        ("15 to 22 %", lambda one: 0.15 <= one.size < 0.22),
        ("22 % and more", lambda one: one.size >= 0.22),
        ("Below 15 pictures a second", lambda one: one.case.fps < 15),
        ("15", lambda one: one.case.fps == 15),
        ("more", lambda one: one.case.fps > 15),
        ("Camera below 0.5 m", lambda one: one.case.height_m < 0.5),
        ("0.5 to 1 m", lambda one: 0.5 <= one.case.height_m <= 1.0),
        ("higher", lambda one: one.case.height_m > 1.0),
        ("Nothing unusual in the picture", lambda one: not one.case.picture),
    ]
    conditions += [
        (picture, lambda one, picture=picture: one.case.picture == picture)  # type: ignore[misc]
        for picture in sorted({one.case.picture for one in errors} - {""})
    ]
    conditions += [("All", lambda _: True)]
    rows = []
    for name, is_so in conditions:
        mine = [one for one in errors if is_so(one)]
        if mine:
            clips = [[one for one in mine if one.case.id == case] for case in sorted({one.case.id for one in mine})]
            worst = min(clips, key=lambda clip: fmean(one.is_as_stated for one in clip))
            rows.append((name, str(len(clips)), str(len(mine)), *_within(mine), _within(worst)[0]))
    head = ("Condition", "Clips", "Measures", "Within what is stated", "Within what the other bodies say", "Stated, the worst clip")
    return markdown(head, rows)


def _within(errors: Sequence[MeasureError]) -> tuple[str, str]:
    """How many lie within what is stated, and within what the other bodies say."""
    total = len(errors)
    return of(sum(one.is_as_stated for one in errors), total), of(sum(one.is_as_others_say for one in errors), total)


def main(clips: Annotated[Path, typer.Argument(help="Rendered clips with the tracks of their true joints.", show_default=False)]) -> None:
    """Print for each check what it may be off, and how often the truth lies within that."""
    known = exercises.load()
    try:
        scores = [replayed(case, known) for case in rendered_cases(clips) if case.reps]
        errors = measure_errors(scores, known)
    except (TruthError, TrackError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{by_check(errors)}\n\n{by_condition(errors)}\n\n{by_joint(scores, known)}")


if __name__ == "__main__":
    typer.run(main)
