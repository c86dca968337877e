"""The page: the prose of `page.md` with figures and tables filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from benchmarks.validation import errors, fault_tables, groups, limits, picture_tables, ranges, tables
from benchmarks.validation.alterations import ALTERATIONS
from benchmarks.validation.faults import LARGE_ROLL_DEG
from benchmarks.validation.figures import f1, mean, number, of, percentile, rate, share
from benchmarks.validation.picture_tables import ROLLED_DEG, STILL_DEG
from benchmarks.validation.runs import Runs
from benchmarks.validation.scoring import HELD_S, NEAR_S, SMALL_SHARE, Score
from benchmarks.validation.truth import FAR_ASIDE_DEG
from coach import __version__
from coach.exercise import Exercise

PROSE = Path(__file__).with_name("page.md")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the runs do not say: the day, which model found the poses, the fingerprint of the data, and the options that chose from them."""

    date: str
    model: str
    data: str
    chosen_by: str = ""


def page(runs: Runs, exercises: Sequence[Exercise], occasion: Occasion, by_video: Sequence[Score] = ()) -> str:
    """The whole page in Markdown; the same for the same arguments. `by_video` are the scores of the films, where those were analysed."""
    off = errors.measure_errors(runs.as_recorded, exercises)
    by_limits = limits.ways(runs.as_recorded, exercises)
    return Template(PROSE.read_text(encoding="utf-8")).substitute(
        _summary(runs, exercises) | _tables(runs, exercises) | _limits(runs, exercises),
        errors=errors.by_check(off),
        errors_by_joint=errors.by_joint(runs.as_recorded, exercises),
        errors_by_condition=errors.by_condition(off),
        first=_first(by_limits, runs.as_recorded, by_video),
        limits_summary=limits.summary(by_limits),
        data=_data(runs, occasion),
        command=f"python -m benchmarks.validation CLIPS TRACKS {occasion.chosen_by}--date {occasion.date} --write docs/validation.md",
    )


def _summary(runs: Runs, exercises: Sequence[Exercise]) -> dict[str, str]:
    scores = runs.as_recorded
    clips, people, others = groups.rendered(scores), groups.recorded(scores), groups.others(scores)
    both = clips + people
    found, missed, unjudged = groups.outcomes(groups.fault_scores(clips))
    hard = groups.fault_scores(clips, hard=True)
    hard_found, hard_missed, hard_unjudged = groups.outcomes(hard)
    hopeless = [one for one in scores if not one.case.countable]
    peaks = [abs(off) for one in people for off in one.peak_errors_s]
    return {
        "clips_exact": share(sum(one.exact for one in clips), len(clips)),
        "recordings_exact": share(sum(one.exact for one in people), len(people)),
        "recognised": of(sum(one.exercise_right and one.side_right for one in both), len(both)),
        "other_minutes": number(_minutes(runs, others), 1),
        "other_counted": str(sum(one.found for one in others)),
        "other_rate": rate(sum(one.found for one in others), _minutes(runs, others)),
        "faults_total": str(found + missed + unjudged),
        "faults_found": str(found),
        "faults_missed": str(missed),
        "faults_unjudged": str(unjudged),
        "faults_hard": str(len(hard)),
        "hard_found": str(hard_found),
        "hard_missed": str(hard_missed),
        "hard_unjudged": str(hard_unjudged),
        "faults_wrong": str(groups.wrong(clips)),
        "only_warned": str(sum(bool(one.by) and not one.graded_fault for one in groups.fault_scores(clips))),
        "kinds_unjudged": fault_tables.not_judged(clips, exercises),
        "warnings_wrong": str(groups.warnings_without_fault(clips)),
        "left_out": str(sum(len(rep.faults) for one in clips for rep in one.case.reps) - sum(len(one.faults) for one in clips)),
        "accused": of(sum(one.clean_accused for one in clips), sum(one.clean for one in clips)),
        "tempo_median": number(groups.time_sizes(clips, 50), 2),
        "tempo_ninety": number(groups.time_sizes(clips, 90), 2),
        "range_best": number(groups.range_sizes(clips)[0], 1),
        "range_worst": number(groups.range_sizes(clips)[-1], 1),
        "abstained": of(sum(one.exact or one.warned for one in hopeless), len(hopeless)),
        "peaks": str(len(peaks)),
        "peak_median": number(percentile(peaks, 50), 2),
        "peak_ninety": number(percentile(peaks, 90), 2),
        "exercise_count": str(len(exercises)),
        "near": f"{NEAR_S:g}",
        "held": f"{HELD_S:g}",
        "far_aside": f"{FAR_ASIDE_DEG:g}",
        "large_roll": f"{LARGE_ROLL_DEG:g}",
        **_rolls(scores, exercises),
        "small_share": f"{100 * SMALL_SHARE:.0f} %",
    }


