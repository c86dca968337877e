"""The movements of a recording as a list beside its video: a click shows that one, without a rerun of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import streamlit as st

from coach.coaching.verdict import sign_of, worst_first
from coach.coaching.wording import found, quantity, range_of, reach, seconds_of, why_not_counted
from coach.exercise import Exercise
from coach.records import NotCounted, Rep

HERE: Final = Path(__file__).parent
MOST_CHARACTERS: Final = 10_000_000
"""Of all pictures together, some 500: a longer list would be larger than a message to a page may be (`maxMessageSize`)."""


def show_repetitions(
    sets: Sequence[tuple[str, Exercise, Sequence[Rep]]],
    not_counted: Sequence[NotCounted],
    attempted: Exercise | None,
    pictures: Mapping[float, str],
    *,
    key: str,
) -> None:
    """Show the repetitions of each set under its title, with their `pictures` by the time of the peak, and what was not counted.

    `attempted` is the exercise as which it was not counted.
    """
    pictures = first_of(pictures)
    lists = [{"title": title, "rows": [counted(rep, exercise, pictures.get(rep.peak_s)) for rep in reps]} for title, exercise, reps in sets]
    if not_counted:
        lists.append({"title": "Not counted, and why", "rows": [missed(one, attempted) for one in not_counted]})
    _component()(key=key, data={"lists": lists})


def first_of(pictures: Mapping[float, str], most: int = MOST_CHARACTERS) -> dict[float, str]:
    """Those at the beginning of a very long recording, by their times, that have at most so many characters together."""
    times = sorted(pictures)
    ends = accumulate(len(pictures[time]) for time in times)
    return {time: pictures[time] for time, end in zip(times, ends, strict=True) if end <= most}


def counted(rep: Rep, exercise: Exercise, picture: str | None) -> dict[str, Any]:
    """A repetition in words, and when to show it."""
    up, hold, down = seconds_of(rep)
    far = reach(rep, exercise)
    return {
        "name": str(rep.index),
        "sign": f"{sign_of(rep)} {rep.verdict.words}",
        "start_s": rep.start_s,
        "end_s": rep.end_s,
        "at": quantity(rep.start_s, "s"),
        "range": range_of(rep),
        "verdict": rep.verdict.value,
        "words": [
            {"verdict": "quiet", "words": f"up {up}, hold {hold}, down {down} s"},
            *([{"verdict": "quiet", "words": f"range: {far}"}] if far else []),
            *({"verdict": finding.verdict.value, "words": found(finding, exercise)} for finding in worst_first(rep.findings)),
        ],
        "picture": picture,
    }


def missed(one: NotCounted, exercise: Exercise | None) -> dict[str, Any]:
    """What was not counted, in words, and when to show it."""
    return {
        "name": "",
        "sign": "",
        "start_s": one.start_s,
        "end_s": one.end_s,
        "at": f"{quantity(one.start_s, 's')} to {quantity(one.end_s, 's')}",
        "range": "",
        "verdict": "missed",
        "words": [{"verdict": "quiet", "words": why_not_counted(one, exercise)}],
        "picture": None,
    }


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    css, js = ((HERE / f"repetitions.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("form-coach.repetitions", html='<div class="repetitions"></div>', css=css, js=js)
