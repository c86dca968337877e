import json
import time
from dataclasses import replace

import pytest

from coach.coaching.coach import Coach
from coach.coaching.events import RepCounted, SetBegan
from coach.coaching.workout import Workout
from coach.coaching.workout_state import Ask
from coach.exercise import Phase
from coach.history import HistoryError
from coach.history.track import AROUND_S, unpack
from coach.live.session import LiveSession
from coach.live.set_recorder import LONGEST_S, SetRecorder
from coach.live.write_queue import NotKept, WriteQueue
from coach.pose import Pose
from coach.recording.tracks import replay
from exercises import load
from tests.live.messages import NOON, PATIENCE_S, Notebook
from tests.skeleton import Move, film

EXERCISES = load()
CLAMSHELL = next(one for one in EXERCISES if one.key == "clamshell")


def session(notebook):
    return LiveSession(EXERCISES, Workout(EXERCISES), WriteQueue(SetRecorder(notebook, person_id=1)))


def coached(poses, live, start=NOON):
    """The answers to `poses`, seen by a camera whose clock was at `start` when their time was 0."""
    answers = [live.see(replace(pose, time=live.time_of(start + pose.time)), start + pose.time) for pose in poses]
    live.wait(PATIENCE_S)
    return answers


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def clamshells():
    return film("clamshell", fps=10, reps=[Move(), Move(span=12.0), Move(faults={"pelvis_roll": 30.0}), Move()]).poses


@pytest.mark.parametrize("exercise", [one.key for one in EXERCISES])
def test_what_is_kept_live_is_what_a_recording_of_it_gives(exercise, notebook):
    poses = film(exercise, fps=10, reps=3).poses

    coached(poses, session(notebook), start=0.0)

    recorded = replay(poses, Coach(EXERCISES))
    assert len(recorded.reps) == 3
    assert [rep for _, rep in notebook.reps] == list(recorded.reps)
    assert {(exercise, side) for _, exercise, side in notebook.sets} == {(one.exercise, one.working_side) for one in recorded.sets}


def test_where_the_disk_is_well_a_repetition_is_kept_before_its_answer_is_given(clamshells, notebook):
    live = session(notebook)
    kept = []
    for pose in clamshells:
        answer = live.see(pose, pose.time)
        kept.append((answer["stage_view"]["count"], len(notebook.reps), answer["not_kept"]))

    assert kept[-1] == (3, 3, None)
    assert all(count == reps for count, reps, _ in kept)


def test_the_first_repetition_of_another_exercise_is_kept_when_the_second_has_told_what_it_was(notebook):
    shells, raises = film("clamshell", fps=10, reps=1).poses, film("side_lying_raise", fps=10, reps=3).poses

    answers = coached([*shells, *(replace(pose, time=pose.time + shells[-1].time + 0.1) for pose in raises)], session(notebook))

    assert [key for _, key, _ in notebook.sets] == ["clamshell", "side_lying_raise"]
    assert [(set_id, rep.index) for set_id, rep in notebook.reps] == [(1, 1), (2, 1), (2, 2), (2, 3)]
    assert answers[-1]["stage_view"]["count"] == 3


def test_the_landmarks_of_a_set_are_kept_for_its_replay(clamshells, notebook):
    live = session(notebook)
    coached(clamshells, live)
    live.close()
    live.wait(PATIENCE_S)

    track = unpack(notebook.tracks[1])
    first, last = notebook.reps[0][1], notebook.reps[-1][1]
    assert track[0].time == pytest.approx(first.start_s - AROUND_S, abs=0.1)
    assert last.end_s <= track[-1].time <= last.end_s + AROUND_S
    assert all(pose.is_seen for pose in track)


def test_no_landmarks_are_kept_of_who_does_not_want_it(clamshells, notebook):
    live = LiveSession(EXERCISES, Workout(EXERCISES), WriteQueue(SetRecorder(notebook, person_id=1, tracks=False)))
    coached(clamshells, live)
    live.close()
    live.wait(PATIENCE_S)

    assert notebook.reps
    assert notebook.tracks == {}


def test_a_set_without_an_end_does_not_fill_the_memory(clamshells, notebook):
    recorder = SetRecorder(notebook, person_id=1)
    lying = clamshells[0]
    rep = replay(clamshells, Coach(EXERCISES)).reps[0]
    for second in range(200):
        recorder.see(replace(lying, time=float(second)))
    recorder.hear(SetBegan(0, CLAMSHELL, "left", 200.0))
    recorder.hear(RepCounted(replace(rep, start_s=199.0, end_s=200.0), None, 200.0))
    for second in range(200, 2000):
        recorder.see(replace(lying, time=float(second)))
    recorder.hear(RepCounted(replace(rep, index=2, start_s=1990.0, end_s=1999.0), None, 1999.0))
    recorder.close()

    track = unpack(notebook.tracks[1])
    assert track[0].time == 199.0 - AROUND_S
    assert track[-1].time - track[0].time <= LONGEST_S


