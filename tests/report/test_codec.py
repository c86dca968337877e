"""`coach.analysis/1` and the table of repetitions keep the form that others read."""

import csv
import io
import json
from dataclasses import fields, replace

import pytest

from coach import __version__
from coach.report import codec
from coach.report.codec import as_json, session_of, source_of
from coach.report.table import COLUMNS, as_csv, rows
from tests.report.sessions import GOOD, NOTHING, SESSION, SOURCE


def test_the_json_has_the_documented_shape():
    assert json.loads(as_json(SESSION, SOURCE, model="full")) == {
        "format": "coach.analysis/1",
        "source": {"name": "clip.mp4", "duration_s": 36.4, "fps": 15.0, "frames": 547, "width": 640, "height": 480},
        "exercise": "clamshell",
        "working_side": "right",
        "view": "side_lying_front",
        "sets": [
            {
                "exercise": "clamshell",
                "working_side": "right",
                "view": "side_lying_front",
                "start_s": 2.1,
                "end_s": 33.0,
                "reps": [
                    {
                        "index": 1,
                        "start_s": 2.3,
                        "peak_s": 3.6,
                        "end_s": 5.3,
                        "concentric_s": 0.7,
                        "hold_s": 1.3,
                        "eccentric_s": 0.8,
                        "range_of_motion": 31.2,
                        "unit": "deg",
                        "range_error": 8.0,
                        "good": False,
                        "verdict": "fault",
                        "measured": {"clam_fast_down": 1.3, "clam_roll_back": 24.1235, "clam_feet_apart": 0.03},
                        "errors": {"clam_fast_down": 0.31, "clam_roll_back": 5.0},
                        "findings": [
                            {"check": "clam_fast_down", "grade": "warn", "value": 1.3, "unit": "s", "severity": 2, "began_s": None},
                            {"check": "clam_roll_back", "grade": "fault", "value": 24.1235, "unit": "deg", "severity": 3, "began_s": 3.1},
                        ],
                        "unjudged": ["clam_hip_share"],
                        "unjudged_reasons": {"clam_hip_share": "The camera is square to you."},
                    },
                    {
                        "index": 2,
                        "start_s": 6.3,
                        "peak_s": 7.6,
                        "end_s": 9.3,
                        "concentric_s": 2.1,
                        "hold_s": 1.0,
                        "eccentric_s": None,
                        "range_of_motion": 33.0,
                        "unit": "deg",
                        "range_error": None,
                        "good": True,
                        "verdict": "good",
                        "measured": {},
                        "errors": {},
                        "findings": [],
                        "unjudged": [],
                        "unjudged_reasons": {},
                    },
                ],
            }
        ],
        "not_counted": [{"start_s": 30.0, "end_s": 31.1, "reason": "too_small", "value": 6.0, "unit": "deg", "because": ""}],
        "warnings": [{"code": "second_person", "message": "A second person is in the picture."}],
        "model": "full",
        "version": __version__,
    }


def test_nothing_recognised_is_null_without_sets():
    result = json.loads(as_json(NOTHING, SOURCE, model=None))

    assert (result["exercise"], result["working_side"], result["sets"], result["model"]) == (None, None, [], None)
    assert [warning["code"] for warning in result["warnings"]] == ["nobody"]


def test_json_is_one_line():
    assert "\n" not in as_json(SESSION, SOURCE, model="full")


@pytest.mark.parametrize("session", [SESSION, NOTHING], ids=["something", "nothing"])
def test_what_was_written_is_read_back_to_four_decimals(session):
    document = json.loads(as_json(session, SOURCE, model="full"))

    assert source_of(document) == SOURCE
    assert json.loads(as_json(session_of(document), SOURCE, model="full")) == document


def test_a_set_without_its_view_is_read():
    """As the first documents were."""
    document = json.loads(as_json(SESSION, SOURCE, model="full"))
    del document["sets"][0]["view"]

    (one,) = session_of(document).sets
    assert (one.view, one.reps[1].unit) == ("", GOOD.unit)


def test_what_was_not_judged_is_read_back_as_not_judged():
    (one,) = SESSION.sets
    unseen = replace(GOOD, is_judged=False)
    document = json.loads(as_json(replace(SESSION, sets=(replace(one, reps=(unseen,)),)), SOURCE, model="full"))

    (rep,) = session_of(document).reps
    assert (document["sets"][0]["reps"][0]["verdict"], rep.verdict, rep.good) == ("not_judged", "not_judged", False)


def test_a_document_from_before_the_verdicts_is_read():
    document = json.loads(as_json(SESSION, SOURCE, model="full"))
    for rep in document["sets"][0]["reps"]:
        del rep["verdict"], rep["measured"], rep["errors"], rep["range_error"]

    assert [rep.verdict for rep in session_of(document).reps] == ["fault", "good"]


@pytest.mark.parametrize(
    ("shape", "elsewhere"),
    [
        (codec.SOURCE, set()),
        (codec.SET, {"reps"}),
        (codec.REP, {"findings", "unjudged", "measured", "errors", "doubtful", "traits", "is_judged"}),
        (codec.FINDING, set()),
        (codec.NOT_COUNTED, set()),
        (codec.WARNING, set()),
    ],
    ids=lambda value: value.make.__name__ if isinstance(value, codec.Shape) else "",
)
def test_no_field_of_a_record_is_forgotten(shape, elsewhere):
    assert [*shape.fields] == [field.name for field in fields(shape.make) if field.name not in elsewhere]


def test_csv_has_a_row_for_each_repetition():
    first, second = csv.DictReader(io.StringIO(as_csv(rows(SESSION, SOURCE))))

    assert first == {
        "source": "clip.mp4",
        "exercise": "clamshell",
        "working_side": "right",
        "view": "side_lying_front",
        "set": "1",
        "rep": "1",
        "start_s": "2.3",
        "peak_s": "3.6",
        "end_s": "5.3",
        "concentric_s": "0.7",
        "hold_s": "1.3",
        "eccentric_s": "0.8",
        "range_of_motion": "31.2",
        "unit": "deg",
        "range_error": "8.0",
        "good": "false",
        "verdict": "fault",
        "findings": "clam_fast_down=warn clam_roll_back=fault",
        "unjudged": "clam_hip_share",
        "measured": "clam_fast_down=1.3 clam_roll_back=24.1235 clam_feet_apart=0.03",
    }
    assert (second["rep"], second["eccentric_s"], second["good"], second["findings"]) == ("2", "", "true", "")


def test_csv_of_nothing_is_its_header():
    assert as_csv(rows(NOTHING, SOURCE)) == ",".join(COLUMNS) + "\n"
