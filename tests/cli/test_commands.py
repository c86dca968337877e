"""The command line, as somebody at a terminal uses it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

import coach
from coach import __version__
from coach.cli import main
from coach.cli.outputs import places
from coach.pose import Pose
from coach.recording.tracks import write_track
from models.libraries import SystemLibraryMissing
from models.weights import WeightsUnavailable
from tests.recording.films import film, sound
from tests.recording.test_analysis import Known
from tests.skeleton import film as perform

ROOT = Path(coach.__file__).parents[1]


class Estimator(Known):
    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs `coach ...` in an empty folder at a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("COACH_MODEL_FILE", raising=False)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def poses():
    return perform("clamshell", reps=2, fps=15.0).poses


@pytest.fixture
def track(run, tmp_path, poses):
    write_track(tmp_path / "clip.npz", poses)
    return Path("clip.npz")


@pytest.fixture
def video(run, tmp_path, monkeypatch, poses):
    """A video in which the estimator finds `poses`; every stream gets an estimator of its own."""
    monkeypatch.setattr("models.estimator.EstimatorPool.open", lambda *_, **__: Estimator(poses))
    film(tmp_path / "clip.mp4", times=[pose.time for pose in poses], moving=True)
    return Path("clip.mp4")


def names(folder="."):
    return sorted(path.name for path in Path(folder).iterdir())


def test_replay_prints_a_table_that_fits_and_has_no_colour_codes(run, track):
    result = run("replay", track)

    assert result.exit_code == 0
    assert "2 repetitions: " in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "\x1b" not in result.stdout


def test_analyse_writes_all_that_is_asked_for(run, video):
    result = run("analyse", video, "--json", "out/r.json", "--csv", "out/r.csv", "--track", "out/t.npz", "--video", "out/v.mp4")

    assert (result.exit_code, result.stderr) == (0, "")
    assert names("out") == ["r.csv", "r.json", "t.npz", "v.mp4"]
    written = json.loads(Path("out/r.json").read_text())
    assert (written["format"], written["source"]["name"], written["model"]) == ("coach.analysis/1", "clip.mp4", "full")
    assert [rep["index"] for rep in written["sets"][0]["reps"]] == [1, 2]


def test_a_single_video_with_a_number_of_jobs_is_written_where_it_is_wanted(run, video):
    result = run("analyse", video, "--jobs", "1", "--json", "r.json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(Path("r.json").read_text())["source"]["name"] == "clip.mp4"
    assert names() == ["clip.mp4", "r.json"]


def test_the_replay_of_a_track_says_the_same_as_its_video(run, video):
    run("analyse", video, "--track", "t.npz", "--json", "video.json")
    run("replay", "t.npz", "--json", "track.json")

    of_video, of_track = (json.loads(Path(name).read_text()) for name in ("video.json", "track.json"))
    assert of_track["sets"] == of_video["sets"]
    assert (of_video["model"], of_track["model"]) == ("full", None)


def test_replay_writes_report_captions_and_joint_angles_without_the_video(run, track):
    result = run(
        *("replay", track, "--report", "out/r.html", "--captions", "out/r.vtt"),
        *("--trc", "out/r.trc", "--angles", "out/a.csv", "--mot", "out/a.mot"),
    )

    assert (result.exit_code, result.stderr) == (0, "")
    assert names("out") == ["a.csv", "a.mot", "r.html", "r.trc", "r.vtt"]
    assert "MediaPipe Pose Landmarker" not in Path("out/r.html").read_text(encoding="utf-8")


def test_json_on_standard_output_is_alone_there_with_one_line_each(run, track):
    Path("more").mkdir()
    track.with_name("copy.npz").write_bytes(track.read_bytes())

    result = run("replay", track, "copy.npz", "--json", "-")

    assert [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()] == ["clip.npz", "copy.npz"]


def test_csv_on_standard_output_has_one_header_even_when_the_first_file_fails(run, track):
    result = run("replay", "nowhere.npz", track, track, "--csv", "-")

    assert result.exit_code == 1
    assert [row["rep"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["1", "2", "1", "2"]


@pytest.mark.parametrize("folder", ["new/folder", "new/", "there"])
def test_several_inputs_are_written_into_a_folder(run, track, folder):
    Path("there").mkdir()
    Path("other.npz").write_bytes(track.read_bytes())

    result = run("replay", track, "other.npz", "--json", folder, "--csv", folder)

    assert result.exit_code == 0
    assert names(folder) == ["clip.csv", "clip.json", "other.csv", "other.json"]


@pytest.mark.parametrize("folder", ["new/", "there"])
def test_one_input_may_be_written_into_a_folder_too(run, track, folder):
    Path("there").mkdir()

    run("replay", track, "--json", folder)

    assert names(folder) == ["clip.json"]


def test_a_file_that_fails_does_not_stop_the_others(run, video):
    sound("talk.m4a")
    Path("empty.mp4").touch()
    Path("text.mp4").write_text("hello")

    result = run("analyse", "gone.mp4", "empty.mp4", "talk.m4a", "text.mp4", video, "--json", "out")

    assert result.exit_code == 1
    assert names("out") == ["clip.json"]
    assert [line.split()[1] for line in result.stderr.splitlines()] == ["gone.mp4", "empty.mp4", "talk.m4a", "text.mp4"]


def test_results_that_cannot_be_written_are_one_line(run, track):
    Path("file").write_text("not a folder")

    result = run("replay", track, "--json", "file/result.json", "--quiet")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("coach: clip.npz: the results could not be written")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(("--exercise", "squat"), "there is no exercise 'squat'", id="unknown exercise"),
        pytest.param(("--side", "both"), "'both' is not one of", id="unknown side"),
        pytest.param(("--colour", "red"), "No such option", id="unknown option"),
        pytest.param(("--json", "clip.npz"), "is an input", id="over the input"),
        pytest.param(("--json", "same", "--csv", "same"), "same place", id="two results in one file"),
        pytest.param(("--json", "-", "--csv", "-"), "same place", id="two results on standard output"),
        pytest.param(("clip.npz", "--json", "out"), "several inputs are called 'clip.npz'", id="two inputs of one name"),
        pytest.param(("other.npz", "--json", "clip.npz"), "must be a folder", id="several inputs, one file"),
        pytest.param(("other.npz", "--json", "new.json"), "must be a folder", id="several inputs, one new file"),
    ],
)
def test_bad_use_is_status_two_and_touches_nothing(run, track, words, says):
    result = run("replay", track, *words)

    assert result.exit_code == 2
    assert says in " ".join(result.stderr.replace("│", " ").split())
    assert names() == ["clip.npz"]


def test_inputs_that_differ_by_their_ending_keep_it_in_the_names_of_their_results():
    inputs = [Path("a/IMG_1.mov"), Path("a/img_1.MP4"), Path("a/IMG_2.mov")]

    results = places(inputs, json="out/", csv=None)

    assert [one["json"].name for one in results] == ["IMG_1.mov.json", "img_1.MP4.json", "IMG_2.json"]


@pytest.mark.parametrize(
    "words", [("analyse",), ("replay",), ("analyse", "clip.mp4", "--track", "-"), ("analyse", "clip.mp4", "--model", "huge")]
)
def test_what_cannot_be_meant_is_status_two(run, words):
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    "error", [WeightsUnavailable("No way led to the weights."), SystemLibraryMissing("The library libEGL is missing.")]
)
def test_without_a_pose_model_one_message_is_enough(run, video, monkeypatch, error):
    def unavailable(*_, **__):
        raise error

    monkeypatch.setattr("models.estimator.EstimatorPool.open", unavailable)
    Path("other.mp4").write_bytes(video.read_bytes())

    result = run("analyse", video, "other.mp4")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"coach: {error}\n")


def test_a_file_of_weights_is_named_as_the_model(run, video):
    run("analyse", video, "--weights", "my_own.task", "--json", "r.json")

    assert json.loads(Path("r.json").read_text())["model"] == "my_own.task"


def test_an_interruption_leaves_nothing_half_written(run, video, monkeypatch):
    class Interrupted(Estimator):
        def estimate(self, frame):
            if frame.time > 1.0:
                raise KeyboardInterrupt
            return super().estimate(frame)

    monkeypatch.setattr("models.estimator.EstimatorPool.open", lambda *_, **__: Interrupted([Pose.nobody(0.0, (64, 48))] * 1000))

    result = run("analyse", video, "--json", "out/r.json", "--track", "out/t.npz", "--video", "out/v.mp4")

    assert result.exit_code == 130
    assert result.stderr == "coach: stopped. Nothing half-written is left.\n"
    assert names("out") == []


def test_exercise_and_side_reach_the_coach(run, track, monkeypatch):
    asked = []

    class Asked(coach.coaching.coach.Coach):
        def __init__(self, exercises, **options):
            asked.append(options)
            super().__init__(exercises, **options)

    monkeypatch.setattr("coach.correction.judging.Coach", Asked)

    run("replay", track, "--exercise", "clamshell", "--side", "right")

    assert asked == [{"exercise": "clamshell", "side": "right"}]


def test_nobody_in_view_is_said_in_words(run, tmp_path):
    write_track(tmp_path / "empty room.npz", [Pose.nobody(time, (64, 48)) for time in np.arange(60) / 10])

    result = run("replay", "empty room.npz")

    assert result.exit_code == 0
    assert "Nothing was counted" in result.stdout
    assert "Nobody" in result.stdout


def test_the_version_is_told(run):
    assert run("--version").stdout == f"coach {__version__}\n"


def commands(command, *words):
    """All commands below `command`, each with the words that it is called by."""
    yield pytest.param(command, id=" ".join(words) or "coach")
    for word, below in getattr(command, "commands", {}).items():
        yield from commands(below, *words, word)


@pytest.mark.parametrize("command", list(commands(typer.main.get_command(main))))
def test_every_command_and_option_says_what_it_does(command):
    assert command.help
    assert all(parameter.help for parameter in command.params)


def python(*words):
    """A fresh interpreter."""
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


HEAVY = "{'mediapipe', 'cv2', 'av', 'streamlit', 'sqlalchemy'}"


def test_replay_loads_neither_mediapipe_nor_opencv_nor_pyav(track):
    code = f"""
