"""Results for people: a table per set, what did not count and why, and what could not be judged."""

from __future__ import annotations

from rich.console import Console

from coach.exercise import Exercise
from coach.io.source import Source
from coach.records import Session


def show(session: Session, source: Source, exercises: tuple[Exercise, ...]) -> None:
    """Print the session to standard output, plain where that is not a terminal."""
    Console().print(session)
