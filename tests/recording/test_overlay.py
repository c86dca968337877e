"""What is drawn can be seen, stays in the picture, and stays long enough to be read."""

from dataclasses import replace

import numpy as np
import pytest

from coach.coaching.coach import State
from coach.coaching.cues import Cue, Kind
from coach.exercise import Phase
from coach.pose import LANDMARKS, Landmark, Pose
from coach.recording.canvas import Canvas
from coach.recording.overlay import GOOD as GREEN
from coach.recording.overlay import MOST_FINDINGS, SHOWN_S, VERDICT, Overlay
from coach.records import Verdict
from exercises import load
from tests.coached import feedback
from tests.report.sessions import FAULTY, GOOD, ROLLED

SIZE = 320, 240
RED = VERDICT[Verdict.FAULT]


def standing(time=0.0, **changed):
    """Feedback on somebody whose landmarks stand in two columns, right ones at a quarter of the width, left ones at three quarters."""
    image = np.column_stack((np.where(np.arange(LANDMARKS) % 2, 0.75, 0.25), np.linspace(0.1, 0.9, LANDMARKS), np.zeros(LANDMARKS)))
    pose = Pose(time, image, np.zeros((LANDMARKS, 3)), np.ones(LANDMARKS), SIZE)
    usual = {"state": State.MOVING, "view": "side_lying_front", "count": 3, "phase": Phase.HOLD, "value": 20.0}
    return feedback(pose, **usual | changed)


def drawn(*feedback, size=SIZE):
    """The last of the pictures, all grey before, into which `feedback` is drawn in turn."""
    overlay = Overlay(load())
    for one in feedback:
        picture = np.full((size[1], size[0], 3), 128, np.uint8)
        overlay.draw(Canvas.rgb(picture), one)
    return picture


def has(picture, colour):
    """Whether some pixels have this colour."""
    return bool((np.abs(picture.astype(int) - colour).max(axis=-1) < 12).sum() > 5)


def banner(picture):
    """The part of the picture in which the banner stands."""
    return picture[190:, 40:280]


def knee(picture, side):
    """The pixels between a knee and its ankle."""
    x = {"right": 80, "left": 240}[side]
    y = round(240 * (0.1 + 0.8 * (Landmark.LEFT_KNEE + 1) / (LANDMARKS - 1)))
    return picture[y - 3 : y + 3, x - 3 : x + 3]


def test_the_working_leg_is_stronger():
    picture = drawn(standing(working_side="left"))

    assert has(knee(picture, "left"), GREEN)
    assert not has(knee(picture, "right"), GREEN)


def test_a_leg_that_is_not_seen_is_not_drawn():
    feedback = standing()
    hidden = replace(feedback.pose, visibility=np.where(np.arange(LANDMARKS) % 2, 0.1, 1.0))

    picture = drawn(replace(feedback, pose=hidden))

    assert (knee(picture, "left") == 128).all()
    assert not (knee(picture, "right") == 128).all()


CUE = Cue("Hips stacked; knee opens alone", "", "clam_roll_back", 3)


def test_a_cue_stays_long_enough_to_be_read():
    cue, soon, late = standing(1.0, cue=CUE, rep=FAULTY), standing(1.0 + 0.9 * SHOWN_S), standing(1.1 + SHOWN_S)

    assert has(banner(drawn(cue, soon)), RED)
    assert (drawn(cue, late) == drawn(late)).all()


def test_the_findings_of_a_repetition_are_shown_though_nothing_is_said():
    picture = drawn(standing(5.0, rep=FAULTY))

    assert has(banner(picture), RED)


def words_of(*feedback):
    """What the banner says after `feedback`, in large letters and below."""
    overlay = Overlay(load())
    for one in feedback:
        overlay.draw(Canvas.rgb(np.zeros((SIZE[1], SIZE[0], 3), np.uint8)), one)
    note = overlay.note(feedback[-1].time)
    return (note.words, *note.details) if note else ()


PRAISE = Cue("Yes, just like that", "", None, 0, Kind.PRAISE)
FOUND = ("Pelvis rolls back: 24°, too much (aim at most 7°)", "Drops the knee: 1.3 s, slightly too short (aim 1.5 s or more)")


def test_every_repetition_has_its_verdict_and_what_was_found():
    assert words_of(standing(1.0, rep=GOOD)) == ("good",)
    assert words_of(standing(1.0, rep=FAULTY)) == ("fault", *FOUND)
    assert words_of(standing(1.0, rep=replace(GOOD, is_judged=False))) == ("not judged",)


def test_a_cue_stands_over_what_was_found_and_stays_over_the_next_repetition():
    cue = standing(1.0, rep=FAULTY, cue=CUE)

    assert words_of(cue) == (CUE.text, "fault", *FOUND)
    assert words_of(cue, standing(3.0, rep=GOOD)) == (CUE.text, "good")


def test_praise_does_not_stay_through_the_next_repetition():
    assert words_of(standing(1.0, rep=GOOD, cue=PRAISE)) == (PRAISE.text, "good")
    assert words_of(standing(1.0, rep=GOOD, cue=PRAISE), standing(3.0, rep=FAULTY)) == ("fault", *FOUND)


def test_of_many_findings_the_worst_are_shown_and_the_others_counted():
    many = replace(FAULTY, findings=tuple(replace(ROLLED, check=check.key, severity=check.severity) for check in load()[0].checks[:5]))

    assert len(words_of(standing(1.0, rep=many))) == 1 + MOST_FINDINGS
    assert words_of(standing(1.0, rep=many))[-1] == "and 3 more"


def test_what_to_do_is_shown_until_the_coach_can_count():
    picture = drawn(standing(state=State.GET_READY, message="Lie on your side"))

    assert not (banner(picture) == 128).all()


def test_the_gauge_turns_green_when_the_target_is_reached():
    def bar(value):
        return drawn(standing(value=value))[60:180, 290:]

    assert not has(bar(20.0), GREEN)
    assert has(bar(30.0), GREEN)


def test_nothing_is_shown_of_a_value_that_is_not_known():
    bar = drawn(standing(value=np.nan))[60:180, 290:]

    assert not has(bar, (255, 255, 255))


@pytest.mark.parametrize("size", [(64, 48), (49, 65), (1080, 1920), (1920, 1080)], ids=str)
def test_every_size_of_picture_can_be_drawn_on(size):
    long_words = "Lie on your side with the front of your body to the camera, knees bent"

    picture = drawn(standing(state=State.LOOKING, message=long_words), standing(0.1, cue=CUE, findings=(ROLLED,)), size=size)

    assert picture.shape == (size[1], size[0], 3)
    assert not (picture == 128).all()


def test_nobody_is_drawn_when_nobody_is_seen():
    picture = drawn(replace(standing(), pose=Pose.nobody(0.0, SIZE)))

    assert (picture[90:180, 60:260] == 128).all()


def test_text_is_broken_between_words_to_fit():
    canvas = Canvas.rgb(np.zeros((480, 640, 3), np.uint8))

    lines = canvas.wrapped("Lie on your back with your side to the camera", size=27, width=300)

    assert " ".join(lines) == "Lie on your back with your side to the camera"
    assert len(lines) > 1
    assert all(canvas.text_width(line, size=27) <= 300 for line in lines)
