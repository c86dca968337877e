"""The title of the page in the browser's tab: how far a long analysis is, for whoever looks at another tab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st


def show_title(title: str, *, page: str, until_seen: bool = False) -> None:
    """Call the page so while this is on it, and then `page` again; `until_seen` only if it is in the background, and until it is looked at."""
    _component()(key=f"page-title-{until_seen}", data={"title": title, "page": page, "untilSeen": until_seen})


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    js = Path(__file__).with_name("page_title.js").read_text(encoding="utf-8")
    return st.components.v2.component("form-coach.page-title", html="<span></span>", js=js)
