"""How fast the review page opens, and each of its charts, after ten years: run `python -m benchmarks.review`.

Makes up ten years of a diligent user in a temporary folder, or takes a history that is there, opens the page as the server does, and
prints medians in milliseconds: of the clock, and of the processor, which tells more on a computer that has other things to do.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from altair.utils.schemapi import debug_mode
from streamlit.testing.v1 import AppTest

from coach.history import Filter, History, review
from coach.ui import charts
from coach.ui import review as _loaded_when_the_server_starts  # noqa: F401
from coach.ui.charts_and_tables import Chart, with_rows_inside
from tests.history.made_up import add_years

PAGE_MS, CHART_MS = 1000, 500
TIMES = 5


def main(
    history: Annotated[Path | None, typer.Option(help="A history to look at, instead of a made-up one.")] = None,
    years: Annotated[int, typer.Option(help="Of training to make up.")] = 10,
) -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = history or Path(folder) / "years.sqlite"
        with History.open(path) as opened:
            if history is None:
                reps = add_years(opened, opened.add_person("Ada"), years)
                typer.echo(f"{years} years, {reps} repetitions, {path.stat().st_size / 1e6:.0f} MB")
            person = opened.people()[0].id
            days = review.training_days(opened, Filter(person))
            last_year = Filter(person, since=days[-1] - timedelta(days=365))
            typer.echo(f"\n{'median of ' + str(TIMES) + ', ms':44}{'clock':>8}{'processor':>11}")
            _say("opening the history", *_measured(lambda: History.open(path).close()), PAGE_MS)
            _pages(opened, days[-1])
            with debug_mode(arg=False):  # as on the page
                _charts("last year", opened, last_year)
                _charts("everything", opened, Filter(person))


def _page(opened, today):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 (AppTest runs its text alone, without the imports)
    from coach.ui import review as page

    page.page(lambda: opened, lambda: today)


def _pages(opened: History, today: date) -> None:
    app = AppTest.from_function(_page, kwargs={"opened": opened, "today": today}, default_timeout=120)
    _say("review page, the first time", *_measured(app.run, times=1), PAGE_MS)
    _say("review page, the last year", *_measured(app.run), PAGE_MS)
    app.segmented_control(key="period").set_value("Everything")
    _say("review page, everything", *_measured(app.run), PAGE_MS)
    assert not app.exception


def _charts(name: str, opened: History, which: Filter) -> None:
    """Each chart, from the query to what is sent to the browser; of one exercise where the chart is of one."""
    clam = Filter(which.person_id, "clamshell", None, which.since)

    def progress() -> tuple[review.SessionProgress, ...]:
        return review.progress(opened, clam)

    drawn: dict[str, Callable[[], Chart]] = {
        "calendar": lambda: charts.calendar_chart(review.calendar(opened, which)),
        "range": lambda: charts.trend(progress(), lambda row: row.range_mean, title="Range"),
        "clean repetitions": lambda: charts.trend(progress(), lambda row: row.clean_rate, title="Clean", form=".0%", top=1.0),
        "tempo": lambda: charts.tempo_trend(progress()),
        "volume": lambda: charts.trend(progress(), lambda row: row.volume, title="Volume"),
        "left and right": lambda: charts.difference_chart(review.differences(progress()), unit="°"),
        "faults": lambda: charts.faults_chart([(one.check, one.reps, 0) for one in review.faults(opened, which)]),
    }
    for what, draw in drawn.items():
        _say(f"{what}, {name}", *_measured(lambda draw=draw: _sent(draw())), CHART_MS)  # type: ignore[misc]


def _sent(chart: Chart) -> str:
    """A chart as it goes to the browser."""
    return json.dumps(with_rows_inside(chart.to_dict(validate=False)))


def _measured(work: Callable[[], object], times: int = TIMES) -> tuple[float, float]:
    clock, processor = [], []
    for _ in range(times):
        begun = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
    return 1e3 * statistics.median(clock), 1e3 * statistics.median(processor)


def _say(what: str, clock: float, processor: float, target: float) -> None:
    typer.echo(f"{what:44}{clock:8.0f}{processor:11.0f}   target {target:.0f}")


if __name__ == "__main__":
    typer.run(main)
