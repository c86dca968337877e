"""The pain scale and the stop rules, in plain words, wherever they are needed."""

from __future__ import annotations

import streamlit as st

from coach.planning import ADVICE, ASK_FIRST, STOP_NOW, PainZone


def show_pain_scale() -> None:
    """What a number from 0 to 10 means."""
    st.markdown(
        "| Pain | 0&nbsp;to&nbsp;10 | What to do |\n|:--|:--|:--|\n"
        f"| **:green[green]** | 0&nbsp;to&nbsp;3 | {ADVICE[PainZone.GREEN]} |\n"
        f"| **:orange[amber]** | 4&nbsp;or&nbsp;5 | {ADVICE[PainZone.AMBER]} |\n"
        f"| **:red[red]** | 6&nbsp;to&nbsp;10 | {ADVICE[PainZone.RED]} |"
    )


def show_stop_rules() -> None:
    """When to stop whatever the number, and who should ask first."""
    st.markdown("**Stop at once**, whatever the number, for:\n\n" + "\n".join(f"- {one}" for one in STOP_NOW))
    st.caption("Muscle burn that fades within a minute is expected.")
    st.markdown("**Ask a doctor or physiotherapist before you start** with:\n\n" + "\n".join(f"- {one}" for one in ASK_FIRST))
