"""A drawing of where the camera stands: the person in the starting position, the laptop, its view on the floor, distance and height."""

from __future__ import annotations

from html import escape
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.camera import Camera, middle
from coach.demonstration.demonstration import Demonstration
from coach.demonstration.figure import Look, person_at
from coach.demonstration.motion import perform
from coach.demonstration.rotation import UP
from coach.demonstration.scene import Drawn, Viewpoint, box, extent, view_box
from coach.demonstration.svg import drawing, outline, paint
from coach.exercise import CameraPlacement
from coach.pose import Side

WORDS_ABOVE: Final = np.array([[-66.0, -16.0, 0.0], [66.0, -16.0, 0.0]])
"""What the words over the upright line cover, in pixels around its end."""
HALF_VIEW: Final = 0.62
"""Half the width of a laptop camera's view at a distance of 1, about 64 degrees."""


def camera_drawing(demonstration: Demonstration, placement: CameraPlacement, side: Side = Side.LEFT) -> str:
    """Where the camera stands for an exercise, in the middle of what `placement` allows, as SVG."""
    kinematics = demonstration.kinematics
    points = perform(kinematics, side=side, reps=0, fps=1.0, still_s=1.0).points
    aim = middle(points)
    height, distance = sum(placement.height) / 2, sum(placement.distance) / 2
    yaw = kinematics.seen_by(kinematics.camera, side).yaw
    place, _ = Camera(yaw=yaw, height=height, distance=distance).placed(aim)
    halfway = (aim + place) / 2 * np.array([1.0, 0.5, 1.0])
    view = Viewpoint(Camera(yaw=yaw + 75.0, height=3.4, distance=9.0, field_of_view=30.0), halfway, 110.0)
    person = view.person(points, 1.0)

    below_person, below_camera = aim * np.array([1.0, 0.0, 1.0]), place * np.array([1.0, 0.0, 1.0])
    ahead = (below_person - below_camera) / np.linalg.norm(below_person - below_camera)
    aside = np.cross(ahead, UP)
    far = 1.25 * distance
    cone = view.project(
        np.array(
            [below_camera, below_camera + far * (ahead + HALF_VIEW * aside), below_camera + far * (ahead - HALF_VIEW * aside)],
        )
    )
    surroundings = [face.draw(view) for face in demonstration.surroundings(points)]
    stand = [face.draw(view) for face in box((float(place[0]), height / 2 - 0.06, float(place[2])), (0.34, height - 0.12, 0.34))]
    laptop = _laptop(view, place, ahead, aside)
    beside = below_camera - 0.42 * aside
    away = f"{placement.distance[0]:g} to {placement.distance[1]:g} m away"
    high = f"{100 * placement.height[0]:.0f} to {100 * placement.height[1]:.0f} cm high"
    content = [
        f'<path d="{outline(cone)}" style="fill:{paint("band")}" fill-opacity="0.14"/>',
        *(one.svg for one in surroundings),
        _measured(view, below_camera + 0.3 * ahead, below_person - 0.3 * ahead, away),
        person_at(person, Look(side, demonstration.both_legs, band=demonstration.band), 0),
        *(one.svg for one in stand),
        laptop.svg,
        _measured(view, beside, beside + UP * height, high),
    ]
    words_above = view.project((beside + UP * height)[None]) + WORDS_ABOVE
    pieces = [extent(person), words_above, *(one.corners for one in (*surroundings, *stand, laptop))]
    return drawing(view_box(pieces, margin=14), f"Where the camera stands: {placement.words}", "".join(content))


def _laptop(view: Viewpoint, place: Floats, ahead: Floats, aside: Floats) -> Drawn:
    """A laptop whose lens is at `place`, its screen towards the person."""
    lens = place + 0.02 * UP
    low = lens - 0.24 * UP + 0.05 * ahead
    screen = view.project(np.array([lens - 0.18 * aside, lens + 0.18 * aside, low + 0.18 * aside, low - 0.18 * aside]))
    keys = view.project(
        np.array([low - 0.18 * aside, low + 0.18 * aside, low + 0.18 * aside + 0.22 * ahead, low - 0.18 * aside + 0.22 * ahead])
    )
    x, y = view.project(place[None])[0, :2]
    parts = "".join(
        f'<path d="{outline(corners)}" style="fill:{paint(colour)};stroke:{paint("paper")}" stroke-linejoin="round"/>'
        for corners, colour in ((keys, "skin"), (screen, "far"))
    )
    return Drawn(f'{parts}<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" style="fill:{paint("marked")}"/>', np.concatenate([screen, keys]))


def _measured(view: Viewpoint, start: Floats, end: Floats, words: str) -> str:
    """A line with a dot at each end and what it measures: below its middle, or above its end where it is upright."""
    (x1, y1), (x2, y2) = view.project(np.array([start, end]))[:, :2].tolist()
    x, y = (x2, y2 - 10) if abs(x1 - x2) < 5 else ((x1 + x2) / 2, (y1 + y2) / 2 + 16)
    ink = paint("ink")
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" style="stroke:{ink}" stroke-width="1.6" stroke-dasharray="5 4" fill="none"/>'
        f'<circle cx="{x1:.1f}" cy="{y1:.1f}" r="3" style="fill:{ink}"/><circle cx="{x2:.1f}" cy="{y2:.1f}" r="3" style="fill:{ink}"/>'
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="14" font-weight="600" style="fill:{ink};stroke:{paint("paper")};paint-order:stroke" stroke-width="4">{escape(words)}</text>'
    )
