"""The rows of the tables: what the body does, and what the coach says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pytest

from coach.pose import Side
from coach.records import Grade, Rep
from tests.coached import coached
from tests.skeleton import EXERCISES, Build, Camera, Move, film

FPS = 12.0
NOTHING: Mapping[str, float] = MappingProxyType({})
EACH_SIDE = pytest.mark.parametrize("side", [Side.LEFT, pytest.param(Side.RIGHT, marks=pytest.mark.slow)])
"""Left is enough while one works: a property of all signals is that right reads as left in the mirror."""


def checks(*keys: str) -> frozenset[str]:
    """Checks by their keys."""
    return frozenset(keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A repetition: what the body `does`, which checks the coach then faults, and which it at least warns of.

    `faults`, `span`, `camera` and `depth` are those of `tests.skeleton.film`, `tempo` its seconds up, hold and down. Where the pose
    model sees less of a fault than the made-up one does, the limits of the exercise are wide, and the fault here has to be as gross.
    `after` is how many full repetitions come before it.
    """

    does: str
    faulted: frozenset[str] = checks()
    warned: frozenset[str] = checks()
    faults: Mapping[str, float] = field(default_factory=dict)
    span: float | None = None
    tempo: Mapping[str, float] = field(default_factory=dict)
    camera: Camera | None = None
    depth: float = 1.0
    height: float = 1.7
    after: int = 0

    def __str__(self) -> str:
        return self.does.replace(" ", "-")


def performed(exercise: str, row: Row, side: Side, *, tempo: Mapping[str, float] = NOTHING) -> Rep:
    """The last repetition of the row, as the coach counted it, for the right exercise and side. `tempo` is the usual one."""
    seconds = {**tempo, **row.tempo}
    shot = film(
        exercise,
        side=side,
        reps=[Move(**tempo)] * row.after + [Move(row.span, **seconds)],
        fps=FPS,
        faults=row.faults,
        camera=row.camera or EXERCISES[exercise].camera,
        build=Build(row.height),
        depth=row.depth,
    )
    kept = coached(shot.poses)
    assert kept.exercise == exercise
    assert {warning.code for warning in kept.warnings} <= {"view_aside"}
    assert kept.working_side in (side, "both")
    assert len(kept.reps) == row.after + 1
    return kept.reps[-1]


def unsaid(row: Row, rep: Rep) -> set[str]:
    """Checks of the row that the coach did not say."""
    said = {found.check: found.grade for found in rep.findings}
    return {key for key in row.faulted if said.get(key) is not Grade.FAULT} | {key for key in row.warned if key not in said}


def wrongly_said(row: Row, rep: Rep) -> set[str]:
    """Faults of severity 2 or 3 of which the row knows nothing."""
    accused = {found.check for found in rep.findings if found.grade is Grade.FAULT and found.severity >= 2}
    return accused - row.faulted - row.warned


def tripped(rows: Iterable[Row]) -> set[str]:
    """The checks that some row trips."""
    return {key for row in rows for key in row.faulted | row.warned}


def unjudged(rep: Rep) -> dict[str, str]:
    """Each check that could not be judged, with its reason."""
    return {one.check: one.reason for one in rep.unjudged}
