"""Draws a person from landmarks, as SVG that moves through all moments and begins again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.svg import line, moving, paint, polygon
from coach.pose import Landmark, Side

SLIMMEST_TURN: Final = 0.25
"""Radians: a limb that points at the viewer keeps an outline of two arcs."""


class BodyPart(StrEnum):
    """What can be marked in a drawing."""

    HEAD = "head"
    TRUNK = "trunk"
    HIPS = "hips"
    ARMS = "arms"
    WORKING_THIGH = "working thigh"
    WORKING_SHANK = "working shank"
    WORKING_FOOT = "working foot"
    OTHER_THIGH = "other thigh"
    OTHER_SHANK = "other shank"
    OTHER_FOOT = "other foot"


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody is drawn: the working side, whether the other leg works too, what is marked, and a band at knees or ankles."""

    side: Side = Side.LEFT
    both_legs: bool = False
    marked: frozenset[BodyPart] = frozenset()
    band: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """A person over time as a viewer sees them: `points` [T, 33, 3] in pixels to the right, down, and towards the viewer.

    `metre` is how many pixels a metre is, for the thickness of the limbs; `seconds` is how long all moments take.
    """

    points: Floats
    metre: float
    seconds: float

    def at(self, moments: Sequence[int]) -> Projection:
        """Only some moments of it."""
        return Projection(self.points[list(moments)], self.metre, self.seconds)


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """One outline over time: `outlines` is the path at each moment, `depth` how near it is on the whole."""

    outlines: list[str]
    colour: str
    depth: float
    width: float = 0.0
    filled: bool = True


def person(projection: Projection, look: Look) -> str:
    """A group that moves through all moments of `projection` and begins again."""
    shapes = sorted(_shapes(projection, look), key=lambda shape: shape.depth)
    return f'<g class="figure">{"".join(_path(shape, projection.seconds) for shape in shapes)}</g>'


def person_at(projection: Projection, look: Look, moment: int, *, faded: bool = False) -> str:
    """A group that shows one moment of `projection`."""
    opacity = ' opacity="0.3"' if faded else ""
    return f"<g{opacity}>{person(projection.at([moment]), look)}</g>"


def _shapes(projection: Projection, look: Look) -> Iterator[_Shape]:
    points, metre = projection.points, projection.metre

    def spot(landmark: Landmark) -> Floats:
        return points[:, landmark]

    def colour(part: BodyPart, usual: str) -> str:
        return "marked" if part in look.marked else usual

    def limb(start: Landmark | Floats, end: Landmark | Floats, thick: tuple[float, float], colour: str, nearer: float = 0.0) -> _Shape:
        one, two = (spot(end_) if isinstance(end_, Landmark) else end_ for end_ in (start, end))
        depth = float(np.mean((one[..., 2] + two[..., 2]) / 2)) + nearer * metre
        return _Shape(capsule(one[:, :2], two[:, :2], thick[0] * metre, thick[1] * metre), colour, depth)

    for side in Side:
        rows = _rows(side)
        thigh, shank, foot = (
            (BodyPart.WORKING_THIGH, BodyPart.WORKING_SHANK, BodyPart.WORKING_FOOT)
            if side is look.side
            else (BodyPart.OTHER_THIGH, BodyPart.OTHER_SHANK, BodyPart.OTHER_FOOT)
        )
        usual, nearer = ("working" if side is look.side or look.both_legs else "far", 0.06 if side is look.side else 0.0)
        heel, toe = spot(rows["heel"]), spot(rows["toe"])
        yield limb(rows["ankle"], heel + 0.3 * (toe - heel), (0.040, 0.036), colour(foot, usual), nearer - 0.002)
        yield limb(heel, toe, (0.038, 0.030), colour(foot, usual), nearer - 0.001)
        yield limb(rows["knee"], rows["ankle"], (0.060, 0.040), colour(shank, usual), nearer)
        yield limb(rows["hip"], rows["knee"], (0.095, 0.062), colour(thigh, usual), nearer + 0.001)
        yield limb(rows["shoulder"], rows["elbow"], (0.046, 0.038), colour(BodyPart.ARMS, "skin"), 0.03)
        hand = spot(rows["wrist"]) + 0.22 * (spot(rows["wrist"]) - spot(rows["elbow"]))
        yield limb(rows["elbow"], hand, (0.038, 0.028), colour(BodyPart.ARMS, "skin"), 0.031)

    shoulders = (spot(Landmark.LEFT_SHOULDER) + spot(Landmark.RIGHT_SHOULDER)) / 2
    hips = (spot(Landmark.LEFT_HIP) + spot(Landmark.RIGHT_HIP)) / 2
    trunk_depth = float(np.mean((shoulders + hips)[:, 2] / 2))
    corners = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP, Landmark.LEFT_HIP)
    trunk_corners = [0.8 * spot(corner) + 0.2 * (shoulders + hips) / 2 for corner in corners]
    outlines = polygon([corner[:, :2] for corner in trunk_corners])
    trunk = colour(BodyPart.TRUNK, "near")
    yield _Shape(outlines, "paper", trunk_depth - 0.0002 * metre, 0.15 * metre + 3.2)
    yield _Shape(outlines, trunk, trunk_depth - 0.0001 * metre, 0.15 * metre)
    if BodyPart.HIPS in look.marked:
        yield _Shape(
            line([spot(Landmark.LEFT_HIP)[:, :2], spot(Landmark.RIGHT_HIP)[:, :2]]),
            "marked",
            trunk_depth + 0.2 * metre,
            0.05 * metre,
            filled=False,
        )
    yield from _head(projection, colour(BodyPart.HEAD, "skin"), shoulders)
    if look.band:
        left, right = (spot(row) for row in BANDS[look.band])
        thigh_end = 0.86 if look.band == "knees" else 1.0
        ends = [hip + thigh_end * (end - hip) for hip, end in ((spot(Landmark.LEFT_HIP), left), (spot(Landmark.RIGHT_HIP), right))]
        outlines = line([one[:, :2] for one in ends])
        yield _Shape(outlines, "band", float(np.mean(ends[0][:, 2])) + 0.2 * metre, 0.045 * metre, filled=False)


