"""`coach analyse` with a folder: what is done is not done again, and one failure costs one video."""

import csv
import json
import os
import signal

import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from coach.cli import main, many
from coach.recording.analysis import Analysis
from coach.recording.container import VideoError
from coach.recording.processes import Failure
from coach.recording.sampling import RATE_HZ
from coach.report import outputs
from tests.recording.films import film
from tests.report.sessions import NOTHING, SESSION, SOURCE


@pytest.fixture
def worked(monkeypatch):
    """Does the jobs in this process, with made-up results, and tells which videos were worked on."""
    seen = []

    def made_up(video, *_, **__):
        seen.append(video.name)
        if "broken" in video.name:
            raise VideoError(f"{video.name} is empty.")
        return Analysis(NOTHING if "nobody" in video.name else SESSION, SOURCE)

    def one_after_the_other(work, jobs, _processes):
        for job in jobs:
            if "killer" in job.video.name:
                (job.video.parent / "results" / f".{job.video.stem}.json.0a1b2c3d.part").touch()
                yield job, Failure("the process that worked on it was killed by signal 9", crashed=True)
            else:
                yield job, work(job)

    monkeypatch.setattr("coach.recording.analysis.analyse_video", made_up)
    monkeypatch.setattr(many, "over_processes", one_after_the_other)
    return seen


@pytest.fixture
def folder(tmp_path):
    """Three videos, and what is none."""
    for name in ("b.mp4", "a.MOV", "nobody.mkv", ".hidden.mp4", "notes.txt"):
        (tmp_path / name).write_bytes(b"video")
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, ["analyse", *map(str, words)])


def test_every_video_of_a_folder_is_analysed(worked, folder):
    ended = run(folder)

    assert ended.exit_code == 0
    assert worked == ["a.MOV", "b.mp4", "nobody.mkv"]
    assert sorted(path.name for path in (folder / "results").iterdir()) == [
        "a.json", "all_repetitions.csv", "all_repetitions.parquet", "b.json", "nobody.json",
    ]  # fmt: skip
    assert "Nobody could" in ended.stdout


@pytest.mark.parametrize(
    ("jobs", "videos", "processes_and_threads"),
    [(1, 3, (1, {1})), (2, 3, (2, {1})), (2, 1, (1, {2})), (8, 3, (3, {2}))],
    ids=["one job is one core", "a core for each", "a single video gets both", "what is left over idles"],
)
def test_so_many_jobs_keep_so_many_cores_busy(tmp_path, monkeypatch, jobs, videos, processes_and_threads):
    started = []

    def over_processes(_work, asked, at_once):
        started.append((at_once, {job.threads for job in asked}))
        return iter(())

    monkeypatch.setattr(many, "over_processes", over_processes)
    for number in range(videos):
        (tmp_path / f"{number}.mp4").write_bytes(b"video")

    run(tmp_path, "--jobs", jobs)

    assert started == [processes_and_threads]


def test_the_tables_hold_all_repetitions_of_all_videos(worked, folder):
    run(folder)

    with (folder / "results" / "all_repetitions.csv").open() as file:
        rows = list(csv.DictReader(file))
    table = pyarrow.parquet.read_table(folder / "results" / "all_repetitions.parquet").to_pylist()
    assert len(rows) == len(table) == 2 * len(SESSION.reps)
    assert [row["findings"] for row in rows] == [row["findings"] for row in table]
    assert [row["good"] for row in table] == [False, True, False, True]
    assert table[1]["eccentric_s"] is None


def test_what_is_done_is_not_done_again(worked, folder):
    run(folder)
    worked.clear()

    ended = run(folder)

    assert worked == []
    assert "3 of 3 videos were done before" in ended.stderr
    assert "Clamshell" in ended.stdout or "clamshell" in ended.stdout


@pytest.mark.parametrize(
    "words", [["--again"], ["--rate", "30"], ["--model", "lite"], ["--side", "left"]], ids=lambda words: words[0].strip("-")
)
def test_it_is_done_again_when_that_is_wanted_or_something_else_is_asked(worked, folder, words):
    run(folder)
    worked.clear()

    run(folder, *words)

    assert len(worked) == 3