def test_what_did_not_count_is_kept_with_its_set(clamshells, notebook):
    coached(clamshells, session(notebook))

    assert [set_id for set_id, _ in notebook.not_counted] == [1]


def test_repetitions_are_counted_aloud_once_each(clamshells, notebook):
    answers = coached(clamshells, session(notebook))

    events = [event for answer in answers for event in answer["events"]]
    assert [event["text"] for event in events if event.get("text", "").isdigit()] == ["1", "2", "3"]
    assert [event["tone"] for event in events if "tone" in event] == ["rep", "missed", "rep", "rep"]
    assert len({event["id"] for event in events}) == len(events)


def test_every_answer_can_be_said_in_json_even_when_nobody_is_seen(clamshells, notebook):
    nobody = [Pose.nobody(pose.time + 100, pose.size) for pose in clamshells[:30]]

    answers = coached([*clamshells, *nobody], session(notebook))

    assert all(json.loads(json.dumps(answer, allow_nan=False)) for answer in answers)
    assert answers[-1]["points"] is None
    assert answers[-1]["seen"] == "red"


def test_the_time_in_a_phase_grows_until_the_phase_ends(clamshells, notebook):
    answers = coached(clamshells, session(notebook))

    holds = [answer["phase_s"] for answer in answers if answer["phase"] == Phase.HOLD]
    assert max(holds) == pytest.approx(1.0, abs=0.5)
    assert min(holds) == 0.0


def test_a_lost_connection_loses_no_repetition(clamshells, notebook):
    live = session(notebook)

    coached(clamshells[:200], live, start=0.0)
    coached(clamshells[200:], live, start=0.0)

    assert [rep for _, rep in notebook.reps] == list(replay(clamshells, Coach(EXERCISES)).reps)


def test_a_page_that_was_away_is_told_what_it_missed(clamshells, notebook):
    live = session(notebook)
    answers = coached(clamshells, live)
    events = [event for answer in answers for event in answer["events"]]

    assert live.missed(events[-2]["id"]) == events[-1:]
    assert live.missed(events[-1]["id"]) == []


def test_times_that_go_back_are_survived(clamshells, notebook):
    live = session(notebook)
    stamps = [live.time_of(stamp) for stamp in (NOON, NOON + 1, NOON + 0.9, NOON - 3600, NOON - 3599)]

    assert stamps == sorted(set(stamps))
    assert stamps[-1] - stamps[-2] == pytest.approx(1.0)


def test_a_pause_counts_nothing(clamshells, notebook):
    live = session(notebook)
    before = coached(clamshells[:40], live)[-1]
    live.ask(Ask.PAUSE)

    paused = coached(clamshells[40:], live)[-1]

    assert before["stage_view"]["stage"] == "set"
    assert paused["stage_view"]["stage"] == "paused"
    assert not notebook.reps


def test_the_end_closes_the_set_and_the_session_once(clamshells, notebook):
    live = session(notebook)
    coached(clamshells, live)

    live.close()
    live.close()
    live.wait(PATIENCE_S)

    assert live.is_over
    assert notebook.finished == [("set", 1), ("session", 1)]


def test_what_is_seen_after_the_end_is_not_kept_and_waited_for_by_nobody(clamshells, notebook):
    live = session(notebook)
    live.close()

    coached(clamshells, live)

    assert notebook.reps == []
    assert live.wait(0.0) is None


def test_a_session_without_a_repetition_is_not_kept(notebook):
    live = session(notebook)
    coached(film("clamshell", fps=10, reps=0).poses, live)

    live.close()
    live.wait(PATIENCE_S)

    assert notebook.sessions == []


def test_a_history_that_cannot_be_written_does_not_stop_the_coaching_and_is_told(clamshells, caplog):
    class Full(Notebook):
        def add_rep(self, set_id, rep, **details):
            raise HistoryError("The disk is full.")

    live = session(Full())
    began = time.perf_counter()
    answers = [live.see(pose, pose.time) for pose in clamshells]
    took_s = time.perf_counter() - began
    live.close()

    assert answers[-1]["stage_view"]["count"] == 3
    assert took_s < 5.0
    assert live.wait(0.0) == NotKept(waiting=3, lost=0, why="The disk is full.")
    assert caplog.text.count("The disk is full.") == 1
