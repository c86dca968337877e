"""The coach, pose by pose: what it shows, what it keeps, and that a replay gives the same."""

import dataclasses
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coaching.coach import Coach, State
from coach.coaching.events import AttemptRejected, RepCounted, SetBegan, SetEnded
from coach.demonstration.joint_angles import Spine
from coach.demonstration.starting_postures import standing
from coach.exercise import Phase, RepMeasure
from coach.pose import Landmark, Pose, Side
from coach.recording.tracks import read_track, write_track
from coach.records import Reason
from tests.coached import EXERCISES, coached, watched
from tests.examples import examples
from tests.skeleton import EXERCISES as PERFORMED
from tests.skeleton import Build, Camera, Move, film, journey, perform, poses, start_of, then
from tests.skeleton.everyday import Stop, sitting_on_floor

FPS = 10.0
CLAMSHELLS = film("clamshell", reps=3, fps=FPS).poses
LOW = Camera(height=0.6, distance=2.6)


def summary(session):
    return [(one.exercise, one.working_side, len(one.reps)) for one in session.sets]


def with_nothing(pose):
    return Pose.nobody(pose.time, pose.size)


# --- live and replay ----------------------------------------------------------------------------------------------------


def shown(feedback):
    """All that a feedback says, as something that can be compared."""
    fields = {one.name: getattr(feedback, one.name) for one in dataclasses.fields(feedback) if one.name != "pose"}
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in fields.items()} | {
        "target": None if math.isnan(feedback.target[0]) else feedback.target,
        "pose": feedback.pose.image.round(6).tolist() if feedback.pose.is_seen else None,
    }


@pytest.mark.parametrize("exercise", PERFORMED)
def test_live_equals_the_replay_of_its_own_recording(exercise, tmp_path):
    live = film(exercise, reps=2, fps=FPS, noise_px=0.5, faults={"snap_back": 0.6}).poses
    live = [
        replace(pose, image=pose.image.astype(np.float32).astype(float), world=pose.world.astype(np.float32).astype(float)) for pose in live
    ]
    live[20:23] = [with_nothing(pose) for pose in live[20:23]]
    write_track(tmp_path / "own.npz", live)

    now, session = watched(live)
    again, session_again = watched(read_track(tmp_path / "own.npz").poses)
    assert [shown(one) for one in again] == [shown(one) for one in now]
    assert session_again == session
    assert len(session.reps) == 2


def test_two_coaches_do_not_know_of_one_another():
    one, other = Coach(EXERCISES), Coach(EXERCISES)
    for pose in CLAMSHELLS:
        one.see(pose)

    assert len(one.finish().reps) == 3
    assert other.finish().reps == ()


# --- moment by moment ---------------------------------------------------------------------------------------------------


def happened(poses):
    """The events that the coach tells of, and the session that it keeps."""
    feedback, session = watched(poses)
    return [event for one in feedback for event in one.events], session


def one_after_another(*films):
    together = list(films[0])
    for film_ in films[1:]:
        together += [replace(pose, time=pose.time + together[-1].time + 1 / FPS) for pose in film_]
    return together


@pytest.mark.parametrize("exercise", PERFORMED)
def test_the_events_are_the_sets_and_repetitions_that_are_kept(exercise):
    events, session = happened(film(exercise, reps=3, fps=FPS).poses)

    (kept,) = session.sets
    began, *counted = [event for event in events if not isinstance(event, AttemptRejected)]
    assert (began.index, began.exercise.key, began.working_side) == (0, kept.exercise, kept.working_side)
    assert tuple(event.rep for event in counted) == kept.reps


def test_another_exercise_ends_the_set_and_begins_one_with_the_repetition_that_was_doubtful():
    shells, raises = (film(key, reps=2, fps=FPS).poses for key in ("clamshell", "side_lying_raise"))

    events, session = happened(one_after_another(shells, raises))

    told = [type(event) for event in events]
    assert told == [SetBegan, RepCounted, RepCounted, SetEnded, SetBegan, RepCounted, RepCounted]
    assert [event.index for event in events if isinstance(event, SetBegan | SetEnded)] == [0, 0, 1]
    assert events[3].reps == session.sets[0].reps
    assert events[4].cause_s == events[5].cause_s == events[6].cause_s


def test_what_did_not_count_is_told_as_such():
    events, session = happened(film("clamshell", fps=FPS, reps=[Move(), Move(span=12.0), Move()]).poses)

    assert [event.attempt for event in events if isinstance(event, AttemptRejected)] == list(session.not_counted)


