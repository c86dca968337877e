"""How fast and how safe the history is: `python -m benchmarks.history`.

Makes ten years of a diligent user in a temporary folder, times what the review pages ask, writes repetitions one by one, lets two programs
write at once, and kills a writer again and again.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from coach.history import Filter, History, review
from coach.history.bests import bests, most_reps
from coach.history.planning import past_sessions
from tests.history.killing import kill_writers, run_at_once, write_sets
from tests.history.made_up import EVENING, HIP_SHARE, MEASURED, ROLL_BACK, add_years, rep

T = TypeVar("T")

PAGE_S, CHART_S, WRITE_S = 1.0, 0.5, 0.020


def main(
    years: Annotated[int, typer.Option(help="Of training to make up.")] = 10,
    writes: Annotated[int, typer.Option(help="Repetitions to write one by one.")] = 2000,
    kills: Annotated[int, typer.Option(help="How often to kill a writer.")] = 1000,
) -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "years.sqlite"
        with History.open(path) as history:
            ada = history.add_person("Ada")
            reps, seconds = _timed(lambda: add_years(history, ada, years))
        typer.echo(f"{years} years, {reps} repetitions, {path.stat().st_size / 1e6:.0f} MB, made in {seconds:.0f} s\n")
        history, seconds = _timed(lambda: History.open(path))
        typer.echo(f"open, with a look at every page: {1e3 * seconds:.0f} ms")
        with history:
            _review(history, ada)
            _write(history, ada, writes)
        _two_writers(Path(folder) / "two.sqlite")
        _kills(Path(folder) / "killed.sqlite", kills)


def _review(history: History, ada: int) -> None:
    newest = review.training_days(history, Filter(ada))[-1]
    everything, last_year = Filter(ada), Filter(ada, since=newest - timedelta(days=365))
    clam = Filter(ada, "clamshell", "left")
    session = history.sessions(everything, limit=1)[0].session.id
    page: dict[str, Callable[[Filter], object]] = {
        "list of sessions (50)": lambda which: history.sessions(which, limit=50),
        "calendar": lambda which: review.calendar(history, which),
        "progress": lambda which: review.progress(history, which),
        "bests": lambda which: bests(history, which),
        "bests with a track": lambda which: bests(history, which, tracked=True),
        "most repetitions": lambda which: most_reps(history, which),
        "faults": lambda which: review.faults(history, which),
        "streak": lambda which: review.streak_weeks(review.training_days(history, which), newest),
    }
    typer.echo(f"\n{'median of 5, ms':28}{'last year':>12}{'one side':>12}{'everything':>12}")
    totals = [0.0, 0.0, 0.0]
    slowest = 0.0
    for name, ask in page.items():
        times = [statistics.median(_timed(partial(ask, which))[1] for _ in range(5)) for which in (last_year, clam, everything)]
        totals = [total + one for total, one in zip(totals, times, strict=True)]
        slowest = max(slowest, *times)
        typer.echo(f"{name:28}" + "".join(f"{1e3 * one:12.0f}" for one in times))
    typer.echo(f"{'all of these, one by one':28}" + "".join(f"{1e3 * one:12.0f}" for one in totals) + f"   (target {1e3 * PAGE_S:.0f})")
    typer.echo(f"slowest query {1e3 * slowest:.0f} ms (target {1e3 * CHART_S:.0f})")
    typer.echo(f"one session with all in it {1e3 * _timed(lambda: history.session(session))[1]:.0f} ms")
    typer.echo(f"what the plan looks at {1e3 * _timed(lambda: past_sessions(history, ada))[1]:.0f} ms")


def _write(history: History, ada: int, writes: int) -> None:
    for alone in (True, False):
        stop = threading.Event()
        reader = threading.Thread(target=_read_on, args=(history, ada, stop))
        if not alone:
            reader.start()
        session = history.start_session(ada, EVENING)
        times = []
        for number in range(writes):
            if number % 12 == 0:
                one = history.start_set(session, "clamshell", "left")
            made = replace(rep(number % 12 + 1, 30.0, ROLL_BACK, unjudged=(HIP_SHARE,)), measured=MEASURED * 3)
            times.append(_timed(partial(history.add_rep, one, made))[1])
        stop.set()
        if not alone:
            reader.join()
        median, ninety_nine = statistics.median(times), statistics.quantiles(times, n=100)[98]
        typer.echo(
            f"\n{writes} repetitions written {'alone' if alone else 'while the review is read all the time'}: "
            f"median {1e3 * median:.1f} ms, 99th percentile {1e3 * ninety_nine:.1f} ms (target {1e3 * WRITE_S:.0f}), worst {1e3 * max(times):.1f} ms"
        )


def _read_on(history: History, ada: int, stop: threading.Event) -> None:
    while not stop.is_set():
        review.progress(history, Filter(ada, "clamshell"))


def _two_writers(path: Path) -> None:
    with History.open(path) as history:
        ada = history.add_person("Ada")
        codes, seconds = _timed(lambda: run_at_once(write_sets, (str(path), ada, 100), (str(path), ada, 100)))
        kept = sum(one.reps for one in history.sessions())
    typer.echo(f"\ntwo programs writing at once: {kept} of 2000 repetitions kept in {seconds:.1f} s, exit codes {codes}")


def _kills(path: Path, kills: int) -> None:
    survived, seconds = _timed(lambda: kill_writers(path, kills))
    typer.echo(
        f"\n{kills} kills in {seconds:.0f} s: {survived.kept} of {survived.acknowledged} acknowledged repetitions kept, "
        f"{survived.damaged} times unreadable"
    )


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    result = work()
    return result, time.perf_counter() - begun


if __name__ == "__main__":
    typer.run(main)
