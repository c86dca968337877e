"""The report: one page that needs nothing else."""

import re
from contextlib import nullcontext
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from coach.coaching.coach import Coach
from coach.recording.analysis import Analysis, analyse_video
from coach.recording.job import Settings
from coach.recording.source import Source
from coach.recording.timeline import Timeline
from coach.records import Reason, Session
from coach.report.page import TO_FILL_IN, as_report, peak_pictures
from exercises import load
from tests.recording.films import film
from tests.recording.test_segments import Knowing
from tests.report.sessions import NOTHING, SESSION
from tests.skeleton import Move
from tests.skeleton import film as perform


class Page(HTMLParser):
    """What a reader sees, and every address that a browser would follow."""

    def __init__(self, text):
        super().__init__()
        self.words, self.addresses = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name in ("src", "href", "srcset", "data", "action")]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def analysis_and_video(tmp_path_factory):
    poses = perform("clamshell", fps=15.0, reps=[Move(), Move(faults={"feet_apart": 0.15}), Move(span=12.0), Move()]).poses
    path = film(tmp_path_factory.mktemp("film") / "<mine> & yours.mp4", times=[pose.time for pose in poses], moving=True)
    return analyse_video(path, lambda: nullcontext(Knowing(poses, [])), lambda: Coach(load())), path


@pytest.fixture(scope="module")
def page(analysis_and_video):
    analysis, path = analysis_and_video
    return Page(as_report(analysis, peak_pictures(analysis, path), load(), Settings(rate_hz=15.0)))


def report(session, **told):
    source = Source("clip.mp4", 36.4, 15.0, 547, 640, 480)
    return Page(as_report(Analysis(session, source, Timeline()), {}, load(), Settings(rate_hz=None, **told)))


def going(degrees, *, exercise="clamshell", side="left"):
    """A set of two repetitions that go so far."""
    (one,) = SESSION.sets
    reps = tuple(replace(rep, range_of_motion=degrees) for rep in one.reps)
    return replace(one, exercise=exercise, working_side=side, reps=reps if exercise == "clamshell" else (replace(reps[1], findings=()),))


def test_the_page_says_how_far_off_the_measures_of_this_recording_may_be():
    text = report(SESSION).text

    assert "How far off the measures may be" in text
    assert "Range of motion 8°" in text
    assert "Drops the knee 0.4 s" in text, "0.31, to the next tenth"
    assert "Pelvis rolls back 5°" in text
    assert "How far off" not in report(Session(sets=(going(30.0, exercise="two_leg_bridge", side="both"),))).text


def test_the_page_needs_no_network(page):
    assert page.addresses
    assert all(address.startswith("data:image/jpeg;base64,") for address in page.addresses)


def test_the_page_says_how_much_came_from_the_hip_and_where_the_pelvis_began_to_roll():
    coach, timeline = Coach(load()), Timeline()
    poses = perform("clamshell", fps=15.0, reps=[Move(), Move(faults={"pelvis_roll": 30.0})]).poses
    for pose in poses:
        timeline.add(coach.see(pose))
    source = Source("clip.mp4", poses[-1].time, 15.0, len(poses), 640, 480)

    page = Page(as_report(Analysis(coach.finish(), source, timeline), {}, load(), Settings(rate_hz=15.0)))

    assert re.search(r"\d+ % from the hip", page.text)
    assert page.text.count("pelvis begins to roll") == 1


def test_where_the_cloth_told_nothing_there_is_no_share():
    assert "% from the hip" not in report(replace(SESSION, sets=(going(30.0),))).text


def test_every_repetition_has_its_picture_and_its_findings(page, analysis_and_video):
    analysis, _ = analysis_and_video
    reps = analysis.session.reps

    assert len(reps) == 3
    assert len(page.addresses) == len(reps)
    assert all(f"Repetition {rep.index}" in page.text for rep in reps)


def test_the_summary_says_in_words_how_many_and_what_to_change(page):
    assert "3 repetitions: " in page.text
    assert "What to change, most important first" in page.text
    assert "in repetition 2" in page.text


def test_a_finding_names_the_limit_that_was_passed(page):
    assert re.search(r"in repetition 2: \d+ % of the shin, (slightly )?too much \(aim at most \d+ % of the shin\)", page.text)


@pytest.mark.parametrize(
    ("degrees", "words"),
    [
        (20.0, "close to what to aim at"),
        (33.0, "which is what to aim at"),
        (48.0, "close to what to aim at"),
        (12.0, "less than"),
        (55.0, "more than"),
    ],
)
def test_a_range_that_one_camera_cannot_tell_from_the_aim_is_not_called_wrong(degrees, words):
    assert f"went {degrees:.0f}° far, {words}" in report(replace(SESSION, sets=(going(degrees),))).text


def test_an_angle_that_no_aim_is_set_for_is_not_measured_by_one():
    page = report(Session("single_leg_bridge", "left", "supine_side", (going(39.0, exercise="single_leg_bridge"),)))

    assert "In a typical one the hip moved by 39°." in page.text
    assert "to aim at" not in page.text
    assert "the range is the angle at the hip itself" in page.text


def test_several_sets_are_shown_at_a_glance_and_the_sides_compared():
    page = report(replace(SESSION, sets=(going(24.0, side="left"), going(48.0, side="right"))))

    assert "At a glance" in page.text
    assert "left reached 50 % of the other side" in page.text


def test_sides_that_one_camera_cannot_tell_apart_are_called_alike():
    assert (
        "alike, as far as one camera can tell" in report(replace(SESSION, sets=(going(30.0, side="left"), going(33.0, side="right")))).text
    )


def test_one_side_alone_is_not_compared():
    assert "Left and right" not in report(SESSION).text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "recognised by the coach"),
        ({"exercise": "clamshell"}, "Clamshell, as the coach was told; the side recognised by it"),
        ({"side": "left"}, "left side, as the coach was told; the exercise recognised by it"),
        ({"exercise": "clamshell", "side": "left"}, "Clamshell and left side, as the coach was told"),
    ],
    ids=["nothing", "exercise", "side", "both"],
)
def test_what_the_coach_was_told_is_stated(told, words):
    assert words in report(SESSION, **told).text


def test_there_are_lines_for_what_no_camera_sees(page):
    assert all(what in page.text for what in TO_FILL_IN)


def test_what_was_not_counted_stands_there_with_the_reason(page):
    assert "the movement was too small" in page.text


def test_version_model_and_rate_are_stated(page):
    assert "Form Coach" in page.text
    assert "MediaPipe Pose Landmarker full" in page.text
    assert "asked for: about 15" in page.text


def test_a_name_with_markup_in_it_is_only_a_name(page):
    assert "<mine> & yours.mp4" in page.text


def test_what_could_not_be_judged_is_said_with_the_reason():
    assert "The camera is square to you." in report(SESSION).text


def test_nothing_recognised_is_said_with_what_was_wrong():
    page = report(NOTHING)

    assert "No repetition was counted" in page.text
    assert "Nobody could be seen." in page.text


@pytest.mark.parametrize("reason", Reason, ids=str)
def test_every_reason_has_words(reason):
    missed = tuple(replace(one, reason=reason) for one in SESSION.not_counted)

    assert "What was not counted, and why" in report(replace(SESSION, not_counted=missed)).text
