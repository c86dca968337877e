"""A person's prescription in the history, and `coach history prescription`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli import main
from coach.history.prescription import PRESCRIPTION, load_prescription, save_prescription
from coach.planning.prescription import Prescribed, Prescription
from coach.planning.prescription_document import BadPrescription
from tests.history.new import new_history
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
