"""What a physiotherapist allows one person: as a file, and as it changes how an exercise is judged."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from coach.exercise import Tempo
from coach.planning.prescribed_in_words import aims_in_words, prescribed_in_words
from coach.planning.prescription import SWITCHED_OFF, Prescribed, Prescription
from coach.planning.prescription_document import BadPrescription, prescription_document, prescription_from
from coach.records import Session, SetRecord
from tests.specification import EXERCISES

CLAMSHELL = next(one for one in EXERCISES if one.key == "clamshell")
SLOW = Tempo(concentric=4.0, hold=2.0, eccentric=5.0)
"""Twice as slow as usual."""
WHOLE = Prescription(
    exercises=(
        Prescribed(
            exercise="clamshell",
            sides=("left",),
            target=(20.0, 35.0),
            tempo=SLOW,
            sets=2,
            reps=8,
            band="light",
            off=("clam_feet_apart",),
            stricter=("clam_roll_back",),
        ),
        Prescribed(exercise="two_leg_bridge"),
    ),
    written_for="Ada",
    by="B. Brown",
    note="Slowly.",
)


def document(**changes):
    return {"format": "coach.prescription/1", "exercises": [{"exercise": "clamshell", **changes}]}


def test_a_prescription_survives_being_handed_over_as_json():
    text = json.dumps(prescription_document(WHOLE))

    assert prescription_from(json.loads(text), EXERCISES) == WHOLE


def test_what_is_not_said_is_as_usual():
    assert prescription_from(document(), EXERCISES).allowed(EXERCISES) == (CLAMSHELL,)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"exercise": "squat"}, "The prescription knows no exercise 'squat'; there are "),
        ({"sides": ["top"]}, "Clamshell: sides has 'top'; there are left, right."),
        ({"sides": "left"}, "Clamshell: sides are not a list."),
        ({"range": {"from": 5, "to": 30}}, "Clamshell: the range lies between 15 and 60 degrees, from less to more, not 5 to 30."),
        ({"range": {"from": 30}}, "Clamshell: the range has the numbers from, to, and nothing else."),
        ({"range": {"from": True, "to": 30}}, "Clamshell: the range has the numbers from, to, and nothing else."),
        ({"exercise": "two_leg_bridge", "range": {"from": 20, "to": 30}}, "Two-leg glute bridge: its range cannot be prescribed"),
        ({"tempo": {"up_s": 0, "hold_s": 1, "down_s": 1}}, "Clamshell: up and down last 0.5 to 10 seconds, the hold at most 10."),
        ({"sets": 0}, "Clamshell: sets are a whole number from 1 to 6, not 0."),
        ({"reps": 10.5}, "Clamshell: repetitions are a whole number from 1 to 30, not 10.5."),
        ({"band": "steel"}, "Clamshell: band has 'steel'; there are none, light, medium, heavy."),
        ({"off": ["clam_rolls"]}, "Clamshell: off has 'clam_rolls'; there are clam_"),
        ({"off": ["clam_roll_back"], "stricter": ["clam_roll_back"]}, "Clamshell: clam_roll_back is switched off and stricter at once."),
        ({"side": "left"}, "Clamshell has 'side', which the coach does not know."),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(changes, sentence):
    with pytest.raises(BadPrescription, match=re.escape(sentence)):
        prescription_from(document(**changes), EXERCISES)


@pytest.mark.parametrize("nothing", [None, 3, [], {}, {"format": "coach.analysis/1"}])
def test_another_file_is_no_prescription(nothing):
    with pytest.raises(BadPrescription, match="not a prescription"):
        prescription_from(nothing, EXERCISES)


def test_a_prescription_allows_at_least_one_exercise_and_each_once():
    with pytest.raises(BadPrescription, match="allows no exercise"):
        prescription_from({**document(), "exercises": []}, EXERCISES)
    with pytest.raises(BadPrescription, match="Clamshell stands in the prescription twice"):
        prescription_from({**document(), "exercises": document()["exercises"] * 2}, EXERCISES)


def test_the_range_is_aimed_at_and_more_is_too_far():
    applied = WHOLE.applied(CLAMSHELL)

    assert applied.range_of_motion.target == (20, 35)
    assert applied.check("clam_rom_excess").limit.high_warn == 35
    assert applied.check("clam_rom_short").limit.low_warn == CLAMSHELL.check("clam_rom_short").limit.low_warn - 5


def test_what_is_too_fast_follows_the_tempo():
    applied = WHOLE.applied(CLAMSHELL)

    assert applied.tempo == SLOW
    for key in ("clam_fast_up", "clam_fast_down", "clam_hold"):
        assert applied.check(key).limit.low_warn == 2 * CLAMSHELL.check(key).limit.low_warn


def test_a_check_that_is_switched_off_is_listed_as_left_out():
    applied = WHOLE.applied(CLAMSHELL)

    assert "clam_feet_apart" not in [one.key for one in applied.checks]
    assert [one.reason for one in applied.not_visible if one.key == "clam_feet_apart"] == [SWITCHED_OFF]
    assert applied.check_names.keys() == CLAMSHELL.check_names.keys()


def test_a_stricter_check_takes_a_warning_for_a_serious_fault():
    roll, before = WHOLE.applied(CLAMSHELL).check("clam_roll_back"), CLAMSHELL.check("clam_roll_back")

    assert (roll.limit.high_fault, roll.limit.high_warn, roll.severity) == (before.limit.high_warn, before.limit.high_warn, 3)


def test_every_exercise_can_be_prescribed_without_each_of_its_checks():
    for exercise in EXERCISES:
        for check in exercise.checks:
            one = {"exercise": exercise.key, "off": [check.key]}
            (applied,) = prescription_from({**document(), "exercises": [one]}, EXERCISES).allowed(EXERCISES)
            assert len(applied.checks) == len(exercise.checks) - 1


def test_a_session_says_by_what_it_was_judged_and_what_is_not_prescribed():
    sets = tuple(SetRecord("clamshell", side, "", 0.0, 1.0, ()) for side in ("left", "right"))

    session = WHOLE.judged(Session(sets=sets), EXERCISES)

    assert [one.message for one in session.warnings] == [
        "Range, tempo and checks are judged by the prescription for Ada by B. Brown.",
        "Set 2 is not in the prescription: another exercise, or the other side.",
    ]


def test_the_example_in_the_documentation_can_be_followed():
    page = (Path(__file__).parents[2] / "docs" / "prescription.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)

    prescription = prescription_from(json.loads(example), EXERCISES)

    assert prescription_document(prescription) == json.loads(example)


def test_a_session_that_is_judged_again_says_only_what_holds_now():
    sets = tuple(SetRecord("clamshell", side, "", 0.0, 1.0, ()) for side in ("left", "right"))
    before = WHOLE.judged(Session(sets=sets), EXERCISES)

    session = WHOLE.judged(replace(before, sets=sets[:1]), EXERCISES)

    assert [one.code for one in session.warnings] == ["prescription"]


def test_what_is_prescribed_is_said_in_words():
    one, other = WHOLE.exercises

    assert prescribed_in_words(one, CLAMSHELL) == (
        "left side only; range 20 to 35°; up 4 s, hold 2 s, down 5 s; 2 sets; 8 repetitions; light band; "
        "not judged: feet come apart; judged more strictly: pelvis rolls back"
    )
    assert aims_in_words(WHOLE, WHOLE.allowed([CLAMSHELL])[0]) == prescribed_in_words(one, CLAMSHELL)
    assert prescribed_in_words(other, CLAMSHELL) == "as usual"
    assert aims_in_words(None, CLAMSHELL) == ""


def test_of_an_exercise_that_is_not_prescribed_that_is_said():
    (seated,) = (one for one in EXERCISES if one.key == "seated_abduction")

    assert aims_in_words(WHOLE, seated) == "this exercise is not allowed, and judged as usual"
