"""A clinic's history: PostgreSQL with many people, how long its pages take, and writing while twenty write at once.

python -m benchmarks.clinic [--people 1000] [--sessions 200] [--writes 200]

Starts a PostgreSQL server of its own in a temporary folder, reached by a socket in it alone, with `fsync` as it is by default. Each
session has two sets of ten repetitions; 15 % have a finding.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import fmean, median
from typing import Annotated, Any, Final, TypeAlias

import numpy as np
import psycopg
import typer
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from coach.history import Filter, History
from coach.history.planning import save_plan
from coach.live import start
from coach.planning import first_plan
from exercises import load
from tests.history.made_up import HIP_SHARE, ROLL_BACK, rep

TIMES: Final = 3
WRITERS: Final = 20
PAUSE_S: Final = 0.2
"""Between two repetitions of a writer: twenty times quicker than anybody exercises."""
Work: TypeAlias = Callable[[str, int, int, Callable[[], None]], list[float]]
"""Gets the server's address, how often to write, the number of the writer, and what to call before; gives seconds."""
FILL: Final = (
    """INSERT INTO people (name, created_at) SELECT 'Person ' || n, now() FROM generate_series(1, :people) n""",
    """INSERT INTO sessions (person_id, started_at, utc_offset_min, day, ended_at, source, source_sha256, model, version, notes)
       SELECT p.id, at, 0, at::date, at + interval '30 minutes', 'live', '', 'full', '0.1.0', ''
       FROM people p, generate_series(1, :sessions) n, LATERAL (SELECT now() - (:sessions - n) * interval '56 hours' AS at) t""",
    """INSERT INTO sets (session_id, number, exercise, side, view, start_s, end_s, finished, rung, band, weight_kg, target_reps, reserve, pain, notes)
       SELECT s.id, n, CASE (s.id + n) % 3 WHEN 0 THEN 'clamshell' WHEN 1 THEN 'side_lying_raise' ELSE 'single_leg_bridge' END,
              CASE n % 2 WHEN 0 THEN 'left' ELSE 'right' END, 'side_lying_front', 100 * n, 100 * n + 72, true, 'no band', 'none', 0, 10,
              (s.id % 4)::int, 0, '' FROM sessions s, generate_series(1, 2) n""",
    """INSERT INTO reps (set_id, number, start_s, peak_s, end_s, concentric_s, hold_s, eccentric_s, range_of_motion, unit, good)
       SELECT s.id, n, 6 * n, 6 * n + 2.4, 6 * n + 5.5, 1.8 + 0.4 * random(), 0.8 + 0.4 * random(), 2.2 + 0.6 * random(), 26 + 12 * random(), 'deg',
              random() > 0.15 FROM sets s, generate_series(1, 10) n""",
    """INSERT INTO findings (set_id, rep, number, "check", grade, value, unit, severity)
       SELECT set_id, number, 1, 'clam_hold', 'warn', 0.4, 's', 1 FROM reps WHERE NOT good""",
    """INSERT INTO measured (set_id, rep, number, "check", value) SELECT set_id, number, 1, 'clam_hold', hold_s FROM reps""",
)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with its data in `folder`; gives its address."""
    found = shutil.which("initdb")
    programs = Path(found).parent if found else max(path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    nobody: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        somebody = pwd.getpwnam("nobody")
        os.chown(folder, somebody.pw_uid, somebody.pw_gid)
        nobody = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        with (folder / "out.log").open("a") as log:
            words = [programs / program, "-D", folder / "data", *arguments]
            subprocess.run(words, check=True, stdout=log, stderr=log, cwd=folder, **nobody)  # noqa: S603

    run("initdb", "-A", "trust", "-U", "coach", "-E", "UTF8", "--locale=C")
    run("pg_ctl", "-w", "-o", f"-c listen_addresses= -c max_wal_size=4GB -k {folder}", "-l", str(folder / "server.log"), "start")
    try:
        yield f"postgresql://coach@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "fast", "stop")


def fill(history: History, people: int, sessions: int) -> int:
    """Make up people with so many sessions each, and a plan for everybody; gives the number of repetitions."""
    for statement in FILL:
        with history.writing() as connection:
            connection.execute(text(statement), {"people": people, "sessions": sessions})
    plan = first_plan(load(), datetime.now().astimezone())
    for person in history.people():
        save_plan(history, person.id, plan)
    with history.maintaining() as connection:  # as it is where the rows came one by one over years
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("CHECKPOINT"))
    return people * sessions * 20


def _review(opened, today):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 (AppTest runs its text alone, without the imports)
    from coach.ui import review as page

    page.page(lambda: opened, lambda: today)


def _session(opened):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    from coach.ui import session_page as page

    page.page(lambda: opened)


def _plan(opened, now):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    from coach.ui import plan_page as page

    page.page(lambda: opened, lambda: now)


def pages(history: History) -> dict[str, tuple[float, float]]:
    """Seconds on the clock and of this process's processor time that each page takes: medians of a few times after the first."""
    main = sys.modules["__main__"]
    try:
        return _pages(history)
    finally:
        sys.modules["__main__"] = main  # AppTest leaves its script there, which every process that is started later would run