def test_the_count_rises_with_each_repetition_that_ends():
    feedback, session = watched(CLAMSHELLS)
    counts = [one.count for one in feedback]
    ended = [one for one in feedback if one.rep]

    assert sorted(counts) == counts
    assert [one.count for one in ended] == [1, 2, 3] == [one.rep.index for one in ended]
    assert tuple(one.rep for one in ended) == session.reps
    assert all(0 < one.time - one.rep.end_s < 0.8 for one in ended)


def test_between_repetitions_it_is_ready_and_within_them_it_moves():
    feedback, _ = watched(CLAMSHELLS)

    assert {one.state for one in feedback} == {State.READY, State.MOVING}
    assert {one.phase for one in feedback} == set(Phase)
    assert all((one.phase is Phase.REST) == (one.state is State.READY) for one in feedback)


def test_the_value_goes_from_rest_to_the_range_and_the_target_is_that_of_the_exercise():
    feedback, session = watched(CLAMSHELLS)

    assert max(one.value for one in feedback) == pytest.approx(session.reps[0].range_of_motion, abs=2)
    assert feedback[-1].value == pytest.approx(0, abs=1)
    assert {one.target for one in feedback} == {(25, 45)}
    assert {one.unit for one in feedback} == {"deg"}


def test_exercise_and_side_are_known_from_the_first_repetition_on():
    feedback, _ = watched(CLAMSHELLS)

    assert {(one.exercise, one.working_side) for one in feedback if one.count} == {("clamshell", "left")}
    assert {(one.exercise, one.working_side) for one in feedback if not one.count} == {(None, None)}


def test_findings_are_those_of_the_last_repetition():
    snapping = film("clamshell", reps=[Move(faults={"snap_back": 0.5}), Move()], fps=FPS).poses
    feedback, _ = watched(snapping)

    assert {finding.check for one in feedback if one.count == 1 for finding in one.findings} >= {"clam_fast_down"}
    assert {finding.check for one in feedback if one.count == 2 for finding in one.findings} == set()


def test_nobody_is_looked_for():
    feedback, session = watched([with_nothing(pose) for pose in CLAMSHELLS])

    assert {one.state for one in feedback} == {State.LOOKING}
    assert session.exercise is None
    assert [warning.code for warning in session.warnings] == ["nobody"]


def test_somebody_out_of_position_is_told_to_get_ready():
    bowing = Stop(replace(standing(Build()), spine=Spine(lean=45.0)), stay_s=2.0)
    feedback, _ = watched(seen(journey([bowing], fps=FPS), camera=Camera(yaw=88.0, height=0.9, distance=2.8)))

    assert {one.state for one in feedback} == {State.GET_READY}
    assert {one.message for one in feedback} == {"Get into position."}


def test_a_feedback_cannot_be_changed():
    feedback, _ = watched(CLAMSHELLS[:1])

    with pytest.raises(dataclasses.FrozenInstanceError):
        feedback[0].count = 7


def test_no_pose_at_all_is_an_empty_session():
    session = Coach(EXERCISES).finish()

    assert (session.exercise, session.sets, session.not_counted) == (None, (), ())


# --- what is kept -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", PERFORMED)
@pytest.mark.parametrize("side", Side)
def test_every_exercise_is_recognised_on_either_side(exercise, side):
    session = coached(film(exercise, side=side, reps=1, fps=FPS).poses)

    assert session.exercise == exercise
    assert session.working_side in (side, "both")
    assert len(session.reps) == 1


def test_a_partial_movement_is_kept_with_its_reason():
    performed = film("clamshell", reps=[Move(), Move(span=10.0), Move()], fps=FPS)
    session = coached(performed.poses)

    (partial,) = session.not_counted
    assert len(session.reps) == 2
    assert partial.reason is Reason.TOO_SMALL
    assert partial.value == pytest.approx(10.0, abs=1.5)
    assert partial.start_s < performed.reps[1].peak_s < partial.end_s


@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_hold_of_ten_seconds_is_one_repetition(exercise):
    session = coached(film(exercise, reps=1, fps=FPS, hold=10.0).poses)

    (rep,) = session.reps
    assert rep.hold_s == pytest.approx(10.0, abs=0.3)


@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_recording_that_begins_in_mid_repetition_counts_the_whole_ones(exercise):
    performed = film(exercise, reps=3, fps=FPS)
    late = [pose for pose in performed.poses if pose.time > performed.reps[0].peak_s]

    assert len(coached(late).reps) == 2


@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_recording_that_ends_at_the_top_has_its_last_repetition_cut_off(exercise):
    performed = film(exercise, reps=2, fps=FPS)
    session = coached(pose for pose in performed.poses if pose.time < performed.reps[1].top_end_s)

    assert len(session.reps) == 1
    assert [one.reason for one in session.not_counted] == [Reason.CUT_OFF]


