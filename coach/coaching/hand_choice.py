"""A choice by ear, for somebody who can do no more than hold up a hand: what can be chosen is said one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from coach.coaching.raised_hand import Gesture, Hand
from coach.coaching.speech import spoken_s

CHOOSE_S: Final = 3.0
"""How long after its words something can be chosen; a hand that comes up in that time holds it open."""
OPENING: Final = "Lower your hand. Raise it again after what you want."
NOTHING_CHANGED: Final = "Nothing changed."


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: `options` in words, `number` of the one that was said last, -1 before the first. It is open until `until_s`."""

    options: tuple[str, ...]
    until_s: float
    number: int = -1

    @classmethod
    def open(cls, options: tuple[str, ...], time: float) -> Choice:
        """A choice of `options` at the time when `OPENING` is said."""
        return cls(options, time + spoken_s(OPENING))

    @property
    def words(self) -> str:
        """What a hand would choose now; "" before the first."""
        return self.options[self.number] if self.number >= 0 else ""

    @property
    def is_over(self) -> bool:
        """Whether everything was said and nothing was chosen."""
        return self.number >= len(self.options)

    def is_made(self, gesture: Gesture | None) -> bool:
        """Whether `gesture` chooses what was said last."""
        return gesture is Gesture.RAISED and self.number >= 0

    def see(self, time: float, hand: Hand) -> tuple[Choice, bool]:
        """The choice at the next moment, and whether another option is to be said now."""
        is_being_made = self.number >= 0 and hand.is_up and not hand.is_noticed
        if time < self.until_s or is_being_made:
            return self, False
        later = replace(self, number=self.number + 1)
        return (later, False) if later.is_over else (replace(later, until_s=time + spoken_s(later.words) + CHOOSE_S), True)
