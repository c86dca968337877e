"""Every sentence about how exact the numbers are comes from what was measured."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from benchmarks.validation.accuracy import main
from benchmarks.validation.truth import fingerprint, rendered_cases
from coach.records import SetRecord
from coach.report import accuracy
from coach.report.accuracy import FILE, how_exact, how_exact_roll, range_margin
from exercises import load
from tests.report.sessions import GOOD

ROOT = Path(__file__).parents[2]
command = typer.Typer()
command.command()(main)
KNOWN = {one.key: one for one in load()}
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
MEASURED = DOCUMENT["measured"]


def words(exercise, view):
    ((name, sentence),) = how_exact([SetRecord(exercise, "left", view, 0.0, 9.0, (GOOD,))] * 2, KNOWN)
    return name, sentence


def test_the_figures_are_those_of_the_people_of_the_validation_page():
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rolled, still = (f"{DOCUMENT['roll'][where]:.1f}" for where in ("rolled", "still"))

    assert DOCUMENT["data"] == fingerprint(rendered_cases(ROOT / "tests" / "data" / "clips", ""))
    assert f"The roll was off by {rolled}° on average where they rolled, and by {still}° where they did not." in page
    for key, views in MEASURED.items():
        assert re.search(rf"\| {KNOWN[key].name} \|( [^|]*\|){{4}} {views[accuracy.ANY_VIEW]['repetitions']} \|", page)


@pytest.mark.slow
def test_the_file_is_what_the_command_writes_today(tmp_path):
    result = CliRunner().invoke(command, [str(ROOT / "tests" / "data" / "clips"), "--write", str(tmp_path / "accuracy.json")])

    assert result.exit_code == 0
    assert json.loads((tmp_path / "accuracy.json").read_text(encoding="utf-8")) == DOCUMENT


def test_every_exercise_was_measured():
    assert MEASURED.keys() == KNOWN.keys()


@pytest.mark.parametrize(
    ("exercise", "view"), [(key, view) for key, views in MEASURED.items() for view in views if view != accuracy.ANY_VIEW]
)
def test_the_sentence_about_an_exercise_and_a_view_has_its_figures(exercise, view):
    figures = MEASURED[exercise][view]

    name, sentence = words(exercise, view)
    assert name == KNOWN[exercise].name
    assert re.findall(r"(\d+)°", sentence) == [f"{figures['range_mean']:.0f}", f"{figures['range_ninety']:.0f}"]
    assert re.findall(r"([\d.]+) s\b", sentence) == [f"{figures['time_median']:.1f}", f"{figures['time_ninety']:.1f}"]
    assert f"{figures['repetitions']} repetitions" in sentence


def test_of_a_view_that_was_not_measured_the_figures_of_the_others_are_given():
    assert "in other views than this one" in words("standing_abduction", "upright_side")[1]


def test_an_exercise_that_was_not_measured_is_said_not_to_be():
    assert words("clam_of_old", "")[1].startswith("Not measured for this exercise.")
    assert range_margin("clam_of_old", "") == 0.0


def test_two_ranges_are_told_apart_from_the_usual_error_on():
    assert range_margin("clamshell", "side_lying_diag") == MEASURED["clamshell"]["side_lying_diag"]["range_mean"]


def test_the_sentence_about_the_roll_of_the_pelvis_has_its_figures():
    assert re.findall(r"(\d+)°", how_exact_roll()) == [f"{DOCUMENT['roll'][where]:.0f}" for where in ("rolled", "still")]
