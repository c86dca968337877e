"""The names of people: how they are kept, and when two of them are the same."""

from __future__ import annotations

import unicodedata
from typing import Final

from coach.history.schema import printable

FIRST_PERSON: Final = "Me"
"""What the first person of a history is called when they gave no name."""

LONGEST_NAME: Final = 60


def tidy(name: str) -> str:
    """A name as it is kept: on one line, in Unicode's composed form (NFC); "" when nothing of it can be seen."""
    without_controls = "".join(" " if unicodedata.category(one) == "Cc" else one for one in printable(name))
    words = unicodedata.normalize("NFC", without_controls).split()
    return " ".join(words) if any(one.isprintable() for one in "".join(words)) else ""


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are equal but for capitals, blanks and the way in which Unicode encodes their letters."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tidy(name)).casefold())
