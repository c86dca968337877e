"""Many short films over a Dask cluster of two workers on this machine: what each costs beside its analysis, and what a killed worker costs.

python -m benchmarks.cluster [--films 1000]

Each film is a second of the sample, but the last, which is all of it: it has repetitions. Overhead is processor time of everything
(command, scheduler, workers) a film, less that of analysing the same films in the workers without anything else, before and after.
Dask's own profiler, which looks at every worker a hundred times a second, is off.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import av
import dask
import typer
from distributed import Client, LocalCluster
from pyarrow import parquet  # type: ignore[import-untyped]

from benchmarks.video import EXERCISES, SAMPLE
from coach.coaching.coach import Coach
from coach.recording.analysis import analyse_video
from models.estimator import EstimatorPool

WORKERS: Final = 2
FROM_S, UNTIL_S = 6.0, 7.0
"""The part of the sample: somebody moves in it."""


def short_film(path: Path) -> None:
    """Write a second of the sample."""
    with av.open(str(SAMPLE)) as film, av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuv420p"
        for picture in film.decode(video=0):
            if FROM_S <= (picture.time or 0.0) < UNTIL_S:
                picture.pts = None
                out.mux(stream.encode(picture))
        out.mux(stream.encode())


def alone_s(path: Path, times: int = 20) -> float:
    """Processor seconds that the analysis of the film takes, models being open."""
    with EstimatorPool() as pool:
        for number in range(times + 1):
            if number == 1:
                begun = time.process_time()
            analyse_video(path, pool.open, lambda: Coach(EXERCISES))
        return (time.process_time() - begun) / times


def in_workers_s(client: Client, path: Path, times: int = 20) -> float:
    """The same in all workers at once: cores that work at once take longer for the same."""
    return fmean(client.run(alone_s, path, times).values())


def command(folder: Path, address: str, *options: str) -> tuple[float, float, int]:
    """Analyse the folder on the cluster: seconds on the clock, of the command's processor time, and its exit status."""
    words = [sys.executable, "-m", "coach", "analyse", str(folder), "--cluster", address, "--quiet", *options]
    wall, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(words, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 (ourselves)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ended.returncode


def workers_s(client: Client) -> float:
    """Processor time of all workers so far."""
    return float(sum(client.run(time.process_time).values()))


def measure(films: int) -> dict[str, Any]:
    """All figures."""
    with (
        dask.config.set({"distributed.worker.profile.enabled": False}),
        TemporaryDirectory() as place,
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
    ):
        folder, client = Path(place), Client(cluster)
        short_film(folder / "0000.mp4")
        each_s = in_workers_s(client, folder / "0000.mp4")
        for number in range(1, films - 1):
            shutil.copy(folder / "0000.mp4", folder / f"{number:04}.mp4")
        shutil.copy(SAMPLE, folder / f"{films - 1:04}.mp4")
        whole_s = in_workers_s(client, SAMPLE, times=1)
        address = cluster.scheduler_address
        before = workers_s(client) + time.process_time()
        wall_s, cpu_s, status = command(folder, address)
        cpu_s += workers_s(client) + time.process_time() - before
        each_s = (each_s + in_workers_s(client, folder / "0000.mp4")) / 2  # a busy machine is now quicker and now slower
        found = {
            "films": films,
            "alone_ms": 1000 * each_s,
            "wall_s": wall_s,
            "overhead_ms": 1000 * (cpu_s - each_s * (films - 1) - whole_s) / films,
            "status": status,
        }
        found["second_s"], _, found["second_status"] = command(folder, address)
        found["rows"] = parquet.read_table(folder / "results" / "all_repetitions.parquet").num_rows
        shutil.rmtree(folder / "results")
        killer = threading.Timer(min(wall_s / 4, 20.0), _kill(client))
        killer.start()
        found["killed_wall_s"], _, found["killed_status"] = command(folder, address)
        killer.join()
        found["killed_results"] = len(list((folder / "results").glob("*.json")))
        client.close()
    return found


def _kill(client: Client) -> Callable[[], None]:
    pid = next(iter(client.run(os.getpid).values()))
    return lambda: os.kill(pid, signal.SIGKILL)


def main(films: Annotated[int, typer.Option()] = 1000) -> None:
    """Print all figures."""
    found = measure(films)
    typer.echo(
        f"{films} films of a second, {WORKERS} workers: {found['wall_s']:.0f} s; each {found['alone_ms']:.0f} ms alone and "
        f"{found['overhead_ms']:.0f} ms more of processor time on the cluster; exit status {found['status']}"
    )
    typer.echo(f"once more, all of it done before: {found['second_s']:.1f} s; {found['rows']} repetitions in one Parquet table")
    typer.echo(
        f"a worker killed: {found['killed_results']} of {films} results in {found['killed_wall_s']:.0f} s, exit status {found['killed_status']}"
    )


if __name__ == "__main__":
    typer.run(main)
