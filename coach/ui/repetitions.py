"""The repetitions of a recording as a list beside its video: a click shows that one, without the page being made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from coach.io.advice import grade_of
from coach.io.words import found, quantity, worst_first
from coach.records import Rep

HERE: Final = Path(__file__).parent


def show_repetitions(
    sets: Sequence[tuple[str, Sequence[Rep]]], names: Mapping[str, str], pictures: Mapping[float, str], *, key: str
) -> None:
    """Show the repetitions of each set under its title, with their `pictures` by the time of the peak; `names` are those of the checks."""
    data = {"sets": [{"title": title, "reps": [as_shown(rep, names, pictures.get(rep.peak_s)) for rep in reps]} for title, reps in sets]}
    _component()(key=key, data=data)


def as_shown(rep: Rep, names: Mapping[str, str], picture: str | None) -> dict[str, Any]:
    """A repetition in words, and when to show it."""
    up, hold, down = (quantity(seconds, "s").removesuffix(" s") for seconds in (rep.concentric_s, rep.hold_s, rep.eccentric_s))
    findings = [{"grade": finding.grade.value, "words": found(finding, names)} for finding in worst_first(rep.findings)]
    return {
        "index": rep.index,
        "start_s": rep.start_s,
        "end_s": rep.end_s,
        "at": quantity(rep.start_s, "s"),
        "range": quantity(rep.range_of_motion, rep.unit),
        "tempo": f"up {up}, hold {hold}, down {down} s",
        "grade": (grade_of(rep) or "good"),
        "found": findings or [{"grade": "good", "words": "good"}],
        "picture": picture,
    }


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    css, js = ((HERE / f"repetitions.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("form-coach.repetitions", html='<div class="repetitions"></div>', css=css, js=js)
