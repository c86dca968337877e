"""What is prescribed of one exercise, in words."""

from __future__ import annotations

from coach.coaching.wording import SIDE_NAMES, amount, lower_first
from coach.exercise import Exercise
from coach.planning.prescription import Prescribed, Prescription


def aims_in_words(by: Prescription | None, exercise: Exercise) -> str:
    """What `by` says of `exercise`; empty without a prescription."""
    if by is None:
        return ""
    one = by.of(exercise.key)
    return prescribed_in_words(one, exercise) if one else "this exercise is not allowed, and judged as usual"


def prescribed_in_words(one: Prescribed, exercise: Exercise) -> str:
    """What is prescribed of `exercise`, part by part; what is left out is as usual."""
    tempo, names = one.tempo, exercise.check_names
    parts = (
        f"{SIDE_NAMES[one.sides[0]]} only" if one.sides in (("left",), ("right",)) else "",
        f"range {one.target[0]:g} to {one.target[1]:g}°" if one.target else "",
        f"up {tempo.concentric:g} s, hold {tempo.hold:g} s, down {tempo.eccentric:g} s" if tempo else "",
        amount(one.sets, "set") if one.sets else "",
        amount(one.reps, "repetition") if one.reps else "",
        ("no band" if one.band == "none" else f"{one.band} band") if one.band else "",
        f"not judged: {_names(one.off, names)}" if one.off else "",
        f"judged more strictly: {_names(one.stricter, names)}" if one.stricter else "",
    )
    return "; ".join(filter(None, parts)) or "as usual"


def _names(keys: tuple[str, ...], names: dict[str, str]) -> str:
    return ", ".join(lower_first(names[key]) for key in keys)
