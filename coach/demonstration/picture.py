"""The pictures of an exercise: a repetition done well, one with a fault, and where the camera stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from coach.conventions import Floats
from coach.demonstration.figure import STYLE, Look, Seen, moving, paint, person, person_at, polygon, reach
from coach.demonstration.motion import perform
from coach.demonstration.scene import View, box, frame, mat
from coach.demonstration.shows import SHOWS, Show
from coach.pose import Landmark, Side

FPS = 10.0
STILL_S = 0.7
"""Rest before and after the repetition that is shown."""


def repetition(
    exercise: str,
    tempo: tuple[float, float, float],
    *,
    check: str | None = None,
    beside: str | None = None,
    side: Side = Side.LEFT,
    label: str = "",
) -> str:
    """One repetition as SVG, done well, or with the fault that `check` looks for. `tempo` is seconds up, held and down of a good one.

    `beside` is the check whose fault it is shown beside: then it is seen from the same place.
    Raises KeyError for an exercise or check that is not shown.
    """
    shown = SHOWS[exercise]
    show = shown.faults[check] if check else shown.good
    seconds = tuple(usual if own is None else own for own, usual in zip((show.up, show.hold, show.down), tempo, strict=True))
    points = _performed(exercise, show, seconds, side)
    view = View.on(points, (shown.faults[beside] if beside else show).camera or shown.camera)
    seen = view.person(points, len(points) / FPS)
    look = Look(side, shown.both_legs, show.marked, shown.band)
    behind = around(exercise, points, view)
    top = round((STILL_S + seconds[0] + seconds[1] / 2) * FPS)
    start = person_at(seen, look, 0, faded=True)
    bar, box_ = _tempo_bar(seen, [piece for _, piece in behind], seconds)
    return drawing(
        box_,
        label or exercise,
        "".join(drawn for drawn, _ in behind)
        + f'<g class="moving">{person(seen, look)}{bar}</g><g class="still">{start}{person_at(seen, look, min(top, len(points) - 1))}</g>',
    )


def replay(seen: Seen, look: Look, *, label: str) -> str:
    """A recorded repetition as SVG, to be looked at beside another one of the same length of limbs."""
    farthest = int(np.argmax(np.linalg.norm(seen.points[:, :, :2] - seen.points[:1, :, :2], axis=-1).sum(axis=1)))
    still = person_at(seen, look, 0, faded=True) + person_at(seen, look, farthest)
    drawn = f'<g class="moving">{person(seen, look)}</g><g class="still">{still}</g>'
    return drawing(frame([reach(seen)], margin=8), label, drawn)


DRAWN = [int(one) for one in Landmark]


def _performed(exercise: str, show: Show, seconds: Sequence[float], side: Side) -> Floats:
    up, hold, down = seconds
    return perform(
        exercise,
        side=side,
        reps=1,
        fps=FPS,
        up=up,
        hold=hold,
        down=down,
        pause=STILL_S,
        still_s=STILL_S,
        span=show.span,
        faults=show.faults,
    ).points


def around(exercise: str, points: Floats, view: View) -> list[tuple[str, Floats]]:
    """What stands or lies behind the person: drawn, and where."""
    if exercise == "standing_abduction":
        spot = mat(points[:1, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]], around=0.35)
        return [face(view.of(spot), "floor")]
    if exercise == "seated_abduction":
        hips = points[0, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        seat = (float(hips[0]), float(hips[1]) / 2 - 0.06, float(hips[2]) + 0.06)
        floor = mat(points[:1, [Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX, Landmark.LEFT_HIP]], around=0.35)
        shades = ("seat-dark", "seat", "seat-light")
        faces = zip(box(seat, (0.46, 2 * seat[1], 0.44)), shades, strict=True)
        return [face(view.of(floor), "floor"), *(face(view.of(one), shade) for one, shade in faces)]
    return [face(view.of(mat(points[:, DRAWN])), "mat")]


def face(corners: Floats, kind: str) -> tuple[str, Floats]:
    """A flat face of something in the room."""
    fill, opacity = {
        "floor": ("near", 0.16),
        "mat": ("working", 0.16),
        "seat": ("near", 0.5),
        "seat-dark": ("far", 0.6),
        "seat-light": ("near", 0.35),
    }[kind]
    (outline,) = polygon([corner[None, :2] for corner in corners])
    return (
        f'<path d="{outline}" style="fill:{paint(fill)}" fill-opacity="{opacity}" stroke="{paint(fill)}" stroke-opacity="0.25" stroke-width="6" stroke-linejoin="round"/>',
        corners,
    )


def _tempo_bar(seen: Seen, around: Sequence[Floats], seconds: Sequence[float]) -> tuple[str, str]:
    """A bar under the picture that fills as the repetition goes: up, hold, down; and the box around all."""
    left, top, width, height = (float(one) for one in frame([reach(seen), *around], margin=6).split())
    y, long = top + height + 6, min(width, 300.0)
    x0 = left + (width - long) / 2
    whole = seen.seconds
    parts, begun = [], STILL_S
    for word, lasting in zip(("up", "hold", "down"), seconds, strict=True):
        x, w = x0 + long * begun / whole, long * lasting / whole
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w - 2, 1):.1f}" height="6" rx="3" style="fill:{paint("near")}" opacity="0.35"/>'
        )
        shown = f"{word} {lasting:g} s" if w > 50 else word
        if w > 22:
            parts.append(
                f'<text x="{x + w / 2:.1f}" y="{y + 22:.1f}" text-anchor="middle" font-size="12" style="fill:var(--figure-ink, #55606c)">{shown}</text>'
            )
        begun += lasting
    moves = moving("cx", [f"{x0:.1f}", f"{x0 + long:.1f}"], whole)
    parts.append(f'<circle cx="{x0:.1f}" cy="{y + 3:.1f}" r="6" style="fill:{paint("working")}">{moves}</circle>')
    return "".join(parts), f"{left:.0f} {top:.0f} {width:.0f} {height + 34:.0f}"


def drawing(view_box: str, label: str, drawn: str) -> str:
    """A whole SVG that says in words what it shows."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}" role="img" aria-label="{escape(label, quote=True)}" font-family="inherit">'
        f"<style>{STYLE}</style>{drawn}</svg>"
    )
