"""`python -m benchmarks.transcripts`: what somebody hears in a clean and in a faulty set of each exercise, done by the made-up person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import typer

from coach.coaching.events import AttemptRejected, RepCounted, Say
from coach.coaching.verdict import sign_of
from coach.coaching.wording import found
from coach.coaching.workout import Workout
from coach.coaching.workout_plan import WorkoutPlan
from coach.demonstration.repetition import Move
from coach.exercise import Exercise
from coach.pose import Pose, Side
from exercises import demonstration, load
from tests.skeleton import film

FPS: Final = 15.0
REPS: Final = 6
STILL_S: Final = 14.0
"""For so long the person lies or stands still first, in which the set is announced and counted down."""
FAULTY: Final = {
    "clamshell": "clam_feet_apart",
    "seated_abduction": "seat_trunk_side",
    "side_lying_raise": "slr_leg_forward",
    "single_leg_bridge": "bridge_free_thigh",
    "standing_abduction": "stand_trunk_lean",
    "two_leg_bridge": "bridge_fast_down",
}
"""The check of each exercise whose fault is shown in its second to fourth repetition."""


def main() -> None:
    """Print each set as it is heard, second by second, with the verdict on each repetition beside its count."""
    for exercise in load():
        for title, moves in (("clean", [_move(exercise, "")] * REPS), ("faulty", _faulty(exercise))):
            typer.echo(f"\n{exercise.name}, {title} set")
            for line in transcript(exercise, moves):
                typer.echo(line)


def transcript(exercise: Exercise, moves: Sequence[Move]) -> Iterator[str]:
    """What is heard of a set of a plan in which somebody does `moves` and then rests."""
    side = exercise.sides[0]
    plan = WorkoutPlan.of(exercise, [side], sets=2, reps=len(moves), rest_s=30.0)
    workout = Workout(load(), plan)
    for pose in _poses(exercise, moves):
        for event in workout.see(pose).events:
            match event:
                case RepCounted(rep=rep):
                    yield f"{pose.time:6.1f}  [{sign_of(rep)} {rep.verdict.words}{''.join(f'; {found(one, exercise)}' for one in rep.findings)}]"
                case AttemptRejected(attempt=attempt):
                    yield f"{pose.time:6.1f}  [not counted: {attempt.reason.words}]"
                case Say(text=text):
                    yield f"{pose.time:6.1f}  {text}"


def _poses(exercise: Exercise, moves: Sequence[Move]) -> list[Pose]:
    side = Side.LEFT if exercise.sides[0] == "both" else Side(exercise.sides[0])
    return film(exercise.key, side=side, fps=FPS, still_s=STILL_S, reps=moves).poses


def _faulty(exercise: Exercise) -> list[Move]:
    return [_move(exercise, FAULTY[exercise.key] if 1 <= number <= 3 else "") for number in range(REPS)]


def _move(exercise: Exercise, check: str) -> Move:
    """A repetition at the exercise's own tempo, with the demonstration's fault of `check`."""
    tempo, shown = exercise.tempo, demonstration(exercise.key)
    fault = shown.faults[check] if shown and check else None
    return Move(
        up=(fault.up if fault else None) or tempo.concentric,
        hold=tempo.hold,
        down=(fault.down if fault else None) or tempo.eccentric,
        span=fault.span if fault else None,
        faults=dict(fault.faults) if fault else {},
    )


if __name__ == "__main__":
    typer.run(main)
