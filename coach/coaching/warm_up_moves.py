"""The easy moves of a warm-up: what they are called, how they are done, and how long each lasts.

Three to five minutes of easy movement come before the first set (specification, section 9). The standing moves are those of the NHS's page "How to
warm up before exercising"; those on the back, where most plans go on, are common gentle ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOVE_S: Final = 40.0
"""About how long a move lasts; of a shorter warm-up some are left out, in a longer one each lasts longer."""


@dataclass(frozen=True, slots=True)
class WarmUpMove:
    """One easy move. `name` is what is shown and spoken, `how` what to do; `key` names its figure."""

    key: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class LedMove:
    """A move and its seconds."""

    move: WarmUpMove
    seconds: float


MOVES: Final = (
    WarmUpMove("march", "March on the spot", "Lift one knee, then the other, and let your arms swing"),
    WarmUpMove("heel_digs", "Heel digs", "Put one heel to the front, then the other, and bend the knee that carries you a little"),
    WarmUpMove("knee_bends", "Small knee bends", "Feet as wide as your hips: go down a hand's breadth, and up again"),
    WarmUpMove("knee_rolls", "Knee rolls", "Lie on your back with your knees bent: let both knees roll to one side, then to the other"),
    WarmUpMove("heel_slides", "Heel slides", "Slide one heel away along the mat, and back, then the other"),
    WarmUpMove("knees_to_chest", "Knees to the chest", "Draw one knee to your chest, put the foot down, then the other"),
)


def led_moves(seconds: float) -> tuple[LedMove, ...]:
    """The moves that fill `seconds`, each as long as the others, the standing ones first; none for no time."""
    if seconds <= 0:
        return ()
    count = min(max(round(seconds / MOVE_S), 1), len(MOVES))
    chosen = [MOVES[number * len(MOVES) // count] for number in range(count)]
    return tuple(LedMove(move, seconds / count) for move in chosen)
