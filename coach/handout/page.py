"""What the printed pages about the history have in common: no video, drawn figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from coach import __version__
from coach.coaching.wording import SIDE_NAMES
from coach.exercise import Exercise
from coach.history import History
from coach.report.paper import paper

TEMPLATE: Final = Path(__file__).with_name("page.html")

Known: TypeAlias = Mapping[str, Exercise]
"""The exercises by their keys."""


def page(
    history: History,
    person_id: int,
    made: datetime,
    title: str,
    *,
    one: object = None,
    compared: object = None,
    weeks: object = None,
) -> str:
    """The page under `title` about one person, with the part that is given of the three that the template knows."""
    name = next(person.name for person in history.people() if person.id == person_id)
    return paper(TEMPLATE).render(name=name, title=title, made=made, one=one, compared=compared, weeks=weeks, version=__version__)


def name_of(kind: tuple[str, str], known: Known) -> str:
    """An exercise and a side in words."""
    return f"{known[kind[0]].name if kind[0] in known else kind[0]}, {SIDE_NAMES[kind[1]]}"


def said_later(pain_next_day: int | None, notes: str) -> str:
    """What was said of a session afterwards."""
    pain = f"Pain on the next day: {pain_next_day} of 10." if pain_next_day is not None else ""
    return " ".join(filter(None, (pain, notes)))
