"""The validation's arithmetic, on made-up truths and sessions whose figures can be checked in the head."""

from dataclasses import replace
from pathlib import Path

import pytest

import exercises
from benchmarks.validation.fault_tables import clean, faults_by_exercise
from benchmarks.validation.faults import ANYWHERE, HARD_TO_SEE, IN_WORDS, MILD, REPORTED_BY, checks_for
from benchmarks.validation.figures import byar, f1, number, percentile, rate, share, wilson
from benchmarks.validation.picture_tables import rolls
from benchmarks.validation.scoring import Outcome, matched, score
from benchmarks.validation.tables import range_of_motion, timing
from benchmarks.validation.truth import Case, Distraction, TrueRep
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Warning

KNOWN = exercises.load()


def true_rep(start_s, *faults, range_deg=40.0):
    """Two seconds up, one at the top, two down."""
    return TrueRep(
        start_s=start_s,
        top_start_s=start_s + 2,
        peak_s=start_s + 2.5,
        top_end_s=start_s + 3,
        end_s=start_s + 5,
        range_deg=range_deg,
        faults=faults,
    )


def said_rep(start_s, *checks, warned=(), unjudged=(), range_deg=40.0, late_s=0.0):
    """The same, with faults, warnings and what could not be judged."""
    findings = [Finding(check, Grade.FAULT, 1.0, "deg", 2) for check in checks] + [
        Finding(check, Grade.WARN, 1.0, "deg", 2) for check in warned
    ]
    return Rep(
        index=1,
        start_s=start_s,
        peak_s=start_s + 2.5 + late_s,
        end_s=start_s + 5,
        concentric_s=2.0 + late_s,
        hold_s=1.0,
        eccentric_s=2.0 - late_s,
        range_of_motion=range_deg,
        unit="deg",
        findings=tuple(findings),
        unjudged=tuple(Unjudged(check, "hidden") for check in unjudged),
    )


def case(*reps, **more):
    """A rendered clamshell."""
    usual = {"id": "made_up", "track": Path("made_up.npz"), "person": "rendered", "exercise": "clamshell", "side": "left"}
    return Case(**{**usual, "count": len(reps), "reps": reps, **more})


def said(*reps, not_counted=(), warnings=(), exercise="clamshell", side="left"):
    """A session of one set."""
    one_set = SetRecord(exercise, side, "side_lying_front", 0.0, 60.0, reps)
    return Session(exercise, side, "side_lying_front", (one_set,), not_counted, warnings)


def scored(*pairs):
    """The score of true repetitions with what was said of each."""
    truths, reps = zip(*pairs, strict=True)
    return score(case(*truths), said(*reps))


def cells(table, row):
    """The figures in one row of a table."""
    (line,) = [line for line in table.splitlines() if line.startswith(f"| {row} |")]
    return [cell.strip().replace("\N{NO-BREAK SPACE}", " ") for cell in line.strip("|").split("|")][1:]


def test_every_repetition_found_once_is_exact():
    result = score(case(true_rep(0), true_rep(10)), said(said_rep(0), said_rep(10)))

    assert (result.exact, result.missed, result.extra, result.exercise_right, result.side_right) == (True, 0, 0, True, True)


def test_a_repetition_at_the_wrong_time_is_one_missed_and_one_extra():
    result = score(case(true_rep(0), true_rep(10)), said(said_rep(0), said_rep(30)))

    assert (result.exact, result.within_one, result.missed, result.extra) == (False, True, 1, 1)


def test_of_two_found_in_one_repetition_the_nearer_is_it():
    near, far = said_rep(0, late_s=0.1), said_rep(0, late_s=1.0)

    assert matched([true_rep(0)], [far, near])[0][1] is near


def test_two_too_many_are_not_within_one():
    result = score(case(true_rep(0)), said(said_rep(0), said_rep(20), said_rep(30)))

    assert (result.exact, result.within_one, result.extra) == (False, False, 2)


def test_a_small_repetition_may_be_listed_instead_of_counted():
    listed = NotCounted(11.0, 14.0, Reason.TOO_SMALL, 9.0, "deg")

    result = score(case(true_rep(0), true_rep(10, "small_range", range_deg=10)), said(said_rep(0), not_counted=(listed,)))

    assert (result.exact, result.listed_as_small, [one.outcome for one in result.faults]) == (True, 1, [Outcome.FOUND])


