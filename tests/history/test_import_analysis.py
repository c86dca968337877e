"""Results of `coach analyse` into the history."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from math import nan
from typing import Any

import pytest

from coach.history import Conflict, History, HistoryError
from coach.history.import_analysis import import_analysis, session_of
from coach.recording.source import Source
from coach.records import Session
from coach.report.codec import as_json
from tests.history.made_up import EVENING, HIP_SHARE, ROLL_BACK, a_session, one_set, rep

CLIP = Source("clip.mp4", 36.4, 15.0, 547, 640, 480)
SESSION = replace(
    a_session(one_set("right", rep(1, 31.2, ROLL_BACK), replace(rep(2, nan), unjudged=(HIP_SHARE,)))),
    exercise="clamshell",
    working_side="right",
    view="side_lying_diag",
)


def document(session: Session = SESSION) -> dict[str, Any]:
    """What `coach analyse --json` writes."""
    return json.loads(as_json(session, CLIP, model="full"))


def test_what_analyse_wrote_is_kept_as_it_was(history: History) -> None:
    kept = history.session(import_analysis(history, history.add_person("Ada"), document(), EVENING))

    assert repr(kept.record) == repr(SESSION)
    assert (kept.session.source, kept.session.model) == ("clip.mp4", "full")
    assert kept.session.started_at == EVENING


def test_the_same_result_is_imported_once_for_a_person(history: History) -> None:
    ada, bob = history.add_person("Ada"), history.add_person("Bob")
    import_analysis(history, ada, document(), EVENING)
    import_analysis(history, bob, document(), EVENING)

    with pytest.raises(Conflict, match=r"clip\.mp4 is in the history already, as session 1"):
        import_analysis(history, ada, document(), EVENING)


def test_the_example_of_the_format_is_read() -> None:
    """Without the reasons of what was not judged, which were added to the format later."""
    example = document()
    del example["sets"][0]["reps"][1]["unjudged_reasons"]

    assert session_of(example).reps[1].unjudged == (replace(HIP_SHARE, reason=""),)


def without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def take_out(one: dict[str, Any]) -> None:
        inner: Any = one
        for key in path[:-1]:
            inner = inner[key]
        del inner[path[-1]]

    return take_out


def with_grade(one: dict[str, Any]) -> None:
    one["sets"][0]["reps"][0]["findings"][0]["grade"] = "awful"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without("format"), "its format is not"),
        (without("sets"), "'sets' is missing"),
        (without("sets", 0, "reps", 1, "peak_s"), "'peak_s' is missing"),
        (lambda one: one.update(sets=3), "cannot be read"),
        (lambda one: one["sets"].append(None), "cannot be read"),
        (with_grade, "'awful' is not a valid Grade"),
        (lambda one: one["sets"][0].update(working_side="top"), "left, right, both"),
        (lambda one: one["sets"].clear(), "Nothing was recognised"),
    ],
    ids=["no format", "no sets", "half a repetition", "sets of nothing", "no set", "unknown grade", "unknown side", "nothing recognised"],
)
def test_what_is_not_a_whole_result_is_refused(sqlite: History, spoil: Callable[[dict[str, Any]], None], says: str) -> None:
    spoiled = copy.deepcopy(document())
    spoil(spoiled)

    with pytest.raises(HistoryError, match=says):
        import_analysis(sqlite, sqlite.add_person("Ada"), spoiled, EVENING)
    assert sqlite.sessions() == ()