def _pages(history: History) -> dict[str, tuple[float, float]]:
    today, now = date.today(), datetime.now(UTC)  # noqa: DTZ011
    last = history.sessions(Filter(history.people()[0].id), limit=1)[0].session.id
    review = AppTest.from_function(_review, kwargs={"opened": history, "today": today}, default_timeout=300)
    session = AppTest.from_function(_session, kwargs={"opened": history}, default_timeout=300)
    session.query_params["session"] = str(last)
    plan = AppTest.from_function(_plan, kwargs={"opened": history, "now": now}, default_timeout=300)
    found = {"review, the last year": _timed(review.run)}
    review.segmented_control(key="period").set_value("Everything")
    found["review, everything"] = _timed(review.run)
    found |= {"one session": _timed(session.run), "plan": _timed(plan.run)}
    found["live, before its start"] = _timed(lambda: start.people(history))
    assert not any(one.exception for one in (review, session, plan))
    return found


def write(address: str, writes: int) -> dict[str, float]:
    """Milliseconds that writing a repetition takes while twenty write at once, each in a process of its own: median and 99 %."""
    return _by_twenty(_write_reps, address, writes)


def floor(address: str, writes: int) -> dict[str, float]:
    """The same with one row and nothing of ours around it: what the machine, its disk and the server take."""
    with History.open(address) as history, history.writing() as connection:
        connection.execute(text("CREATE TABLE bare (number integer)"))
    return _by_twenty(_write_rows, address, writes)


def _write_reps(address: str, writes: int, person: int, begin: Callable[[], None]) -> list[float]:
    times = []
    with History.open(address) as history:
        begin()
        session = history.start_session(person, datetime.now(UTC))
        for number in range(writes):
            if number % 10 == 0:
                one = history.start_set(session, "clamshell", "left")
            made = rep(number % 10 + 1, 30.0, ROLL_BACK, unjudged=(HIP_SHARE,))
            begun = time.perf_counter()
            history.add_rep(one, made)
            times.append(time.perf_counter() - begun)
            time.sleep(PAUSE_S)
    return times


def _write_rows(address: str, writes: int, _: int, begin: Callable[[], None]) -> list[float]:
    times = []
    with psycopg.connect(address, autocommit=True) as connection:
        begin()
        for number in range(writes):
            begun = time.perf_counter()
            connection.execute("INSERT INTO bare VALUES (%s)", (number,))
            times.append(time.perf_counter() - begun)
            time.sleep(PAUSE_S)
    return times


def _by_twenty(work: Work, address: str, writes: int) -> dict[str, float]:
    processes = get_context("spawn")
    ready, found = processes.Barrier(WRITERS), processes.Queue()
    writers = [
        processes.Process(target=_writer, args=(partial(work, address, writes, number), number, ready, found))
        for number in range(1, WRITERS + 1)
    ]
    for writer in writers:
        writer.start()
    times = [one for _ in writers for one in found.get(timeout=600)]
    a_second = WRITERS / (PAUSE_S + fmean(times))
    for writer in writers:
        writer.join()
    return {
        "median_ms": 1000 * median(times),
        "p99_ms": 1000 * float(np.percentile(times, 99)),
        "writes": len(times),
        "a_second": a_second,
    }


def _writer(work: Callable[[Callable[[], None]], list[float]], number: int, ready: Barrier, found: Queue[list[float]]) -> None:
    def begin() -> None:
        """Wait for the others, and then a little: twenty people do not end a repetition at the same moment."""
        ready.wait()
        time.sleep(PAUSE_S * number / WRITERS)

    found.put(work(begin))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    work()
    took = []
    for _ in range(TIMES):
        begun, cpu = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - begun, time.process_time() - cpu))
    return median(wall for wall, _ in took), median(cpu for _, cpu in took)


def measure(people: int, sessions: int, writes: int) -> dict[str, Any]:
    """All figures."""
    folder = Path(tempfile.mkdtemp(prefix="coach-pg-"))
    try:
        with server(folder) as address:
            with History.open(address) as history:
                begun = time.perf_counter()
                reps = fill(history, people, sessions)
                filled_s = time.perf_counter() - begun
                with history.reading() as connection:
                    size = connection.scalar(text("SELECT pg_database_size('postgres')")) or 0
                found = {
                    "people": people,
                    "sessions": people * sessions,
                    "repetitions": reps,
                    "filled_s": filled_s,
                    "gigabytes": size / 1e9,
                }
                found["pages_s"] = pages(history)
            return found | {"write": write(address, writes), "floor": floor(address, writes)}
    finally:
        shutil.rmtree(folder)


def main(
    people: Annotated[int, typer.Option()] = 1000,
    sessions: Annotated[int, typer.Option(help="Of each person.")] = 200,
    writes: Annotated[int, typer.Option(help="Repetitions that each of twenty writers writes.")] = 200,
) -> None:
    """Print all figures."""
    found = measure(people, sessions, writes)
    typer.echo(
        f"{found['people']} people, {found['sessions']} sessions, {found['repetitions']} repetitions, {found['gigabytes']:.1f} GB, "
        f"made in {found['filled_s']:.0f} s"
    )
    for page, (wall, cpu) in found["pages_s"].items():
        typer.echo(f"{page:28}{wall:8.2f} s, of it {cpu:.2f} s of the processor in the app")
    typer.echo(
        f"writing a repetition while {WRITERS} write: median {found['write']['median_ms']:.1f} ms, 99 % within {found['write']['p99_ms']:.1f} ms; "
        f"a bare row: {found['floor']['median_ms']:.1f} ms, {found['floor']['p99_ms']:.1f} ms"
    )


if __name__ == "__main__":
    typer.run(main)
