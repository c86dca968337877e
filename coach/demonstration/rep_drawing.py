"""Drawings of a repetition: done well or with a fault by the made-up person, or as it was recorded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from coach.conventions import Floats
from coach.demonstration.demonstration import Demonstration, FaultDemonstration
from coach.demonstration.figure import Look, Projection, person, person_at
from coach.demonstration.motion import perform
from coach.demonstration.scene import Viewpoint, extent, view_box
from coach.demonstration.svg import drawing, moving, paint
from coach.exercise import Tempo
from coach.pose import Side

FPS: Final = 10.0
STILL_S: Final = 0.7
"""Rest before and after the repetition that is shown."""

DONE_WELL: Final = FaultDemonstration()


def repetition_drawing(
    demonstration: Demonstration,
    tempo: Tempo,
    *,
    label: str,
    check: str | None = None,
    beside: str | None = None,
    side: Side = Side.LEFT,
    moves: bool = True,
) -> str:
    """One repetition as SVG, done well at `tempo`, or with the fault of `check`; one for paper `moves` not, but shows its start and its top.

    `beside` is the check whose fault it is shown beside: then it is seen from the same place. `label` says in words what is drawn.
    Raises KeyError for a check that is not shown.
    """
    shown = demonstration.faults[check] if check else DONE_WELL
    up, hold, down = (
        usual if own is None else own
        for own, usual in ((shown.up, tempo.concentric), (shown.hold, tempo.hold), (shown.down, tempo.eccentric))
    )
    points = perform(
        demonstration.kinematics,
        side=side,
        reps=1,
        fps=FPS,
        up=up,
        hold=hold,
        down=down,
        pause=STILL_S,
        still_s=STILL_S,
        span=shown.span,
        faults=shown.faults,
    ).points
    view = Viewpoint.of(points, (demonstration.faults[beside] if beside else shown).camera or demonstration.camera)
    projection = view.person(points, len(points) / FPS)
    look = Look(side, demonstration.both_legs, shown.marked, demonstration.band)
    behind = [face.draw(view) for face in demonstration.surroundings(points)]
    top = round((STILL_S + up + hold / 2) * FPS)
    start = person_at(projection, look, 0, faded=True)
    room, at_top = "".join(one.svg for one in behind), person_at(projection, look, min(top, len(points) - 1))
    if not moves:
        return drawing(view_box([extent(projection), *(one.corners for one in behind)], margin=6), label, room + start + at_top)
    bar, box = _tempo_bar(projection, [one.corners for one in behind], {"up": up, "hold": hold, "down": down})
    return drawing(box, label, f'{room}<g class="moving">{person(projection, look)}{bar}</g><g class="still">{start}{at_top}</g>')


def replay_drawing(projection: Projection, look: Look, *, label: str, moves: bool = True) -> str:
    """A recorded repetition as SVG, also one for paper that does not move; two whose `metre` is the same can be compared side by side."""
    farthest = int(np.argmax(np.linalg.norm(projection.points[:, :, :2] - projection.points[:1, :, :2], axis=-1).sum(axis=1)))
    still = person_at(projection, look, 0, faded=True) + person_at(projection, look, farthest)
    content = f'<g class="moving">{person(projection, look)}</g><g class="still">{still}</g>' if moves else still
    return drawing(view_box([extent(projection)], margin=8), label, content)


def _tempo_bar(projection: Projection, around: Collection[Floats], seconds: dict[str, float]) -> tuple[str, str]:
    """A bar under the picture that shows how far the repetition is, in `seconds` of each phase; and the viewBox around all."""
    left, top, width, height = (float(one) for one in view_box([extent(projection), *around], margin=6).split())
    y, length = top + height + 6, min(width, 300.0)
    x0 = left + (width - length) / 2
    whole = projection.seconds
    parts, begun = [], STILL_S
    for word, lasting in seconds.items():
        x, w = x0 + length * begun / whole, length * lasting / whole
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w - 2, 1):.1f}" height="6" rx="3" style="fill:{paint("near")}" opacity="0.35"/>'
        )
        words = f"{word} {lasting:g} s" if w > 50 else word
        if w > 22:
            parts.append(
                f'<text x="{x + w / 2:.1f}" y="{y + 22:.1f}" text-anchor="middle" font-size="12" style="fill:{paint("ink")}">{words}</text>'
            )
        begun += lasting
    moves = moving("cx", [f"{x0:.1f}", f"{x0 + length:.1f}"], whole)
    parts.append(f'<circle cx="{x0:.1f}" cy="{y + 3:.1f}" r="6" style="fill:{paint("working")}">{moves}</circle>')
    return "".join(parts), f"{left:.0f} {top:.0f} {width:.0f} {height + 34:.0f}"
