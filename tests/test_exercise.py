"""The vocabulary refuses nonsense, and the exercises are complete: their keys are those of the specification."""

import re
from dataclasses import replace

import pytest

from coach.exercise import SET_UP, TOP, Check, Ladder, NotVisible, RangeOfMotion, RepMeasure, Rung, Tempo
from coach.limits import at_most, within
from coach.posture import Posture, View
from coach.signals.joints import HIPS_TRAVEL, KNEE_BEND
from exercises import keys, load
from tests.specification import CHECKS, PREFIXES

EXERCISES = {exercise.key: exercise for exercise in load()}


def test_an_exercise_is_found_under_the_name_of_its_file():
    assert list(EXERCISES) == keys()


EVERY_EXERCISE = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
EVERY_CHECK = pytest.mark.parametrize(
    "check", [check for exercise in EXERCISES.values() for check in exercise.checks], ids=lambda check: check.key
)

CHECK = Check(
    key="made_up",
    name="Made up",
    of=KNEE_BEND,
    limit=at_most(warn=1, fault=2),
    phases=TOP,
    severity=2,
    cue="Do it well",
    why="For a reason.",
)


def test_the_exercises_of_the_specification_are_there():
    assert set(PREFIXES) <= set(EXERCISES)


@pytest.mark.parametrize(("key", "prefix"), PREFIXES.items(), ids=list(PREFIXES))
def test_the_checks_are_those_of_the_specification(key, prefix):
    assert set(EXERCISES[key].check_names) == {prefix + check for check in CHECKS[key].split()}


@EVERY_EXERCISE
def test_an_exercise_says_all_that_a_person_needs(exercise):
    assert exercise.name
    assert exercise.views
    assert exercise.traits
    assert all(rung.name for rung in exercise.ladder.rungs)
    assert exercise.camera.words
    assert 0 < exercise.sets[0] <= exercise.sets[1]
    assert 0 < exercise.reps[0] <= exercise.reps[1]
    assert min(exercise.tempo.concentric, exercise.tempo.hold, exercise.tempo.eccentric) > 0


@EVERY_CHECK
def test_a_cue_has_at_most_six_words_and_forbids_nothing(check):
    for cue in filter(None, (check.cue, check.cue_if_high)):
        assert 1 < len(cue.split()) <= 6
        assert not {"don't", "not", "never", "no"} & set(cue.lower().split())


@EVERY_CHECK
def test_a_check_explains_itself(check):
    assert check.name
    assert check.unit
    assert check.why.endswith((".", "!"))
    assert check.limit.low_warn > float("-inf") or check.limit.high_warn < float("inf")


def test_cues_can_be_told_apart_within_an_exercise():
    for exercise in EXERCISES.values():
        cues = [check.cue for check in exercise.checks]
        assert len(set(cues)) == len(cues), exercise.key


@EVERY_EXERCISE
def test_speed_and_range_and_hold_can_be_judged_from_any_view(exercise):
    assert [check.key for check in exercise.checks if isinstance(check.of, RepMeasure) and check.views] == []


def test_a_value_too_high_has_its_own_cue_where_there_is_one():
    both = replace(CHECK, limit=within(warn=(30, 75), fault=(20, 85)), cue="Bring knees forward", cue_if_high="Slide knees down")

    assert both.cue_for(10.0) == "Bring knees forward"
    assert both.cue_for(90.0) == "Slide knees down"
    assert CHECK.cue_for(90.0) == "Do it well"


def test_a_check_is_found_by_its_key():
    clamshell = EXERCISES["clamshell"]

    assert clamshell.check("clam_hold").name == "No pause at the top"
    with pytest.raises(KeyError):
        clamshell.check("clam_nonsense")


@pytest.mark.parametrize(
    ("nonsense", "complaint"),
    [
        ({"phases": frozenset()}, "needs a phase"),
        ({"severity": 0}, "severity is 1, 2 or 3"),
        ({"severity": 4}, "severity is 1, 2 or 3"),
        ({"cue": "This is a cue of seven words"}, "at most six words"),
        ({"cue_if_high": "This is a cue of seven words"}, "at most six words"),
    ],
)
def test_a_check_of_nonsense_is_refused(nonsense, complaint):
    with pytest.raises(ValueError, match=complaint):
        replace(CHECK, **nonsense)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"attempt": 0},
        {"attempt": 15},
        {"count": 26},
        {"target": (45, 25)},
        {"too_much": 40},
    ],
    ids=["no attempt", "attempt not below count", "count above the target", "target upside down", "too much within the target"],
)
def test_a_range_of_nonsense_is_refused(nonsense):
    sense = {"signal": KNEE_BEND, "attempt": 8, "count": 15, "target": (25, 45), "too_much": 60}

    with pytest.raises(ValueError, match="does not hold"):
        RangeOfMotion(**(sense | nonsense))


def test_an_exercise_with_the_same_check_twice_is_refused():
    with pytest.raises(ValueError, match="same key"):
        replace(EXERCISES["clamshell"], checks=(CHECK, CHECK))


def test_a_set_up_check_looks_at_rest_only():
    early = [check for exercise in EXERCISES.values() for check in exercise.checks if check.phases == SET_UP]

    assert [check.key for check in early if check.lasting_s < 1.0] == []


def test_both_lying_exercises_stand_apart_by_how_the_hips_stay():
    lying = [exercise for exercise in EXERCISES.values() if exercise.posture is Posture.SIDE_LYING]

    assert all(HIPS_TRAVEL in [trait.signal for trait in exercise.traits] for exercise in lying)


@pytest.mark.parametrize(
    ("key", "nonsense", "complaint"),
    [
        ("standing_abduction", {"position": "Stand facing the camera"}, "names {side} or {other}"),
        ("seated_abduction", {"position": "Sit with your {side} side to the camera"}, "and only there"),
        ("clamshell", {"views": (View.SUPINE_SIDE,)}, "is seen in the views side_lying_front, side_lying_diag"),
        ("clamshell", {"views": ()}, "is seen in the views"),
        ("standing_abduction", {"views": (View.UPRIGHT_SIDE,)}, "say in `advice` what to do about the view standing_front"),
    ],
    ids=["sides not told apart", "a side where both work", "a view of another posture", "no view", "a view without advice"],
)
def test_a_set_up_of_nonsense_is_refused(key, nonsense, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        replace(EXERCISES[key], **nonsense)


def test_a_ladder_starts_at_one_of_its_rungs():
    with pytest.raises(ValueError, match="starts at one of its 1 rungs, not at 1"):
        Ladder(rungs=(Rung("bodyweight"),), start=1)


def test_a_tempo_says_how_long_a_repetition_takes():
    assert Tempo(concentric=2.0, hold=1.0, eccentric=2.5).rep_s == 5.5


def test_what_cannot_be_seen_has_a_name_too():
    assert EXERCISES["single_leg_bridge"].check_names["bridge_knee_line"] == "Knee falls in or out"
    with pytest.raises(ValueError, match="same key"):
        replace(EXERCISES["clamshell"], not_visible=(NotVisible(key="clam_hold", name="No pause at the top"),))
