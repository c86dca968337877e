"""What is said after a set: one number, one strength, one thing to change."""

from dataclasses import replace

import pytest

from coach.coaching.summary import summary, why_to_change
from coach.records import Finding, Grade, Rep, Unjudged
from exercises.clamshell import EXERCISE as CLAMSHELL
from exercises.single_leg_bridge import EXERCISE as BRIDGE

ROLL, FEET, FAR, FAST, HIP_ANGLE = ("clam_roll_back", "clam_feet_apart", "clam_rom_excess", "clam_fast_up", "clam_hip_angle")
HARD_TO_SEE = tuple(Unjudged(one.key, "only a gross fault would show") for one in CLAMSHELL.checks if not one.acquits)
GOOD = Rep(0, 0.0, 0.0, 0.0, 2.0, 1.0, 2.5, 30.0, "deg", (), HARD_TO_SEE)
TOGETHER = "Your feet stayed together all the way."


def with_(*keys, grade=Grade.FAULT):
    checks = [CLAMSHELL.check(key) for key in keys]
    return replace(GOOD, findings=tuple(Finding(one.key, grade, 99.0, one.unit, one.severity) for one in checks))


UNSEEN = replace(GOOD, unjudged=tuple(Unjudged(one.key, "your hip could not be seen well enough") for one in CLAMSHELL.checks))

SETS = {
    "all was good": ([GOOD] * 12, f"12 reps, all clean. {TOGETHER} Next set: the same again."),
    "something to change": ([GOOD] * 10 + [with_(FAR)] * 3, f"13 reps, 10 clean. {TOGETHER}"),
    "something to change often": ([GOOD] * 4 + [with_(FAR)] * 3, f"7 reps, 4 clean. {TOGETHER} Next set: stop before your hips move."),
    "a slip": ([GOOD] * 4 + [with_(FAR)], f"5 reps, 4 clean. {TOGETHER}"),
    "the cause comes before what it causes": (
        [with_(ROLL, FAR)] * 3,
        f"3 reps, none clean. {TOGETHER} Next set: stop before your hips move.",
    ),
    "posture comes before tempo": (
        [with_(ROLL)] * 2 + [with_(FAST)] * 3,
        f"5 reps, none clean. {TOGETHER} Next set: hips stacked; knee opens alone.",
    ),
    "a strength is something without even a warning": (
        [with_(FEET, grade=Grade.WARN)] * 4,
        "4 reps, all clean. Your range was right every time. Next set: the same again.",
    ),
    "a trifle is still something to change": (
        [with_(HIP_ANGLE)] * 4,
        f"4 reps, all clean. {TOGETHER} Next set: slide knees slightly down.",
    ),
    "what could not be seen is only counted": (
        [UNSEEN] * 12,
        "12 reps. I could not judge your form in this set, so I only counted: your hip could not be seen well enough.",
    ),
    "one": ([GOOD], f"1 rep, 1 clean. {TOGETHER} Next set: the same again."),
    "none": ([], "No repetition was counted."),
}


@pytest.mark.parametrize(("reps", "text"), SETS.values(), ids=SETS.keys())
def test_after_a_set_the_coach_says(reps, text):
    assert str(summary(CLAMSHELL, reps)) == text


def test_after_the_last_set_the_fix_is_for_the_next_time():
    assert summary(CLAMSHELL, [with_(FEET)] * 4, following="Next time").fix == "Next time: heels together like a hinge."


def test_what_was_seen_in_half_of_the_set_is_judged():
    assert summary(CLAMSHELL, [GOOD, UNSEEN]).strength == TOGETHER


def test_what_is_never_visible_is_not_the_reason_why_a_set_was_only_counted():
    hidden = tuple(Unjudged(one.key, one.reason) for one in BRIDGE.not_visible)
    unseen = tuple(Unjudged(one.key, "your hip could not be seen well enough") for one in BRIDGE.checks)
    rep = replace(GOOD, unjudged=(*hidden, *unseen))

    assert summary(BRIDGE, [rep]).strength.endswith("so I only counted: your hip could not be seen well enough.")


def test_why_is_told_to_whoever_asks():
    assert why_to_change(CLAMSHELL, [with_(FEET)] * 4) == CLAMSHELL.check(FEET).why
    assert why_to_change(CLAMSHELL, [GOOD] * 4) == ""