import sys
from coach.cli import main
from coach.cli.outputs import places
main(["replay", {str(track)!r}, "--json", "-"], standalone_mode=False)
assert not {HEAVY} & set(sys.modules), {HEAVY} & set(sys.modules)
"""
    result = python("-c", code)

    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["exercise"] == "clamshell"


def test_help_loads_nothing_heavy():
    code = f"import sys, coach.cli; print({HEAVY} & set(sys.modules), 'numpy' in sys.modules)"

    assert python("-c", code).stdout == "set() False\n"


@pytest.mark.parametrize("command", ["analyse", "replay"])
def test_a_blank_name_is_not_this_very_folder(run, video, command):
    result = run(command, "")

    assert result.exit_code == 2
    assert "the name is empty" in result.stderr
    assert names() == ["clip.mp4"]


def test_help_names_the_exercises(run):
    assert "standing_abduction" in run("analyse", "--help").stdout


@pytest.mark.slow
def test_the_module_is_the_command(track):
    result = python("-m", "coach", "replay", str(track))

    assert (result.returncode, result.stderr) == (0, "")
    assert "Clamshell" in result.stdout


@pytest.mark.slow
def test_the_module_reports_a_failed_file_to_the_shell(run):
    result = python("-m", "coach", "replay", "nowhere.npz")

    assert (result.returncode, result.stdout, result.stderr) == (1, "", "coach: nowhere.npz does not exist.\n")


def test_app_starts_the_pages_where_it_is_told(run, monkeypatch):
    started = []
    monkeypatch.setattr("coach.ui.launch.run", lambda **options: started.append(options))

    run("app")
    run("app", "--port", 9000, "--no-browser")

    assert started == [{"port": 8501, "browser": True}, {"port": 9000, "browser": False}]


def test_a_prescription_is_gone_by_and_the_result_says_so(run, track):
    off = ["clam_rom_short", "clam_hip_share"]
    prescribed = {"format": "coach.prescription/1", "for": "Ada", "exercises": [{"exercise": "clamshell", "sides": ["left"], "off": off}]}
    Path("p.json").write_text(json.dumps(prescribed))

    result = run("replay", track, "--prescription", "p.json", "--json", "-")

    written = json.loads(result.stdout)
    (one,) = written["sets"]
    assert "judged by the prescription for Ada" in written["warnings"][0]["message"]
    assert [warning["code"] for warning in written["warnings"]].count("not_prescribed") == (one["working_side"] != "left")
    for rep in one["reps"]:
        assert {rep["unjudged_reasons"][key] for key in off} == {"your prescription leaves it out"}


def test_a_video_is_judged_by_a_prescription_and_its_report_says_so(run, video):
    Path("p.json").write_text('{"format": "coach.prescription/1", "by": "B. Brown", "exercises": [{"exercise": "two_leg_bridge"}]}')

    result = run("analyse", video, "--prescription", "p.json", "--json", "r.json", "--report", "r.html")

    written = json.loads(Path("r.json").read_text())
    assert (result.exit_code, result.stderr) == (0, "")
    assert written["settings"]["prescription"]["exercises"] == [{"exercise": "two_leg_bridge"}]
    assert [one["code"] for one in written["warnings"]][:2] == ["prescription", "not_prescribed"]
    assert "judged by the prescription by B. Brown" in Path("r.html").read_text()


def test_a_prescription_that_cannot_be_followed_is_refused_before_the_work(run, video):
    Path("p.json").write_text('{"format": "coach.prescription/1", "exercises": [{"exercise": "squat"}]}')

    result = run("analyse", video, "--prescription", "p.json")

    assert (result.exit_code, "knows no exercise" in result.stderr) == (2, True)
