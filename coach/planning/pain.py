"""What a number on the pain scale means, and when to stop or ask first: section 9 of the exercise specification, in plain words."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

CARRY_ON_UP_TO = 3
EASE_UP_TO = 5
WORST = 10


class PainZone(StrEnum):
    """The traffic light of the pain scale."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


ADVICE: Final[dict[PainZone, str]] = {
    PainZone.GREEN: "Carry on.",
    PainZone.AMBER: "Use a smaller range or a lighter band now. It should settle within 24 hours; if not, take a step back.",
    PainZone.RED: "Stop this exercise for today.",
}

STOP_NOW: Final = (
    "sharp, catching or deep groin pain",
    "numbness, tingling or pain down the leg",
    "the joint giving way or locking",
    "dizziness, chest pain or unusual breathlessness",
)
"""Stop for these whatever the number. Muscle burn that fades within a minute is expected."""

ASK_FIRST: Final = (
    "recent surgery or a fracture of hip, knee, back or abdomen",
    "a hip replacement (movement precautions)",
    "pregnancy or a recent birth",
    "known hip joint disease, a labral tear or impingement",
    "osteoporosis",
    "sciatica",
    "heart or blood-pressure problems",
    "unsteady balance (use a chair, or the seated exercise)",
)
"""With any of these, ask a doctor or physiotherapist before starting."""


def pain_zone(pain: int) -> PainZone:
    """Green to 3, amber to 5, red above. Raises ValueError outside 0 to 10."""
    if not 0 <= pain <= WORST:
        raise ValueError(f"Pain is a number from 0 to {WORST}, not {pain}.")
    if pain <= CARRY_ON_UP_TO:
        return PainZone.GREEN
    return PainZone.AMBER if pain <= EASE_UP_TO else PainZone.RED
