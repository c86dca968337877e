"""A hands-free session from made-up feedback: what happened, and what the coach says."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coaching.coach import Coach, Feedback, State
from coach.coaching.cues import MIN_GAP_S, Cue, CueState, Kind
from coach.coaching.events import Calibrated, Priority, Say, SetBegan, SetEnded, Sound
from coach.coaching.workout_plan import PlannedSet, WorkoutPlan
from coach.coaching.workout_state import Ask, Stage, WorkoutState
from coach.coaching.workout_step import step
from coach.demonstration.build import Build
from coach.demonstration.joint_angles import Arm
from coach.exercise import Phase
from coach.pose import Side
from coach.records import NotCounted, Reason
from tests.coaching.sessions import (
    CLAMSHELL,
    CORRECTION,
    EVERY_S,
    EXERCISES,
    FASTER_UP,
    FEET_APART,
    GO,
    LATER,
    LYING,
    PRAISE,
    STANDING,
    SUMMARY,
    TURNED_OVER,
    UNSEEN,
    UPRIGHT,
    WHERE,
    Session,
    is_away,
    is_up,
    lies,
    moment,
    moves,
    raises_a_hand,
    rep,
    reps,
)
from tests.examples import examples
from tests.skeleton import Camera, Stop, journey, perform, poses, start_of, then
from tests.skeleton.everyday import lying_down, sitting_on_floor


@pytest.fixture
def session():
    return Session().begins()


def test_somebody_in_position_is_counted_down_and_told_to_go():
    session = Session().sees(lies(10.0))

    assert session.said == [f"Clamshell, left side. {WHERE}.", "Good. Hold still.", *GO]
    assert session.stages == [Stage.FIND, Stage.STILL, Stage.COUNTDOWN, Stage.SET]
    assert np.allclose(np.diff([session.when(text)[0] for text in GO]), 1.0)
    assert session.sounds == [Sound.GO]


FINDING = {
    "nobody is looked for": (is_away(30.0), ["I can't see you: come into the picture"] * 3),
    "three times is enough, then it is offered to skip": (
        is_away(100.0),
        [*["I can't see you: come into the picture"] * 3, "I can't see you: come into the picture. Or skip this set: press S."],
    ),
    "somebody standing has just been asked to lie down": (is_up(9.0), []),
    "and is asked again": (is_up(12.0), [WHERE]),
    "who comes and goes is told what is missing now": ([*is_away(8.0), *is_up(8.0)], ["I can't see you: come into the picture", WHERE]),
    "what passes at once is not told": ([*is_up(5.2), *is_away(0.5), *is_up(0.5), *is_away(0.5)], []),
    "a bad view is told as the coach sees it": (
        lies(7.0, state=State.LOOKING, message="Turn the laptop."),
        ["Turn the laptop."],
    ),
    "the wrong side up is told": (lies(7.0, pose=TURNED_OVER), [f"Turn over: {WHERE[0].lower()}{WHERE[1:]}"]),
}


@pytest.mark.parametrize(("happens", "expected"), FINDING.values(), ids=FINDING.keys())
def test_before_a_set(happens, expected):
    session = Session().sees(happens)

    assert session.said[1:] == expected
    assert session.state.stage is Stage.FIND


DARK = "It is too dark: switch on a light"


def test_a_bad_picture_is_told_before_the_set_while_it_can_be_mended():
    session = Session().sees(lies(8.0, picture_problem=DARK))
    assert session.said[1:] == [DARK]
    assert session.state.message == DARK

    assert session.sees(lies(8.0)).state.stage is Stage.SET


def test_a_picture_that_stays_bad_does_not_keep_anybody_from_the_set():
    assert Session().sees(lies(25.0, picture_problem=DARK)).state.stage is Stage.SET


def test_who_cannot_be_seen_in_the_dark_is_told_of_the_dark():
    assert DARK in Session().sees([replace(one, picture_problem=DARK) for one in is_away(8.0)]).said


def test_the_tier_says_how_much_is_right():
    assert Session().sees(is_away(1.0)).state.tier < Session().sees(is_up(1.0)).state.tier < Session().sees(lies(1.0)).state.tier


def test_who_moves_is_not_counted_down():
    elsewhere = replace(LYING, image=LYING.image + 0.2)
    fidgets = [one for _ in range(8) for one in (*lies(0.8), *lies(0.8, pose=elsewhere))]

    assert "3" not in Session().sees(lies(5.0), fidgets).said


def test_who_gets_up_in_the_countdown_is_looked_for_again():
    session = Session().sees(lies(7.0), is_up(6.0))

    assert session.said[2:] == ["3", "2", WHERE]
    assert session.state.stage is Stage.FIND


def test_a_blink_of_the_camera_does_not_stop_the_countdown():
    assert Session().sees(lies(7.0), is_up(0.5), lies(4.0)).state.stage is Stage.SET


SETS = {
    "repetitions are counted": (reps(3), ["1", "2", "3"]),
    "a movement that does not count is told why": (
        [*reps(1), *moves(not_counted=NotCounted(0.0, 1.0, Reason.TOO_SMALL, 9.0, "deg"))],
        ["1", "Not counted: too small"],
    ),
    "praise is not said in the next repetition": (
        [
            *moves(rep=rep(), cue=CORRECTION),
            *lies(2.0),
            *moves(rep=rep(), cue=PRAISE, value=10.0),
            *moves(up=0.1, rep=FEET_APART),
            *lies(4.0),
        ],
        ["1", CORRECTION.text, "2", "3"],
    ),
    "a cue follows the count": ([*moves(rep=rep(), cue=CORRECTION), *lies(1.0)], ["1", "Heels together like a hinge"]),
    "a second one within six seconds waits, and gets old": (
        [*moves(rep=rep(), cue=CORRECTION), *moves(up=0.1, rep=rep(), cue=LATER), *lies(1.0)],
        ["1", CORRECTION.text, "2"],
    ),
    "a cue of the last repetition is left to the summary": (
        [*reps(3), *moves(rep=rep(), cue=CORRECTION)],
        ["1", "2", "3", "4", f"{SUMMARY} Next set: the same again. Rest."],
    ),
    "who does not begin is asked to": (lies(12.0), ["Begin when you are ready"]),
    "who lifts too little is asked for more": (
        [*moves(degrees=10.0), *lies(0.5), *moves(degrees=10.0), *lies(2.0)],
        ["A little further, please"],
    ),
    "who does a repetition is not asked for more": ([*moves(degrees=10.0), *moves(degrees=10.0), *reps(1)], ["1"]),
    "who stops is asked": ([*reps(1), *lies(8.5)], ["1", "Carry on, or rest"]),
    "who goes on is not": ([*reps(1), *lies(6.0), *reps(1)], ["1", "2"]),
    "the other leg is not counted": (moves(rep=rep(), working_side="right") + lies(1.5), [f"Turn over: {WHERE}"]),
    "legs that cannot be seen are told": (
        lies(2.0, state=State.LOOKING, message="I can't see your legs well."),
        ["I can't see your legs well."],
    ),
}


@pytest.mark.parametrize(("happens", "expected"), SETS.values(), ids=SETS.keys())
def test_in_a_set(session, happens, expected):
    assert session.sees(happens).said == expected


def test_the_last_two_are_announced():
    plan = WorkoutPlan.of(CLAMSHELL, ["left"], sets=1, reps=6, personal_target=30.0)

    assert Session(plan).begins().sees(reps(5)).said == ["1", "2", "3", "4. Two more.", "5"]


def test_every_repetition_and_every_top_has_its_sound(session):
    session.sees(reps(2), moves(not_counted=NotCounted(0.0, 1.0, Reason.TOO_SHORT, 20.0, "deg")))

    assert session.sounds == [Sound.HOLD, Sound.REP] * 2 + [Sound.HOLD, Sound.MISSED]


def test_a_stop_on_the_way_up_is_not_the_top(session):
    session.sees(lies(1.0, phase=Phase.HOLD, state=State.MOVING, value=8.0))

    assert session.sounds == []


def test_a_count_comes_before_the_cue_and_beats_it(session):
    session.sees(moves(rep=rep(), cue=CORRECTION))

    count, cue = session.of(Say)
    assert (count.text, cue.text) == ("1", CORRECTION.text)
    assert count.priority > cue.priority


def test_praise_gives_way_to_everything(session):
    session.sees(moves(rep=rep(), cue=Cue("Yes, just like that", "", None, 0, Kind.PRAISE)))

    assert session.of(Say)[-1].priority is min(Priority)


def test_a_cue_waits_until_the_lift_is_over(session):
    lift = moves(rep=rep())
    session.sees(moves(), moment(rep=rep(), cue=CORRECTION, value=10.0), lift)

    spoken = next(one for one, events in session.steps if Say(CORRECTION.text, Priority.CUE, session.when(CORRECTION.text)[0]) in events)
    assert spoken.phase is Phase.ECCENTRIC


def test_a_cue_that_waited_too_long_is_not_said(session):
    long_hold = lies(8.0, phase=Phase.HOLD, state=State.MOVING, value=30.0)

    session.sees(moment(rep=rep(), cue=CORRECTION, value=10.0), long_hold, lies(2.0))

    assert session.said == ["1"]


def test_who_was_asked_to_lift_slowly_is_reminded_in_the_lift(session):
    session.sees(moves(rep=rep(), up=0.5, cue=FASTER_UP), lies(6.0), moves(rep=rep(), up=0.5))

    assert session.said == ["1", "Lift for a slow two", "Slow", "2"]


def test_who_lifts_slowly_then_is_not(session):
    session.sees(moves(rep=rep(), up=0.5, cue=FASTER_UP), lies(6.0), moves(rep=rep(), up=2.0))

    assert "Slow" not in session.said


def test_who_lifts_fast_for_the_first_time_is_left_alone(session):
    assert "Slow" not in session.sees(lies(6.0), moves(rep=rep(), up=0.5)).said


def test_the_other_leg_is_asked_for_by_name():
    plan = WorkoutPlan.of(STANDING, ["left"], sets=1, reps=4, personal_target=30.0)
    stands = {"pose": UPRIGHT, "exercise": "standing_abduction"}
    session = Session(plan).sees(lies(10.0, **stands)).sees(moves(rep=rep(), working_side="right", **stands), lies(2.0, **stands))

    assert session.said[-1] == "Other leg: your left"
    assert session.state.count == 0


def test_a_set_that_is_done_is_summed_up_and_followed_by_rest(session):
    session.sees(reps(4))

    ends = session.of(SetEnded)[0]
    assert session.said[-1] == f"{SUMMARY} Next set: the same again. Rest."
    assert (ends.index, ends.summary, [one.index for one in ends.reps]) == (0, f"{SUMMARY} Next set: the same again.", [1, 2, 3, 4])
    assert session.stages == [Stage.SET, Stage.REST]


ENDINGS = {
    "resting": lies(16.0),
    "getting up": is_up(5.0),
    "being hardly seen for long": lies(21.0, state=State.LOOKING, message="I can't see your legs well."),
    "going away for long": is_away(34.0),
}


@pytest.mark.parametrize("happens", ENDINGS.values(), ids=ENDINGS.keys())
def test_a_begun_set_is_ended_by(session, happens):
    session.sees(reps(2), happens)

    assert [len(one.reps) for one in session.of(SetEnded)] == [2]
    assert session.state.stage is Stage.REST


def test_a_set_without_a_repetition_is_not_ended_but_begun_again(session):
    session.sees(lies(20.0), is_up(5.0))

    assert not session.of(SetEnded)
    assert session.state.stage is Stage.FIND


def test_who_leaves_the_picture_pauses_and_goes_on_by_coming_back(session):
    session.sees(reps(2), is_away(10.0), lies(8.0), reps(2))

    assert session.said == [
        *("1", "2"),
        *("I can't see you.", "Paused. Come back to go on."),
        *("Welcome back", "Good. Hold still.", *GO),
        *("3", "4", f"{SUMMARY} Next set: the same again. Rest."),
    ]
    assert not session.of(SetBegan)


def test_a_raised_hand_pauses_and_goes_on(session):
    session.sees(reps(1), raises_a_hand(), reps(3), lies(20.0), raises_a_hand(), lies(8.0), reps(1))

    assert session.stages == [Stage.SET, Stage.PAUSED, Stage.FIND, Stage.STILL, Stage.COUNTDOWN, Stage.SET]
    assert session.said == [
        *("1", "Paused. Raise a hand to go on.", "Going on", "Good. Hold still."),
        *(*GO, "2"),
    ]


def test_a_key_pauses_and_goes_on(session):
    session.sees(lies(1.0), ask=Ask.PAUSE).sees(lies(60.0), ask=Ask.PAUSE).sees(lies(1.0), ask=Ask.RESUME)

    assert session.said == ["Paused. Raise a hand to go on.", "Going on"]
    assert session.state.stage is Stage.FIND


def test_a_pause_that_was_asked_for_does_not_end_by_lying_there(session):
    session.sees(is_away(5.0), lies(1.0)).sees(lies(10.0), ask=Ask.PAUSE)

    assert session.state.stage is Stage.PAUSED


def test_nothing_is_counted_in_a_pause(session):
    session.sees(lies(1.0), ask=Ask.PAUSE).sees(reps(3))

    assert session.state.count == 0


def test_asking_to_go_on_changes_nothing_when_there_is_no_pause(session):
    session.sees(lies(1.0), ask=Ask.RESUME)

    assert (session.said, session.state.stage) == ([], Stage.SET)


def test_rest_warns_ten_seconds_before_the_next_set(session):
    session.sees(reps(4), lies(30.0))

    ended, warned, announced = session.time, session.when("Ten seconds"), session.when(f"Next set. {WHERE}.")
    assert announced[0] - warned[0] == pytest.approx(10.0, abs=0.15)
    assert ended > announced[0]
    assert (session.state.stage, session.state.index, session.state.count) == (Stage.FIND, 1, 0)


def test_a_rest_that_is_paused_keeps_what_is_left_of_it(session):
    session.sees(reps(4), lies(10.0))
    left_s = session.state.until_s - session.time

    session.sees(lies(100.0), ask=Ask.PAUSE).sees(lies(1.0), ask=Ask.RESUME)

    assert session.state.stage is Stage.REST
    assert session.state.until_s - session.time == pytest.approx(left_s - 1.0, abs=2 * EVERY_S)


def test_people_may_walk_about_in_a_rest(session):
    session.sees(reps(4), is_away(10.0), is_up(10.0))

    assert session.state.stage is Stage.REST
    assert not session.when("Paused. Come back to go on.")


def test_the_next_side_is_announced_in_time_to_turn_over():
    plan = WorkoutPlan.of(CLAMSHELL, ["left", "right"], sets=1, reps=4, personal_target=30.0)
    session = Session(plan).begins().sees(reps(4), lies(21.0))

    assert session.said[4].endswith("Next time: the same again. Rest. Next: right side.")
    assert session.said[-1] == "Right side. Lie on your left side, front to the camera."


def test_the_next_exercise_is_announced_by_name():
    first = PlannedSet(exercise=CLAMSHELL, working_side="left", reps=4, personal_target=30.0)
    plan = WorkoutPlan((first, PlannedSet(exercise=STANDING, working_side="right", reps=4)))

    assert Session(plan).begins().sees(reps(4)).said[-1].endswith("Rest. Next: Standing banded hip abduction, right side.")


def test_after_the_last_set_the_session_is_summed_up(session):
    session.sees(reps(4), lies(40.0), reps(4), lies(5.0))

    assert session.said[-1] == f"{SUMMARY} Next time: the same again. That was it: 2 sets, 8 reps. Well done."
    assert session.state.stage is Stage.DONE
    assert session.state.message == "That was it: 2 sets, 8 reps. Well done."


@pytest.mark.parametrize(
    "first", [[*reps(2), *lies(16.0)], [*reps(3), *moves(rep=FEET_APART)]], ids=["that was broken off", "with a fault"]
)
def test_a_session_with_a_set_is_not_called_well_done(session, first):
    session.sees(first, lies(40.0), reps(4), lies(5.0))

    assert session.said[-1].endswith("reps.")
    assert "Well done" not in " ".join(session.said)


def test_what_matters_and_cannot_be_judged_is_said_once_while_it_can_be_changed(session):
    session.sees([one for _ in range(3) for one in (*moves(rep=UNSEEN), *lies(1.0))])

    notice = "From here I cannot see this: pelvis rolls back. Turn your head end a little nearer to the camera."
    assert session.said == ["1", "2", notice, "3"]
    assert notice in {state.message for state in session.states}


def test_after_the_set_it_is_not_said_again(session):
    session.sees([one for _ in range(4) for one in (*moves(rep=UNSEEN), *lies(1.0))])

    assert "Not judged" not in session.said[-1]


@pytest.mark.parametrize(
    ("before", "closing", "kept"),
    [
        (lies(1.0), "That is all for today.", []),
        (reps(2), "That was it: 1 set, 2 reps.", [2]),
        ([*reps(4), *lies(5.0)], "That was it: 1 set, 4 reps.", [4]),
    ],
    ids=["before the first repetition", "in a set", "in a rest"],
)
def test_stopping_keeps_what_was_done(session, before, closing, kept):
    session.sees(before).sees(lies(1.0), ask=Ask.STOP)

    assert session.said[-1] == closing
    assert [len(one.reps) for one in session.of(SetEnded)] == kept
    assert session.state.stage is Stage.DONE


def test_nothing_happens_after_the_end(session):
    session.sees(lies(1.0), ask=Ask.STOP)
    before = list(session.events)

    session.sees(reps(2)).sees(lies(1.0), ask=Ask.RESUME)

    assert session.events == before


def test_a_session_that_everybody_has_left_ends_by_itself():
    assert Session().sees(lies(1.0), is_away(301.0)).state.stage is Stage.DONE


def test_the_first_three_repetitions_show_how_far_somebody_goes():
    plan = WorkoutPlan.of(CLAMSHELL, ["left"], sets=2, reps=4, rest_s=15.0)
    session = Session(plan).sees(lies(15.0), reps(1, degrees=24.0), reps(1, degrees=30.0), reps(2, degrees=28.0), lies(26.0))

    found = session.of(Calibrated)
    assert "Good. Hold still. Three slow ones first, as far as is comfortable." in session.said
    assert [one.personal_target for one in found] == [pytest.approx(0.9 * 28.0)]
    assert [one.personal_target for one in session.cues] == [0.0, pytest.approx(0.9 * 28.0)]
    assert session.said.count("Good. Hold still.") == 1


@pytest.mark.parametrize(("degrees", "target"), [(16.0, 15.0), (40.0, 36.0), (58.0, 45.0)])
def test_a_personal_range_stays_within_the_range_of_the_exercise(degrees, target):
    plan = WorkoutPlan.of(CLAMSHELL, ["left"], sets=1, reps=4)
    session = Session(plan).sees(lies(15.0), reps(3, degrees=degrees))

    assert session.state.personal_target == pytest.approx(target)


def test_a_set_begins_with_what_the_cues_need_to_know():
    plan = replace(WorkoutPlan.of(CLAMSHELL, ["left"], sets=2, reps=4, rest_s=0.0, personal_target=20.0), session=5)
    session = Session(plan).sees(lies(10.0), reps(4), lies(25.0))

    assert session.cues == [
        CueState(session=5, sets_before=0, personal_target=20.0),
        CueState(session=5, sets_before=1, personal_target=20.0),
    ]


def test_the_second_side_does_as_many_as_the_first():
    sets = [
        PlannedSet(exercise=CLAMSHELL, working_side="left", reps=4, rest_s=1.0, personal_target=30.0, match_reps=match)
        for match in (False, True)
    ]
    session = Session(WorkoutPlan(tuple(sets))).begins().sees(reps(2), lies(16.0), lies(25.0), reps(2))

    assert [len(one.reps) for one in session.of(SetEnded)] == [2, 2]


def test_a_plan_goes_through_the_sides_set_by_set():
    plan = WorkoutPlan.of(CLAMSHELL, ["right", "left"], sets=2, reps=10, rest_s=60.0, between_sides_s=20.0)

    assert [(one.working_side, one.rest_s) for one in plan.sets] == [("right", 20.0), ("left", 60.0)] * 2


def test_a_plan_without_sets_is_refused():
    with pytest.raises(ValueError, match="at least one set"):
        WorkoutPlan(())


PERSON = Build()
UP = Arm((1.0, 0.0, 0.15), (1.0, 0.0, 0.1))


def test_a_whole_session_can_be_replayed():
    """Lies down, four repetitions, a raised hand, two more, turns to the other side, six repetitions there."""
    fps, lying, other = 10, start_of("clamshell"), start_of("clamshell", side=Side.RIGHT)
    raised = replace(lying, left_arm=UP)
    motion = then(
        journey([*lying_down(PERSON), Stop(lying, 0.1, 10.0)], fps=fps),
        perform("clamshell", side=Side.LEFT, reps=4, fps=fps),
        journey(
            [Stop(lying, 0.0, 2.0), Stop(raised, 0.8, 2.0), Stop(lying, 0.8, 4.0), Stop(raised, 0.8, 1.8), Stop(lying, 0.8, 8.0)], fps=fps
        ),
        perform("clamshell", side=Side.LEFT, reps=2, fps=fps),
        journey([Stop(lying, 0.0, 2.0), Stop(sitting_on_floor(PERSON), 2.0, 8.0), Stop(other, 2.0, 20.0)], fps=fps),
        perform("clamshell", side=Side.RIGHT, reps=6, fps=fps),
    )
    plan = WorkoutPlan.of(CLAMSHELL, ["left", "right"], sets=1, reps=6, between_sides_s=20.0)
    coach, state, events = Coach(EXERCISES.values(), exercise="clamshell"), WorkoutState(), []

    for pose in poses(motion.times, motion.points, Camera(height=0.6, distance=3.2)):
        state, new = step(state, plan, coach.see(pose))
        events += new
        for event in new:
            if isinstance(event, SetBegan):
                coach = Coach(EXERCISES.values(), exercise="clamshell", side=Side(event.working_side), cues=state.cues(plan))

    ends = [event for event in events if isinstance(event, SetEnded)]
    said = [event.text for event in events if isinstance(event, Say)]
    assert [(one.working_side, len(one.reps)) for one in ends] == [("left", 6), ("right", 6)]
    assert {"Paused. Raise a hand to go on.", "Going on", "Ten seconds"} <= set(said)
    assert said[-1].endswith("That was it: 2 sets, 12 reps. Well done.")
    assert state.stage is Stage.DONE


class Happening(NamedTuple):
    """Something that happens, small enough to be printed."""

    kind: Callable[..., list[Feedback]]
    seconds: float
    degrees: float
    side: str
    end: tuple[str, ...]
    cue: Cue | None

    def film(self):
        if self.kind is not moves:
            return self.kind(5 * self.seconds)
        end = {"rep": rep()} if "rep" in self.end else {}
        value = 12.0 if "rising" in self.end else 0.0
        moved = moves(up=self.seconds, degrees=self.degrees, working_side=self.side, cue=self.cue, value=value, **end)
        return [*moved, *lies(self.seconds)]


happenings = st.builds(
    Happening,
    st.sampled_from([lies, is_away, is_up, lambda _: raises_a_hand(), *[moves] * 6]),
    st.floats(0.2, 4.0),
    st.floats(5.0, 60.0),
    st.sampled_from(["left", "left", "left", "right"]),
    st.sampled_from([(), ("rep",), ("rep",), ("rep", "rising")]),
    st.sampled_from([None, CORRECTION, FASTER_UP, LATER, Cue("Yes, just like that", "", None, 0, Kind.PRAISE)]),
)
asked = st.sampled_from([None, None, None, None, Ask.PAUSE, Ask.RESUME])


@examples(25)
@given(st.lists(st.tuples(happenings, asked), max_size=15))
def test_whatever_happens_the_rules_of_speech_hold(film):
    session = Session(WorkoutPlan.of(CLAMSHELL, ["left"], sets=2, reps=5, rest_s=12.0)).sees(lies(15.0))
    for happening, ask in film:
        session.sees(happening.film(), ask=ask)

    cued = [(time, event) for time, event in session.events if isinstance(event, Say) and event.priority <= Priority.CUE]
    assert all(later - earlier >= MIN_GAP_S - 1e-6 for (earlier, _), (later, _) in pairwise(cued))
    for one, events in session.steps:
        spoken = [event.text for event in events if isinstance(event, Say) and event.priority <= Priority.CUE]
        assert not spoken or spoken == ["Slow"] or one.phase in (Phase.REST, Phase.ECCENTRIC)
        assert len(spoken) <= 1
    for time, event in session.events:
        assert event.cause_s == time


@examples(25)
@given(st.lists(st.tuples(happenings, asked), max_size=15))
def test_whatever_happens_each_set_begins_and_ends_once(film):
    session = Session(WorkoutPlan.of(CLAMSHELL, ["left"], sets=2, reps=5, rest_s=12.0)).sees(lies(15.0))
    for happening, ask in film:
        session.sees(happening.film(), ask=ask)
    session.sees(lies(0.1), ask=Ask.STOP)

    begun, ended = ([event.index for event in session.of(kind)] for kind in (SetBegan, SetEnded))
    assert begun == sorted(set(begun))
    assert ended == sorted(set(ended))
    assert set(ended) <= set(begun)
    assert all(
        1 <= len(one.reps) <= 5 and [rep.index for rep in one.reps] == list(range(1, len(one.reps) + 1)) for one in session.of(SetEnded)
    )
    assert all(not math.isnan(one.personal_target) for one in session.of(Calibrated))
    assert session.state.stage is Stage.DONE
