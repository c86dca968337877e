"""Scrolls the page to what has just been made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st


def scroll_here(shown: str) -> None:
    """Scroll to this place in the page once; `shown` names what stands here."""
    _component()(key=f"scroll-{shown}", data={"shown": shown})


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    js = Path(__file__).with_name("scroll_here.js").read_text(encoding="utf-8")
    return st.components.v2.component("form-coach.scroll", html="<span></span>", js=js)