def test_a_small_repetition_must_not_vanish():
    result = score(case(true_rep(0), true_rep(10, "small_range", range_deg=10)), said(said_rep(0)))

    assert (result.missed, [one.outcome for one in result.faults]) == (1, [Outcome.MISSED])


def test_a_small_repetition_that_does_not_look_small_is_left_out():
    result = scored((true_rep(0), said_rep(0)), (true_rep(10, "small_range", range_deg=30), said_rep(10)))

    assert result.faults == ()


def test_a_counted_fidget_is_noticed():
    result = score(case(true_rep(0), distractions=(Distraction("fidget", 20.0, 25.0),)), said(said_rep(0), said_rep(20)))

    assert (result.distractions_counted, result.extra) == (1, 1)


@pytest.mark.parametrize(
    ("rep", "outcome"),
    [
        (said_rep(0, "clam_feet_apart"), Outcome.FOUND),
        (said_rep(0, warned=["clam_feet_apart"]), Outcome.FOUND),
        (said_rep(0, unjudged=["clam_feet_apart"]), Outcome.UNJUDGED),
        (said_rep(0, "clam_knee_angle"), Outcome.MISSED),
    ],
    ids=["as a fault", "as a warning", "as impossible to judge", "as something else"],
)
def test_a_fault_that_is_there_may_be_told(rep, outcome):
    result = scored((true_rep(0, "feet_apart"), rep))

    assert [one.outcome for one in result.faults] == [outcome]


def test_a_fault_is_unjudged_only_when_all_its_checks_are():
    result = scored((true_rep(0, "pelvis_roll"), said_rep(0, unjudged=["clam_roll_back"])))

    assert [one.outcome for one in result.faults] == [Outcome.MISSED]


def test_only_a_fault_accuses():
    result = scored(
        (true_rep(0), said_rep(0, "clam_feet_apart")),
        (true_rep(10), said_rep(10, warned=["clam_feet_apart"])),
    )

    assert (result.clean, result.clean_accused, result.clean_warned) == (2, 1, 1)
    assert sum(report.is_wrong_fault for report in result.reports) == 1


def test_a_pause_is_wrongly_called_missing_only_where_somebody_held():
    short = replace(true_rep(10), top_end_s=12.3)

    result = scored((true_rep(0), said_rep(0, "clam_hold")), (short, said_rep(10, "clam_hold")))

    assert [report.right for report in result.reports] == [False, True]


def test_who_says_nothing_of_a_mild_fault_has_not_missed_it_and_who_warns_is_right():
    mild = replace(true_rep(0, "pelvis_roll"), mild=("pelvis_roll",))

    silent, warning = scored((mild, said_rep(0))), scored((mild, said_rep(0, warned=["clam_roll_back"])))

    assert silent.faults == warning.faults == ()
    assert [report.right for report in warning.reports] == [True]


def test_far_aside_a_warning_that_names_the_view_is_as_right_as_the_count():
    aside = case(true_rep(0), true_rep(10), yaw_deg=-40.0)

    named, silent = (score(aside, said(said_rep(0), warnings=said_of)) for said_of in ((Warning("view", "Turn the laptop."),), ()))

    assert (named.exact, silent.exact) == (True, False)


def rolling(start_s, true, measured, *checks, **more):
    """A repetition whose pelvis rolled by `true` degrees, and what was measured and said of it."""
    rep = replace(said_rep(start_s, *checks, **more), measured=(("clam_roll_back", measured),))
    return replace(true_rep(start_s), roll_deg=true), rep


def test_rolls_are_told_by_their_size():
    result = scored(
        rolling(0, 20.0, 16.0, "clam_roll_back"),
        rolling(10, 16.0, 14.0, warned=["clam_roll_back"]),
        rolling(20, 2.0, 3.0),
        (replace(true_rep(30), roll_deg=3.0), said_rep(30, unjudged=["clam_roll_back", "clam_hip_share"])),
    )

    large, _, _, none = [line.split("|")[2:-1] for line in rolls([result], KNOWN).splitlines()[2:6]]
    assert [cell.strip().replace("\N{NO-BREAK SPACE}", " ")[:6] for cell in large] == [
        "15° or",
        "2",
        "2 of 2",
        "2 of 2",
        "1 of 2",
        "-3.0",
        "3.0",
    ]
    assert [cell.strip().replace("\N{NO-BREAK SPACE}", " ")[:6] for cell in none] == [
        "below ",
        "2",
        "1 of 2",
        "0 of 1",
        "0 of 1",
        "+1.0",
        "1.0",
    ]


