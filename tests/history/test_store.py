"""Keeping a workout as it happens, and getting it back."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isnan, nan
from pathlib import Path

import pytest

from coach.history import Band, Conflict, Filter, History, HistoryError, Load
from tests.history.made_up import EVENING, FIDGET, HIP_SHARE, ROLL_BACK, SHORT_HOLD, a_session, one_set, rep


@pytest.fixture
def ada(history: History) -> int:
    return history.add_person("Ada")


def started_set(history: History, person: int) -> int:
    return history.start_set(history.start_session(person, EVENING), "clamshell", "left")


def test_a_workout_comes_back_as_it_happened(history: History, ada: int) -> None:
    session = history.start_session(ada, EVENING, model="full")
    one = history.start_set(
        session, "clamshell", "left", view="side_lying_diag", start_s=3.0, load=Load(Band.LIGHT, 0.5), rung="light band", target_reps=10
    )
    history.add_rep(one, rep(1, 31.25, unjudged=(HIP_SHARE,)))
    history.add_rep(one, rep(2, 28.0, ROLL_BACK, SHORT_HOLD))
    history.add_not_counted(session, FIDGET, set_id=one)
    history.finish_set(one, end_s=17.0, reserve=2, pain=1, notes="easy")
    history.finish_session(session, EVENING + timedelta(minutes=20), notes="good day")

    details = history.session(session)
    (kept,) = details.sets

    assert kept.reps == (rep(1, 31.25, unjudged=(HIP_SHARE,)), rep(2, 28.0, ROLL_BACK, SHORT_HOLD))
    assert (kept.record.start_s, kept.record.end_s, kept.record.view) == (3.0, 17.0, "side_lying_diag")
    assert (kept.load, kept.rung, kept.target_reps) == (Load(Band.LIGHT, 0.5), "light band", 10)
    assert (kept.reserve, kept.pain, kept.notes, kept.finished, kept.has_track) == (2, 1, "easy", True, False)
    assert details.not_counted == (FIDGET,)
    assert (details.session.notes, details.session.model, details.session.source) == ("good day", "full", "live")
    assert details.session.ended_at == EVENING + timedelta(minutes=20)


def test_a_verdict_comes_back_as_it_was(history: History, ada: int) -> None:
    one = started_set(history, ada)
    given = (rep(1), rep(2, 30.0, SHORT_HOLD), rep(3, 30.0, ROLL_BACK), replace(rep(4), is_judged=False))
    for each in given:
        history.add_rep(one, each)

    kept = history.unfinished(ada).sets[0].reps

    assert [each.verdict for each in kept] == [each.verdict for each in given] == ["good", "a_little_off", "fault", "not_judged"]
    assert [each.good for each in kept] == [True, True, False, False]


def test_what_was_not_seen_comes_back_as_not_seen(history: History, ada: int) -> None:
    one = started_set(history, ada)
    history.add_rep(one, replace(rep(1), range_of_motion=nan, peak_s=nan, findings=(replace(ROLL_BACK, value=nan),)))

    (kept,) = history.unfinished(ada).sets[0].reps

    assert isnan(kept.range_of_motion)
    assert isnan(kept.peak_s)
    assert isnan(kept.findings[0].value)


def test_a_whole_recording_comes_back_as_the_coach_gave_it(history: History, ada: int) -> None:
    session = replace(a_session(one_set("left"), one_set("left")), exercise="clamshell", working_side="left", view="side_lying_diag")

    kept = history.session(history.keep_session(ada, session, EVENING, source="clip.mp4"))

    assert kept.record == session
    assert kept.session.source == "clip.mp4"
    assert kept.session.ended_at is not None
    assert all(one.finished for one in kept.sets)


def test_the_same_repetition_again_is_kept_once(history: History, ada: int) -> None:
    one = started_set(history, ada)
    unseen = replace(rep(1, nan, ROLL_BACK), unjudged=(replace(HIP_SHARE, reason="nothing\0 seen"),))
    for _ in range(3):
        history.add_rep(one, unseen)

    assert len(history.unfinished(ada).sets[0].reps) == 1


def test_another_repetition_under_the_same_index_is_refused(history: History, ada: int) -> None:
    one = started_set(history, ada)
    history.add_rep(one, rep(1))

    with pytest.raises(Conflict, match="another repetition 1"):
        history.add_rep(one, rep(1, 45.0))
    assert history.unfinished(ada).sets[0].reps == (rep(1),)


def test_the_same_movement_that_did_not_count_is_kept_once(history: History, ada: int) -> None:
    session = history.start_session(ada, EVENING)
    for _ in range(2):
        history.add_not_counted(session, FIDGET)
    history.add_not_counted(session, replace(FIDGET, start_s=50.0, end_s=51.0))

    assert len(history.session(session).not_counted) == 2


def test_an_unfinished_session_is_resumed_where_it_stopped(history: History, ada: int) -> None:
    history.finish_session(history.start_session(ada, EVENING - timedelta(days=2)), EVENING)
    one = started_set(history, ada)
    history.add_rep(one, rep(1))

    resumed = history.unfinished(ada)
    history.add_rep(resumed.sets[0].id, rep(2))
    history.finish_set(one)
    history.finish_session(resumed.session.id, EVENING)

    assert [len(kept.reps) for kept in history.session(resumed.session.id).sets] == [2]
    assert history.unfinished(ada) is None


def test_what_is_said_later_is_added_to_what_was_said_before(history: History, ada: int) -> None:
    one = started_set(history, ada)
    history.finish_set(one, reserve=2, notes="fine")
    history.finish_set(one, pain=1, load=Load(Band.HEAVY))
    session = history.unfinished(ada).session.id
    history.finish_session(session, EVENING, notes="tired")
    history.note_session(session, pain_next_day=2)

    details = history.session(session)

    assert (details.sets[0].reserve, details.sets[0].pain, details.sets[0].notes) == (2, 1, "fine")
    assert details.sets[0].load == Load(Band.HEAVY)
    assert (details.session.notes, details.session.pain_next_day) == ("tired", 2)


def test_the_day_is_the_person_s_own(history: History, ada: int) -> None:
    late = datetime.fromisoformat("2026-03-02T23:30:00-05:00")
    history.finish_session(history.start_session(ada, late), late)

    (kept,) = history.sessions(Filter(since=date(2026, 3, 2), until=date(2026, 3, 2)))

    assert kept.session.day == date(2026, 3, 2)
    assert kept.session.started_at == late
    assert kept.session.started_at.utcoffset() == timedelta(hours=-5)


def test_the_list_is_filtered_and_counts_whole_sessions(history: History, ada: int) -> None:
    bob = history.add_person("Bob")
    clam = history.keep_session(ada, a_session(one_set("left"), one_set("right")), EVENING, source="a")
    bridge = history.keep_session(ada, a_session(one_set("right", exercise="single_leg_bridge")), EVENING + timedelta(days=7), source="b")
    other = history.keep_session(bob, a_session(one_set("left")), EVENING + timedelta(days=1), source="c")

    def found(**which: object) -> list[int]:
        return [one.session.id for one in history.sessions(Filter(**which))]

    assert found() == [bridge, other, clam]
    assert found(person_id=ada) == [bridge, clam]
    assert found(exercise="clamshell") == [other, clam]
    assert found(exercise="clamshell", side="right") == [clam]
    assert found(since=date(2026, 3, 3)) == [bridge, other]
    assert found(until=date(2026, 3, 3)) == [other, clam]
    assert [one.session.id for one in history.sessions(limit=2)] == [bridge, other]
    summary = history.sessions(Filter(side="right", until=date(2026, 3, 3)))[0]
    assert (summary.exercises, summary.sets, summary.reps, summary.good_reps, summary.not_counted) == (("clamshell",), 2, 4, 2, 1)


def test_a_person_may_take_another_name(history: History, ada: int) -> None:
    history.rename_person(ada, " Ada\n L. ")
    history.rename_person(ada, "ada l.")

    assert [one.name for one in history.people()] == ["ada l."]


@pytest.mark.parametrize(
    "name",
    ["zoe\u0308", "ZO\u00cb", " Zo\u00eb\t", "Z\0o\u00eb"],
    ids=["an accent of its own", "capitals", "blanks", "a character that cannot be kept"],
)
def test_a_name_that_only_looks_different_is_taken(history: History, ada: int, name: str) -> None:
    history.add_person("Zo\u00eb")

    with pytest.raises(HistoryError, match="called Zo\u00eb already"):
        history.add_person(name)
    with pytest.raises(HistoryError, match="called Zo\u00eb already"):
        history.rename_person(ada, name)
    assert [one.name for one in history.people()] == ["Ada", "Zo\u00eb"]


def test_settings_are_kept_per_person_and_replaced(history: History, ada: int) -> None:
    history.set_setting(ada, "voice", {"volume": 0.5})
    history.set_setting(ada, "voice", ["off"])

    assert history.setting(ada, "voice") == ["off"]
    assert history.setting(history.add_person("Bob"), "voice") is None


def test_a_track_is_kept_with_its_set(history: History, ada: int) -> None:
    one = started_set(history, ada)
    history.add_track(one, b"first")
    history.add_track(one, b"second")

    assert history.track(one) == b"second"
    assert history.unfinished(ada).sets[0].has_track
    assert history.track(one + 1) is None


def test_a_repetition_is_seen_by_others_as_soon_as_it_was_acknowledged(history: History, ada: int, where: str) -> None:
    one = started_set(history, ada)
    with History.open(where) as other:
        history.add_rep(one, rep(1))

        assert other.unfinished(ada).sets[0].reps == (rep(1),)


def test_many_threads_may_write_at_once(history: History, ada: int) -> None:
    sets = [started_set(history, ada) for _ in range(4)]

    def work(set_id: int) -> None:
        for index in range(1, 11):
            history.add_rep(set_id, rep(index))

    threads = [threading.Thread(target=work, args=(one,)) for one in sets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(one.reps for one in history.sessions()) == 40


def test_sets_of_one_session_are_numbered_without_a_gap(history: History, ada: int) -> None:
    session = history.start_session(ada, EVENING)
    threads = [threading.Thread(target=history.start_set, args=(session, "clamshell", "left")) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.number for one in history.session(session).sets] == [1, 2, 3, 4, 5, 6]


def test_what_is_not_there_is_said(history: History, ada: int) -> None:
    session = history.start_session(ada, EVENING)
    for missing in (
        lambda: history.session(99),
        lambda: history.rename_person(99, "Eve"),
        lambda: history.start_session(99, EVENING),
        lambda: history.start_set(99, "clamshell", "left"),
        lambda: history.add_rep(99, rep(1)),
        lambda: history.add_not_counted(session, FIDGET, set_id=99),
        lambda: history.finish_set(99, pain=0),
        lambda: history.finish_session(99, EVENING),
        lambda: history.note_session(99),
        lambda: history.add_track(99, b""),
        lambda: history.set_setting(99, "voice", 1),
    ):
        with pytest.raises(HistoryError, match=r"^[^\n]+\.$"):
            missing()


def test_what_makes_no_sense_is_refused(history: History, ada: int) -> None:
    session = history.start_session(ada, EVENING)
    one = history.start_set(session, "clamshell", "left")
    for nonsense, says in (
        (lambda: history.add_person(" "), "needs a name"),
        (lambda: history.add_person("Ada"), "called Ada already"),
        (lambda: history.add_person("\u200b"), "needs a name"),
        (lambda: history.add_person("A" * 61), "at most 60"),
        (lambda: history.start_session(ada, datetime(2026, 1, 1)), "time zone"),  # noqa: DTZ001
        (lambda: history.finish_session(session, datetime(2026, 1, 1)), "time zone"),  # noqa: DTZ001
        (lambda: history.start_set(session, "clamshell", "top"), "left, right, both"),
        (lambda: history.finish_set(one, pain=11), "0 to 10"),
        (lambda: history.finish_set(one, reserve=-1), "0 or more"),
        (lambda: history.note_session(session, pain_next_day=-1), "0 to 10"),
    ):
        with pytest.raises(HistoryError, match=says):
            nonsense()
    with pytest.raises(ValueError, match="0 kg or more"):
        Load(Band.NONE, -1)


def test_a_recording_is_kept_once(history: History, ada: int) -> None:
    history.keep_session(ada, a_session(), EVENING, source="clip.mp4", source_sha256="ab")

    with pytest.raises(Conflict, match="already, as session"):
        history.keep_session(ada, a_session(), EVENING, source="clip.mp4", source_sha256="ab")
    assert len(history.sessions()) == 1


def test_a_recording_that_cannot_be_kept_whole_is_not_kept_at_all(history: History, ada: int) -> None:
    with pytest.raises(HistoryError):
        history.keep_session(ada, a_session(one_set("left"), one_set("left", rep(1), rep(1))), EVENING, source="twice.mp4")

    assert history.sessions() == ()


def test_a_full_disk_is_said_and_costs_only_what_did_not_fit(sqlite: History) -> None:
    one = started_set(sqlite, sqlite.add_person("Ada"))
    sqlite.add_rep(one, rep(1))
    with sqlite.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(HistoryError, match="disk is full"):
        sqlite.add_track(one, bytes(10**6))
    assert sqlite.unfinished(1).sets[0].reps == (rep(1),)


def test_a_history_that_is_busy_for_long_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.history.opening.BUSY_TIMEOUT_S", 0.02)
    with History.open(tmp_path / "h.sqlite") as one, History.open(tmp_path / "h.sqlite") as other, one.writing():
        with pytest.raises(HistoryError, match="busy"):
            other.add_person("Bob")

        assert other.people() == ()


def test_the_file_can_only_be_read_by_its_owner(sqlite: History) -> None:
    assert sqlite.path.stat().st_mode & 0o077 == 0
