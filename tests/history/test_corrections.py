"""Corrections in the history: what counts follows them, and what was measured is never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coach.correction.corrections import JoinedSets, JudgedAgain, NoRepetition, SplitSet, WasRepetition, WrongFinding
from coach.correction.judging import set_again
from coach.history import Band, Filter, History, HistoryError, Load, erasing, review
from coach.history.bests import personal_bests
from coach.history.corrections import correct, corrections_of, for_makers_of, original_of, take_back
from coach.history.files import ExportFormat, export
from coach.history.imports import import_export
from coach.history.planning import past_sessions
from coach.history.track import pack, unpack
from coach.records import NotCounted, Reason
from exercises import load
from tests.coached import coached
from tests.history.made_up import EVENING, FIDGET, ROLL_BACK, SHORT_HOLD, a_rich_history, a_session, one_set, rep
from tests.history.test_files import KINDS, contents, target
from tests.skeleton import film

NOW = EVENING + timedelta(days=1)


@pytest.fixture
def ada(history: History) -> int:
    return history.add_person("Ada")


@pytest.fixture
def session(history: History, ada: int) -> int:
    """Three clamshells on the left, the second rolled back and held too short, one on the right, and a fidget."""
    left = one_set("left", rep(1, 25.0), rep(2, 40.0, ROLL_BACK, SHORT_HOLD), rep(3, 30.0))
    kept = history.keep_session(
        ada, a_session(left, one_set("right", rep(1, 28.0))), EVENING, source="clip.mp4", tracks=(b"left", b"right")
    )
    history.finish_set(history.session(kept).sets[0].id, reserve=2, pain=1, load=Load(Band.LIGHT))
    return kept


def counts(history: History, session: int) -> list[int]:
    return [len(one.reps) for one in history.session(session).sets]


def test_what_was_no_repetition_counts_no_more_anywhere(history: History, ada: int, session: int) -> None:
    correct(history, session, NoRepetition(1, 3), NOW)

    assert counts(history, session) == [2, 1]
    assert [one.reps for one in review.progress(history, Filter(ada))] == [2, 1]
    assert [one.reps for one in past_sessions(history, ada)[0].sets] == [2, 1]
    assert NotCounted(18.0, 23.0, Reason.CORRECTED, 30.0, "deg") in history.session(session).not_counted


def test_a_best_that_was_no_repetition_is_none(history: History, ada: int, session: int) -> None:
    correct(history, session, NoRepetition(1, 3), NOW)

    (left, _), _ = personal_bests(history, Filter(ada))
    assert left.range_of_motion == 25.0


def test_what_was_one_counts_and_is_no_longer_missed(history: History, session: int) -> None:
    correct(
        history,
        session,
        WasRepetition(40.0, 41.5, "clamshell", "left", "side_lying_diag", replace(rep(0, 22.0), start_s=40.0, end_s=41.5)),
        NOW,
    )

    details = history.session(session)
    assert [one.index for one in details.sets[0].reps] == [1, 2, 3, 4]
    assert details.sets[0].reps[-1].range_of_motion == 22.0
    assert details.not_counted == ()


def test_a_wrong_finding_is_found_no_more_nor_measured_in_a_trend(history: History, ada: int) -> None:
    measured = replace(rep(1, 30.0, ROLL_BACK), measured=(("clam_roll_back", 24.5), ("clam_hold", 1.0)))
    kept = history.keep_session(ada, a_session(one_set("left", measured)), EVENING, source="clip.mp4")

    correct(history, kept, WrongFinding(1, 1, "clam_roll_back"), NOW)

    (one,) = history.session(kept).sets[0].reps
    assert one.good
    assert one.findings == ()
    assert review.measures(history, Filter(ada), ["clam_roll_back"]) == ()
    assert review.faults(history, Filter(ada)) == ()
    assert original_of(history, kept).sets[0].reps[0].findings == (ROLL_BACK,)


def test_a_set_is_split_and_both_halves_keep_what_was_said_and_the_movement(history: History, session: int) -> None:
    correct(history, session, SplitSet(1, 1), NOW)

    first, second, right = history.session(session).sets
    assert [len(one.reps) for one in (first, second, right)] == [1, 2, 1]
    assert [history.track(one.id) for one in (first, second, right)] == [b"left", b"left", b"right"]
    assert (first.reserve, first.load.band, second.reserve, right.reserve) == (2, Band.LIGHT, 2, None)
    assert [one.number for one in (first, second, right)] == [1, 2, 3]


def test_sets_are_joined_with_both_movements(history: History, ada: int) -> None:
    poses = film("clamshell", fps=10, reps=2).poses
    middle = poses[len(poses) // 2].time
    tracks = (pack([one for one in poses if one.time < middle]), pack([one for one in poses if one.time >= middle]))
    sets = (one_set("left", rep(1)), one_set("left", rep(2)))
    kept = history.keep_session(ada, a_session(*sets), EVENING, source="clip.mp4", tracks=tracks)

    correct(history, kept, JoinedSets(1), NOW)

    (one,) = history.session(kept).sets
    assert [it.index for it in one.reps] == [1, 2]
    track = history.track(one.id)
    assert track
    assert len(unpack(track)) == sum(len(unpack(it)) for it in tracks)


def test_sets_of_two_sides_are_not_joined_and_nothing_is_changed(history: History, session: int) -> None:
    before = contents(history)

    with pytest.raises(HistoryError, match="same exercise and side"):
        correct(history, session, JoinedSets(1), NOW)
    assert contents(history) == before


def test_a_set_is_judged_again_from_its_kept_poses(history: History, ada: int) -> None:
    poses = film("clamshell", fps=10, reps=2).poses
    wrong = replace(coached(poses).sets[0], exercise="side_lying_raise", working_side="right")
    kept = history.keep_session(ada, a_session(wrong), EVENING, source="clip.mp4", tracks=(pack(poses),))
    track = history.track(history.session(kept).sets[0].id)
    assert track

    correct(history, kept, set_again(1, wrong, unpack(track), load(), exercise="clamshell", side="left"), NOW)

    (one,) = history.session(kept).sets
    assert (one.record.exercise, one.record.working_side, len(one.reps)) == ("clamshell", "left", 2)
    assert history.track(one.id) == track


def test_a_whole_recording_that_was_judged_again_has_a_movement_for_each_new_set(history: History, ada: int) -> None:
    poses = film("clamshell", fps=10, reps=2).poses
    right = coached(poses)
    kept = history.keep_session(ada, replace(right, sets=()), EVENING, source="clip.mp4")

    correct(history, kept, JudgedAgain(None, "clamshell", None, right.sets, ()), NOW, whole_track=pack(poses))

    (one,) = history.session(kept).sets
    assert one.has_track
    assert len(one.reps) == 2


def test_every_correction_can_be_taken_back_to_exactly_what_was_measured(history: History) -> None:
    a_rich_history(history)
    before = contents(history)
    first = history.sessions()[-1].session.id
    for correction in (SplitSet(1, 1), NoRepetition(2, 1), WrongFinding(1, 1, "nothing")):
        try:
            correct(history, first, correction, NOW)
        except HistoryError:
            continue
    assert contents(history) != before

    while corrections_of(history, first):
        take_back(history, first)

    assert contents(history) == before


def test_what_is_said_after_a_correction_outlives_the_next_one(history: History, session: int) -> None:
    correct(history, session, NoRepetition(1, 3), NOW)
    history.finish_set(history.session(session).sets[1].id, pain=4, notes="knee")

    correct(history, session, SplitSet(1, 1), NOW)
    take_back(history, session)
    take_back(history, session)

    assert [(one.pain, one.notes) for one in history.session(session).sets] == [(1, ""), (4, "knee")]


def test_a_session_that_goes_on_is_not_corrected(history: History, ada: int) -> None:
    going_on = history.start_session(ada, EVENING)
    history.add_rep(history.start_set(going_on, "clamshell", "left"), rep(1))

    with pytest.raises(HistoryError, match="not over yet"):
        correct(history, going_on, NoRepetition(1, 1), NOW)


def test_there_is_nothing_to_take_back_where_nothing_was_corrected(history: History, session: int) -> None:
    with pytest.raises(HistoryError, match="no correction"):
        take_back(history, session)


@KINDS
def test_an_export_holds_both_and_an_import_reads_them(history: History, session: int, kind: ExportFormat, tmp_path: Path) -> None:
    correct(history, session, NoRepetition(1, 3), NOW)
    correct(history, session, WrongFinding(1, 2, "clam_hold"), NOW)
    export(history, target(tmp_path, kind), kind)

    with History.open(tmp_path / "new.sqlite") as new:
        import_export(new, target(tmp_path, kind))

        assert contents(new) == contents(history)
        assert corrections_of(new, session) == (NoRepetition(1, 3), WrongFinding(1, 2, "clam_hold"))
        take_back(new, session)
        take_back(new, session)
        assert counts(new, session) == [3, 1]


@pytest.mark.parametrize("name", ["export_0003.json", "export_0004.json"])
def test_an_export_from_before_there_were_corrections_is_imported(sqlite: History, name: str) -> None:
    import_export(sqlite, Path(__file__).parent / "data" / name)

    correct(sqlite, 1, NoRepetition(1, 1), NOW)
    assert len(corrections_of(sqlite, 1)) == 1


def test_a_correction_of_an_unknown_kind_is_not_imported(sqlite: History, tmp_path: Path) -> None:
    kept = sqlite.keep_session(sqlite.add_person("Ada"), a_session(), EVENING, source="clip.mp4")
    correct(sqlite, kept, NoRepetition(1, 1), NOW)
    export(sqlite, tmp_path / "all.json", ExportFormat.JSON)
    document = json.loads((tmp_path / "all.json").read_text())
    document["tables"]["corrections"][0]["kind"] = "wish"
    (tmp_path / "all.json").write_text(json.dumps(document))

    with History.open(tmp_path / "new.sqlite") as new, pytest.raises(HistoryError, match=r"corrections\.kind"):
        import_export(new, tmp_path / "all.json")


def test_erased_movements_are_erased_from_what_was_measured_too(history: History, ada: int, session: int) -> None:
    correct(history, session, SplitSet(1, 1), NOW)

    erasing.erase_tracks(history, ada)
    take_back(history, session)

    assert [one.has_track for one in history.session(session).sets] == [False, False]


def test_a_session_goes_with_its_corrections(history: History, session: int) -> None:
    correct(history, session, SplitSet(1, 1), NOW)

    erasing.erase_session(history, session)

    assert {name: rows for name, rows in contents(history).items() if rows}.keys() == {"people"}


def test_all_corrections_of_a_person_are_one_list_for_the_makers(sqlite: History) -> None:
    ada, bob = sqlite.add_person("Ada"), sqlite.add_person("Bob")
    for person, day in ((ada, 0), (ada, 1), (bob, 2)):
        kept = sqlite.keep_session(person, a_session(), EVENING + timedelta(days=day), source="clip.mp4")
        correct(sqlite, kept, NoRepetition(1, 1), NOW)

    told = json.loads(for_makers_of(sqlite, ada))

    assert [one["kind"] for one in told["corrections"]] == ["no_repetition", "no_repetition"]
    assert told["corrections"][0]["measured"]["rep"]["range_of_motion"] == 30.0
    assert "Ada" not in json.dumps(told)


def test_damaged_corrections_are_one_sentence(sqlite: History) -> None:
    kept = sqlite.keep_session(sqlite.add_person("Ada"), a_session(), EVENING, source="clip.mp4")
    correct(sqlite, kept, NoRepetition(1, 1), NOW)
    with sqlite.writing() as connection:
        connection.exec_driver_sql("UPDATE corrections SET data = '{}'")

    with pytest.raises(HistoryError, match="cannot be read"):
        corrections_of(sqlite, kept)
    assert FIDGET in sqlite.session(kept).not_counted
