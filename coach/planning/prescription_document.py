"""`coach.prescription/1`: a prescription as a JSON document, written, read and checked. `docs/prescription.md` describes it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

from coach.exercise import Exercise, Tempo
from coach.planning.prescription import FEWEST_S, LONGEST_S, MOST_REPS, MOST_SETS, Prescribed, Prescription

FORMAT: Final = "coach.prescription/1"
LONGEST_TEXT: Final = 1000
FIELDS: Final = frozenset({"format", "for", "by", "note", "exercises"})
EXERCISE_FIELDS: Final = frozenset({"exercise", "sides", "range", "tempo", "sets", "reps", "band", "off", "stricter"})


class BadPrescription(ValueError):
    """This is no prescription, or one that cannot be followed; the message is one sentence for the user."""


def prescription_document(prescription: Prescription) -> dict[str, Any]:
    """The prescription to be kept or handed over; `prescription_from` reads it back."""
    return {
        "format": FORMAT,
        "for": prescription.written_for,
        "by": prescription.by,
        "note": prescription.note,
        "exercises": [_written(one) for one in prescription.exercises],
    }


def prescription_from(document: object, exercises: Iterable[Exercise]) -> Prescription:
    """The prescription of a document. Raises `BadPrescription` for whatever is wrong with it, also what none of `exercises` can do."""
    known = {one.key: one for one in exercises}
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise BadPrescription(f"This is not a prescription: its format is not {FORMAT}.")
    _only(document, FIELDS, "The prescription")
    prescribed = tuple(_read(one, known) for one in _list(document.get("exercises"), "The prescription's exercises"))
    if not prescribed:
        raise BadPrescription("The prescription allows no exercise.")
    keys = [one.exercise for one in prescribed]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice:
        raise BadPrescription(f"{known[twice].name} stands in the prescription twice.")
    return Prescription(
        exercises=prescribed,
        written_for=_text(document, "for"),
        by=_text(document, "by"),
        note=_text(document, "note"),
    )


def _written(one: Prescribed) -> dict[str, Any]:
    tempo = one.tempo
    everything = {
        "sides": list(one.sides),
        "range": one.target and {"from": one.target[0], "to": one.target[1]},
        "tempo": tempo and {"up_s": tempo.concentric, "hold_s": tempo.hold, "down_s": tempo.eccentric},
        "sets": one.sets,
        "reps": one.reps,
        "band": one.band,
        "off": list(one.off),
        "stricter": list(one.stricter),
    }
    return {"exercise": one.exercise} | {key: value for key, value in everything.items() if value}


def _read(one: object, known: Mapping[str, Exercise]) -> Prescribed:
    key = one.get("exercise") if isinstance(one, Mapping) else None
    if not isinstance(one, Mapping) or not isinstance(key, str) or key not in known:
        raise BadPrescription(f"The prescription knows no exercise {str(key)[:40]!r}; there are {', '.join(known)}.")
    exercise = known[key]
    name, bands = exercise.name, list(dict.fromkeys(rung.band for rung in exercise.ladder.rungs if rung.exercise in ("", key)))
    _only(one, EXERCISE_FIELDS, name)
    off, stricter = (_among(one, field, [check.key for check in exercise.checks], name) for field in ("off", "stricter"))
    both = set(off) & set(stricter)
    if both:
        raise BadPrescription(f"{name}: {min(both)} is switched off and stricter at once.")
    return Prescribed(
        exercise=key,
        sides=_among(one, "sides", exercise.sides, name),
        target=_target(one["range"], exercise) if one.get("range") is not None else None,
        tempo=_tempo(one["tempo"], name) if one.get("tempo") is not None else None,
        sets=_whole(one.get("sets"), MOST_SETS, f"{name}: sets"),
        reps=_whole(one.get("reps"), MOST_REPS, f"{name}: repetitions"),
        band=_among({"band": [one["band"]]}, "band", bands, name)[0] if one.get("band") else "",
        off=off,
        stricter=stricter,
    )


def _target(value: object, exercise: Exercise) -> tuple[float, float]:
    name, motion = exercise.name, exercise.range_of_motion
    if motion.reports_another_angle:
        raise BadPrescription(f"{name}: its range cannot be prescribed, as it is counted by another angle than the one that is told.")
    low, high = _numbers(value, ("from", "to"), f"{name}: the range")
    if not motion.count <= low < high <= motion.too_much:
        raise BadPrescription(
            f"{name}: the range lies between {motion.count:g} and {motion.too_much:g} degrees, from less to more, not {low:g} to {high:g}."
        )
    return low, high


def _tempo(value: object, name: str) -> Tempo:
    up, hold, down = _numbers(value, ("up_s", "hold_s", "down_s"), f"{name}: the tempo")
    if not (FEWEST_S <= up <= LONGEST_S and 0 <= hold <= LONGEST_S and FEWEST_S <= down <= LONGEST_S):
        raise BadPrescription(f"{name}: up and down last {FEWEST_S:g} to {LONGEST_S:g} seconds, the hold at most {LONGEST_S:g}.")
    return Tempo(concentric=up, hold=hold, eccentric=down)


def _numbers(value: object, fields: tuple[str, ...], what: str) -> tuple[float, ...]:
    numbers = [value.get(field) for field in fields] if isinstance(value, Mapping) and set(value) == set(fields) else []
    if not numbers or not all(isinstance(one, int | float) and not isinstance(one, bool) and math.isfinite(one) for one in numbers):
        raise BadPrescription(f"{what} has the numbers {', '.join(fields)}, and nothing else.")
    return tuple(float(one) for one in numbers if one is not None)


def _whole(value: object, most: int, what: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise BadPrescription(f"{what} are a whole number from 1 to {most}, not {str(value)[:40]}.")
    return value


def _among(one: Mapping[str, Any], field: str, choices: Iterable[str], name: str) -> tuple[str, ...]:
    there_are = list(choices)
    chosen = _list(one.get(field, []), f"{name}: {field}")
    for value in chosen:
        if value not in there_are:
            raise BadPrescription(f"{name}: {field} has {str(value)[:40]!r}; there are {', '.join(there_are)}.")
    return tuple(dict.fromkeys(chosen))


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadPrescription(f"{what} are not a list.")
    return value


def _text(document: Mapping[str, Any], field: str) -> str:
    value = document.get(field, "")
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise BadPrescription(f"The prescription's {field!r} is not a text of at most {LONGEST_TEXT} letters.")
    return value.strip()


def _only(one: Mapping[str, Any], fields: frozenset[str], what: str) -> None:
    others = sorted(str(key)[:40] for key in one if key not in fields)
    if others:
        raise BadPrescription(f"{what} has {others[0]!r}, which the coach does not know.")
