"""Values that are stored under a key and read by people in words."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """Each member is its key, with `words` for people and `more` of them, whose use the enumeration says."""

    words: str
    more: str

    def __new__(cls, key: str, words: str = "", more: str = "") -> Self:
        """A value that is stored as `key`."""
        value = str.__new__(cls, key)
        value._value_ = key
        value.words, value.more = words, more
        return value