def test_a_video_that_has_changed_is_done_again(worked, folder):
    run(folder)
    worked.clear()
    os.utime(folder / "b.mp4", (2e9, 2e9))

    run(folder)

    assert worked == ["b.mp4"]


def test_a_file_that_is_missing_among_the_results_is_made(worked, folder):
    run(folder)
    worked.clear()

    run(folder, "--captions", folder / "captions")

    assert len(worked) == 3
    assert (folder / "captions" / "a.vtt").exists()


def test_a_failure_costs_one_video_and_is_named(worked, folder):
    (folder / "broken.mp4").touch()
    (folder / "killer.mp4").touch()

    ended = run(folder)

    assert ended.exit_code == 1
    assert "broken.mp4 is empty." in ended.stderr
    assert "killer.mp4: the process that worked on it was killed by signal 9." in ended.stderr
    assert (folder / "results" / "b.json").exists()
    assert not list(folder.rglob("*.part"))
    assert json.loads((folder / "results" / "a.json").read_text())["settings"]["rate_hz"] == RATE_HZ


def test_an_interruption_is_one_line_and_keeps_what_was_done(worked, folder, monkeypatch):
    def interrupted(*arguments):
        yield next(over_processes(*arguments))
        raise KeyboardInterrupt

    over_processes = many.over_processes
    monkeypatch.setattr(many, "over_processes", interrupted)

    ended = run(folder, "--quiet")

    assert ended.exit_code == 130
    assert ended.stderr.count("\n") == 1
    assert "goes on from there" in ended.stderr
    assert [path.name for path in (folder / "results").iterdir()] == ["a.json"]


def test_what_failed_is_tried_again_next_time(worked, folder):
    (folder / "broken.mp4").touch()
    run(folder)
    worked.clear()

    run(folder)

    assert worked == ["broken.mp4"]


def test_a_place_where_nothing_can_be_written_is_said_before_the_work(worked, folder):
    (folder / "taken").touch()

    ended = run(folder, "--json", folder / "taken" / "results")

    assert ended.exit_code == 1
    assert ended.stderr == f"coach: The results cannot be written to {folder / 'taken' / 'results'}: Not a directory.\n"
    assert not worked


def test_a_folder_without_videos_is_one_line(tmp_path):
    ended = run(tmp_path)

    assert ended.exit_code == 1
    assert "there is no video in" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_two_videos_that_differ_by_their_ending_both_have_results(worked, folder):
    (folder / "b.mov").write_bytes(b"video")

    ended = run(folder)

    assert ended.exit_code == 0
    assert sorted(path.name for path in (folder / "results").glob("b*")) == ["b.mov.json", "b.mp4.json"]


@pytest.mark.parametrize("option", [["--csv", "-"], ["--json", "-"], ["--json", "one.json"]], ids=str)
def test_what_cannot_be_meant_is_status_two(worked, folder, option):
    ended = run(folder, *option)

    assert ended.exit_code == 2
    assert worked == []


def test_a_full_disk_is_one_line_and_leaves_nothing_half_written(worked, folder, monkeypatch):
    def full(place, text):
        raise OSError(28, "No space left on device")

    write = outputs.write_text
    monkeypatch.setattr(outputs, "write_text", lambda place, text: full(place, text) if place.name == "b.json" else write(place, text))

    ended = run(folder)

    assert ended.exit_code == 1
    assert "b.mp4: the results could not be written: No space left on device." in ended.stderr
    assert not (folder / "results" / "b.json").exists()


@pytest.mark.slow
def test_two_real_processes_do_a_folder(tmp_path, pose_weights):
    for name in ("a.mp4", "b.mp4"):
        film(tmp_path / name, times=[number / 10 for number in range(20)])
    (tmp_path / "c.mp4").write_text("a text")
    handler = signal.getsignal(signal.SIGINT)  # a shell's background job has it ignored

    ended = run(tmp_path, "--jobs", "2", "--weights", pose_weights, "--report", tmp_path / "reports", "--trc", tmp_path / "trc")

    assert ended.exit_code == 1
    assert "c.mp4 is not a video" in ended.stderr
    assert sorted(path.name for path in (tmp_path / "results").glob("*.json")) == ["a.json", "b.json"]
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["a.html", "b.html"]
    assert signal.getsignal(signal.SIGINT) is handler
