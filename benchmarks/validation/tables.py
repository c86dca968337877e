"""The tables of the page, each from scores."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from benchmarks.validation.figures import NOTHING, mean, number, of, percentile, rate, share
from benchmarks.validation.groups import (
    TIMES,
    Scores,
    by_exercise,
    errors,
    fault_scores,
    others,
    outcomes,
    recorded,
    rendered,
    size,
    wrong,
)
from benchmarks.validation.runs import FalseCount, Runs
from coach.exercise import Exercise

TURNED: Final = ((0, 10, "camera turned less than 10°"), (10, 20, "camera turned 10° to 20°"), (20, 90, "camera turned 20° or more"))
HEIGHTS: Final = ((0, 0.6, "camera below 0.6 m"), (0.6, 0.9, "camera at 0.6 to 0.9 m"), (0.9, 9, "camera at 0.9 m or above"))


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A table as GitHub draws it: the first `words` columns to the left, the others to the right."""
    rule = [":--"] * words + ["--:"] * (len(head) - words)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows))


def counting(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Clips, repetitions, exercise and side of the rendered clips."""
    head = (
        "Exercise",
        "Clips exact",
        "Within one",
        "Exercise and side right",
        "Repetitions",
        "counted",
        "too small",
        "missed",
        "extra",
    )
    rows = [
        (
            name,
            share(sum(one.exact for one in group), len(group)),
            of(sum(one.within_one for one in group), len(group)),
            of(sum(one.exercise_right and one.side_right for one in group), len(group)),
            str(sum(one.case.count for one in group)),
            str(sum(len(one.errors) for one in group)),
            str(sum(one.listed_as_small for one in group)),
            str(sum(one.missed for one in group)),
            str(sum(one.extra for one in group)),
        )
        for name, group in by_exercise(rendered(scores), exercises).items()
    ]
    return markdown(head, rows)


def recordings(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """The same for recordings of people that must be exact."""
    head = ("Must be exact", "Real people", "Animated", "Exact", "Within one", "Exercise and side right", "Repetitions", "counted")
    rows = [
        (
            name,
            str(sum(one.case.person == "real" for one in group)),
            str(sum(one.case.person == "animated" for one in group)),
            share(sum(one.exact for one in group), len(group)),
            of(sum(one.within_one for one in group), len(group)),
            of(sum(one.exercise_right and one.side_right for one in group), len(group)),
            str(sum(one.case.count for one in group)),
            str(sum(one.found for one in group)),
        )
        for name, group in by_exercise(recorded(scores), exercises).items()
    ]
    return markdown(head, rows)


def every_recording(scores: Scores) -> str:
    """One row for each recording of people."""
    head = ("Recording", "Person", "View", "Movement", "Asked of the coach", "True", "Counted", "Exercise, side right", "Warned")
    rows = [
        (
            f"`{one.case.id}`",
            one.case.person,
            one.case.view,
            one.case.exercise.replace("_", " "),
            "the exact number" if one.case.countable else "the number or a warning",
            str(one.case.count),
            str(one.found),
            NOTHING if one.case.is_other_movement else f"{_yes(one.exercise_right)}, {_yes(one.side_right)}",
            "yes" if one.warned else "no",
        )
        for one in scores
        if not one.case.rendered
    ]
    return markdown(head, rows, words=5)


def false_counts(runs: Runs) -> str:
    """Repetitions counted in movements that have none."""
    clips, other = rendered(runs.as_recorded), others(runs.as_recorded)
    films, rendered_films = (
        [FalseCount(one.case.exercise, one.found, runs.seconds[one.case.id]) for one in other if one.case.rendered is is_rendered]
        for is_rendered in (False, True)
    )
    idle_s = sum(runs.seconds[one.case.id] - sum(rep.end_s - rep.start_s for rep in one.case.reps) for one in clips)
    rows = [
        _false_count_row("other movements, recorded", films),
        _false_count_row("other movements, rendered", rendered_films),
        _false_count_row("both, forced", [one for group in runs.forced.values() for one in group]),
        _false_count_row("made-up movements", runs.made_up),
        _false_count_row("the same, forced", [one for group in runs.made_up_forced.values() for one in group]),
        _false_count_row("between the repetitions of rendered clips", [FalseCount("", sum(one.extra for one in clips), idle_s)]),
    ]
    table = markdown(("Movement", "Minutes", "Counted", "A minute (95 %)"), rows)
    kinds = Counter(one.kind for score in clips for one in score.case.distractions)
    listed = ", ".join(f"{number} {kind} movements" for kind, number in sorted(kinds.items()))
    return f"{table}\n\nAmong the last are {listed}: {sum(one.distractions_counted for one in clips)} of them were counted."


def timing(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Median and 90th percentile of the errors, pooled over repetitions; last the medians of the clips' medians."""
    rows = [
        (
            name,
            str(len(errors(group))),
            *(f"{_median(group, time)} / {number(size(group, time, 90), 2)}" for time in TIMES),
            ", ".join(number(percentile(map(TIMES[time], errors(group)), 50), 2, sign=True) for time in TIMES),
        )
        for name, group in by_exercise(rendered(scores), exercises).items()
    ]
    clips = [one for one in rendered(scores) if one.errors]
    middles = [number(percentile((size([one], time, 50) for one in clips), 50), 2) for time in TIMES]
    head = ("Exercise", "Repetitions", *TIMES, "Bias (median) of up, hold, down, peak")
    return markdown(head, [*rows, ("Median of the clips' medians", NOTHING, *middles, NOTHING)])


def range_of_motion(scores: Scores, exercises: Sequence[Exercise]) -> str:
    """Size of the errors beside that of always answering the mean, bias of the clips, slope within them, and the stated errors."""
    rows = []
    for name, group in by_exercise(rendered(scores), exercises).items():
        if name.startswith("**"):
            continue
        clips = [[(true.range_deg, rep.range_of_motion) for true, rep in one.reps] for one in group if one.reps]
        sizes = [abs(read - true) for clip in clips for true, read in clip]
        mean_size, of_the_mean, bias = sizes_of(clips)
        inside = [abs(rep.range_of_motion - true.range_deg) <= rep.range_error for one in group for true, rep in one.reps]
        figures = (mean_size, of_the_mean, percentile(sizes, 90), bias)
        rows.append((name, str(len(sizes)), *(number(one, 1) for one in figures), slope(clips), share(sum(inside), len(inside))))
    head = (
        "Exercise",
        "Repetitions",
        "Mean size",
        "of the mean as the answer",
        "90th percentile",
        "Bias of clips",
        "Slope",
        "Within the stated error",
    )
    return markdown(head, rows)


def sizes_of(clips: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float, float]:
    """Of true and read ranges, clip by clip: the mean size of the errors, that of always answering the mean, and the bias of the clips.

    The bias is the root mean square of the clips' mean errors.
    """
    pairs = [pair for clip in clips for pair in clip]
    answer = mean(true for true, _ in pairs)
    biases = [mean(read - true for true, read in clip) for clip in clips]
    sizes, of_the_mean = mean(abs(read - true) for true, read in pairs), mean(abs(true - answer) for true, _ in pairs)
    return sizes, of_the_mean, mean(bias * bias for bias in biases) ** 0.5


def slope(clips: Sequence[Sequence[tuple[float, float]]]) -> str:
    """Of what was read on the truth, within the clips, and its standard error (of least squares with a constant for each clip)."""
    trues, reads = np.concatenate([np.subtract(clip, np.mean(clip, axis=0)) for clip in clips]).T
    spread, free = float(trues @ trues), len(trues) - len(clips) - 1
    if not spread or free < 1:
        return NOTHING
    found = float(trues @ reads) / spread
    left = reads - found * trues
    return f"{number(found, 2)} ± {number(math.sqrt(float(left @ left) / free / spread), 2)}"


def views(scores: Scores) -> str:
    """The rendered clips by where the camera stood, which view the coach recognised, the film's frame rate, and the body."""
    clips = rendered(scores)
    groups = {name: [one for one in clips if low <= abs(one.case.yaw_deg) < high] for low, high, name in TURNED}
    groups |= {name: [one for one in clips if low <= one.case.height_m < high] for low, high, name in HEIGHTS}
    groups |= {f"the coach saw `{view}`": [one for one in clips if one.view == view] for view in sorted({one.view or "" for one in clips})}
    groups |= {
        f"{fps:g} pictures a second": [one for one in clips if one.case.fps == fps] for fps in sorted({one.case.fps for one in clips})
    }
    groups |= {f"body `{body}`": [one for one in clips if one.case.body == body] for body in sorted({one.case.body for one in clips})}
    head = ("Group", "Clips exact", "Exercise, side right", *JUDGED)
    return markdown(
        head,
        [
            (
                name,
                share(sum(one.exact for one in group), len(group)),
                of(sum(one.exercise_right and one.side_right for one in group), len(group)),
                *judged(group),
            )
            for name, group in groups.items()
            if group
        ],
    )


JUDGED: Final = (
    "Faults found",
    "Not judged",
    "Wrong",
    "Clean accused",
    "Median error of up, hold, down, peak (s)",
    "Range: bias, mean size (°)",
)


def judged(group: Scores) -> tuple[str, ...]:
    """How right the findings and the measures are, in one row under `JUDGED`."""
    found, missed, unknown = outcomes(fault_scores(group))
    off = [error.range_deg for error in errors(group)]
    return (
        of(found, found + missed),
        str(unknown),
        str(wrong(group)),
        of(sum(one.clean_accused for one in group), sum(one.clean for one in group)),
        ", ".join(_median(group, time) for time in TIMES),
        f"{number(mean(off), 1, sign=True)}, {number(mean(map(abs, off)), 1)}",
    )


def altered_counting(runs: Runs) -> str:
    """How right the counts are after each alteration."""
    rows = []
    for name, scores in {"**as recorded**": runs.as_recorded, **runs.altered}.items():
        clips, people = rendered(scores), recorded(scores)
        both = clips + people
        rows.append(
            (
                name,
                share(sum(one.exact for one in clips), len(clips)),
                share(sum(one.exact for one in people), len(people)),
                of(sum(one.within_one for one in both), len(both)),
                str(sum(one.missed for one in both)),
                str(sum(one.extra for one in both)),
                of(sum(one.exercise_right for one in both), len(both)),
                of(sum(one.side_right for one in both), len(both)),
                str(sum(one.found for one in others(scores))),
            )
        )
    head = (
        "Altered",
        "Clips exact",
        "Recordings exact",
        "Within one",
        "Missed",
        "Extra",
        "Exercise right",
        "Side right",
        "In other movement",
    )
    return markdown(head, rows)


def altered_judging(runs: Runs) -> str:
    """How right findings and measures are after each alteration."""
    groups = {"**as recorded**": runs.as_recorded, **runs.altered}
    return markdown(("Altered", *JUDGED), [(name, *judged(rendered(scores))) for name, scores in groups.items()])


def _median(scores: Scores, time: str) -> str:
    return number(size(scores, time, 50), 2)


def _false_count_row(name: str, group: Sequence[FalseCount]) -> tuple[str, str, str, str]:
    minutes = sum(one.seconds for one in group) / 60
    counted = sum(one.counted for one in group)
    return name, number(minutes, 1), str(counted), rate(counted, minutes)


def _yes(true: bool) -> str:  # noqa: FBT001 - it says what it is given
    return "yes" if true else "**no**"
