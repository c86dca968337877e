"""Pieces of SVG that move by themselves (SMIL): no script, no network, and still for who asked for less motion.

Colours are CSS variables with a fallback, so that the page that shows it decides: `--figure-working` for the working leg, `--figure-marked`
for what goes wrong, `--figure-near`, `--figure-far` and `--figure-skin` for the rest, `--figure-paper` for what lies behind and `--figure-ink` for words and lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np

from coach.conventions import Floats

COLOURS: Final = {
    "paper": "#ffffff",
    "near": "#7f8fa0",
    "far": "#66778a",
    "skin": "#a9b6c3",
    "working": "#0f9d8d",
    "marked": "#e8623d",
    "band": "#e2a72e",
    "ink": "#55606c",
}

STYLE: Final = """
.figure path { stroke: var(--figure-paper, #ffffff); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
.still { display: none; }
@media (prefers-reduced-motion: reduce) { .still { display: inline; } .moving { display: none; } .plays .still { display: none; } .plays .moving { display: inline; } }
"""


def drawing(view_box: str, label: str, content: str) -> str:
    """A whole SVG that says in words what it shows."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}" role="img" aria-label="{escape(label, quote=True)}" font-family="inherit">'
        f"<style>{STYLE}</style>{content}</svg>"
    )


def polygon(corners: Sequence[Floats]) -> list[str]:
    """The closed outline at each moment through `corners`, each [T, 2]."""
    return [one + "Z" for one in line(corners)]


def outline(corners: Floats) -> str:
    """A closed outline that stays, through `corners` [N, 2 or more]."""
    return polygon([corner[None, :2] for corner in corners])[0]


def line(corners: Sequence[Floats]) -> list[str]:
    """The line at each moment through `corners`, each [T, 2]."""
    return ["M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in moment) for moment in np.stack(corners, axis=1).tolist()]


def paint(name: str) -> str:
    """A colour of the page, or its fallback."""
    return f"var(--figure-{name}, {COLOURS[name]})"


def moving(attribute: str, values: Sequence[str], seconds: float) -> str:
    """The animation of an attribute through `values`, evenly in time, again and again; empty when they are all the same."""
    if len(set(values)) < 2:
        return ""
    return f'<animate attributeName="{attribute}" dur="{seconds:.2f}s" repeatCount="indefinite" values="{";".join(values)}"/>'
