"""How something went from session to session, for left and right, as SVG on paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from coach.palette import PRINT

WIDTH: Final = 360.0
HEIGHT: Final = 150.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 10.0, 20.0, 20.0
COLOURS: Final = {"left": "#0b6e8a", "right": "#a2480f", "both": "#4a4f57"}
DASHES: Final = {"left": "", "right": "5 3", "both": ""}
"""The sides can be told apart without colours too."""


def trend_chart(
    points: Mapping[str, Sequence[tuple[date, float]]],
    *,
    title: str,
    words: Callable[[float], str],
    aim: tuple[float, float] | None = None,
    top: float | None = None,
) -> str:
    """The values of each side over the days, with the band to aim at; `words` writes a value, `top` is the most that there can be."""
    shown = {side: [(day, value) for day, value in of if not math.isnan(value)] for side, of in points.items()}
    days = [day for of in shown.values() for day, _ in of]
    if not days:
        return ""
    first, last = min(days), max(days)
    highest = top or 1.12 * max([value for of in shown.values() for _, value in of] + [aim[1] if aim else 0.0, 1e-9])

    def x(day: date) -> float:
        span = (last - first).days
        return LEFT + (WIDTH - LEFT - RIGHT) * ((day - first).days / span if span else 0.5)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value / highest, 1.0)

    parts = []
    if aim:
        parts.append(
            f'<rect x="{LEFT}" y="{y(aim[1]):.1f}" width="{WIDTH - LEFT - RIGHT}" height="{y(aim[0]) - y(aim[1]):.1f}" fill="#dff3ea"/>'
        )
    for share in (0.0, 0.5, 1.0):
        level = y(share * highest)
        parts.append(f'<path d="M{LEFT} {level:.1f}H{WIDTH - RIGHT}" stroke="#e3e7eb"/>')
        parts.append(_text(LEFT - 4, level + 3.5, words(share * highest), PRINT.quiet, "end"))
    for day, anchor in {first: "start", last: "end"}.items():
        parts.append(_text(x(day), HEIGHT - 5, f"{day:%d %b %Y}", PRINT.quiet, anchor if first != last else "middle"))
    at = LEFT
    for side, of in shown.items():
        colour = COLOURS[side]
        path = "L".join(f"{x(day):.1f} {y(value):.1f}" for day, value in of)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{DASHES[side]}"/>')
        parts += [f'<circle cx="{x(day):.1f}" cy="{y(value):.1f}" r="2.6" fill="{colour}"/>' for day, value in of]
        parts.append(f'<path d="M{at} 9h16" stroke="{colour}" stroke-width="2" stroke-dasharray="{DASHES[side]}"/>')
        parts.append(_text(at + 20, 12.5, side if side != "both" else "both sides", colour, "start"))
        at += 66
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" xmlns="http://www.w3.org/2000/svg" font-family="inherit">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, words: str, colour: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="9.5" text-anchor="{anchor}">{escape(words)}</text>'
