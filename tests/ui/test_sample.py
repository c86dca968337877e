"""The bundled sample through its page, with the real pose model, against the truth of the rendering."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

TRUTH = json.loads((Path(__file__).parents[1] / "data" / "clamshell.json").read_text())


def page():
    from coach.ui import recording

    recording.page()


@pytest.fixture(scope="module")
def session(pose_weights):
    app = AppTest.from_function(page, default_timeout=300).run()
    (sample,) = [button for button in app.button if button.label == "Try it with the sample"]
    app = sample.click().run()
    assert not app.exception
    run = app.session_state["run"]
    run.wait()
    (result,) = run.results
    return result.shown.analysis.session


def at(moment, found):
    """Those of `found` that were going on at `moment`."""
    return [one for one in found if one.start_s < moment < one.end_s]


@pytest.mark.slow
def test_the_sample_is_recognised(session):
    assert session.exercise == "clamshell"
    assert session.working_side == "right"
    assert len(session.sets) == 1


@pytest.mark.slow
@pytest.mark.parametrize("rep", TRUTH["reps"], ids=lambda rep: f"rep {rep['index'] + 1}")
def test_every_repetition_of_the_sample_is_counted_once_and_no_small_one_is_passed_over(session, rep):
    is_small = any(fault["name"] == "small_range" for fault in rep["faults"])

    counted = at(rep["peak_s"], session.reps)
    assert len(counted) == 1 or (is_small and at(rep["peak_s"], session.not_counted))


@pytest.mark.slow
def test_the_partial_movement_of_the_sample_is_not_counted(session):
    (partial,) = TRUTH["not_reps"]

    assert not at(partial["peak_s"], session.reps)
    assert at(partial["peak_s"], session.not_counted)


@pytest.mark.slow
def test_the_fast_repetition_of_the_sample_is_told_apart_from_the_clean_ones(session):
    (fast,) = [rep for rep in TRUTH["reps"] if any(fault["name"] == "too_fast" for fault in rep["faults"])]
    clean = [rep for rep in TRUTH["reps"] if not rep["faults"]]

    (found,) = at(fast["peak_s"], session.reps)
    assert {"clam_fast_up", "clam_fast_down"} <= {finding.check for finding in found.findings}
    assert all(rep.good for truth in clean for rep in at(truth["peak_s"], session.reps))
