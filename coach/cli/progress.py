"""Progress bars on standard error, for people at a terminal who have waited a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

PATIENCE_S: Final = 2.0
"""A bar appears after this long."""


class FramesPerSecond(ProgressColumn):
    """Frames per second, over the last seconds."""

    def render(self, task: Task) -> Text:
        """The column's text."""
        return Text(f"{task.speed:.0f} frames/s" if task.speed else "", style="progress.data.speed")


@contextmanager
def frame_progress(name: str, *, quiet: bool) -> Iterator[Callable[[int, int, int], None]]:
    """What to call with the frames done, all frames (0: not known) and the repetitions so far; a bar appears when it takes long."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total}"),
        FramesPerSecond(),
        TimeRemainingColumn(),
    )
    progress, begun = _progress(*columns, quiet=quiet), time.monotonic()
    task = progress.add_task(name, total=None)

    def seen(done: int, total: int, _reps: int) -> None:
        progress.update(task, completed=done, total=total or None)
        if not progress.live.is_started and time.monotonic() - begun > PATIENCE_S:
            progress.start()

    try:
        yield seen
    finally:
        progress.stop()


@contextmanager
def file_progress(count: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """What to call with the name of every file that is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total} videos"), TimeRemainingColumn())
    progress = _progress(*columns, quiet=quiet)
    task = progress.add_task("", total=count)
    with progress:
        yield lambda name: progress.update(task, advance=1, description=name)


@contextmanager
def download_progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """What to call as `progress(what, done, total)`, in bytes; each `what` gets a bar of its own."""
    progress = _progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), quiet=quiet)
    tasks: dict[str, TaskID] = {}

    def fetched(what: str, done: int, total: int) -> None:
        progress.start()
        task = tasks[what] if what in tasks else tasks.setdefault(what, progress.add_task(what))
        progress.update(task, completed=done, total=total or None)

    try:
        yield fetched
    finally:
        progress.stop()


def _progress(*columns: ProgressColumn, quiet: bool) -> Progress:
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)
