"""Shows drawings that move by themselves, in the colours of the page, with a button to stop them and a slider to go through them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st

HERE: Final = Path(__file__).parent


def show_drawings(drawings: dict[str, str], *, key: str, height: int = 280) -> None:
    """Show SVG drawings side by side, each under its title, moving together; they begin still for those who prefer less motion."""
    data = {"drawings": [{"title": title, "svg": svg} for title, svg in drawings.items()], "height": height}
    _component()(key=key, data=data)


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    css, js = ((HERE / f"figure_player.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("form-coach.figure-player", html='<div class="drawings"></div>', css=css, js=js)
