"""Charts as SVG that stands in a page by itself: no script, no network."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from coach.coaching.verdict import sign_of
from coach.coaching.wording import degrees, from_to, range_of
from coach.palette import PRINT, PRINT_PHASES
from coach.recording.timeline import Timeline
from coach.records import NotCounted, Rep, SetRecord

WIDTH: Final = 720.0
ROW_S: Final = 60.0
"""Seconds in one row of the chart, at most: more cannot be read on paper."""
AROUND_S: Final = 1.5
BESIDE_S: Final = 10.0
"""An attempt that is so near to a set, or to the attempt next to it, belongs into the set's chart."""
HEIGHT: Final = 150.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 6.0, 24.0, 18.0
FINEST_S: Final = 1 / 15
BARS_HEIGHT: Final = 560.0
"""Of a chart with a bar for each repetition, at most: more would not fit on a page with its heading."""

Scale: TypeAlias = Callable[[float], float]

INK, LINE, BAND = "#1c2530", "#0b6e8a", "#dff3ea"
GOOD, QUIET = PRINT.good, PRINT.quiet


def colour_of(rep: Rep) -> str:
    """Green, amber or red; grey when it could not be judged."""
    return PRINT.of(rep.verdict)


def shown_span(one: SetRecord, not_counted: Sequence[NotCounted]) -> tuple[float, float]:
    """From when to when a chart of a set is: with the attempts that did not count just before and after it."""
    start, end = one.start_s, one.end_s
    for attempt in sorted(not_counted, key=lambda attempt: attempt.start_s):
        if end < attempt.end_s and attempt.start_s - end < BESIDE_S:
            end = attempt.end_s
    for attempt in sorted(not_counted, key=lambda attempt: -attempt.end_s):
        if attempt.start_s < start and start - attempt.end_s < BESIDE_S:
            start = attempt.start_s
    return max(start - AROUND_S, 0.0), end + AROUND_S


def signal_charts(
    timeline: Timeline, one: SetRecord, not_counted: Sequence[NotCounted], *, label: str, roll_onsets: Sequence[float] = ()
) -> Iterator[str]:
    """The exercise's signal over the time of a set, in rows of a minute at most, with its repetitions and phases.

    `roll_onsets` are the moments at which the pelvis began to roll.
    """
    start, end = shown_span(one, not_counted)
    rows = max(1, math.ceil((end - start) / ROW_S))
    seen = [value for time, value in zip(timeline.times, timeline.values, strict=True) if start <= time <= end and not math.isnan(value)]
    highest = max([*seen, (timeline.target or (0.0, 1.0))[1], 1.0]) * 1.08
    for row in range(rows):
        span = (end - start) / rows
        yield _row(timeline, one, not_counted, (start + row * span, start + (row + 1) * span), roll_onsets, highest=highest, label=label)


