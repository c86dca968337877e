"""Drawings for the live page: the made-up person as the camera in front of the mat would see them, moving again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from coach.conventions import Floats
from coach.demonstration.camera import Camera
from coach.demonstration.demonstration import Demonstration
from coach.demonstration.figure import Look, person, person_at
from coach.demonstration.motion import perform
from coach.demonstration.scene import Face, Viewpoint, extent, view_box
from coach.demonstration.svg import drawing
from coach.demonstration.warm_up import FIGURES
from coach.exercise import Tempo
from coach.pose import Side

FPS: Final = 10.0
STILL_S: Final = 0.7


def repetition_as_filmed(demonstration: Demonstration, tempo: Tempo, side: Side, *, label: str) -> str:
    """One good repetition as SVG, from where its camera stands. `label` says in words what is drawn."""
    motion = demonstration.kinematics
    points = perform(
        motion,
        side=side,
        reps=1,
        fps=FPS,
        up=tempo.concentric,
        hold=tempo.hold,
        down=tempo.eccentric,
        pause=STILL_S,
        still_s=STILL_S,
    ).points
    look = Look(side, demonstration.both_legs, band=demonstration.band)
    at_top = round((STILL_S + tempo.concentric + tempo.hold / 2) * FPS)
    return _drawn(points, motion.seen_by(motion.camera, side), demonstration.surroundings, look, label=label, at_top=at_top)


def warm_up_as_filmed(move: str, *, label: str) -> str:
    """The move of the warm-up with this key as SVG. Raises KeyError for another key."""
    shown = FIGURES[move]
    points = shown.points(FPS)
    return _drawn(points, shown.camera, shown.surroundings, Look(both_legs=True), label=label, at_top=len(points) // 4)


def _drawn(points: Floats, camera: Camera, surroundings: Callable[[Floats], list[Face]], look: Look, *, label: str, at_top: int) -> str:
    """The person of `points` [T, 33, 3], and for who wants less motion the start and the moment `at_top`."""
    view = Viewpoint.of(points, camera)
    projection = view.person(points, len(points) / FPS)
    behind = [face.draw(view) for face in surroundings(points)]
    room = "".join(one.svg for one in behind)
    still = person_at(projection, look, 0, faded=True) + person_at(projection, look, min(at_top, len(points) - 1))
    box = view_box([extent(projection), *(one.corners for one in behind)], margin=6)
    return drawing(box, label, f'{room}<g class="moving">{person(projection, look)}</g><g class="still">{still}</g>')
