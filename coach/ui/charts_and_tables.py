"""Puts charts and tables on the page without a detour through data frames, whose library takes longer to load than a page may take to open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import altair as alt
import streamlit as st

Drawn: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart


def show_chart(chart: Drawn, *, key: str, words: str) -> None:
    """Show `chart`; `words` say what it is to whoever cannot see it. It is checked against its schema in the tests, not here."""
    st.vega_lite_chart(spec=with_rows_inside(chart.to_dict(validate=False)), key=key, alt=words)


def with_rows_inside(spec: dict[str, Any]) -> dict[str, Any]:
    """The chart with its rows in its layers: Streamlit takes those from the top of a chart and makes data frames of them."""
    rows = spec.pop("datasets", {})
    common = spec.pop("data", None)
    layers = spec.get("layer")
    if layers is None:
        outer: dict[str, Any] = {name: spec.pop(name) for name in ("$schema", "config", "width", "height") if name in spec}
        layers, spec = [spec], outer
    spec["layer"] = [{**layer, "data": _inline(layer.get("data", common), rows)} for layer in layers]
    return spec


def _inline(data: dict[str, Any], rows: dict[str, Any]) -> dict[str, Any]:
    return {"values": rows[data["name"]]} if "name" in data else data


def show_table(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows of words, all with the same columns, as a table that wraps on a narrow screen."""
    lines = [rows[0].keys(), [":--"] * len(rows[0]), *(row.values() for row in rows)]
    st.markdown("\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines))