def _first(by_limits: Sequence[tuple[str, limits.Outcomes]], scores: Sequence[Score], by_video: Sequence[Score]) -> str:
    """What the page begins with: bodies left out of the limits, then all, from poses and from films."""
    by_rule = [(words, one) for words, one in by_limits if words != limits.OWN]
    rows = [(words, "-", of(one.found, one.found + one.missed), str(one.wrong), number(one.f1, 3), "-") for words, one in reversed(by_rule)]
    for words, each in (("The coach, from saved poses", scores), ("The coach, from the films", by_video)):
        clips = groups.rendered(each)
        if clips:
            found, missed, _ = groups.outcomes(groups.fault_scores(clips))
            wrong = groups.wrong(clips)
            accused = of(sum(one.clean_accused for one in clips), sum(one.clean for one in clips))
            exact = of(sum(one.exact for one in clips), len(clips))
            rows.append((words, exact, of(found, found + missed), str(wrong), f1(found, missed, wrong), accused))
    return tables.markdown(("Limits and poses", "Clips exact", "Faults found", "Wrong", "F1", "Clean accused"), rows)


def _rolls(scores: Sequence[Score], exercises: Sequence[Exercise]) -> dict[str, str]:
    """Found rolls and false alarms of the lying exercises, for the summary."""
    reps = picture_tables.all_rolls(scores, exercises)
    large, mild, still = (
        [one for one in reps if low <= one.true < high]
        for low, high in ((LARGE_ROLL_DEG, 999), (ROLLED_DEG, LARGE_ROLL_DEG), (0, STILL_DEG))
    )
    return {
        "rolls_large": of(sum(one.found for one in large), len(large)),
        "rolls_mild": of(sum(one.found for one in mild), len(mild)),
        "rolls_accused": of(sum(one.accused for one in still), len(still)),
        "rolls_judged": of(sum(one.judged for one in reps), len(reps)),
        "roll_error": number(mean(abs(one.error) for one in large + mild), 1),
        "still_error": number(mean(abs(one.error) for one in still), 1),
    }


def _tables(runs: Runs, exercises: Sequence[Exercise]) -> dict[str, str]:
    scores = runs.as_recorded
    return {
        "counting": tables.counting(scores, exercises),
        "recordings": tables.recordings(scores, exercises),
        "every_recording": tables.every_recording(scores),
        "false_counts": tables.false_counts(runs),
        "made_up_movements": ", ".join(one.movement.replace("_", " ") for one in runs.made_up),
        "faults_by_exercise": fault_tables.faults_by_exercise(scores, exercises),
        "faults_by_fault": fault_tables.faults_by_fault(scores, exercises),
        "hard": fault_tables.faults_by_fault(scores, exercises, hard=True),
        "reports": fault_tables.reports(scores, exercises),
        "in_recordings": fault_tables.in_recordings(scores, exercises),
        "clean": fault_tables.clean(scores, exercises),
        "unjudged": fault_tables.unjudged(scores, exercises),
        "limits": limits.table(scores, exercises),
        "timing": tables.timing(scores, exercises),
        "range": tables.range_of_motion(scores, exercises),
        "range_left_out": ranges.table(scores, exercises),
        "rolls": picture_tables.rolls(scores, exercises),
        "rolls_by_group": picture_tables.rolls_by_group(scores, exercises),
        "hip_shares": picture_tables.hip_shares(scores, exercises),
        "tilts": picture_tables.tilts(scores, exercises),
        "feet": picture_tables.feet(scores, exercises),
        "holds": picture_tables.holds(scores, exercises),
        "views": tables.views(scores),
        "altered_counting": tables.altered_counting(runs),
        "altered_judging": tables.altered_judging(runs),
    }


