"""The figures that the coach has to reach on the shared recordings, where they lie beside the project."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from coach.recording.tracks import read_track
from coach.report.codec import as_json
from tests.coached import EXERCISES, coached
from tests.coaching.test_recorded_tracks import OTHER_SIDE, at_rate, mirrored
from tests.shared import CLIPS, SHARED, TRACKS

SCORER = SHARED / "bench" / "score.py"
RENDERED = Path(__file__).parent / "data" / "clips"
"""Poses with what their pictures told; those beside the films were saved without."""
FILES = {"clips": {name: RENDERED / f"{name}.track.npz" for name in CLIPS}} | {
    "tracks": {name: SHARED / "tracks" / f"{name}.npz" for name in TRACKS}
}

pytestmark = [
    pytest.mark.slow,  # many recordings go through the coach
    pytest.mark.skipif(not (SCORER.exists() and CLIPS and TRACKS), reason=f"the shared recordings are not in {SHARED}"),
]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The shared scorer."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def result(poses, source, *, exercise=None):
    """What `coach replay --json` writes."""
    return json.loads(as_json(coached(poses, exercise=exercise), source, model=None))


@pytest.fixture(scope="module")
def rows(score):
    """Every recording, scored."""
    found = {}
    for kind, files in FILES.items():
        truth = score.load_truth(SHARED / kind)
        for name, path in files.items():
            track = read_track(path)
            found[name] = score.score_clip(truth[name], result(track.poses, track.source)) | {"expect": truth[name]["expect"]}
    return found


@pytest.fixture(scope="module")
def clips(rows, score):
    """The summary over the rendered people, of whom all is known."""
    return score.total({name: row for name, row in rows.items() if row["kind"] == "rendered"})


def test_every_repetition_is_counted_and_no_other(rows):
    assert [name for name, row in rows.items() if row["count_ok"] is False] == []
    assert [name for name, row in rows.items() if row["expect"] == "count" and row["count_error"]] == []


def test_every_exercise_and_side_is_recognised(rows):
    counted = {name: row for name, row in rows.items() if row["expect"] == "count" and row["true_count"]}

    assert [name for name, row in counted.items() if not (row["exercise_ok"] and row["side_ok"])] == []


@pytest.mark.parametrize("exercise", [None, *(exercise.key for exercise in EXERCISES)])
def test_nothing_is_counted_where_nothing_of_ours_is_done(score, exercise):
    truth = score.load_truth(SHARED / "tracks")
    negatives = {name: path for name, path in FILES["tracks"].items() if truth[name]["count"] == 0}
    found = {name: len(coached(read_track(path).poses, exercise=exercise).reps) for name, path in negatives.items()}

    assert len(negatives) >= 6
    assert {name: count for name, count in found.items() if count} == {}


def test_faults_are_found_and_nobody_is_accused_wrongly(clips):
    assert clips["fault_f1"] >= 0.9
    assert min(f1 for f1 in clips["fault_f1_by_exercise"].values() if f1 is not None) >= 0.8
    assert clips["clean_reps_accused"].startswith("0/")


def test_most_faults_are_judged(clips):
    judged, of_all = map(int, clips["faults_judged"].split("/"))

    assert judged >= 0.85 * of_all


@pytest.mark.parametrize(("phase", "seconds"), [("concentric", 0.15), ("hold", 0.15), ("eccentric", 0.15), ("peak", 0.1)])
def test_times_are_right(clips, phase, seconds):
    assert clips["time_error_s_median"][phase] <= seconds


@pytest.mark.parametrize(
    ("exercise", "degrees"),
    [
        ("clamshell", 5),
        ("side_lying_raise", 5),
        ("standing_abduction", 5),
        ("seated_abduction", 8),
        ("single_leg_bridge", 8),
    ],
)
def test_the_range_of_motion_is_right(clips, exercise, degrees):
    assert clips["rom_mae_deg"][exercise] <= degrees


def otherwise(score, change):
    """For each recording that has to be counted: how far off the count is when it was filmed otherwise, and the side that was said."""
    found = {}
    for kind, files in FILES.items():
        truths = score.load_truth(SHARED / kind)
        for name, path in files.items():
            truth = truths[name]
            if truth["expect"] == "count":
                track = read_track(path)
                kept = result(change(track.poses), track.source)
                found[name] = score.score_clip(truth, kept)["count_error"], truth["side"], kept["working_side"], truth["count"]
    return found


def test_the_mirror_image_is_counted_exactly_too(score):
    found = otherwise(score, mirrored)

    assert {name: error for name, (error, *_) in found.items() if error} == {}
    assert {name for name, (_, true, said, count) in found.items() if count and true and said != OTHER_SIDE[true]} == set()


def test_at_eight_pictures_a_second_at_most_one_repetition_is_missed_or_added(score):
    found = otherwise(score, at_rate(8.0))

    assert {name: error for name, (error, *_) in found.items() if abs(error) > 1} == {}
