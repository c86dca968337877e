"""A person's prescription in the history, and `coach history prescription`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli import main
from coach.correction.corrections import JudgedAgain
from coach.history.corrections import correct
from coach.history.files import ExportFormat, export
from coach.history.import_analysis import import_analysis
from coach.history.imports import import_export
from coach.history.prescription import (
    PRESCRIPTION,
    as_judged,
    judged_by,
    load_prescription,
    prescription_of_session,
    save_prescription,
)
from coach.planning.prescription import NOT_PRESCRIBED, Prescribed, Prescription, is_about_prescription
from coach.planning.prescription_document import BadPrescription
from coach.recording.job import Settings
from coach.report.codec import as_json
from tests.history.made_up import EVENING, a_session, one_set
from tests.history.new import new_history
from tests.history.test_import_analysis import CLIP, SESSION
from tests.specification import EXERCISES

ONE = Prescription(exercises=(Prescribed(exercise="clamshell", sides=("left",), reps=8),), by="B. Brown")


@pytest.fixture
def history(tmp_path):
    with new_history(tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")
    return lambda *words: CliRunner().invoke(main, ["history", "prescription", *map(str, words)])


def test_each_person_has_their_own_until_it_is_taken_away(history):
    ada, ben = history.add_person("Ada"), history.add_person("Ben")

    save_prescription(history, ada, ONE)

    assert (load_prescription(history, ada, EXERCISES), load_prescription(history, ben, EXERCISES)) == (ONE, None)
    save_prescription(history, ada, None)
    assert load_prescription(history, ada, EXERCISES) is None


def test_one_that_cannot_be_followed_is_not_taken_for_none(history):
    ada = history.add_person("Ada")
    history.set_setting(ada, PRESCRIPTION, {"format": "coach.prescription/1", "exercises": [{"exercise": "squat"}]})

    with pytest.raises(BadPrescription, match="cannot be followed: The prescription knows no exercise 'squat'"):
        load_prescription(history, ada, EXERCISES)


def test_it_goes_in_and_comes_out_as_a_file(run):
    Path("in.json").write_text('{"format": "coach.prescription/1", "exercises": [{"exercise": "clamshell", "reps": 8}]}')

    kept = run("--import", "in.json", "--person", "Ada")
    written = run("--export", "out.json")

    assert (kept.output, written.output) == ("From now on Ada goes by it: Clamshell.\n", "The prescription is in out.json.\n")
    assert json.loads(Path("out.json").read_text())["exercises"] == [{"exercise": "clamshell", "reps": 8}]
    assert run("--remove").exit_code == 0
    assert run("--export", "out.json").stderr == "coach: Ada has no prescription.\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "in.json is not a JSON file, or not a whole one"),
        ("[]", "in.json: This is not a prescription"),
        ('{"format": "coach.prescription/1", "exercises": []}', "in.json: The prescription allows no exercise."),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_a_sentence(run, text, sentence):
    Path("in.json").write_text(text)

    result = run("--import", "in.json")

    assert (result.exit_code, result.stderr.startswith(f"coach: {sentence}")) == (1, True)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(run):
    assert "in.json cannot be read" in run("--import", "in.json").stderr


LATER = Prescription(exercises=(Prescribed(exercise="clamshell", target=(15.0, 25.0)),), by="C. Clark")


def kept_session(history, person, by, *sets):
    session = a_session(*sets)
    started = history.start_session(person, EVENING, warnings=(judged_by(history, person, by), *session.warnings))
    for one in session.sets:
        kept = history.start_set(started, one.exercise, one.working_side, view=one.view, start_s=one.start_s)
        for rep in one.reps:
            history.add_rep(kept, rep)
    history.finish_session(started, EVENING)
    return history.session(started)


def test_a_session_keeps_what_held_when_it_was_done(history):
    ada = history.add_person("Ada")
    details = kept_session(history, ada, LATER)
    save_prescription(history, ada, ONE)

    judged = as_judged(history, details, EXERCISES)

    assert judged.by == LATER
    assert next(one for one in judged.exercises if one.key == "clamshell").range_of_motion.target == (15.0, 25.0)
    assert [one.message for one in judged.warnings if is_about_prescription(one)] == [LATER.in_words]


def test_a_session_without_a_prescription_is_as_usual_whatever_is_prescribed_later(history):
    ada = history.add_person("Ada")
    number = history.keep_session(ada, a_session(), EVENING, source="a.mp4")
    save_prescription(history, ada, ONE)

    judged = as_judged(history, history.session(number), EXERCISES)

    assert (judged.by, judged.exercises) == (None, tuple(EXERCISES))


def test_sets_that_are_not_prescribed_are_told_as_they_are_corrected(history):
    ada = history.add_person("Ada")
    details = kept_session(history, ada, ONE, one_set("left"), one_set("right"))

    correct(history, details.session.id, JudgedAgain(2, "clamshell", "left", (one_set("left"),), ()), EVENING)

    assert "Set 2 is not in the prescription" in as_judged(history, details, EXERCISES).warnings[-1].message
    now = as_judged(history, history.session(details.session.id), EXERCISES)
    assert [one.code for one in now.warnings if one.code == NOT_PRESCRIBED] == []


def test_an_export_has_what_the_sessions_were_judged_by(history, tmp_path):
    kept_session(history, history.add_person("Ada"), LATER)
    export(history, tmp_path / "out.json", ExportFormat.JSON)

    with new_history(tmp_path / "other.sqlite") as other:
        import_export(other, tmp_path / "out.json")
        (kept,) = other.sessions()
        assert as_judged(other, other.session(kept.session.id), EXERCISES).by == LATER


def test_what_was_analysed_by_a_prescription_is_kept_with_it(history):
    ada = history.add_person("Ada")
    document = json.loads(as_json(LATER.judged(SESSION, EXERCISES), CLIP, model="full", settings=Settings(prescription=LATER).as_plain()))

    number = import_analysis(history, ada, document, EVENING)

    assert prescription_of_session(history, number, EXERCISES) == LATER
    assert load_prescription(history, ada, EXERCISES) is None, "it is not prescribed from now on"


def test_a_result_whose_prescription_cannot_be_followed_is_kept_without_it(history):
    document = json.loads(as_json(SESSION, CLIP, model="full", settings={"prescription": {"format": "coach.prescription/2"}}))

    number = import_analysis(history, history.add_person("Ada"), document, EVENING)

    assert prescription_of_session(history, number, EXERCISES) is None
