"""Many jobs over processes, and on a cluster."""

import os
import signal
import time

import pytest

from coach.recording.cluster import ClusterUnavailable, over_cluster
from coach.recording.processes import Failure, over_processes
from tests.recording.jobs import halve, note, write_slowly


def test_every_job_has_its_result():
    assert dict(over_processes(halve, [2, 4, 6, 8, 10], 2)) == {2: 1, 4: 2, 6: 3, 8: 4, 10: 5}


def test_a_killed_process_costs_one_job():
    results = dict(over_processes(halve, [2, 3, 4, 6], 2))

    assert {job: results[job] for job in (2, 4, 6)} == {2: 1, 4: 2, 6: 3}
    assert results[3] == Failure("the process that worked on it was killed by signal 9", crashed=True)


def test_a_bug_costs_one_job_and_is_named():
    results = dict(over_processes(halve, [100, 2], 1))

    assert results[2] == 1
    assert "ZeroDivisionError: a bug" in results[100].message


def test_no_jobs_are_no_processes():
    assert list(over_processes(halve, [], 4)) == []


def test_a_cancelled_run_leaves_nothing_half_written(tmp_path):
    def cancel_when_begun():
        for _ in range(600):
            if (tmp_path / "begun").exists():
                raise KeyboardInterrupt
            time.sleep(0.05)

    def jobs():
        yield tmp_path
        cancel_when_begun()

    with pytest.raises(KeyboardInterrupt):
        list(over_processes(write_slowly, jobs(), 2))

    assert [path.name for path in tmp_path.iterdir()] == ["begun"]


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as two_workers:
        yield two_workers.scheduler_address


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_two_workers_gives_the_same_results_and_a_bug_costs_one_job(cluster):
    results = dict(over_cluster(halve, [2, 100, 4, 6], cluster))

    assert {job: results[job] for job in (2, 4, 6)} == {2: 1, 4: 2, 6: 3}
    assert "ZeroDivisionError: a bug" in results[100].message


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_is_lost_costs_only_what_it_was_at(cluster, tmp_path):
    jobs = [tmp_path / name for name in ("first", "second", "last")]
    results = over_cluster(note, jobs, cluster)
    finished = [next(results)[0] for _ in range(2)]
    time.sleep(0.5)  # until the scheduler knows that nobody waits for them any more

    for worker in {int(path.read_text()) for path in finished}:
        os.kill(worker, signal.SIGKILL)
    (tmp_path / "go on").touch()

    assert [job for job, _ in results] == [tmp_path / "last"]
    assert [path.read_text().count("\n") for path in finished] == [1, 1]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_is_not_there_is_said_in_one_sentence(cluster, monkeypatch):
    monkeypatch.setattr("coach.recording.cluster.CONNECTING_S", 1.0)

    with pytest.raises(ClusterUnavailable, match=r"There is no cluster at tcp://127\.0\.0\.1:9") as raised:
        list(over_cluster(halve, [2], "tcp://127.0.0.1:9"))

    assert "\n" not in str(raised.value)
