"""The colours that mean something, once for each background. The pages' style sheets have their own, which follow the reader's theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coach.exercise import Phase
from coach.records import Verdict


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of the verdicts, as CSS writes them; `quiet` is for what is beside the point or not judged."""

    good: str
    warn: str
    fault: str
    quiet: str

    def of(self, verdict: Verdict) -> str:
        """The colour of a verdict."""
        return {Verdict.GOOD: self.good, Verdict.A_LITTLE_OFF: self.warn, Verdict.FAULT: self.fault, Verdict.NOT_JUDGED: self.quiet}[
            verdict
        ]


PRINT: Final = Palette(good="#0e6e4e", warn="#9a5b00", fault="#c22f2c", quiet="#5b6672")
"""Dark, for white paper: the report. Each is read on white and on the pale band of the aim: a contrast of 4.6 and more."""
PAGE: Final = Palette(good="#1b9e8f", warn="#b8801a", fault="#d8553a", quiet="#7d8894")
"""Of middle brightness, for light and for dark pages: the charts of the app. A contrast of 3.3 and more on either."""
VIDEO: Final = Palette(good="#48db96", warn="#ffc43c", fault="#ff5c5c", quiet="#b0bac8")
"""Light, for the dark panels on a video."""

PRINT_PHASES: Final = {Phase.CONCENTRIC: "#8ecae6", Phase.HOLD: "#ffd166", Phase.ECCENTRIC: "#b8b8d1"}
"""The phases' colours, as bars that dark text stands on."""
PAGE_PHASES: Final = {Phase.CONCENTRIC: "#3f8fd2", Phase.HOLD: "#b8801a", Phase.ECCENTRIC: "#9a86d6"}
"""The phases' colours, as lines."""


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour that is written as #rrggbb."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
