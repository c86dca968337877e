"""Correcting the coach on the page of a session, and on "Analyse a video"."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from coach.history import History
from coach.history.corrections import corrections_of, original_of
from coach.history.track import pack
from coach.records import Reason
from tests.coached import coached
from tests.history.made_up import EVENING, FIDGET, ROLL_BACK, a_session, one_set, rep
from tests.skeleton import film
from tests.ui.test_recording import analysed, clamshells, empty_history, opens, video  # noqa: F401 (fixtures)

pytestmark = pytest.mark.slow  # films are analysed


def session_page(open_history):
    from coach.ui import session_page

    session_page.page(open_history)


@pytest.fixture
def history(tmp_path):
    with History.open(tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def ada(history):
    return history.add_person("Ada")


def shown(history):
    """The page of the newest session, with the form opened."""
    app = AppTest.from_function(session_page, kwargs={"open_history": lambda: history}, default_timeout=60)
    app.session_state[f"correct-{history.sessions(limit=1)[0].session.id}-open"] = True
    return app.run()


def opened(app):
    """A result with the form opened."""
    app.session_state[f"{app.session_state['run'].name}_0_correct-open"] = True
    return app.run()


def press(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found.click().run()


def choose(app, label, beginning):
    (field,) = [one for one in app.selectbox if one.label == label]
    (option,) = [one for one in field.options if one.startswith(beginning)]
    return field.set_value(option).run()


def text(app):
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.header, *app.subheader))


def reps(history, kept):
    return [len(one.reps) for one in history.session(kept).sets]


@pytest.fixture
def kept(history, ada):
    return history.keep_session(ada, a_session(one_set("left", rep(1), rep(2, 28.0, ROLL_BACK), rep(3))), EVENING, source="clip.mp4")


def test_a_repetition_of_a_session_is_said_to_be_none_and_that_is_taken_back(history, kept):
    app = choose(shown(history), "Movement", "Repetition 2")
    app = press(app, "That was no repetition")

    assert not app.exception
    assert reps(history, kept) == [2]
    assert "The coach itself had counted 3 repetitions." in text(app)

    app = press(app, "Take the last one back")
    assert reps(history, kept) == [3]
    assert original_of(history, kept) is None


def test_a_movement_that_was_not_counted_is_said_to_be_a_repetition(history, kept):
    app = choose(shown(history), "Movement", "Not counted")
    press(app, "That was a repetition")

    assert reps(history, kept) == [4]
    assert history.session(kept).not_counted == ()


def test_a_finding_is_said_to_be_wrong(history, kept):
    app = choose(shown(history), "Movement", "Repetition 2")
    app = press(app, "Wrong: pelvis rolls back")

    assert history.session(kept).sets[0].reps[1].good
    assert "“pelvis rolls back” is wrong" in text(app)


def test_a_set_is_split_and_joined(history, kept):
    app = choose(shown(history), "Movement", "Repetition 1")
    app = press(app, "A new set begins after it")
    assert reps(history, kept) == [1, 2]

    press(app, "Sets 1 and 2 are one")
    assert reps(history, kept) == [3]


def test_a_set_of_a_session_is_judged_again_from_its_kept_movement(history, ada):
    poses = film("clamshell", fps=10, reps=2).poses
    wrong = replace(coached(poses).sets[0], exercise="side_lying_raise")
    kept = history.keep_session(ada, a_session(wrong), EVENING, source="clip.mp4", tracks=(pack(poses),))
    app = shown(history)
    next(one for one in app.selectbox if one.label == "Exercise").set_value("clamshell").run()

    app = press(app, "Judge again")

    assert not app.exception
    assert "Set 1: Clamshell, left side" in text(app)
    assert reps(history, kept) == [2]


def test_without_a_kept_movement_a_set_cannot_be_judged_again(history, kept):
    app = shown(history)

    assert [one.disabled for one in app.button if one.label == "Judge again"] == [True]


def test_a_session_that_goes_on_is_not_corrected(history, ada):
    going_on = history.start_session(ada, EVENING)
    history.add_rep(history.start_set(going_on, "clamshell", "left"), rep(1))

    assert "Judge again" not in [one.label for one in shown(history).button]


def test_a_recording_is_judged_again_and_its_video_drawn_anew(clamshells, video):  # noqa: F811
    app = opened(analysed(opens(clamshells), video))
    (result,) = app.session_state["run"].results
    before = result.shown.annotated
    next(one for one in app.selectbox if one.label == "Exercise").set_value("side_lying_raise").run()
    app = press(app, "Judge again")
    assert not app.exception
    assert "Side-lying leg raise" in app.header[0].value
    assert not [one for one in result.shown.analysis.session.sets if one.exercise != "side_lying_raise"]

    result.wait()
    app.run()

    assert result.shown.annotated != before
    assert result.shown.annotated.stat().st_size > 1000
    press(app, "Take the last one back")
    assert result.shown.annotated == before
    assert len(result.shown.analysis.session.reps) == 3


def test_what_was_corrected_in_a_result_is_kept_with_it(clamshells, video, tmp_path):  # noqa: F811
    app = opened(analysed(opens(clamshells), video))
    app = press(choose(app, "Movement", "Repetition 3"), "That was no repetition")
    assert "2 repetitions" in text(app)

    app = press(app, "Keep it")

    assert not app.exception
    with History.open(tmp_path / "history.sqlite") as history:
        (one,) = history.sessions()
        assert reps(history, one.session.id) == [2]
        assert len(corrections_of(history, one.session.id)) == 1
        assert [it.reason for it in history.session(one.session.id).not_counted] == [Reason.CORRECTED]
        assert len(original_of(history, one.session.id).sets[0].reps) == 3


def test_where_nothing_was_recognised_the_exercise_can_be_said(clamshells, video, history):  # noqa: F811
    fidgets = a_session(one_set("left", rep(1)))
    kept = history.keep_session(history.add_person("Ada"), replace(fidgets, sets=()), EVENING, source="clip.mp4")
    app = shown(history)
    assert [one.disabled for one in app.button if one.label == "That was a repetition"] == [True]

    next(one for one in app.selectbox if one.label == "Exercise").set_value("clamshell").run()
    next(one for one in app.selectbox if one.label == "Side").set_value("left").run()
    press(app, "That was a repetition")

    (one,) = history.session(kept).sets
    assert (one.record.exercise, one.reps[0].start_s) == ("clamshell", FIDGET.start_s)