BANDS: Final = {"knees": (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE), "ankles": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)}


def _head(projection: Projection, colour: str, shoulders: Floats) -> Iterator[_Shape]:
    """A head with a nose, to see where it looks, and its hair in a bun."""
    points, metre = projection.points, projection.metre
    ears = (points[:, Landmark.LEFT_EAR] + points[:, Landmark.RIGHT_EAR]) / 2
    nose = points[:, Landmark.NOSE]
    ahead, up = nose - ears, ears - shoulders
    depth = float(np.mean(ears[:, 2]))
    crown = ears + 0.10 * up

    def ball(centre: Floats, radius: float, colour: str, nearer: float) -> _Shape:
        return _Shape(capsule(centre[:, :2], centre[:, :2] + 0.01, radius * metre, radius * metre), colour, depth + nearer * metre)

    yield _Shape(capsule(shoulders[:, :2], ears[:, :2], 0.055 * metre, 0.048 * metre), colour, depth - 0.02 * metre)
    facing = 1.0 if float(np.mean(ahead[:, 2])) > 0 else -1.0
    yield ball(crown - 0.62 * ahead + 0.42 * up, 0.048, "far", -0.012 * facing)
    yield ball(crown - 0.10 * ahead + 0.06 * up, 0.112, "far", -0.011 * facing)
    yield ball(crown + 0.12 * ahead - 0.06 * up, 0.098, colour, 0.0)
    yield ball(nose - 0.08 * ahead, 0.018, colour, 0.001 * facing)


def capsule(start: Floats, end: Floats, thick: float, thin: float) -> list[str]:
    """The outline at each moment of a limb from `start` to `end` [T, 2], round at both ends, `thick` at the first, not thinner than `thin`."""
    chain = end - start
    length = np.maximum(np.hypot(chain[:, 0], chain[:, 1]), 1e-6)
    base = np.arctan2(chain[:, 1], chain[:, 0])
    turn = np.maximum(np.arccos(np.clip((thick - thin) / length, -1.0, 1.0)), SLIMMEST_TURN)

    def rim(centre: Floats, radius: float, angle: Floats) -> Floats:
        return centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)

    corners = np.concatenate(
        [rim(start, thick, base + turn), rim(start, thick, base - turn), rim(end, thin, base - turn), rim(end, thin, base + turn)], axis=-1
    )
    return [
        f"M{a:.1f} {b:.1f}A{thick:.1f} {thick:.1f} 0 1 1 {c:.1f} {d:.1f}L{e:.1f} {f:.1f}A{thin:.1f} {thin:.1f} 0 0 1 {g:.1f} {h:.1f}Z"
        for a, b, c, d, e, f, g, h in corners.tolist()
    ]


def _path(shape: _Shape, seconds: float) -> str:
    colour = paint(shape.colour)
    style = f"fill:{colour}"
    if shape.width:
        style = f"fill:{colour if shape.filled else 'none'};stroke:{colour};stroke-width:{shape.width:.1f}"
    return f'<path style="{style}" d="{shape.outlines[0]}">{moving("d", shape.outlines, seconds)}</path>'


def _rows(side: Side) -> dict[str, Landmark]:
    parts = {
        "shoulder": "SHOULDER",
        "elbow": "ELBOW",
        "wrist": "WRIST",
        "hip": "HIP",
        "knee": "KNEE",
        "ankle": "ANKLE",
        "heel": "HEEL",
        "toe": "FOOT_INDEX",
    }
    return {name: Landmark[f"{side.name}_{part}"] for name, part in parts.items()}
