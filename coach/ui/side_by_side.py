"""Two repetitions beside each other: aligned at their start, of one size, with their movement over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from coach.coaching.hip_share import hip_share_in_words
from coach.coaching.wording import SIDE_NAMES, range_of
from coach.demonstration.recorded import MARGIN_S, recorded_repetition, replay_s
from coach.exercise import Exercise
from coach.pose import Pose
from coach.records import Rep
from coach.ui.figure_player import Figure, show_figures
from coach.ui.replay import signal


@dataclass(frozen=True, slots=True)
class RecordedRep:
    """A repetition that can be drawn; `title` is what stands over it, `poses` reads at least those of its set."""

    title: str
    rep: Rep
    side: str
    poses: Callable[[], Sequence[Pose]]


def show_side_by_side(
    one: RecordedRep, others: Mapping[str, RecordedRep | None], exercise: Exercise, *, key: str, in_mirror: bool = False
) -> None:
    """Show `one` and the one of `others` that is chosen, each under the name to choose it by; None is nothing beside it.

    `in_mirror`: as people know themselves from the mirror and the live page, until they say otherwise.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Beside it", list(others), key=f"{key}-beside", width=420)
        is_mirrored = st.checkbox("As in a mirror", value=in_mirror, key=f"{key}-mirror")
    other = others[chosen]
    shown = [one, *([other] if other else [])]
    seconds = max(replay_s(it.rep) for it in shown)
    figures = [_figure(it, exercise, seconds, is_mirrored=is_mirrored != _is_other_side(one, it)) for it in shown]
    seen = [figure for figure in figures if figure]
    if other and _is_other_side(one, other):
        st.caption("The other side is drawn mirrored, so that both move the same way.")
    if seen:
        show_figures(seen, key=f"{key}-figures-{one.title}-{chosen}-{is_mirrored}", height=360)
    if len(seen) < len(shown):
        st.info("Nobody could be seen well enough in this repetition to draw it.")


def _is_other_side(one: RecordedRep, other: RecordedRep) -> bool:
    return {one.side, other.side} == {"left", "right"}


def _figure(one: RecordedRep, exercise: Exercise, seconds: float, *, is_mirrored: bool) -> Figure | None:
    """The moving figure with its curve, from a little before its start; None where nobody could be seen."""
    poses, rep = one.poses(), one.rep
    svg = recorded_repetition(poses, rep, one.side, label=one.title, seconds=seconds)
    if svg is None:
        return None
    begun = rep.start_s - MARGIN_S
    times, values = signal(poses, exercise, one.side)
    shown = [(time - begun, value) for time, value in zip(times, values, strict=True) if begun <= time <= rep.end_s + MARGIN_S]
    words = (
        SIDE_NAMES[one.side],
        f"range {range_of(rep)}",
        hip_share_in_words([rep], exercise),
        rep.verdict.words,
    )
    return Figure(one.title, svg, is_mirrored, [time for time, _ in shown], [value for _, value in shown], ", ".join(filter(None, words)))
