import errno
import json
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from coach.history import History
from coach.history.prescription import PRESCRIPTION, save_prescription
from coach.planning.prescription import Prescribed, Prescription
from coach.pose import Pose
from coach.recording.video_writer import write_video
from coach.ui.launch import APP
from coach.ui.run import RECENT, Run
from models.libraries import naming_missing_libraries
from models.weights import WeightsUnavailable
from tests.recording.films import coded
from tests.recording.test_odd_films import tagged
from tests.skeleton import Move, film

pytestmark = pytest.mark.slow  # films are analysed

FPS = 8


class Known:
    """Gives the poses that it was made with, one per frame, and nobody after the last."""

    def __init__(self, poses):
        self._poses = iter(poses)

    def estimate(self, frame):
        pose = next(self._poses, Pose.nobody(frame.time, frame.size))
        return replace(pose, time=frame.time)

    def close(self):
        pass


class EstimatorPool:
    """Opens what `make` gives."""

    def __init__(self, make):
        self._make = make

    @contextmanager
    def open(self, *, progress):
        progress("the pose model", 1, 1)
        yield self._make()

    def close(self):
        pass


def opens(poses):
    return lambda: Known(poses)


def page(make):
    from coach.ui import recording
    from tests.ui.test_recording import EstimatorPool

    recording.page(lambda: EstimatorPool(make))


@pytest.fixture(autouse=True)
def empty_history(tmp_path, monkeypatch):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{tmp_path / 'history.sqlite'}")


@pytest.fixture(scope="module")
def clamshells():
    """Three clamshells, in the second of which the feet come apart: the landmarks show it, a grey video shows nothing of the cloth."""
    return film("clamshell", fps=FPS, reps=[Move(), Move(faults={"feet_apart": 0.15}), Move()]).poses


def video_for(poses, folder):
    """A grey video with a frame for each of `poses`; a stripe comes and goes, so that the pose model sees each of them."""
    path = folder / "mine.mp4"
    with write_video(path, fps=FPS) as writer:
        for number in range(len(poses)):
            picture = np.full((48, 64, 3), 128, np.uint8)
            picture[:, :16] = 255 * (number % 2)
            writer.write(number / FPS, coded(picture))
    return path.read_bytes()


@pytest.fixture(scope="module")
def video(tmp_path_factory, clamshells):
    return video_for(clamshells, tmp_path_factory.mktemp("video"))


def run(make):
    return AppTest.from_function(page, kwargs={"make": make}, default_timeout=60).run()


def analysed(make, content, name="mine.mp4"):
    return analyse(run(make), (name, content, "video/mp4"))


def analyse(app, *uploads):
    """The page when the uploads are worked through."""
    app.file_uploader[0].set_value(list(uploads)).run()
    button(app, "Analyse").click().run()
    app.session_state["run"].wait()
    return app.run()


