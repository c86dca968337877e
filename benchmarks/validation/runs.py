"""Every replay that the page reports: as recorded, altered, with an exercise forced, and of made-up people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.validation.alterations import ALTERATIONS, Landmarks
from benchmarks.validation.scoring import Score, score
from benchmarks.validation.truth import Case, read_json
from coach.coaching.coach import Coach
from coach.exercise import Exercise
from coach.pose import Pose
from coach.recording.tracks import read_track, replay
from coach.report.codec import session_of
from tests.skeleton import EVERYDAY, EXERCISES, MOVEMENTS, Build, Camera, film, journey, poses, walking

SWAPPED: Final = {"left": "right", "right": "left"}
FROM_THE_FRONT: Final = Camera(height=0.7, distance=3.2)


@dataclass(frozen=True, slots=True)
class FalseCount:
    """How many repetitions were counted in the film of a `movement` that has none, and how long the film is."""

    movement: str
    counted: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Runs:
    """Everything that was measured.

    `altered`, `forced` and `made_up_forced` go by the name of the alteration or of the exercise that was forced, `frames` and
    `seconds` by the id of the case.
    """

    as_recorded: tuple[Score, ...]
    altered: dict[str, tuple[Score, ...]]
    forced: dict[str, tuple[FalseCount, ...]]
    made_up: tuple[FalseCount, ...]
    made_up_forced: dict[str, tuple[FalseCount, ...]]
    frames: dict[str, int]
    seconds: dict[str, float]


def run_all(
    cases: Sequence[Case], made_up: Sequence[tuple[str, list[Pose]]], exercises: Sequence[Exercise], report: Callable[[str], None]
) -> Runs:
    """Replay everything. `made_up` are movements with nothing to count; `report` is called with what is being done. Raises `TrackError`."""
    report(f"{len(cases)} recordings as they are")
    seen = {case.id: Landmarks.from_poses(read_track(case.track).poses) for case in cases}
    as_recorded = tuple(score(case, replay(seen[case.id].poses(), Coach(exercises))) for case in cases)
    altered = {}
    for one in ALTERATIONS:
        report(f"the same, {one.name}")
        altered[one.name] = tuple(
            score(_swapped(case) if one.swaps_sides else case, replay(one.alter(seen[case.id]).poses(), Coach(exercises))) for case in cases
        )
    report("other movements, with each exercise forced, and made-up people")
    others = [(case.exercise, seen[case.id].poses()) for case in cases if case.is_other_movement]
    return Runs(
        as_recorded=as_recorded,
        altered=altered,
        forced={exercise.key: _false_counts(others, exercises, exercise.key) for exercise in exercises},
        made_up=_false_counts(made_up, exercises),
        made_up_forced={exercise.key: _false_counts(made_up, exercises, exercise.key) for exercise in exercises},
        frames={case.id: len(seen[case.id].times) for case in cases},
        seconds={case.id: float(seen[case.id].times[-1] - seen[case.id].times[0]) for case in cases},
    )


def replayed(case: Case, exercises: Sequence[Exercise]) -> Score:
    """What the coach makes of the saved poses of `case`. Raises `TrackError`."""
    return score(case, replay(read_track(case.track).poses, Coach(exercises)))


def scores_of_films(folder: Path, cases: Sequence[Case]) -> tuple[Score, ...]:
    """What `coach analyse --json` made of the films of those of `cases` that have a result in `folder`. Raises `TruthError` and `NotADocument`."""
    results = [(case, folder / f"{case.id}.json") for case in cases if case.rendered]
    return tuple(score(case, session_of(read_json(path))) for case, path in results if path.exists())


def made_up_movements() -> list[tuple[str, list[Pose]]]:
    """What a made-up person does between exercises, and exercises that the coach does not know: names and films, nothing to count."""
    between = {name: journey(stops(Build())) for name, stops in EVERYDAY.items()} | {"walking_past": walking()}
    films = [(name, poses(motion.times, motion.points, FROM_THE_FRONT, noise_px=1.0)) for name, motion in between.items()]
    return films + [(name, film(name, noise_px=1.0).poses) for name in sorted(MOVEMENTS.keys() - EXERCISES.keys())]


def _false_counts(
    films: Sequence[tuple[str, list[Pose]]], exercises: Sequence[Exercise], forced: str | None = None
) -> tuple[FalseCount, ...]:
    return tuple(
        FalseCount(name, len(replay(shown, Coach(exercises, exercise=forced)).reps), shown[-1].time - shown[0].time)
        for name, shown in films
    )


def _swapped(case: Case) -> Case:
    return replace(case, side=SWAPPED.get(case.side or "", case.side))
