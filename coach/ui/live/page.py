"""The page on which somebody is coached live. All that moves is the component's: the page itself runs once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st

from coach.ui.live.route import ASSETS, SOCKET, TOKEN

FOLDER: Final = Path(__file__).parent / "page"
LOADER: Final = f"""
const place = new URL("{ASSETS}/main.js", document.baseURI);
export default async (component) => (await import(place)).mount(component);
"""
"""Streamlit takes one text of JavaScript; ours lies in files that the browser fetches from beside the pages."""


def page() -> None:
    """Be coached in front of the camera."""
    _component()(key="live", data={"socket": SOCKET, "token": TOKEN}, on_sets_change=lambda: None)


@st.cache_resource
def _component() -> Any:  # noqa: ANN401
    html, css = (FOLDER / name for name in ("live.html", "live.css"))
    return st.components.v2.component(
        "form-coach.live", html=html.read_text(encoding="utf-8"), css=css.read_text(encoding="utf-8"), js=LOADER
    )
