"""What is said after a set: one number, one strength, one thing to change."""

from dataclasses import replace

import pytest

from coach.coaching.summary import summary, why_to_change
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Unjudged
from exercises.clamshell import EXERCISE as CLAMSHELL
from exercises.single_leg_bridge import EXERCISE as BRIDGE

ROLL, SHARE, FEET, FAR = "clam_roll_back", "clam_hip_share", "clam_feet_apart", "clam_rom_excess"
FAST, HIP_ANGLE = "clam_fast_up", "clam_hip_angle"
MEASURED = tuple((one.key, 1.0) for one in CLAMSHELL.checks)
GOOD = Rep(0, 0.0, 0.0, 0.0, 2.0, 1.0, 2.5, 30.0, "deg", measured=MEASURED)
STILL, TOGETHER = "Your pelvis stayed still while the knee opened.", "Your feet stayed together all the way."


def with_(*keys, grade=Grade.FAULT):
    checks = [CLAMSHELL.check(key) for key in keys]
    return replace(GOOD, findings=tuple(Finding(one.key, grade, 99.0, one.unit, one.severity) for one in checks))


def unseen(*keys, exercise=CLAMSHELL, reason="your hip could not be seen well enough"):
    """A repetition of which these could not be judged; without any nothing of it."""
    keys = keys or tuple(one.key for one in exercise.checks)
    measured = tuple((one.key, 1.0) for one in exercise.checks if one.key not in keys)
    return replace(GOOD, unjudged=tuple(Unjudged(key, reason) for key in keys), measured=measured, is_judged=bool(measured))


def small(times):
    return [NotCounted(0.0, 1.0, Reason.TOO_SMALL, 9.0, "deg")] * times


SETS = {
    "all was good": ([GOOD] * 12, f"12 reps: all good. {STILL} Next set: the same again."),
    "something to change": ([GOOD] * 10 + [with_(FAR)] * 3, f"13 reps: 10 good, 3 with a fault. {TOGETHER}"),
    "something to change often": (
        [GOOD] * 4 + [with_(FAR)] * 3,
        f"7 reps: 4 good, 3 with a fault. {TOGETHER} Next set: stop before your hips move.",
    ),
    "a slip": ([GOOD] * 4 + [with_(FAR)], f"5 reps: 4 good, 1 with a fault. {TOGETHER}"),
    "a fault is not praised in other words: the knee rises from the hip, or with the pelvis": (
        [with_(ROLL)] * 3,
        f"3 reps: all with a fault. {TOGETHER} Next set: hips stacked; knee opens alone.",
    ),
    "the cause comes before what it causes": (
        [with_(ROLL, FAR)] * 3,
        f"3 reps: all with a fault. {TOGETHER} Next set: stop before your hips move.",
    ),
    "posture comes before tempo": (
        [with_(ROLL)] * 2 + [with_(FAST)] * 3,
        f"5 reps: all with a fault. {TOGETHER} Next set: hips stacked; knee opens alone.",
    ),
    "a strength is something without even a warning": (
        [with_(ROLL, FEET, grade=Grade.WARN)] * 4,
        "4 reps: all a little off. Your range was right every time.",
    ),
    "a range that was too far is not right, though it was not short": (
        [with_(FEET, FAR, grade=Grade.WARN)] * 4,
        "4 reps: all a little off. You lifted slowly every time.",
    ),
    "a trifle is still something to change": (
        [with_(HIP_ANGLE)] * 4,
        f"4 reps: all a little off. {STILL} Next set: slide knees slightly down.",
    ),
    "what was not judged once is not praised": (
        [*[GOOD] * 3, unseen(ROLL, SHARE)],
        f"4 reps: all good. {TOGETHER} Next set: the same again.",
    ),
    "what matters and was never judged is named": (
        [unseen(ROLL, SHARE)] * 4,
        f"4 reps: all good. {TOGETHER} Next set: the same again. Not judged: pelvis rolls back.",
    ),
    "what could not be seen is only counted": (
        [unseen()] * 12,
        "12 reps. I could not judge your form in this set, so I only counted: your hip could not be seen well enough.",
    ),
    "one": ([GOOD], f"1 rep: good. {STILL} Next set: the same again."),
    "none": ([], "No repetition was counted."),
}