def _limits(runs: Runs, exercises: Sequence[Exercise]) -> dict[str, str]:
    """Figures for the list of what is not validated."""
    scores = runs.as_recorded
    clips, people = groups.rendered(scores), groups.recorded(scores)
    per_exercise = [(exercise.name, [one for one in people if one.case.exercise == exercise.key]) for exercise in exercises]
    missing = [exercise.name for exercise in exercises if not any(one.case.exercise == exercise.key for one in clips)]
    checks = {check.key: f"{check.name} (`{check.key}`)" for exercise in exercises for check in exercise.checks}
    tried, proven = groups.tried(clips), groups.proven(clips)
    heights = [one.case.height_m for one in clips]
    return {
        "bodies": str(len({one.case.body for one in clips})),
        "recording_counts": "Recordings that must be exact, those of real people in brackets: "
        + ", ".join(f"{name} {len(group)} ({sum(one.case.person == 'real' for one in group)})" for name, group in per_exercise),
        "not_rendered": ", ".join(missing) or "none is missing",
        "untried": "; ".join(name for key, name in checks.items() if key not in tried) or "none",
        "unproven": "; ".join(name for key, name in checks.items() if key in tried - proven) or "none",
        "yaw_span": number(max(abs(one.case.yaw_deg) for one in clips), 0),
        "height_span": f"{min(heights):.1f} to {max(heights):.1f}",
    }


def _data(runs: Runs, occasion: Occasion) -> str:
    scores = runs.as_recorded
    clips, recordings = groups.rendered(scores), [one for one in scores if not one.case.rendered]
    rendered_others = [one for one in groups.others(scores) if one.case.rendered]
    persons = Counter(one.case.person for one in recordings)
    faults = [fault for one in clips for rep in one.case.reps for fault in rep.faults]
    rows = [
        ("Date", occasion.date),
        ("Form Coach", __version__),
        ("Poses", occasion.model),
        ("Data", f"`{occasion.data}` (fingerprint)"),
        ("Rendered clips", f"{len(clips)} of {len({one.case.body for one in clips})} bodies, {_size(runs, clips)}"),
        ("in them", f"{sum(one.case.count for one in clips)} repetitions, {len(faults)} faults of {len(set(faults))} kinds"),
        ("Other movements", f"{len(rendered_others)} rendered films of {len({one.case.exercise for one in rendered_others})} kinds, {_size(runs, rendered_others)}"),
        ("Recordings", f"{len(recordings)}, {persons['real']} of real people and {persons['animated']} of animated figures, {_size(runs, recordings)}"),
        ("of them", f"{len(groups.recorded(scores))} must be exact, {sum(not one.case.countable for one in recordings)} cannot be judged, "
         f"{sum(one.case.is_other_movement for one in recordings)} are other movements"),
        ("Altered replays", str(len(ALTERATIONS) * len(scores))),
    ]  # fmt: skip
    return tables.markdown(("What", "How much"), rows, words=2)


def _size(runs: Runs, group: Sequence[Score]) -> str:
    return f"{number(_minutes(runs, group), 1)} minutes, {sum(runs.frames[one.case.id] for one in group)} pictures"


def _minutes(runs: Runs, group: Sequence[Score]) -> float:
    return sum(runs.seconds[one.case.id] for one in group) / 60