@pytest.mark.parametrize("exercise", PERFORMED)
def test_a_recording_that_ends_as_the_last_repetition_does_has_it_whole(exercise):
    performed = film(exercise, reps=2, fps=FPS)
    session = coached(pose for pose in performed.poses if pose.time < performed.reps[1].end_s - 0.3)

    assert len(session.reps) == 2
    assert session.not_counted == ()


# --- sets ---------------------------------------------------------------------------------------------------------------


def seen(*motions, camera=LOW):
    motion = then(*motions)
    return poses(motion.times, motion.points, camera)


def sitting_up(between_one, and_other):
    stops = [Stop(between_one, 0.0, 0.5), Stop(sitting_on_floor(Build()), 2.0), Stop(and_other, 2.0, 1.0)]
    return journey(stops, fps=FPS)


def test_a_set_that_changes_sides_half_way_is_two_sets():
    left, right = (perform("clamshell", side=side, reps=2, fps=FPS) for side in Side)
    over = sitting_up(start_of("clamshell"), start_of("clamshell", side=Side.RIGHT))

    assert summary(coached(seen(left, over, right))) == [("clamshell", "left", 2), ("clamshell", "right", 2)]


def test_a_set_that_changes_the_exercise_half_way_is_two_sets():
    first, second = (perform(exercise, reps=2, fps=FPS) for exercise in ("clamshell", "side_lying_raise"))
    straighten = journey([Stop(start_of("clamshell"), 0.0, 0.5), Stop(start_of("side_lying_raise"), 1.5, 1.0)], fps=FPS)

    assert summary(coached(seen(first, straighten, second))) == [("clamshell", "left", 2), ("side_lying_raise", "left", 2)]


def test_a_set_that_changes_the_standing_leg_is_two_sets():
    left, right = (perform("standing_abduction", side=side, reps=2, fps=FPS) for side in Side)

    session = coached(seen(left, right, camera=Camera(height=0.9, distance=2.8)))
    assert summary(session) == [("standing_abduction", "left", 2), ("standing_abduction", "right", 2)]


def test_another_posture_is_another_set():
    standing, lying = perform("standing_abduction", reps=2, fps=FPS), perform("clamshell", reps=2, fps=FPS)
    down = sitting_up(start_of("standing_abduction"), start_of("clamshell"))

    session = coached(seen(standing, down, lying, camera=Camera(height=0.7, distance=3.0)))
    assert summary(session) == [("standing_abduction", "left", 2), ("clamshell", "left", 2)]


# --- forced -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", PERFORMED)
@pytest.mark.parametrize("side", Side)
def test_asking_for_what_is_done_changes_nothing(exercise, side):
    shot = film(exercise, side=side, reps=2, fps=FPS).poses

    assert coached(shot, exercise=exercise, side=side) == coached(shot)


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        ("clamshell", "side_lying_raise"),
        ("side_lying_raise", "clamshell"),
        ("seated_abduction", "clamshell"),
        ("two_leg_bridge", "single_leg_bridge"),
    ],
)
def test_asking_for_another_exercise_gives_a_warning_instead_of_a_wrong_count(done, asked):
    session = coached(film(done, reps=2, fps=FPS).poses, exercise=asked)

    assert session.reps == ()
    assert [warning.code for warning in session.warnings] == ["exercise_contradicts"]


@pytest.mark.parametrize("exercise", ["clamshell", "side_lying_raise", "standing_abduction", "single_leg_bridge"])
def test_asking_for_the_other_side_gives_a_warning_and_the_reason_instead_of_a_wrong_count(exercise):
    session = coached(film(exercise, side=Side.LEFT, reps=2, fps=FPS).poses, side=Side.RIGHT)

    assert session.reps == ()
    assert [warning.code for warning in session.warnings] == ["side_contradicts"]
    assert [(one.reason, one.because) for one in session.not_counted] == [(Reason.OTHER_MOVEMENT, "your left side did it")] * 2


@pytest.mark.parametrize("side", Side)
def test_an_exercise_of_both_sides_contradicts_neither(side):
    assert coached(film("seated_abduction", reps=1, fps=FPS).poses, side=side).warnings == ()


def test_an_exercise_that_nobody_knows_is_refused_with_those_that_there_are():
    with pytest.raises(ValueError, match=r"no exercise called 'plank'; there are: .*clamshell"):
        Coach(EXERCISES, exercise="plank")


# --- unseen -------------------------------------------------------------------------------------------------------------


POSTURE = {check.key for exercise in EXERCISES for check in exercise.checks if not isinstance(check.of, RepMeasure)}


