""" "Your data" on the review page: taking along, bringing back and erasing, by button."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.history import Filter, History
from coach.history.backup import back_up
from coach.history.files import ExportFormat, export
from coach.history.zipped import export_zipped
from coach.recording.source import Source
from coach.recording.tracks import write_track
from coach.report.codec import as_json
from tests.coached import coached
from tests.history.made_up import EVENING, a_session
from tests.skeleton import film


def review(open_history):
    from coach.ui import review

    review.page(open_history)


@pytest.fixture
def history(tmp_path):
    with History.open(tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def elsewhere(tmp_path):
    """Another history, with two sessions of Ada's."""
    with History.open(tmp_path / "elsewhere" / "history.sqlite") as other:
        ada = other.add_person("Ada")
        for week in range(2):
            other.keep_session(ada, a_session(), EVENING + timedelta(weeks=week), source="clip.mp4")
        yield other


def run(history):
    return AppTest.from_function(review, kwargs={"open_history": lambda: history}, default_timeout=60).run()


def press(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found.click().run()


def upload(app, key, *paths):
    for path in paths:
        app.file_uploader(key=key).upload(path.name, path.read_bytes(), "application/octet-stream")
    return app.run()


def names(history):
    return [one.name for one in history.people()]


@pytest.mark.parametrize("kind", ["json", "zip"])
def test_an_export_is_brought_into_an_empty_history(kind, history, elsewhere, tmp_path):
    file = tmp_path / f"all.{kind}"
    (export_zipped if kind == "zip" else export)(elsewhere, file, ExportFormat.CSV if kind == "zip" else ExportFormat.JSON)

    app = press(upload(run(history), "import-0", file), "Import")

    assert not app.exception
    assert names(history) == ["Ada"]
    assert len(history.sessions()) == 2
    assert "imported" in app.success[0].value


def test_an_export_does_not_mix_with_what_is_there(history, elsewhere, tmp_path):
    history.add_person("Bob")
    export(elsewhere, tmp_path / "all.json", ExportFormat.JSON)

    app = press(upload(run(history), "import-0", tmp_path / "all.json"), "Import")

    assert "not empty" in app.error[0].value
    assert names(history) == ["Bob"]


def test_a_result_of_analyse_is_added_with_its_movement(history, tmp_path):
    bob = history.add_person("Bob")
    poses = film("clamshell", fps=10, reps=2).poses
    (tmp_path / "mine.json").write_text(as_json(coached(poses), Source("mine.mp4", 20.0, 10.0, 200, 640, 480), model="full"))
    write_track(tmp_path / "mine.npz", poses)

    app = press(upload(run(history), "import-0", tmp_path / "mine.json", tmp_path / "mine.npz"), "Import")

    assert "with its movement" in app.success[0].value
    (kept,) = history.sessions(Filter(bob))
    assert history.session(kept.session.id).sets[0].has_track


def test_a_track_alone_is_told_what_it_belongs_to(history, tmp_path):
    history.add_person("Bob")
    write_track(tmp_path / "mine.npz", film("clamshell", fps=10, reps=1).poses)

    assert "belongs to a result" in press(upload(run(history), "import-0", tmp_path / "mine.npz"), "Import").error[0].value


def test_a_backup_takes_the_place_of_what_is_there_only_when_that_is_confirmed(history, elsewhere, tmp_path):
    history.add_person("Bob")
    back_up(elsewhere, tmp_path / "backup.sqlite")
    app = upload(run(history), "restore-0", tmp_path / "backup.sqlite")
    assert [one.disabled for one in app.button if one.label == "Restore"] == [True]

    app.text_input(key="replace-0").set_value("replace").run()
    app = press(app, "Restore")

    assert not app.exception
    assert names(history) == ["Ada"]
    assert "before-restore" in app.success[0].value


def test_what_is_no_backup_is_refused(history, tmp_path):
    history.add_person("Bob")
    (tmp_path / "letter.txt").write_text("Dear Ada")
    app = upload(run(history), "restore-0", tmp_path / "letter.txt")
    app.text_input(key="replace-0").set_value("replace").run()

    assert press(app, "Restore").error
    assert names(history) == ["Bob"]


def test_everybody_is_erased_only_by_who_writes_it(history):
    history.add_person("Ada")
    history.add_person("Bob")
    app = run(history)
    assert [one.disabled for one in app.button if one.label == "Erase everybody"] == [True]

    app.text_input(key="erase-all").set_value("erase everything").run()
    app = press(app, "Erase everybody")

    assert not app.exception
    assert names(history) == []


def test_everything_can_be_taken_along(history, elsewhere):
    labels = [one.proto.label for one in run(elsewhere).get("download_button")]

    assert {"Everything (JSON)", "Tables (CSV, zipped)", "Tables (Parquet, zipped)", "Back up"} <= set(labels)
