"""Shows drawings that move by themselves, in the colours of the page, with a button to stop them and a slider to go through them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import streamlit as st

HERE: Final = Path(__file__).parent


def show_drawings(drawings: dict[str, str], *, key: str, height: int = 280) -> None:
    """Show SVG drawings side by side, each under its title, moving together; they begin still for those who prefer less motion."""
    show_figures([Figure(title, svg) for title, svg in drawings.items()], key=key, height=height)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing that moves, and what is said of it; `times` (from its start) and `values` in degrees are a curve below, NaN where not seen."""

    title: str
    svg: str
    mirrored: bool = False
    times: Sequence[float] = ()
    values: Sequence[float] = ()
    words: str = ""


def show_figures(figures: Sequence[Figure], *, key: str, height: int = 280) -> None:
    """Show figures side by side, which move together, and their curves over one another."""
    drawings = [
        {
            "title": one.title,
            "svg": one.svg,
            "mirrored": one.mirrored,
            "curve": {
                "times": [round(time, 3) for time in one.times],
                "values": [None if math.isnan(value) else round(value, 1) for value in one.values],
                "words": one.words,
            }
            if one.times
            else None,
        }
        for one in figures
    ]
    _component()(key=key, data={"drawings": drawings, "height": height})


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    css, js = ((HERE / f"figure_player.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("form-coach.figure-player", html='<div class="drawings"></div>', css=css, js=js)
