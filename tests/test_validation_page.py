"""What the validation reads and writes: altered and compact recordings, the truth about them, and the page, which is up to date."""

import json
import shlex
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import exercises
from benchmarks.validation.__main__ import main
from benchmarks.validation.alterations import Landmarks, at_rate, mirrored, rolled, shaken
from benchmarks.validation.page import Occasion, page
from benchmarks.validation.poses import fields_read, write_compact
from benchmarks.validation.runs import run_all
from benchmarks.validation.truth import TruthError, fingerprint, recorded_cases, rendered_cases
from coach.picture import numbers_of
from coach.pose import Landmark, Side
from coach.recording.tracks import read_track, write_track
from tests.shared import SHARED, TRACKS
from tests.skeleton import film

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "validation.md"
RENDERED = ROOT / "tests" / "data" / "clips"
KNOWN = exercises.load()
NO_ANGLES = {name: {"pelvis_axial": 0.0, "pelvis_list": 0.0} for name in ("rest_angles", "peak_angles")}


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


def test_what_a_picture_told_is_mirrored_with_it():
    seen = Landmarks.from_poses(film("clamshell", reps=1, fps=8, side=Side.LEFT, faults={"pelvis_roll": 20.0}).poses)

    again = mirrored(seen)

    reading, image = next((one, other) for one, other in zip(seen.pictures, again.pictures, strict=True) if abs(one.pelvis.across) > 0.02)
    assert (image.pelvis.across, image.feet) == (-reading.pelvis.across, reading.feet[::-1])
    twice = [numbers_of(one) for one in mirrored(again).pictures]
    assert np.array_equal(twice, [numbers_of(one) for one in seen.pictures], equal_nan=True)


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

    today = (tmp_path / "today.md").read_text(encoding="utf-8")
    of_films = [line for line in published.splitlines(keepends=True) if line.startswith("| The coach, from the films ")]
    assert len(of_films) == 1
    assert today == published.replace(of_films[0], ""), "the films are not in the repository"
