"""The pages that look back: empty, full, damaged, and asked for what is not there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.history import Band, History, Load
from coach.history.preferences import keeps_tracks
from coach.history.prescription import judged_by
from coach.history.track import pack
from coach.planning.prescription import Prescribed, Prescription
from coach.records import Finding, Grade
from coach.ui.open_history import shared_history
from tests.coached import coached
from tests.history.made_up import EVENING, ROLL_BACK, a_session, one_set, rep
from tests.skeleton import Move, film


def review(open_history, today=None):
    from coach.ui import review

    review.page(open_history, lambda: today)


def session(open_history):
    from coach.ui import session_page

    session_page.page(open_history)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(path):
    with History.open(path) as opened:
        yield opened


@pytest.fixture
def ada(history):
    return history.add_person("Ada")


@pytest.fixture
def trained(history, ada):
    """Two sessions in two weeks: clamshells on both sides, the second better; gives their ids."""
    first = a_session(one_set("left", rep(1, 25.0), rep(2, 26.0, ROLL_BACK)), one_set("right", rep(1, 30.0)))
    second = a_session(one_set("left", rep(1, 31.0), rep(2, 33.0)), one_set("right", rep(1, 30.0)))
    return [history.keep_session(ada, one, EVENING + timedelta(weeks=n), source="clip.mp4") for n, one in enumerate((first, second))]


@pytest.fixture
def filmed(history, ada):
    """A session with a set of two clamshells whose landmarks were kept."""
    poses = film("clamshell", fps=10, reps=2).poses
    (one,) = coached(poses).sets
    session_id = history.start_session(ada, EVENING)
    set_id = history.start_set(session_id, "clamshell", "left", start_s=one.start_s)
    for counted in one.reps:
        history.add_rep(set_id, counted)
    history.finish_set(set_id, end_s=one.end_s, reserve=2, pain=0)
    history.add_track(set_id, pack(poses))
    history.finish_session(session_id, EVENING + timedelta(minutes=5))
    return session_id, set_id


def run(page, history, today=date(2026, 3, 11), **query):
    arguments = {"open_history": lambda: history} | ({"today": today} if page is review else {})
    app = AppTest.from_function(page, kwargs=arguments, default_timeout=60)
    app.query_params.update(query)
    return app.run()


def metrics(app):
    return {one.label: one.value for one in app.metric}


def text(app):
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.info, *app.warning, *app.error))


@pytest.mark.parametrize("page", [review, session])
def test_an_empty_history_says_what_to_do(page, history):
    app = run(page, history)

    assert not app.exception
    assert "Live" in app.info[0].value


def test_somebody_without_a_session_is_told_what_to_do(history, ada):
    assert "first session" in run(review, history).info[0].value


def test_the_review_adds_up_what_was_trained(history, trained):
    app = run(review, history)

    assert not app.exception
    assert metrics(app) == {"Weeks in a row": "2", "Sessions": "2", "Repetitions": "6", "Without a fault": "83%"}


def test_the_share_without_a_fault_is_of_what_was_judged_and_says_so(history, ada):
    unseen = replace(rep(3), is_judged=False)
    history.keep_session(ada, a_session(one_set("left", rep(1), rep(2, 28.0, ROLL_BACK), unseen)), EVENING, source="")

    app = run(review, history)

    assert metrics(app)["Without a fault"] == "50% of 2 judged"
    assert any("50% of 2 judged without a fault" in one.proto.label for one in app.get("page_link"))


def test_every_trend_has_a_chart_with_its_title(history, trained):
    app = run(review, history)

    for title in ("Range of motion", "Tempo", "Repetitions without a fault", "Volume", "Difference between left and right"):
        assert title in text(app)


def test_roll_and_hip_share_are_followed_where_the_cloth_told_them(history, ada):
    measured = (("clam_roll_back", 3.0), ("clam_hip_share", 0.88))
    for week in range(2):
        kept = one_set("left", replace(rep(1), measured=measured))
        history.keep_session(ada, a_session(kept), EVENING + timedelta(weeks=week), source="clip.mp4")

    app = run(review, history)

    assert {"**Pelvis rolls back**", "**Share that comes from the hip**"} <= {one.value for one in app.markdown}


def test_without_such_measures_there_are_no_such_trends(history, trained):
    assert "**Pelvis rolls back**" not in {one.value for one in run(review, history).markdown}


def test_after_one_session_there_are_numbers_and_a_word_on_what_will_appear(history, ada):
    history.keep_session(ada, a_session(), EVENING, source="first.mp4")

    app = run(review, history)

    assert metrics(app)["Range, left side"] == "29°"
    assert "From the second on, lines show here" in text(app)
    assert "Range of motion" not in text(app)


def test_the_review_begins_with_the_last_year(history, ada, trained):
    history.keep_session(ada, a_session(), EVENING - timedelta(days=500), source="old.mp4")

    app = run(review, history)
    assert metrics(app)["Sessions"] == "2"

    app.segmented_control(key="period").set_value("Everything").run()
    assert metrics(app)["Sessions"] == "3"


def test_the_review_can_be_narrowed_to_a_side(history, trained):
    app = run(review, history)
    app.selectbox(key="of-side").set_value("right").run()

    assert metrics(app)["Repetitions"] == "2"


def test_a_choice_that_nothing_fits_is_said(history, trained):
    app = run(review, history)
    app.selectbox(key="exercise").set_value("two_leg_bridge").run()

    assert not app.exception
    assert "Nothing was trained" in text(app)


def test_the_personal_best_is_the_widest_good_repetition(history, trained):
    words = text(run(review, history))

    assert "| Clamshell | left side | 33° on 09 Mar 2026 |" in words
    assert "| Clamshell | right side | 30° on 02 Mar 2026 |" in words


def test_each_session_can_be_opened_from_the_review(history, trained):
    links = run(review, history).get("page_link")

    assert [one.proto.query_string for one in links] == [f"session={session_id}" for session_id in reversed(trained)]


def test_only_the_chosen_persons_sessions_are_shown(history, trained):
    bob = history.add_person("Bob")
    history.keep_session(bob, a_session(one_set("left", rep(1))), EVENING, source="bob.mp4")

    app = run(review, history)
    app.selectbox(key="person").select_index(1).run()

    assert metrics(app)["Repetitions"] == "1"


def test_a_damaged_history_is_said_once_and_kept_aside(path):
    path.write_bytes(b"this is no database" * 500)
    app = AppTest.from_function(review, kwargs={"open_history": lambda: History.open(path)}, default_timeout=60).run()

    assert not app.exception
    assert "damaged" in app.error[0].value
    assert len(list(path.parent.glob("history.damaged-*"))) == 1

    app.button[0].click().run()
    assert not app.error


@pytest.mark.parametrize("page", [review, session])
def test_a_newer_history_is_one_clear_line(page):
    def newer():
        from coach.history import NewerHistory

        raise NewerHistory("The history was written by a newer coach.")

    app = AppTest.from_function(page, kwargs={"open_history": newer}, default_timeout=60).run()

    assert not app.exception
    assert [one.value for one in app.error] == ["The history was written by a newer coach."]


def test_the_history_is_opened_once_for_all_pages(monkeypatch, path):
    monkeypatch.setenv("COACH_DATABASE_URL", f"sqlite:///{path}")
    shared_history.clear()

    assert shared_history() is shared_history()


def test_the_address_names_the_session(history, trained):
    app = run(session, history, session=str(trained[0]))

    assert app.selectbox(key="shown").value == trained[0]
    assert metrics(app)["Without a fault"] == "67%"


@pytest.mark.parametrize("asked", ["999", "not a number"])
def test_an_address_of_no_session_shows_the_newest(asked, history, trained):
    app = run(session, history, session=asked)

    assert not app.exception
    assert "not in the history" in app.warning[0].value
    assert app.selectbox(key="shown").value == trained[1]


def test_a_session_shows_each_set_with_its_repetitions(history, trained):
    app = run(session, history, session=str(trained[0]))

    assert [one.value for one in app.header] == ["Set 1: Clamshell, left side", "Set 2: Clamshell, right side"]
    assert [len(one.value) for one in app.table] == [2, 1]
    assert "Pelvis rolls back: " in app.table[0].value["Found"].iloc[1]


def test_a_finding_of_a_check_that_is_no_longer_made_is_still_listed(history, ada):
    old = Finding("clam_of_old", Grade.FAULT, 1.0, "deg", 3)
    history.keep_session(ada, a_session(one_set("left", rep(1, 30.0, old, ROLL_BACK))), EVENING, source="old.mp4")

    app = run(session, history)

    assert not app.exception
    assert app.table[0].value["Found"].iloc[0].startswith("clam_of_old: 1°; Pelvis rolls back: ")
    assert "Hips stacked" in text(app)


def test_two_sessions_stand_side_by_side(history, trained):
    app = run(session, history, session=str(trained[1]))
    app.selectbox(key="other").set_value(trained[0]).run()

    words = text(app)
    assert "| Exercise | 09 Mar 2026 | 02 Mar 2026 |" in words
    assert (
        "2 repetitions: all good, 32° on average, 5.0 s each | 2 repetitions: 1 good, 1 with a fault, 26° on average, 5.0 s each |" in words
    )
    assert "Range of each repetition: Clamshell, left side" in words
    assert "Time of each repetition: Clamshell, left side" in words


def test_another_exercise_and_side_of_both_sessions_can_be_looked_at(history, trained):
    app = run(session, history, session=str(trained[1]))
    app.selectbox(key="other").set_value(trained[0]).run()
    app.button_group(key="compared").set_value("Clamshell, right side").run()

    assert not app.exception
    assert "Range of each repetition: Clamshell, right side" in text(app)


def test_sessions_without_anything_in_common_say_so(history, ada, trained):
    other = history.keep_session(ada, a_session(one_set("left", rep(1), exercise="side_lying_raise")), EVENING, source="raise.mp4")
    app = run(session, history, session=str(other))
    app.selectbox(key="other").set_value(trained[0]).run()

    assert not app.exception
    assert "nothing to lay over each other" in text(app)
    assert "| Side-lying leg raise, left side | 1 repetition: good," in text(app)


def press(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found.click().run()


def test_what_the_camera_cannot_see_is_added_afterwards(history, trained):
    first, second = history.session(trained[1]).sets
    app = run(session, history, session=str(trained[1]))
    app.selectbox(key=f"band-{first.id}").set_value(Band.LIGHT)
    app.number_input(key=f"weight-{second.id}").set_value(1.5)
    app.selectbox(key=f"left-{first.id}").set_value(2)
    app.selectbox(key=f"hurt-{first.id}").set_value(0)
    app.text_area[0].set_value("slept well")
    press(app, "Keep this")

    details = history.session(trained[1])
    assert details.session.notes == "slept well"
    assert [(one.load, one.reserve, one.pain) for one in details.sets] == [(Load(Band.LIGHT), 2, 0), (Load(Band.NOT_SAID, 1.5), None, None)]


def test_a_session_is_erased_only_by_who_is_sure(history, trained):
    app = run(session, history, session=str(trained[0]))
    (erase,) = [one for one in app.button if one.label == "Erase"]
    assert erase.disabled

    app.checkbox(key=f"sure-{trained[0]}").check().run()
    app = press(app, "Erase")

    assert not app.exception
    assert [one.session.id for one in history.sessions()] == [trained[1]]
    assert app.selectbox(key="shown").value == trained[1]


def test_a_person_decides_whether_movements_are_kept(history, ada, filmed):
    app = run(review, history)
    assert app.checkbox(key=f"keep-tracks-{ada}").value
    app.checkbox(key=f"keep-tracks-{ada}").uncheck().run()
    app = press(app, "Erase the movements kept so far")

    assert not app.exception
    assert not keeps_tracks(history, ada)
    assert history.track(filmed[1]) is None
    assert history.sessions()[0].reps == 2


def test_somebody_changes_their_name(history, ada, trained):
    history.add_person("Bob")
    app = run(review, history)
    app.text_input(key=f"new-name-{ada}").set_value(" Ada  L. ")
    app = press(app, "Change the name")

    assert not app.exception
    assert [one.name for one in history.people()] == ["Ada L.", "Bob"]
    assert app.selectbox(key="person").options == ["Ada L.", "Bob"]


def test_the_name_of_somebody_else_is_refused_on_the_spot(history, ada, trained):
    history.add_person("Bob")
    app = run(review, history)
    app.text_input(key=f"new-name-{ada}").set_value("BOB")
    app = press(app, "Change the name")

    assert [one.value for one in app.error] == ["There is a person called Bob already."]
    assert [one.name for one in history.people()] == ["Ada", "Bob"]
    assert [one.label for one in app.button if one.label == "Erase everything"]


def test_somebody_is_erased_only_by_their_name(history, ada, trained):
    app = run(review, history)
    assert [one.disabled for one in app.button if one.label == "Erase everything"] == [True]
    app.text_input(key=f"erase-{ada}").set_value("Ada").run()
    app = press(app, "Erase everything")

    assert not app.exception
    assert history.people() == ()
    assert "nothing to review yet" in text(app)


def replays(app):
    return [one for one in app.expander if one.label.startswith("Look closer")]


def looked_closer(history, set_id):
    """The page of a session with the replay of a set opened."""
    app = AppTest.from_function(session, kwargs={"open_history": lambda: history}, default_timeout=60)
    app.session_state[f"closer-{set_id}"] = True
    return app.run()


def test_without_a_track_there_is_no_replay(history, trained):
    assert replays(run(session, history)) == []


def test_a_repetition_is_replayed_beside_the_best_one(history, filmed):
    app = looked_closer(history, filmed[1])

    assert not app.exception
    (replay,) = replays(app)
    assert len(replay.button_group[0].options) == 2
    (best,) = [one for one in range(2) if "your best one" in text(app.button_group(key=f"replayed-{filmed[1]}").set_value(one + 1).run())]
    assert best in (0, 1)


def test_a_session_says_how_much_came_from_the_hip_and_marks_where_the_pelvis_began_to_roll(history, ada):
    poses = film("clamshell", fps=12, reps=[Move(), Move(faults={"pelvis_roll": 30.0})]).poses
    session_id = history.keep_session(ada, coached(poses), EVENING, source="clip.mp4")
    (kept,) = history.session(session_id).sets
    history.add_track(kept.id, pack(poses))

    app = run(session, history)

    assert app.get("progress")[0].proto.text.startswith("71 % from the hip, at worst 41 %")
    assert "pelvis begins to roll" in app.get("vega_lite_chart")[0].proto.spec


def test_a_track_that_cannot_be_read_costs_only_the_replay(history, filmed):
    history.add_track(filmed[1], b"no track")

    app = run(session, history)

    assert not app.exception
    assert "cannot be read" in app.warning[0].value
    assert len(app.table) == 1


SMALLER = Prescription(exercises=(Prescribed(exercise="clamshell", sides=("left",), target=(15.0, 25.0)),), by="B. Brown")


@pytest.fixture
def prescribed(history, ada, trained):
    """A third session, which was judged by a prescription that holds no longer; gives its id."""
    warning = judged_by(history, ada, SMALLER)
    one = replace(a_session(one_set("left", rep(1, 22.0)), one_set("right", rep(1, 22.0))), warnings=(warning,))
    return history.keep_session(ada, one, EVENING + timedelta(weeks=2), source="later.mp4")


def test_a_session_is_shown_with_the_aims_that_were_prescribed_then(history, prescribed):
    app = AppTest.from_function(session, kwargs={"open_history": lambda: history}, default_timeout=60).run()

    assert not app.exception
    assert "left side only; range 15 to 25°" in app.info[0].value
    assert [one.value for one in app.warning] == ["Set 2 is not in the prescription: another exercise, or the other side."]
    assert any("The pale band is what to aim at: 15 to 25°" in one.value for one in app.caption)


def test_sessions_with_other_aims_are_compared_with_both_told(history, trained, prescribed):
    app = AppTest.from_function(session, kwargs={"open_history": lambda: history}, default_timeout=60).run()
    (other,) = [one for one in app.selectbox if one.label == "Compare with"]

    app = other.set_value(trained[0]).run()

    told = "\n".join(one.value for one in app.caption)
    assert "aim at: 15 to 25° on 16 Mar 2026; in the other session it was 25 to 45°." in told
    assert "Prescribed: 16 Mar 2026: left side only; range 15 to 25°. 02 Mar 2026: nothing." in told


def test_the_review_shows_the_aims_of_the_last_session(history, prescribed):
    app = AppTest.from_function(review, kwargs={"open_history": lambda: history, "today": EVENING.date()}, default_timeout=60).run()

    told = [one.value for one in app.caption]
    assert any("Prescribed in the last session: left side only; range 15 to 25°." in one for one in told)
    assert "The pale band is what to aim at: 15 to 25°." in told