def test_recall_and_precision_count_repetitions():
    result = scored(
        (true_rep(0, "feet_apart"), said_rep(0, "clam_feet_apart")),
        (true_rep(10, "feet_apart"), said_rep(10, warned=["clam_feet_apart"])),
        (true_rep(20, "feet_apart"), said_rep(20)),
        (true_rep(30, "feet_apart"), said_rep(30, unjudged=["clam_feet_apart"])),
        (true_rep(40), said_rep(40, "clam_knee_angle")),
    )

    there, judged, found, missed, wrong, recall, precision, both, graded = cells(faults_by_exercise([result], KNOWN), "Clamshell")
    assert (there, judged[:6], found, missed, wrong) == ("4", "3 of 4", "2", "1", "1")
    assert (recall[:6], precision[:6], both, graded) == ("2 of 3", "2 of 3", "0.667", "1 of 2")
    assert cells(clean([result], KNOWN), "Clamshell")[1][:6] == "1 of 1"


def test_times_and_range_are_what_was_measured_less_the_truth():
    pairs = [
        (true_rep(10 * i), said_rep(10 * i, late_s=late, range_deg=40 + off))
        for i, (late, off) in enumerate([(0.1, 6), (0.2, -2), (0.3, 2)])
    ]

    result = scored(*pairs)

    count, up, hold, down, peak, bias = cells(timing([result], KNOWN), "Clamshell")
    assert (count, up[:4], hold, down[:4], peak[:4]) == ("3", "0.20", "0.00 / 0.00", "0.20", "0.20")
    assert bias == "+0.20, 0.00, -0.20, +0.20"
    count, mean_size, as_the_mean, ninety, bias, _slope, _within = cells(range_of_motion([result], KNOWN), "Clamshell")
    assert (count, mean_size, as_the_mean, ninety, bias) == ("3", "3.3", "0.0", "5.2", "2.0")


def test_a_recording_that_cannot_be_judged_may_be_warned_about():
    result = score(case(person="real", countable=False, count=3), said(warnings=(Warning("view", "Turn the laptop."),)))

    assert (result.exact, result.missed, result.warned) == (False, 3, True)


def test_nothing_is_to_be_counted_in_another_movement():
    result = score(case(person="real", exercise="squat", side=None, count=0), said(said_rep(0)))

    assert (result.exact, result.extra) == (False, 1)


def test_the_interval_of_a_share_narrows_with_the_trials():
    assert wilson(5, 10) == pytest.approx((0.237, 0.763), abs=1e-3)
    assert wilson(0, 10) == pytest.approx((0.0, 0.278), abs=1e-3)
    assert wilson(50, 100) == pytest.approx((0.404, 0.596), abs=1e-3)


def test_nothing_in_ten_minutes_may_still_be_one_in_three():
    low, high = byar(0, 10.0)

    assert low == 0.0
    assert high == pytest.approx(0.369, abs=0.003)  # the exact limit is -ln(0.025) / 10


def test_figures_read_well():
    assert share(9, 10).replace("\N{NO-BREAK SPACE}", " ") == "9 of 10 (60 to 98 %)"
    assert rate(2, 4.0).startswith("0.50 ")
    assert (share(0, 0), rate(0, 0.0), f1(0, 0, 0)) == ("-", "-", "-")
    assert (number(-0.001, 2, sign=True), number(1.25, 1, sign=True), number(float("nan"), 1)) == ("0.00", "+1.2", "-")
    assert percentile([1.0, 2.0, float("nan"), 3.0], 50) == 2.0


def test_every_fault_is_reported_by_checks_that_exist():
    keys = {exercise.key: {check.key for check in exercise.checks} for exercise in KNOWN}

    assert not [
        (exercise, fault)
        for exercise, faults in REPORTED_BY.items()
        for fault in (*faults, *ANYWHERE)
        if fault not in IN_WORDS or not (checks_for(exercise, fault) <= keys[exercise] or fault in MILD or (exercise, fault) in HARD_TO_SEE)
    ]