def _row(
    timeline: Timeline,
    one: SetRecord,
    not_counted: Sequence[NotCounted],
    span: tuple[float, float],
    roll_onsets: Sequence[float],
    *,
    highest: float,
    label: str,
) -> str:
    start, end = span

    def x(time: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (min(max(time, start), end) - start) / (end - start)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - 8 - (HEIGHT - TOP - BOTTOM - 8) * min(max(value / highest, -0.05), 1.0)

    parts: list[str] = []
    if timeline.target:
        low, high = timeline.target
        parts.append(_box(LEFT, y(high), WIDTH - RIGHT - LEFT, y(low) - y(high), BAND))
        parts.append(_text(WIDTH - RIGHT - 4, y(high) + 10, "aim", GOOD, anchor="end", size=9))
    parts += [
        _box(x(n.start_s), TOP, x(n.end_s) - x(n.start_s), HEIGHT - BOTTOM - TOP, "#eceef1")
        for n in not_counted
        if n.end_s > start and n.start_s < end
    ]
    for value in _ticks(highest):
        parts.append(f'<path d="M{LEFT:.1f} {y(value):.1f}H{WIDTH - RIGHT:.1f}" stroke="#e3e7eb"/>')
        parts.append(_text(LEFT - 5, y(value) + 3.5, degrees(value), QUIET, anchor="end"))
    for second in range(math.ceil(start / 5) * 5, math.floor(end) + 1, 5):
        parts.append(f'<path d="M{x(second):.1f} {HEIGHT - BOTTOM:.1f}v3" stroke="{QUIET}"/>')
        if second % 10 == 0:
            parts.append(_text(x(second), HEIGHT - 4, f"{second // 60}:{second % 60:02d}", QUIET, anchor="middle"))
    reps = [rep for rep in one.reps if rep.end_s > start and rep.start_s < end]
    for phase, begun, over in timeline.phases():
        if (
            phase in PRINT_PHASES
            and over > start
            and begun < end
            and any(rep.start_s - 0.5 < over and begun < rep.end_s + 0.5 for rep in reps)
        ):
            parts.append(_box(x(begun), HEIGHT - BOTTOM - 5, x(over) - x(begun), 5, PRINT_PHASES[phase]))
    parts.append(f'<path d="{_curve(timeline, start, end, x, y)}" fill="none" stroke="{LINE}" stroke-width="1.6" stroke-linejoin="round"/>')
    for rep in reps:
        if start <= rep.peak_s <= end:
            colour = colour_of(rep)
            parts.append(
                f'<path d="M{x(rep.peak_s):.1f} {TOP - 2:.1f}V{HEIGHT - BOTTOM - 6:.1f}" stroke="{colour}" stroke-dasharray="2 3"/>'
            )
            parts.append(f'<rect x="{x(rep.peak_s) - 14:.1f}" y="4" width="28" height="17" rx="8.5" fill="{colour}"/>')
            parts.append(_text(x(rep.peak_s), 16.5, f"{rep.index} {sign_of(rep)}", "#fff", anchor="middle", size=11, bold=True))
    parts += _onset_marks([moment for moment in roll_onsets if start <= moment <= end], timeline, x, y)
    title = f"{label}, {start:.0f} to {end:.0f} s"
    return (
        f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" xmlns="http://www.w3.org/2000/svg" font-family="inherit">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def tempo_chart(one: SetRecord, aim: tuple[float, float, float]) -> str:
    """Seconds up, at the top and down, a bar for each repetition, and above them the tempo to aim at."""
    rows = [("aim", *aim), *((str(rep.index), rep.concentric_s, rep.hold_s, rep.eccentric_s) for rep in one.reps)]
    longest = max([sum(_known(seconds) for seconds in row[1:]) for row in rows] + [1.0])
    step = _step(len(rows))
    parts: list[str] = []
    for number, (name, *seconds) in enumerate(rows):
        top, left = 4 + number * step, 34.0
        parts.append(_text(28, top + 0.55 * step, name, QUIET if name == "aim" else INK, anchor="end", size=0.59 * step))
        widths = [(WIDTH / 2 - 44) * _known(value) / longest for value in seconds]
        has_room = min(widths) > 17
        for value, width, colour in zip(seconds, widths, PRINT_PHASES.values(), strict=True):
            parts.append(_box(left, top, width, 0.65 * step, colour, opacity=0.55 if name == "aim" else 1.0))
            if has_room:
                parts.append(_text(left + width / 2, top + 0.53 * step, f"{value:.1f}", INK, anchor="middle", size=0.56 * step))
            left += width
        if not has_room:  # beside the bars, if they are short, and else over them
            words = " · ".join("?" if math.isnan(value) else f"{value:.1f}" for value in seconds)
            parts.append(_text(min(left + 5, WIDTH / 2 - 76), top + 0.53 * step, words, INK, size=0.56 * step))
    height = 8 + len(rows) * step
    return (
        f'<svg viewBox="0 0 {WIDTH / 2:.0f} {height:.0f}" role="img" xmlns="http://www.w3.org/2000/svg" font-family="inherit">'
        f"<title>Tempo of each repetition</title>{''.join(parts)}</svg>"
    )


def range_chart(one: SetRecord, target: tuple[float, float] | None) -> str:
    """How far each repetition went, a bar each, with the band to aim at where there is one."""
    highest = max([_known(rep.range_of_motion) for rep in one.reps] + [target[1] if target else 1.0]) * 1.12
    step = _step(len(one.reps) + 1)
    height = 8 + (len(one.reps) + 1) * step

    def x(value: float) -> float:
        return 34 + (WIDTH / 2 - 78) * value / highest

    parts: list[str] = []
    if target:
        parts.append(_box(x(target[0]), 2, x(target[1]) - x(target[0]), height - 4, BAND))
        words = f"aim {from_to(*target)}"
        parts.append(_text(x(sum(target) / 2), 4 + 0.55 * step, words, GOOD, anchor="middle", size=0.56 * step))
    for number, rep in enumerate(one.reps, start=1):
        top = 4 + number * step
        words = f"{range_of(rep)} {sign_of(rep)}"
        parts.append(_text(28, top + 0.55 * step, str(rep.index), INK, anchor="end", size=0.59 * step))
        parts.append(_box(x(0), top, x(_known(rep.range_of_motion)) - x(0), 0.65 * step, colour_of(rep)))
        parts.append(_text(x(_known(rep.range_of_motion)) + 4, top + 0.53 * step, words, INK, size=0.56 * step))
    return (
        f'<svg viewBox="0 0 {WIDTH / 2:.0f} {height:.0f}" role="img" xmlns="http://www.w3.org/2000/svg" font-family="inherit">'
        f"<title>Range of each repetition</title>{''.join(parts)}</svg>"
    )


def _step(rows: int) -> float:
    return min(18.0, BARS_HEIGHT / rows)


def _onset_marks(moments: Sequence[float], timeline: Timeline, x: Scale, y: Scale) -> Iterator[str]:
    """A mark on the curve at each moment at which the pelvis began to roll; the legend says so in words, for which there is no room here."""
    for moment in moments:
        level = y(_value_at(timeline, moment))
        yield f'<path d="M{x(moment):.1f} {level - 4:.1f}l4.5 8h-9z" fill="{PRINT.fault}"/>'


def _value_at(timeline: Timeline, moment: float) -> float:
    """Of the curve, nearest to `moment` where it is known; 0 without any."""
    known = ((abs(time - moment), value) for time, value in zip(timeline.times, timeline.values, strict=True) if not math.isnan(value))
    return min(known, default=(0.0, 0.0))[1]


def _curve(timeline: Timeline, start: float, end: float, x: Scale, y: Scale) -> str:
    path: list[str] = []
    pen, last = "M", -math.inf
    for time, value in zip(timeline.times, timeline.values, strict=True):
        if not start <= time <= end or time - last < FINEST_S * 0.9:
            continue
        last = time
        if math.isnan(value):
            pen = "M"
            continue
        path.append(f"{pen}{x(time):.1f} {y(value):.1f}")
        pen = "L"
    return "".join(path) or "M0 0"


def _ticks(highest: float) -> list[float]:
    step = next(step for step in (5, 10, 20, 30, 45, 90) if highest / step <= 5 or step == 90)
    return [float(value) for value in range(0, int(highest) + 1, step)]


def _known(value: float) -> float:
    return 0.0 if math.isnan(value) else max(value, 0.0)


def _box(left: float, top: float, width: float, height: float, colour: str, *, opacity: float = 1.0) -> str:
    faded = f' opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" fill="{colour}"{faded}/>'


def _text(x: float, y: float, words: str, colour: str, *, anchor: str = "start", size: float = 10, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size:g}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
