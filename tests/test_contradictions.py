"""No sentence of the voice, the summary, the page, the report, the captions or the video contradicts what was found."""

from dataclasses import replace

import pytest

from coach.coaching.events import Priority, RepCounted, Say
from coach.recording.tracks import read_track
from coach.records import Verdict
from tests import contradictions
from tests.coaching.test_recorded_tracks import REAL, RENDERED
from tests.coaching.test_recorded_tracks import TRACKS as OWN
from tests.report.sessions import FAULTY, GOOD, HURRIED
from tests.shared import SHARED

QUICK = [OWN / f"{name}.npz" for name in (*REAL, *RENDERED)]
ALL = sorted([*SHARED.glob("clips/*.track.npz"), *SHARED.glob("tracks/*.npz")])
CLAMSHELL = contradictions.EXERCISES["clamshell"]


def contradicted(path):
    track = read_track(path)
    return contradictions.of_recording(track.poses, track.source)[0]


@pytest.mark.slow
@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem)
def test_nothing_that_is_said_or_written_contradicts_what_was_found(path):
    assert contradicted(path) == []


@pytest.mark.slow
@pytest.mark.skipif(not ALL, reason=f"the shared recordings are not in {SHARED}")
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name.split(".")[0])
def test_nothing_that_is_said_or_written_of_the_shared_recordings_does(path):
    assert contradicted(path) == []


def heard(reps, *texts, priority=Priority.GUIDE, goal=None):
    """What contradicts `reps` in `texts`, which are said after them."""
    counted = [(1.0, RepCounted(rep, None, 1.0)) for rep in reps]
    return contradictions.heard_wrong([*counted, *((2.0, Say(text, priority, 2.0)) for text in texts)], CLAMSHELL, goal)


MEASURED = tuple((check.key, 1.0) for check in CLAMSHELL.checks)
RIGHT, WRONG = replace(GOOD, measured=MEASURED), replace(FAULTY, measured=MEASURED)
CONTRADICTIONS = {
    "praise of a repetition with faults": ([WRONG], "Yes, just like that", Priority.PRAISE),
    "a streak with a warning in it": ([RIGHT, replace(RIGHT, findings=(HURRIED,)), RIGHT, RIGHT], "4 good ones in a row", Priority.PRAISE),
    "another number": ([RIGHT, WRONG], "2 reps: all good.", Priority.GUIDE),
    "a strength in spite of a finding": ([WRONG], "1 rep: with a fault. You lowered slowly every time.", Priority.GUIDE),
    "the same again after a fault": ([WRONG], "1 rep: with a fault. Next set: the same again.", Priority.GUIDE),
    "not judged, though it was": ([RIGHT], "1 rep: good. Not judged: feet come apart.", Priority.GUIDE),
}


@pytest.mark.parametrize(("reps", "text", "priority"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_would_be_noticed(reps, text, priority):
    assert heard(reps, text, priority=priority)


def test_well_done_after_a_set_that_was_broken_off_would_be_noticed():
    assert heard([RIGHT], "1 of 4 reps: good. Well done.", goal=4)


def test_what_is_true_is_no_contradiction():
    assert RIGHT.verdict is Verdict.GOOD
    assert heard([RIGHT, WRONG], "2 reps: 1 good, 1 with a fault. Your feet stayed together all the way.") == []
