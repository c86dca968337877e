"""Whether the range has changed over some sessions, as far as one camera can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence

from coach.coaching.wording import SIDE_NAMES, quantity
from coach.history.review import SessionProgress


def range_change(rows: Sequence[SessionProgress]) -> str:
    """In a sentence for each side, from the first to the last of its sessions; empty where no two can be compared.

    `rows` are of one exercise, oldest first. Only a difference larger than either range may be off is a change.
    """
    sentences = []
    for side, name in SIDE_NAMES.items():
        mine = [row for row in rows if row.side == side and math.isfinite(row.range_mean + row.range_error)]
        if len({row.session_id for row in mine}) < 2:
            continue
        first, last = mine[0], mine[-1]
        change, least = last.range_mean - first.range_mean, max(first.range_error, last.range_error)
        if abs(change) > least:
            words = f"{quantity(abs(change), last.unit)} {'wider' if change > 0 else 'less wide'} than on {first.day:%d %b %Y}"
        else:
            words = f"no change since {first.day:%d %b %Y} that one camera can tell (more than {quantity(least, last.unit)})"
        sentences.append(f"Range, {name}: {words}.")
    return " ".join(sentences)
