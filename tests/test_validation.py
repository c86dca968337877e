"""The validation's arithmetic, on made-up truths and sessions whose figures can be checked in the head; and that its page is up to date."""

import json
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import exercises
from benchmarks.validation.__main__ import main
from benchmarks.validation.alterations import Landmarks, at_rate, mirrored, rolled, shaken
from benchmarks.validation.fault_tables import clean, faults_by_exercise
from benchmarks.validation.faults import ANYWHERE, HARD_TO_SEE, IN_WORDS, MILD, REPORTED_BY, checks_for
from benchmarks.validation.figures import byar, f1, number, percentile, rate, share, wilson
from benchmarks.validation.page import Occasion, page
from benchmarks.validation.picture_tables import all_rolls, rolls
from benchmarks.validation.poses import fields_read, write_compact
from benchmarks.validation.runs import run_all
from benchmarks.validation.scoring import Outcome, matched, score
from benchmarks.validation.tables import range_of_motion, timing
from benchmarks.validation.truth import Case, Distraction, TrueRep, TruthError, fingerprint, recorded_cases, rendered_cases
from coach.coaching.coach import Coach
from coach.pose import Landmark, Side
from coach.recording.tracks import read_track, replay, write_track
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Warning
from tests.shared import SHARED, TRACKS
from tests.skeleton import film

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "validation.md"
RENDERED = ROOT / "tests" / "data" / "clips"
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


NO_ANGLES = {name: {"pelvis_axial": 0.0, "pelvis_list": 0.0} for name in ("rest_angles", "peak_angles")}


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


def test_what_a_picture_told_is_mirrored_with_it():
    seen = Landmarks.from_poses(film("clamshell", reps=1, fps=8, side=Side.LEFT, faults={"pelvis_roll": 20.0}).poses)

    again = mirrored(seen)

    reading, image = next((one, other) for one, other in zip(seen.pictures, again.pictures, strict=True) if abs(one.pelvis.across) > 0.02)
    assert (image.pelvis.across, image.feet) == (-reading.pelvis.across, reading.feet[::-1])
    assert mirrored(again).pictures == seen.pictures


def test_a_compact_track_keeps_what_the_coach_reads_to_a_tenth_of_a_pixel(tmp_path):
    poses = film("clamshell", reps=1, fps=8, noise_px=1.0).poses

    write_compact(tmp_path / "one.npz", poses)

    kept = read_track(tmp_path / "one.npz").poses
    for one, other in zip(poses, kept, strict=True):
        hip = Landmark.LEFT_HIP
        assert np.abs(one.image[hip, :2] - other.image[hip, :2]).max() * 640 < 0.1
        assert other.picture.pelvis.across == pytest.approx(one.picture.pelvis.across, abs=1e-3)
        assert other.picture.keyframe == one.picture.keyframe


def test_the_compact_truth_says_what_the_validation_reads(data, tmp_path):
    clips, _ = data
    whole = json.loads((clips / "one.json").read_text())
    (clips / "one.json").write_text(json.dumps(whole | {"seed": 1, "reps": [rep | NO_ANGLES for rep in whole["reps"]]}))
    (before,) = rendered_cases(clips)

    (clips / "one.json").write_text(json.dumps(fields_read(json.loads((clips / "one.json").read_text()))))

    assert "seed" not in (clips / "one.json").read_text()
    assert rendered_cases(clips) == [before]


@pytest.mark.parametrize("name", ["dev_clam_4f", "dev2_raise_6f"])
def test_rolls_of_rendered_people_are_found_and_nobody_else_is_accused(name):
    (one,) = rendered_cases(RENDERED, name)
    reps = all_rolls([score(one, replay(read_track(one.track).poses, Coach(KNOWN)))], KNOWN)

    rolled, still = [rep for rep in reps if rep.true >= 8], [rep for rep in reps if rep.true < 5]
    assert [rep.found for rep in rolled] == [True] * len(rolled) != []
    assert [rep.accused for rep in still] == [False] * len(still) != []


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
    count, bias, mean_size, ninety, by_clip, worst = cells(range_of_motion([result], KNOWN), "Clamshell")
    assert (bias, mean_size, ninety, by_clip, worst) == ("+2.0", "3.3", "5.2", "3.3", "3.3")


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


@pytest.fixture(scope="module")
def clip():
    """A made-up clamshell at 30 poses a second."""
    return Landmarks.from_poses(film("clamshell", reps=1).poses)


def test_the_mirror_image_of_the_mirror_image_is_the_person(clip):
    again = mirrored(mirrored(clip))

    assert np.allclose(again.image, clip.image)
    assert np.allclose(mirrored(clip).image[:, Landmark.LEFT_KNEE, 0], 1 - clip.image[:, Landmark.RIGHT_KNEE, 0])


def test_a_quarter_turn_clockwise_takes_the_right_of_the_picture_down():
    seen = Landmarks(
        np.zeros(1), np.full((1, 33, 3), [0.75, 0.5, 0.0]), np.full((1, 33, 3), [1.0, 0.0, 0.0]), np.ones((1, 33)), (400, 200), (None,)
    )

    turned = rolled(90.0, seen)

    assert turned.image[0, 0] == pytest.approx([0.5, 1.0, 0.0])  # a hundred pixels below the middle
    assert turned.world[0, 0] == pytest.approx([0.0, -1.0, 0.0])


