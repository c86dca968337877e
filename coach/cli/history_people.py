"""Who is meant by the option --person."""

from __future__ import annotations

import typer

from coach.history import History, Person
from coach.history.names import is_same_name


def person_called(history: History, name: str | None) -> Person:
    """The person of that name, the only one without a name. Raises `typer.BadParameter`."""
    people = history.people()
    found = [one for one in people if name in {None, one.name}] or [one for one in people if name and is_same_name(one.name, name)]
    if len(found) != 1:
        there_are = f"there are {', '.join(one.name for one in people)}" if people else "nobody was added yet"
        raise typer.BadParameter(
            f"there is nobody called {name}; {there_are}." if name else f"say whose: {there_are}.", param_hint="--person"
        )
    return found[0]
