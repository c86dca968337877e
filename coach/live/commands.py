"""What a page asks for in text, beside the pictures that it sends; checked here, trusted inside."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from coach.recording.source import SourceError

MAX_CHARACTERS: Final = 4096
CHANGES: Final = ("skip", "skip_exercise", "repeat", "easier", "harder")
"""What changes the sets that are to come: values of `Ask`."""
KNOWN: Final = ("hello", "start", "pause", "go", "stop", "people", "kept", *CHANGES)


class BadCommand(SourceError):
    """A text is not a command; the message of the error is one sentence."""


@dataclass(frozen=True, slots=True)
class Command:
    """`do` is one of `KNOWN`; `options` are its further values, not checked yet."""

    do: str
    options: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The option `name` if it is a text, else ""."""
        value = self.options.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str, *, least: int, most: int) -> int | None:
        """The option `name` if it is a whole number, brought between `least` and `most`; else None."""
        value = self.options.get(name)
        return min(max(value, least), most) if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str, *, otherwise: bool) -> bool:
        """The option `name` if it is true or false, else `otherwise`."""
        value = self.options.get(name)
        return value if isinstance(value, bool) else otherwise


def read_command(text: str) -> Command:
    """The command in `text`. Raises `BadCommand`."""
    if len(text) > MAX_CHARACTERS:
        raise BadCommand(f"A command of {len(text)} characters is too long.")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise BadCommand("A text that is no command.") from None
    if not isinstance(values, dict) or values.get("do") not in KNOWN:
        raise BadCommand("A command that is not known here.")
    return Command(values.pop("do"), values)
