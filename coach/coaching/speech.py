"""How long speech takes, and guidance that is said again until it is followed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from coach.coaching.events import Priority, Say

SETTLED_S = 0.8
"""Guidance that was right for less is not said."""
AGAIN_S = 10.0
"""Before the same guidance is said again."""
AT_MOST = 3
"""Times that the same guidance is said; it still stands on the screen."""


def spoken_s(text: str) -> float:
    """About how long a voice takes for `text`: 15 characters a second, and a breath."""
    return len(text) / 15 + 0.4


@dataclass(frozen=True, slots=True)
class Prompt:
    """Guidance that is said once it has been right for a moment, and now and then again while it stays right."""

    text: str = ""
    since_s: float = math.nan
    said_s: float = -math.inf
    times: int = 0

    def see(self, time: float, text: str) -> tuple[Prompt, tuple[Say, ...]]:
        """The prompt after the next moment, at which `text` would be right (empty: nothing), and what to say."""
        if text != self.text:
            return Prompt(text, time), ()
        if not text or self.times >= AT_MOST or time - self.since_s < SETTLED_S or time - self.said_s < AGAIN_S:
            return self, ()
        return replace(self, said_s=time, times=self.times + 1), (Say(text, Priority.GUIDE, time),)
