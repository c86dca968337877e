"""The form that makes a file for a report of a problem: what is in it is shown before anything is passed on."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from coach import log
from coach.diagnosis import diagnose
from coach.history import History
from coach.history.track import pack
from coach.log import LOG, log_folder
from coach.ui import report_problem
from tests.history.made_up import EVENING, rep
from tests.skeleton import film


def page(path):
    from coach.history import History
    from coach.ui.report_problem import show_report_form

    with History.open(path) as history:
        show_report_form(history, history.people()[0])


@pytest.fixture
def path(tmp_path, monkeypatch):
    """The history of somebody whose last session has a kept movement, and whose name stands in the log."""
    path = tmp_path / "history.sqlite"
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setattr(log, "user_log_path", lambda *_, **__: tmp_path / "log")
    log_folder().mkdir()
    (log_folder() / LOG).write_text("Wilhelmina's film could not be analysed: ValueError", encoding="utf-8")
    with History.open(path) as history:
        session = history.start_session(history.add_person("Wilhelmina"), EVENING)
        one = history.start_set(session, "clamshell", "left")
        history.add_rep(one, rep(1))
        history.finish_set(one)
        history.add_track(one, pack(film("clamshell", fps=10, reps=1).poses))
        history.finish_session(session, EVENING)
    return path


@pytest.fixture
def made(monkeypatch):
    """The reports that the form made."""
    reports = []

    def noted(**options):
        reports.append(diagnose(**options))
        return reports[-1]

    monkeypatch.setattr(report_problem, "diagnose", noted)
    return reports


def press_show(app):
    next(button for button in app.button if button.label == "Show what would be in it").click()
    return app.run()


def opened(path):
    return AppTest.from_function(page, kwargs={"path": path}, default_timeout=60).run()


def test_nothing_is_made_before_it_is_asked_for(path, made):
    app = opened(path)

    assert made == []
    assert not app.code
    assert not app.get("download_button")


def test_what_is_in_the_file_is_shown_beside_the_way_to_have_it(path, made):
    app = press_show(opened(path))

    (shown,), (button,), (report,) = app.code, app.get("download_button"), made
    assert shown.value == report.contents
    assert all(word in shown.value for word in ("versions.json", "settings.json", "ValueError"))
    assert "ilhelmina" not in shown.value
    assert button.proto.label == "Download the file"
    with zipfile.ZipFile(io.BytesIO(report.packed())) as archive:
        assert sorted(archive.namelist()) == sorted(["versions.json", "settings.json", LOG])


def test_the_movements_of_the_last_session_are_in_it_only_if_wished(path, made):
    app = opened(path)
    app.checkbox[0].check()
    app = press_show(app)

    assert list(made[0].poses) == ["set_1.track"]
    assert "set_1.track: poses as numbers" in app.code[0].value