def test_ten_a_second_is_every_third_of_thirty(clip):
    slow = at_rate(10, clip)

    assert np.allclose(slow.times, clip.times[::3])
    assert np.array_equal(slow.image, clip.image[::3])


def test_sixty_a_second_lies_between_the_thirty(clip):
    fast = at_rate(60, clip)

    assert np.allclose(fast.image[1], (clip.image[0] + clip.image[1]) / 2)


def test_unsteadiness_is_as_large_as_asked_and_the_same_each_time(clip):
    one, other = shaken(0.01, clip), shaken(0.01, clip)

    assert np.array_equal(one.image, other.image)
    assert np.std(one.world - clip.world) == pytest.approx(0.005, rel=0.05)


@pytest.fixture
def data(tmp_path):
    """One made-up clip, one recording of an exercise and one of another movement, in the two layouts."""
    clips, tracks = tmp_path / "clips", tmp_path / "tracks"
    clips.mkdir()
    tracks.mkdir()
    shown = film("clamshell", side=Side.RIGHT, reps=1, fps=10)
    write_track(clips / "one.track.npz", shown.poses)
    reps = [
        {
            "start_s": rep.start_s,
            "top_start_s": rep.top_start_s,
            "peak_s": rep.peak_s,
            "top_end_s": rep.top_end_s,
            "end_s": rep.end_s,
            "main_excursion_deg": rep.excursion,
            "faults": [],
        }
        for rep in shown.reps
    ]
    truth = {
        "id": "one",
        "exercise": "clamshell",
        "side": "R",
        "working_side": "R",
        "rep_count": 1,
        "fps": 15,
        "body": {"name": "made_up"},
        "camera": {"azimuth_deg": 15.0, "height_m": 0.6},
        "reps": reps,
        "not_reps": [],
    }
    (clips / "one.json").write_text(json.dumps(truth))
    usual = {"expect": "count", "view": "front, low", "person": "real"}
    labels = [
        {
            **usual,
            "id": "two",
            "exercise": "clamshell",
            "working_side": "right",
            "reps": 1,
            "peak_times_s": [rep.peak_s for rep in shown.reps],
        },
        {**usual, "id": "squat", "exercise": "squat", "working_side": None, "reps": 0, "peak_times_s": []},
        {**usual, "id": "behind", "exercise": "clamshell", "working_side": "left", "reps": 1, "peak_times_s": [], "expect": "abstain"},
    ]
    (tracks / "labels.json").write_text(json.dumps(labels))
    write_track(tracks / "two.npz", shown.poses)
    write_track(tracks / "squat.npz", film("squat", reps=1, fps=10).poses)
    write_track(tracks / "behind.npz", shown.poses[:40])
    return clips, tracks


def run(*words):
    """The command, as typed."""
    import typer

    app = typer.Typer()
    app.command()(main)
    return CliRunner().invoke(app, [str(word) for word in words])


def made_page(clips, tracks):
    """The page about the two folders, with one short made-up movement."""
    cases = rendered_cases(clips) + recorded_cases(tracks)
    runs = run_all(cases, [("squat", film("squat", reps=1, fps=10).poses)], KNOWN, lambda doing: None)
    return page(runs, KNOWN, Occasion("2026-01-02", "a made-up model", fingerprint(cases)))


@pytest.mark.slow
def test_the_page_is_the_same_for_the_same_data(data):
    first, second = made_page(*data), made_page(*data)

    assert first == second
    assert "development set" in first
    assert "| Date | 2026-01-02 |" in first
    assert "$" not in first
    assert "in 1 of 1 (21 to 100 %) rendered clips and in 1 of 1 (21 to 100 %) recordings" in first.replace("\N{NO-BREAK SPACE}", " ")
    assert "| other movements, recorded | 0.1 | 0 |" in first


def test_truth_without_its_track_is_one_clear_line(data):
    clips, tracks = data
    (clips / "one.track.npz").unlink()

    result = run(clips, tracks)

    assert result.exit_code == 1
    assert result.stderr.strip() == f"{clips / 'one.track.npz'} is missing: there is truth about it, but no track."


@pytest.mark.parametrize("text", ["nonsense", "[{}]", '{"id": 1}'], ids=["no JSON", "no labels", "no list"])
def test_labels_that_cannot_be_read_are_refused(tmp_path, text):
    (tmp_path / "labels.json").write_text(text)

    with pytest.raises(TruthError, match=r"labels\.json"):
        recorded_cases(tmp_path)


def test_a_folder_without_clips_is_refused(tmp_path):
    with pytest.raises(TruthError, match="no clip"):
        rendered_cases(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not TRACKS, reason=f"the shared recordings are not in {SHARED}")
def test_the_published_page_is_what_the_command_writes_today(tmp_path):
    published = PAGE.read_text(encoding="utf-8")
    (command,) = [line for line in published.splitlines() if line.startswith("python -m benchmarks.validation ")]
    places = {"CLIPS": RENDERED, "TRACKS": SHARED / "tracks", "docs/validation.md": tmp_path / "today.md"}

    run(*(places.get(word, word) for word in shlex.split(command)[3:]))

    assert (tmp_path / "today.md").read_text(encoding="utf-8") == published
