"""What the history gives: frozen values, in which repetitions and sets are those of `coach.records`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

from coach.records import NotCounted, Rep, Session, SetRecord, Warning


class Band(StrEnum):
    """The elastic band of a set, as the person reported it; the camera cannot see it."""

    NOT_SAID = ""
    NONE = "none"
    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Load:
    """The resistance of a set: a band, and kilograms at the ankle or on the hip."""

    band: Band = Band.NOT_SAID
    weight_kg: float = 0.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.weight_kg) and self.weight_kg >= 0):
            raise ValueError(f"A weight is 0 kg or more, not {self.weight_kg}.")

    @property
    def words(self) -> str:
        """The band and the weight; empty without either."""
        band = f"{self.band} band" if self.band not in (Band.NOT_SAID, Band.NONE) else ""
        return " and ".join(filter(None, (band, f"{self.weight_kg:g} kg" if self.weight_kg else "")))


NOT_SAID: Final = Load()
"""A set whose load nobody reported."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose history it is."""

    id: int
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the history: None is "any". `until` is included; days are the person's own calendar days."""

    person_id: int | None = None
    exercise: str | None = None
    side: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSession:
    """One session without its sets. `started_at` has the person's offset from UTC at that time; `ended_at` is None while unfinished."""

    id: int
    person_id: int
    started_at: datetime
    ended_at: datetime | None
    source: str
    model: str
    version: str
    notes: str
    pain_next_day: int | None

    @property
    def day(self) -> date:
        """The calendar day where the person was."""
        return self.started_at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """One line of the list of sessions. `exercises` are keys in the order of their first set."""

    session: KeptSession
    exercises: tuple[str, ...]
    sets: int
    reps: int
    good_reps: int
    judged_reps: int
    not_counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSet:
    """One set with all that is known of it. `reserve` and `pain` are None where the person did not say.

    `record` is as the coach made it; `has_track` tells whether `History.track` can give its landmarks.
    """

    id: int
    number: int
    record: SetRecord
    finished: bool
    load: Load
    rung: str
    target_reps: int | None
    reserve: int | None
    pain: int | None
    notes: str
    has_track: bool

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Its counted repetitions."""
        return self.record.reps

    @property
    def said(self) -> str:
        """What the person said of effort and pain, in words; empty where nothing."""
        reserve = f"{self.reserve} in reserve" if self.reserve is not None else ""
        return ", ".join(filter(None, (reserve, f"pain {self.pain} of 10" if self.pain is not None else "")))


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """One session with everything in it."""

    session: KeptSession
    sets: tuple[KeptSet, ...]
    not_counted: tuple[NotCounted, ...]
    warnings: tuple[Warning, ...]

    @property
    def record(self) -> Session:
        """The session as the coach gave it: exercise, side and view are named where all sets agree."""
        sets = tuple(one.record for one in self.sets)
        return Session(
            exercise=_the_only({one.exercise for one in sets}),
            working_side=_the_only({one.working_side for one in sets}),
            view=_the_only({one.view for one in sets}),
            sets=sets,
            not_counted=self.not_counted,
            warnings=self.warnings,
        )


def _the_only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def local(moment: datetime, utc_offset_min: int) -> datetime:
    """A moment in the time zone in which the person was."""
    return moment.astimezone(timezone(timedelta(minutes=utc_offset_min)))