@pytest.mark.parametrize(("reps", "text"), SETS.values(), ids=SETS.keys())
def test_after_a_set_the_coach_says(reps, text):
    assert str(summary(CLAMSHELL, reps)) == text


def test_after_the_last_set_the_fix_is_for_the_next_time():
    assert summary(CLAMSHELL, [with_(FEET)] * 4, following="Next time").fix == "Next time: heels together like a hinge."


def test_a_set_of_which_half_was_seen_is_judged():
    assert summary(CLAMSHELL, [GOOD, unseen()]).number == "2 reps: 1 good, 1 not judged."


def test_a_set_that_was_broken_off_says_so_and_is_not_to_be_done_again_like_that():
    assert str(summary(CLAMSHELL, [GOOD] * 3, goal=10)) == f"3 of 10 reps: all good. {STILL}"


def test_attempts_that_were_too_small_are_told_and_their_range_is_not_praised():
    posture = with_(ROLL, FEET, grade=Grade.WARN)

    assert str(summary(CLAMSHELL, [posture] * 4, missed=small(1))) == (
        "4 reps: all a little off. One was too small to count. You lifted slowly every time."
    )
    assert str(summary(CLAMSHELL, [], missed=small(2))) == "No repetition was counted. 2 were too small to count."


def test_what_the_voice_worked_on_in_the_set_is_what_is_to_be_changed():
    reps = [with_(ROLL, FEET)] * 4

    assert summary(CLAMSHELL, reps).fix == "Next set: hips stacked; knee opens alone."
    assert summary(CLAMSHELL, reps, corrected=[FEET]).fix == "Next set: heels together like a hinge."
    assert why_to_change(CLAMSHELL, reps, [FEET]) == CLAMSHELL.check(FEET).why


def test_what_the_voice_worked_on_and_is_mended_is_not_to_be_changed():
    assert summary(CLAMSHELL, [with_(FAR)] * 4, corrected=[FEET]).fix == "Next set: stop before your hips move."


def test_what_cannot_be_judged_is_told_once():
    whole = summary(CLAMSHELL, [unseen(ROLL)] * 4)

    text, told = whole.without(())
    assert text.endswith(" Not judged: pelvis rolls back.")
    assert whole.without(told) == (text.removesuffix(" Not judged: pelvis rolls back."), told)


def test_a_check_that_did_not_apply_is_not_praised():
    """Free thighs are compared only where the free knee is straight."""
    measured = tuple((one.key, 0.0) for one in BRIDGE.checks if one.key == "bridge_free_thigh" or one.key.startswith("bridge_fast"))
    thighs = replace(GOOD, measured=measured)
    bent = replace(GOOD, measured=tuple(one for one in measured if one[0] != "bridge_free_thigh"))

    assert [summary(BRIDGE, [one] * 2).strength for one in (thighs, bent)] == [
        "Your thighs stayed side by side.",
        "You lifted slowly every time.",
    ]


def test_what_is_never_visible_is_not_the_reason_why_a_set_was_only_counted():
    hidden = tuple(Unjudged(one.key, one.reason) for one in BRIDGE.not_visible)
    rep = unseen(exercise=BRIDGE)
    rep = replace(rep, unjudged=(*hidden, *rep.unjudged))

    assert summary(BRIDGE, [rep]).strength.endswith("so I only counted: your hip could not be seen well enough.")


def test_why_is_told_to_whoever_asks():
    assert why_to_change(CLAMSHELL, [with_(FEET)] * 4) == CLAMSHELL.check(FEET).why
    assert why_to_change(CLAMSHELL, [GOOD] * 4) == ""
