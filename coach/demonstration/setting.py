"""Where the camera stands for an exercise: the person in the starting position, the laptop, its view on the floor, distance and height."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.camera import Camera, middle
from coach.demonstration.figure import Look, paint, person_at, polygon, reach
from coach.demonstration.motion import EXERCISES, perform
from coach.demonstration.picture import around, drawing, face
from coach.demonstration.reach import UP
from coach.demonstration.scene import View, box, frame
from coach.demonstration.shows import SHOWS
from coach.pose import Side

INK: Final = "var(--figure-ink, #55606c)"


WORDS_ABOVE: Final = np.array([[-66.0, -16.0, 0.0], [66.0, -16.0, 0.0]])
"""What the words over the upright line cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where the camera belongs: metres from the person and over the floor, and how to lie, sit or stand before it, in words."""

    distance: tuple[float, float]
    height: tuple[float, float]
    words: str


ON_SIDE: Final = Placing(
    distance=(1.8, 2.6),
    height=(0.3, 0.7),
    words="Lie with the front of your body towards the camera, and turn the mat so that your head is a little nearer to it than your feet. "
    "Rest your upper hand on the floor in front of your ribs, not on your hip: it would cover it. After changing sides turn the mat, so that your head is nearer again.",
)
ON_BACK: Final = Placing(
    distance=(1.8, 2.6),
    height=(0.2, 0.5),
    words="Lie with the camera at your side, the leg that you press with nearest to it. Turn round for the other leg.",
)

PLACINGS: Final[dict[str, Placing]] = {
    "clamshell": ON_SIDE,
    "side_lying_raise": ON_SIDE,
    "seated_abduction": Placing(
        distance=(1.5, 2.5), height=(0.5, 0.9), words="Sit on the front half of a chair, facing the camera squarely, feet flat."
    ),
    "standing_abduction": Placing(
        distance=(2.3, 3.2),
        height=(0.7, 1.0),
        words="Stand facing the camera squarely, your whole body in the picture with a hand's breadth to spare. A chair beside you helps the balance.",
    ),
    "single_leg_bridge": ON_BACK,
    "two_leg_bridge": replace(ON_BACK, words="Lie with the camera at your side, knees bent, both feet flat."),
}


def setting(exercise: str, side: Side = Side.LEFT, *, label: str = "") -> str:
    """The place of the camera as SVG. Raises KeyError for an exercise that is not shown."""
    shown, placing, kind = SHOWS[exercise], PLACINGS[exercise], EXERCISES[exercise]
    points = perform(exercise, side=side, reps=0, fps=1.0, still_s=1.0).points
    aim = middle(points)
    height, distance = sum(placing.height) / 2, sum(placing.distance) / 2
    towards = kind.yaw_towards if side is Side.LEFT else -kind.yaw_towards
    place, _ = Camera(yaw=towards * kind.camera.yaw, height=height, distance=distance).placed(aim)
    between = (aim + place) / 2 * np.array([1.0, 0.5, 1.0])
    view = View(Camera(yaw=towards * kind.camera.yaw + 75.0, height=3.4, distance=9.0, field_of_view=30.0), between, 110.0)
    seen = view.person(points, 1.0)
    on_floor, camera_floor = aim * np.array([1.0, 0.0, 1.0]), place * np.array([1.0, 0.0, 1.0])
    ahead = (on_floor - camera_floor) / np.linalg.norm(on_floor - camera_floor)
    aside = np.cross(ahead, UP)

    cone = np.array(
        [camera_floor, camera_floor + 1.25 * distance * (ahead + 0.62 * aside), camera_floor + 1.25 * distance * (ahead - 0.62 * aside)]
    )
    stand = [
        face(view.of(one), shade)
        for one, shade in zip(
            box((float(place[0]), height / 2 - 0.06, float(place[2])), (0.34, height - 0.12, 0.34)),
            ("seat-dark", "seat", "seat-light"),
            strict=True,
        )
    ]
    behind = [(_wash(view.of(cone)), view.of(cone)), *around(exercise, points, view)]
    laptop, covered = _laptop(view, place, ahead, aside)
    beside = camera_floor - 0.42 * aside
    lines = [
        _measured(
            view,
            camera_floor + 0.3 * ahead,
            on_floor - 0.3 * ahead,
            f"{placing.distance[0]:g} to {placing.distance[1]:g} m away",
            (0.0, 16.0),
        ),
        _measured(
            view, beside, beside + UP * height, f"{100 * placing.height[0]:.0f} to {100 * placing.height[1]:.0f} cm high", (0.0, -10.0)
        ),
    ]
    drawn = "".join(one for one, _ in behind) + lines[0] + person_at(seen, Look(side, shown.both_legs, band=shown.band), 0)
    drawn += "".join(one for one, _ in stand) + laptop + lines[1]
    pieces = [
        reach(seen),
        covered,
        *(corners for _, corners in behind[1:]),
        *(corners for _, corners in stand),
        view.of((beside + UP * height)[None]) + WORDS_ABOVE,
    ]
    return drawing(frame(pieces, margin=14), label or f"Where the camera stands: {placing.words}", drawn)


def _laptop(view: View, place: Floats, ahead: Floats, aside: Floats) -> tuple[str, Floats]:
    """A laptop whose lens is at `place`, its screen towards the person; and what it covers."""
    lens = place + 0.02 * UP
    low = lens - 0.24 * UP + 0.05 * ahead
    screen = view.of(np.array([lens - 0.18 * aside, lens + 0.18 * aside, low + 0.18 * aside, low - 0.18 * aside]))
    keys = view.of(np.array([low - 0.18 * aside, low + 0.18 * aside, low + 0.18 * aside + 0.22 * ahead, low - 0.18 * aside + 0.22 * ahead]))
    x, y = view.of(place[None])[0, :2]
    parts = "".join(
        f'<path d="{polygon([corner[None, :2] for corner in corners])[0]}" style="fill:{paint(name)};stroke:{paint("paper")}" stroke-linejoin="round"/>'
        for corners, name in ((keys, "skin"), (screen, "far"))
    )
    return f'{parts}<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" style="fill:{paint("marked")}"/>', np.concatenate([screen, keys])


def _wash(corners: Floats) -> str:
    """What the camera sees of the floor."""
    return f'<path d="{polygon([corner[None, :2] for corner in corners])[0]}" style="fill:{paint("band")}" fill-opacity="0.14"/>'


def _measured(view: View, start: Floats, end: Floats, words: str, aside: tuple[float, float]) -> str:
    """A line with a dot at each end, and what it measures."""
    (x1, y1), (x2, y2) = view.of(np.array([start, end]))[:, :2].tolist()
    x, y = (x1 + x2) / 2 + aside[0], (y1 + y2) / 2 + aside[1]
    if abs(x1 - x2) < 5:  # an upright line has its words over its end
        x, y = x2, y2 - 10
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" style="stroke:{INK}" stroke-width="1.6" stroke-dasharray="5 4" fill="none"/>'
        f'<circle cx="{x1:.1f}" cy="{y1:.1f}" r="3" style="fill:{INK}"/><circle cx="{x2:.1f}" cy="{y2:.1f}" r="3" style="fill:{INK}"/>'
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="14" font-weight="600" style="fill:{INK};stroke:{paint("paper")};paint-order:stroke" stroke-width="4">{escape(words)}</text>'
    )