def button(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found


def lists(app):
    """The lists of repetitions beside a video."""
    return [one for one in app.get("bidi_component") if "repetitions" in str(one.key)]


def test_at_first_there_is_only_the_choice_of_a_video():
    app = run(opens([]))

    assert button(app, "Analyse").disabled
    assert not button(app, "Try it with the sample").disabled
    assert not app.header
    assert not app.error
    assert not app.exception


def test_a_video_is_counted_and_judged(clamshells, video):
    app = analysed(opens(clamshells), video)

    assert not app.exception
    assert app.header[0].value == "Clamshell, left side"
    assert app.subheader[1].value == "3 repetitions: 2 good, 1 with a fault"
    assert any("in repetition 2: " in markdown.value for markdown in app.markdown)
    assert app.get("video")
    assert len(lists(app)) == 1
    assert len(app.get("download_button")) == 9


def test_what_did_not_count_is_listed_with_the_reason(clamshells, video):
    app = analysed(opens(film("clamshell", fps=FPS, reps=[Move(), Move(span=12.0), Move()]).poses), video)

    assert app.subheader[1].value == "2 repetitions: all good"
    assert "the movement was too small" in str(lists(app)[0].proto)


def test_a_video_without_anybody_says_so(video):
    app = analysed(opens([]), video)

    assert not app.exception
    assert app.header[0].value == "No exercise was recognised"
    assert "No repetition was counted in this video." in app.info[0].value
    assert not lists(app)
    assert app.warning


def test_a_file_that_does_not_end_as_videos_do_is_refused_in_plain_words(video):
    app = run(opens([]))

    app.file_uploader[0].set_value([("notes.txt", b"hello", "text/plain")]).run()
    assert app.error[0].value.startswith("notes.txt is not a video. Pick a file that your camera or phone has filmed")
    assert button(app, "Analyse").disabled

    app.file_uploader[0].set_value([("notes.txt", b"hello", "text/plain"), ("MINE.MP4", video, "video/mp4")]).run()
    assert not button(app, "Analyse").disabled


def test_a_file_that_is_no_video_is_refused_in_one_line():
    app = analysed(opens([]), b"this is a text, not a video", name="notes.mp4")

    assert not app.exception
    (error,) = app.error
    assert "notes.mp4" in error.value
    assert "\n" not in error.value
    assert not app.header


@pytest.mark.parametrize(
    ("choice", "lasts_s"),
    [(None, 0.5), (1.0, 2.0), (2.0, 1.0)],
    ids=["as the video says, four times slower", "as fast as it was", "twice as slow as it was"],
)
def test_the_speed_that_is_chosen_on_the_page_wins_over_what_the_video_says(tmp_path, choice, lasts_s):
    slow = tagged(tmp_path / "slow.mp4", metadata={"com.android.capture.fps": "40"}).read_bytes()
    app = run(opens([]))
    if choice:
        app.radio[0].set_value(choice).run()

    app = analyse(app, ("slow.mp4", slow, "video/mp4"))

    assert not app.exception
    assert app.session_state["run"].results[0].shown.analysis.source.duration_s == pytest.approx(lasts_s, abs=0.06)
    assert any("slow motion" in one.value for one in app.warning) == (choice is None)


def test_the_speed_is_not_that_of_the_sample():
    app = run(opens([]))
    app.radio[0].set_value(4.0).run()

    button(app, "Try it with the sample").click().run()

    assert app.session_state["run"].settings.speed is None
    app.session_state["run"].cancel()
    app.session_state["run"].wait()


def test_a_disk_without_room_for_a_copy_is_said_and_nothing_stays_behind(video, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr("coach.ui.recording.shutil.copyfileobj", full)
    app = run(opens([]))
    app.file_uploader[0].set_value([("mine.mp4", video, "video/mp4")]).run()

    app = button(app, "Analyse").click().run()

    assert not app.exception
    assert "No space left on device" in app.error[0].value
    assert list((tmp_path / "copies").iterdir()) == []


def test_weights_that_cannot_be_fetched_are_explained(video):
    def make():
        raise WeightsUnavailable("The pose model could not be fetched.\nPut the file there by hand.")

    app = analysed(make, video)

    assert not app.exception
    assert "could not be fetched" in app.error[0].value


def test_a_mistake_of_the_coach_itself_is_not_passed_over(video):
    def make():
        raise ZeroDivisionError

    app = analysed(make, video)

    assert [one.value for one in app.error] == ["mine.mp4: something went wrong in the coach itself. The terminal says what."]


def test_a_failed_video_takes_the_last_result_off_the_page(clamshells, video):
    app = analysed(opens(clamshells), video)

    app = analyse(app, ("notes.mp4", b"this is a text", "video/mp4"))

    assert app.error
    assert not app.header


def test_several_videos_are_shown_one_at_a_time_and_one_that_fails_is_named(clamshells, video):
    app = analyse(
        run(opens(clamshells)),
        ("one.mp4", video, "video/mp4"),
        ("notes.mp4", b"this is a text", "video/mp4"),
        ("two.mp4", video, "video/mp4"),
    )

    assert not app.exception
    assert "notes.mp4" in app.error[0].value
    assert app.selectbox[0].options == ["1. one.mp4", "2. two.mp4"]
    assert any(
        "| 2. two.mp4 | Clamshell, left side, 3 repetitions: 2 good, 1 with a fault. |" in markdown.value for markdown in app.markdown
    )


def test_a_cancelled_run_shows_nothing_half_done_and_leaves_no_file(clamshells, video):
    class Patient(Known):
        def estimate(self, frame):
            run.cancel()
            return super().estimate(frame)

    with TemporaryDirectory() as folder:
        (Path(folder) / "mine.mp4").write_bytes(video)
        run = Run([Path(folder) / "mine.mp4"], EstimatorPool(lambda: Patient(clamshells)), Path(folder))
        run.start()
        run.wait()

        assert run.is_over
        assert (run.results, run.errors) == ((), ())
        assert [path.name for path in Path(folder).rglob("*") if path.is_file()] == ["mine.mp4"]


def test_a_recording_is_kept_in_the_history_only_when_asked_for(clamshells, video):
    app = analysed(opens(clamshells), video)
    with History.open() as history:
        before = history.sessions()

    button(app, "Keep it").click().run()

    assert not app.exception
    assert before == ()
    with History.open() as history:
        assert [(one.reps, one.good_reps) for one in history.sessions()] == [(3, 2)]


def test_the_history_is_opened_once_however_often_the_page_runs(clamshells, video, monkeypatch):
    opened = []
    really_open = History.open
    monkeypatch.setattr(History, "open", lambda *where: opened.append(where) or really_open(*where))
    app = analysed(opens(clamshells), video)

    app.run()
    button(app, "Keep it").click().run()

    assert len(opened) == 1


def test_the_movement_is_kept_with_it_unless_somebody_says_no(clamshells, video):
    app = analysed(opens(clamshells), video)
    button(app, "Keep it").click().run()
    again = analyse(app, ("two.mp4", video, "video/mp4"))
    again.checkbox[0].uncheck()
    button(again, "Keep it").click().run()

    third = analyse(again, ("three.mp4", video, "video/mp4"))

    assert not third.exception
    assert not third.checkbox[0].value
    with History.open() as history:
        assert [one.has_track for session in history.sessions() for one in history.session(session.session.id).sets] == [False, True]


def test_the_whole_app_opens_on_live_coaching():
    app = AppTest.from_file(APP, default_timeout=60).run()

    assert not app.exception
    assert len(app.get("bidi_component")) == 1


def test_a_missing_system_library_is_named_with_the_way_to_get_it(video):
    def make():
        with naming_missing_libraries():
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    app = analysed(make, video)

    assert not app.exception
    assert "libEGL.so.1" in app.error[0].value
    assert "apt-get install" in app.error[0].value


def test_a_page_that_is_opened_anew_finds_its_analysis_by_its_address(clamshells, video):
    first = analysed(opens(clamshells), video)
    name = first.session_state["run"].name
    assert first.query_params["run"] == name
    again = AppTest.from_function(page, kwargs={"make": opens([])}, default_timeout=60)
    again.query_params["run"] = name

    again.run()

    assert not again.exception
    assert again.header[0].value == "Clamshell, left side"


def test_another_page_shows_what_is_being_analysed_and_offers_what_was(clamshells, video):
    gate = threading.Event()

    class Waiting(Known):
        def estimate(self, frame):
            gate.wait()
            return super().estimate(frame)

    first = run(lambda: Waiting(clamshells))
    first.file_uploader[0].set_value([("mine.mp4", video, "video/mp4")]).run()
    button(first, "Analyse").click().run()

    other = run(opens([]))
    assert "Cancel" in [one.label for one in other.button]
    gate.set()
    first.session_state["run"].wait()
    assert other.run().header[0].value == "Clamshell, left side"
    later = run(opens([]))
    assert not later.header
    assert button(later, "Show what was analysed last: mine.mp4").click().run().header[0].value == "Clamshell, left side"


def test_an_address_of_an_analysis_that_is_gone_says_so():
    app = AppTest.from_function(page, kwargs={"make": opens([])}, default_timeout=60)
    app.query_params["run"] = "gone"

    assert "not kept any more" in app.run().info[0].value


def test_results_are_removed_with_the_copy_of_the_video(clamshells, video):
    app = analysed(opens(clamshells), video)
    folder = app.session_state["run"].folder
    app = button(app, "Remove these results").click().run()

    assert not app.header
    assert not folder.exists()


def test_only_the_latest_runs_are_kept(clamshells, video):
    app = run(opens(clamshells))
    for _ in range(4):
        app = analyse(app, ("mine.mp4", video, "video/mp4"))

    assert len(RECENT) == 3


SMALLER = Prescription(
    exercises=(Prescribed(exercise="clamshell", sides=("right",), target=(15.0, 20.0), off=("clam_feet_apart",)),), by="B. Brown"
)


@pytest.fixture
def prescribed():
    with History.open() as history:
        save_prescription(history, history.add_person("Ada"), SMALLER)


def test_a_video_is_judged_by_the_prescription_of_who_is_in_it_and_that_is_said(prescribed, clamshells, video):
    app = analysed(opens(clamshells), video)

    assert not app.exception
    (told,) = app.info
    assert "judged by the prescription by B. Brown" in told.value
    assert "right side only; range 15 to 20°" in told.value
    assert any("Set 1 is not in the prescription" in one.value for one in app.warning)
    shown = app.session_state["run"].results[0].shown
    assert {rep.findings[0].check for rep in shown.analysis.session.reps} == {"clam_rom_excess"}
    assert "Prescribed:</b> right side only; range 15 to 20°" in shown.report
    assert json.loads(shown.json)["settings"]["prescription"]["by"] == "B. Brown"


def test_judged_again_it_is_still_by_the_prescription(prescribed, clamshells, video):
    app = analysed(opens(clamshells), video)
    result = app.session_state["run"].results[0]

    result.judge("clamshell", "left")
    result.wait()

    session = result.shown.analysis.session
    assert [one.code for one in session.warnings][:2] == ["prescription", "not_prescribed"]
    assert {rep.findings[0].check for rep in session.reps} == {"clam_rom_excess"}
    assert "Prescribed:</b> right side only" in result.shown.report


def test_without_the_tick_it_is_judged_as_usual(prescribed, clamshells, video):
    app = run(opens(clamshells))
    app.checkbox[0].uncheck().run()

    app = analyse(app, ("mine.mp4", video, "video/mp4"))

    assert not app.info
    assert app.session_state["run"].settings.prescription is None


def test_a_prescription_that_cannot_be_followed_is_told_and_videos_are_judged_as_usual(clamshells, video):
    with History.open() as history:
        history.set_setting(history.add_person("Ada"), PRESCRIPTION, {"format": "coach.prescription/2"})

    app = run(opens(clamshells))

    assert "cannot be followed" in app.error[0].value
    assert "judged as usual" in app.error[0].value
