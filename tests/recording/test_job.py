"""One video as a job: analysed, and handed to what writes its files."""

import pickle
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest

from coach.coaching.coach import Coach
from coach.recording.job import Job, Settings, attempt, run
from coach.recording.processes import Failure
from coach.report.outputs import file_job
from tests.recording.films import film
from tests.recording.test_analysis import Known
from tests.skeleton import film as perform


class Pool:
    """Opens an estimator that gives the poses it was made with."""

    def __init__(self, poses):
        self._poses = poses

    @contextmanager
    def open(self, *, progress):
        yield Known(self._poses)


@pytest.fixture(scope="module")
def poses():
    return perform("clamshell", reps=2, fps=10.0).poses


@pytest.fixture
def video(tmp_path, poses):
    return film(tmp_path / "clip.mp4", times=[pose.time for pose in poses], moving=True)


def job(video, write=lambda job, analysis: analysis, **options):
    return Job(video=video, settings=Settings(), write=write, **options)


def test_what_the_job_writes_is_its_result(video, poses):
    result = run(job(video, lambda job, analysis: (job.video.name, len(analysis.session.reps))), estimators=Pool(poses))

    assert result == ("clip.mp4", 2)


@pytest.mark.parametrize("keep_poses", [False, True], ids=["without poses", "with poses"])
def test_poses_are_kept_only_when_asked_for(video, poses, keep_poses):
    analysis = run(job(video, keep_poses=keep_poses), estimators=Pool(poses))

    assert bool(analysis.poses) is keep_poses


def test_what_the_coach_is_told_reaches_it(video, poses, monkeypatch):
    told = []

    class Told(Coach):
        def __init__(self, exercises, **options):
            told.append(options)
            super().__init__(exercises, **options)

    monkeypatch.setattr("coach.recording.job.Coach", Told)

    run(replace(job(video), settings=Settings(exercise="clamshell", side="right")), estimators=Pool(poses))

    assert told == [{"exercise": "clamshell", "side": "right"}]


def test_a_file_that_is_no_video_is_a_failure_with_its_reason(tmp_path):
    (tmp_path / "notes.mp4").write_text("a text")

    result = attempt(job(tmp_path / "notes.mp4"), estimators=Pool([]))

    assert isinstance(result, Failure)
    assert "notes.mp4 is not a video that can be read" in result.message


def test_a_full_disk_is_a_failure_with_its_reason(video, poses):
    def full(_job, _analysis):
        raise OSError(28, "No space left on device")

    result = attempt(job(video, full), estimators=Pool(poses))

    assert result == Failure("clip.mp4: the results could not be written: No space left on device.")


def test_a_job_that_writes_files_writes_those_that_are_named(tmp_path, video, poses):
    kinds = {
        "json": "r.json",
        "csv": "r.csv",
        "captions": "r.vtt",
        "report": "r.html",
        "track": "r.npz",
        "trc": "r.trc",
        "angles": "r.angles.csv",
        "mot": "r.mot",
        "video": "r.mp4",
    }
    files = {kind: tmp_path / "out" / name for kind, name in kinds.items()}

    session, source = run(file_job(video, Settings(), files, threads=1), estimators=Pool(poses))

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(kinds.values())
    assert len(session.reps) == 2
    assert source.name == "clip.mp4"


def test_a_job_that_writes_files_can_go_to_another_process(tmp_path):
    one = file_job(tmp_path / "clip.mp4", Settings(), {"json": tmp_path / "r.json"}, threads=1)

    sent = pickle.loads(pickle.dumps(one))

    assert (sent.video, sent.settings) == (one.video, one.settings)
    assert isinstance(sent.write, partial)
