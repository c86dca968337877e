"""Repetitions in damaged parts of a film: they were counted, but nothing of them can be judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from coach.records import Rep, Session, Unjudged

Part: TypeAlias = tuple[float, float]
"""From when to when the pictures of a film are damaged, in seconds."""

WHY: Final = "the video is damaged here"


def unjudged_in(session: Session, parts: Sequence[Part]) -> Session:
    """The session with nothing judged, and nothing measured, in the repetitions that damaged parts of the film touch."""
    if not parts:
        return session
    sets = tuple(replace(one, reps=tuple(_unjudged(rep) if _touches(rep, parts) else rep for rep in one.reps)) for one in session.sets)
    return replace(session, sets=sets)


def _touches(rep: Rep, parts: Sequence[Part]) -> bool:
    return any(start <= rep.end_s and rep.start_s <= end for start, end in parts)


def _unjudged(rep: Rep) -> Rep:
    looked_at = (*(check for check, _ in rep.measured), *(one.check for one in rep.findings), *(one.check for one in rep.unjudged))
    return replace(
        rep,
        concentric_s=math.nan,
        hold_s=math.nan,
        eccentric_s=math.nan,
        range_of_motion=math.nan,
        range_error=math.nan,
        findings=(),
        measured=(),
        is_judged=False,
        unjudged=tuple(Unjudged(check, WHY) for check in dict.fromkeys(looked_at)),
    )