@examples(15)
@given(seed=st.integers(0, 10_000), share=st.floats(0, 0.3), exercise=st.sampled_from(sorted(PERFORMED)))
def test_landmarks_that_were_not_seen_never_trip_a_check_of_posture(seed, share, exercise):
    random = np.random.default_rng(seed)
    holed = []
    for pose in film(exercise, reps=1, fps=FPS, hold=2.0).poses:
        lost = random.random(33) < share
        image, world, visibility = pose.image.copy(), pose.world.copy(), pose.visibility.copy()
        image[lost], world[lost], visibility[lost] = np.nan, np.nan, np.nan
        holed.append(replace(pose, image=image, world=world, visibility=visibility))

    said = {finding.check for rep in coached(holed).reps for finding in rep.findings}
    assert said & POSTURE == set()


@pytest.mark.parametrize(
    ("exercise", "fault", "landmarks", "check"),
    [
        ("side_lying_raise", {"toes_up": 35.0}, (Landmark.LEFT_FOOT_INDEX,), "slr_toes_up"),
        ("standing_abduction", {"stance_valgus": 20.0}, (Landmark.RIGHT_KNEE,), "stand_stance_knee"),
        ("single_leg_bridge", {"heel_lift": 25.0}, (Landmark.LEFT_HEEL,), "bridge_heel"),
        ("seated_abduction", {"feet_lift": 0.1}, (Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL), "seat_feet_planted"),
    ],
)
def test_what_is_hidden_is_unjudged_not_accused(exercise, fault, landmarks, check):
    (rep,) = coached(film(exercise, reps=1, fps=FPS, faults=fault, hidden=landmarks).poses).reps

    assert check not in {finding.check for finding in rep.findings}
    assert "could not be seen well enough" in {one.check: one.reason for one in rep.unjudged}[check]


@pytest.mark.parametrize("near", Side)
def test_a_bridge_of_both_legs_is_judged_on_the_nearer_one(near):
    far_leg = [row for row in Landmark if row >= Landmark.LEFT_KNEE and row.name.startswith(near.other.name)]
    (rep,) = coached(film("two_leg_bridge", side=near, reps=1, fps=FPS, hold=2.0, faults={"heel_lift": 25.0}, hidden=far_leg).poses).reps

    assert [finding.check for finding in rep.findings] == ["bridge_heel"]


@pytest.mark.parametrize("start", [1.0, 2.5, 4.3, 6.0])
@pytest.mark.parametrize("seconds", [0.3, 0.9])
def test_somebody_gone_for_less_than_a_second_is_counted_as_before(start, seconds):
    gone = [with_nothing(pose) if start < pose.time < start + seconds else pose for pose in CLAMSHELLS]

    assert [rep.peak_s for rep in coached(gone).reps] == pytest.approx([rep.peak_s for rep in coached(CLAMSHELLS).reps], abs=0.5)


def test_somebody_gone_in_mid_repetition_is_not_given_it():
    gone = [with_nothing(pose) if 4.5 < pose.time < 7.0 else pose for pose in CLAMSHELLS]
    session = coached(gone)

    assert len(session.reps) == 2
    assert Reason.NOT_SEEN in {one.reason for one in session.not_counted} or session.not_counted == ()


def test_a_film_with_noise_gives_the_same_repetitions():
    for exercise in PERFORMED:
        noisy = coached(film(exercise, reps=2, fps=20, noise_px=1.5, seed=3).poses)
        assert (noisy.exercise, len(noisy.reps)) == (exercise, 2)


def test_somebody_else_in_the_picture_changes_no_repetition_and_is_noted():
    alone = film("clamshell", reps=2, fps=FPS).poses
    bystander = film("standing_abduction", reps=0, fps=FPS).poses[0]
    together = [replace(pose, others=(replace(bystander, time=pose.time),)) for pose in alone]

    session = coached(together)

    assert session.sets == coached(alone).sets
    assert [warning.code for warning in session.warnings] == ["second_person"]


@pytest.mark.parametrize("exercise", ["clamshell", "standing_abduction"])
def test_of_a_side_that_is_not_prescribed_nothing_is_counted_and_why_is_told(exercise):
    left_only = tuple(replace(one, only_sides=("left",)) if one.key == exercise else one for one in EXERCISES)

    coaches = {side: Coach(left_only) for side in Side}

    allowed, other = ([coaches[side].see(pose) for pose in film(exercise, side=side, reps=2, fps=FPS).poses] for side in Side)

    assert max(one.count for one in allowed) == 2
    assert max(one.count for one in other) == 0
    assert [one.not_counted.reason for one in other if one.not_counted] == [Reason.NOT_PRESCRIBED] * 2
