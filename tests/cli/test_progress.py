"""A bar for those who watch and wait, and silence for everybody else."""

import io

import pytest
from rich.console import Console

from coach.cli import progress
from tests.report.sessions import SOURCE


@pytest.fixture
def stderr(monkeypatch):
    """Makes standard error a terminal, or not, and gives what is written to it."""

    def make(*, is_terminal):
        written = io.StringIO()
        monkeypatch.setattr(progress, "Console", lambda stderr: Console(file=written, force_terminal=is_terminal, width=100))
        return written

    return make


def watch(*, quiet=False):
    with progress.frame_progress(SOURCE.name, quiet=quiet) as seen:
        for done in range(SOURCE.frames):
            seen(done + 1, SOURCE.frames, 0)


def fetch(*, quiet=False):
    with progress.download_progress(quiet=quiet) as fetched:
        for done in (0, 500, 1000):
            fetched("the pose model", done, 1000)


def test_a_wait_shows_how_far_and_how_fast(stderr, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    written = stderr(is_terminal=True)

    watch()

    assert SOURCE.name in written.getvalue()
    assert f"{SOURCE.frames}/{SOURCE.frames}" in written.getvalue()
    assert "frames/s" in written.getvalue()


def test_what_is_soon_done_needs_no_bar(stderr):
    written = stderr(is_terminal=True)

    watch()

    assert written.getvalue() == ""


def test_a_download_is_shown_from_its_start(stderr):
    written = stderr(is_terminal=True)

    fetch()

    assert "the pose model" in written.getvalue()


@pytest.mark.parametrize("wait", [watch, fetch])
def test_there_is_no_bar_in_a_pipe_or_when_quiet_is_asked_for(stderr, monkeypatch, wait):
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    piped = stderr(is_terminal=False)
    wait()
    at_a_terminal = stderr(is_terminal=True)
    wait(quiet=True)

    assert (piped.getvalue(), at_a_terminal.getvalue()) == ("", "")
