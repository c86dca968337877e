"""Exports and results as other programs saved them, and what the coach cannot have written: refused whole, in one sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from coach.cli import main
from coach.history import Filter, History, HistoryError
from coach.history.files import ExportFormat, export
from coach.history.imports import import_export
from coach.history.planning import next_plan_day, past_sessions, save_plan
from coach.history.text_files import LONGEST_FIELD
from coach.planning import first_plan
from exercises import load
from tests.history.conftest import new_database
from tests.history.made_up import a_rich_history, a_session, one_set, rep
from tests.shared import SHARED

pytestmark = pytest.mark.slow  # every way in which a file can be wrong is tried on a whole history

INPUTS = SHARED / "inputs"


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A folder with a rich history as JSON, as CSV and as Parquet."""
    with History.open(tmp_path / "old.sqlite") as history:
        a_rich_history(history)
        export(history, tmp_path / "all.json", ExportFormat.JSON)
        export(history, tmp_path / "csv", ExportFormat.CSV)
        export(history, tmp_path / "parquet", ExportFormat.PARQUET)
    return tmp_path


@pytest.fixture
def new(tmp_path: Path) -> Any:
    with History.open(tmp_path / "new.sqlite") as history:
        yield history


def with_value(table: str, column: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["tables"][table][0][column] = value

    return change


IMPOSSIBLE = {
    "an unknown band": with_value("sets", "band", "enormous"),
    "an unknown grade": with_value("findings", "grade", "bad"),
    "an unknown reason": with_value("not_counted", "reason", "because"),
    "an unknown side": with_value("sets", "side", "middle"),
    "a number beyond 64 bits": with_value("sets", "number", 2**63),
    "infinity": with_value("reps", "range_of_motion", float("inf")),
    "a number beyond measure": with_value("reps", "range_of_motion", 1e300),
    "half a number": with_value("sets", "number", 1.5),
    "a text for a number": with_value("sets", "number", "one"),
    "a number for a text": with_value("people", "name", 7),
    "a list for a text": with_value("sets", "notes", ["a"]),
    "neither yes nor no": with_value("reps", "good", 7),
    "nothing where something must be": with_value("people", "name", None),
    "the year 1": with_value("sessions", "started_at", "0001-01-01T00:00:00+00:00"),
    "the year 9999": with_value("sessions", "started_at", "9999-12-31T23:59:59-12:00"),
    "a day of the year 9999": with_value("sessions", "day", "9999-12-31"),
    "an offset of years": with_value("sessions", "utc_offset_min", 10**9),
    "a weight below nothing": with_value("sets", "weight_kg", -1),
    "a setting that is no JSON": with_value("settings", "value", "{"),
    "rows that are null": lambda document: document["tables"].update(reps=None),
    "a row that is null": lambda document: document["tables"]["reps"].append(None),
    "one name in two forms of Unicode": lambda document: [
        one.update(name=name) for one, name in zip(document["tables"]["people"], ("Zoe\u0308", "Zo\u00eb"), strict=True)
    ],
}


@pytest.mark.parametrize("change", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_what_the_coach_cannot_have_written_is_refused_whole_in_one_sentence(exported: Path, new: History, change: Any) -> None:
    document = json.loads((exported / "all.json").read_text(encoding="utf-8"))
    change(document)
    (exported / "all.json").write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(HistoryError, match=r"^[^\n]+$"):
        import_export(new, exported / "all.json")

    assert new.people() == ()


@pytest.mark.parametrize("row", [0, 1], ids=["the first", "another"])
def test_a_row_that_lacks_a_column_of_the_others_is_refused_and_nothing_is_left_out_silently(
    exported: Path, new: History, row: int
) -> None:
    document = json.loads((exported / "all.json").read_text(encoding="utf-8"))
    del document["tables"]["sets"][row]["notes"]
    (exported / "all.json").write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(HistoryError, match=r"all\.json, sets: not all rows have the same columns\. Nothing was imported\."):
        import_export(new, exported / "all.json")
    assert new.people() == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_json_is_read_as_other_programs_save_it(exported: Path, new: History, encoding: str) -> None:
    text = (exported / "all.json").read_text(encoding="utf-8")
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    (exported / "all.json").write_bytes((mark + text).encode(encoding))

    import_export(new, exported / "all.json")

    assert len(new.sessions()) == 3


def test_tables_are_read_as_excel_saves_them_with_semicolons_and_decimal_commas(exported: Path, new: History) -> None:
    csv.field_size_limit(LONGEST_FIELD)
    for path in (exported / "csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[cell.replace(".", ",") if _is_decimal(cell) else cell for cell in row] for row in csv.reader(file)]
            rows = [["1,5 kg, and 2,5 more" if cell.startswith("'=1+1") else cell for cell in row] for row in rows]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)

    import_export(new, exported / "csv")

    assert new.session(1).sets[0].reps[0].range_of_motion == pytest.approx(1 / 3)
    assert new.session(1).sets[0].notes == "1,5 kg, and 2,5 more"


def _is_decimal(cell: str) -> bool:
    whole, point, decimals = cell.partition(".")
    return bool(point) and whole.isdigit() and decimals.isdigit()


def test_nesting_without_end_is_one_sentence(tmp_path: Path, new: History) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")

    with pytest.raises(HistoryError, match="nested too deeply"):
        import_export(new, tmp_path / "deep.json")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_no_cell_is_a_formula_and_the_text_comes_back_as_it_was(exported: Path, new: History, kind: str) -> None:
    notes = '=HYPERLINK("http://evil.example")'
    with History.open(exported / "old.sqlite") as old:
        old.note_session(1, notes=notes)
        export(old, exported / kind, ExportFormat(kind))

    import_export(new, exported / kind)

    assert new.session(1).session.notes == notes
    if kind == "csv":
        with (exported / "csv" / "sessions.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_sessions_from_the_future_do_not_move_the_plan(new: History) -> None:
    ada = new.add_person("Ada")
    now = datetime.now().astimezone()
    save_plan(new, ada, first_plan(load(), now, (0, 2, 4)))
    before = str(next_plan_day(new, ada, load(), now))
    new.keep_session(ada, a_session(one_set("left", rep(1))), now + timedelta(days=300), source="clock was wrong")

    assert past_sessions(new, ada, now=now) == ()
    assert str(next_plan_day(new, ada, load(), now)) == before
    assert len(new.sessions(Filter(ada))) == 1


@pytest.mark.parametrize("recorded", ["0001-01-01", "9999-12-31"])
def test_a_time_at_which_nothing_can_have_been_recorded_is_one_sentence(tmp_path: Path, recorded: str) -> None:
    result = Path(__file__).parents[1] / "data" / "clamshell.json"

    done = CliRunner().invoke(main, ["history", "--database", str(tmp_path / "h.sqlite"), "import", str(result), "--recorded", recorded])

    assert done.exit_code == 1
    assert done.exception is None or isinstance(done.exception, SystemExit)


READABLE = {"result.json", "result_bom.json", "result_powershell_utf16.json", "export_csv_bom"}


@pytest.mark.skipif(not INPUTS.is_dir(), reason="the odd inputs are not here")
@pytest.mark.parametrize("source", sorted([*INPUTS.glob("result*.json"), *INPUTS.glob("export*")]), ids=lambda path: path.name)
def test_the_odd_files_of_users_are_imported_or_refused_in_one_line(tmp_path: Path, source: Path) -> None:
    done = CliRunner().invoke(main, ["history", "--database", str(tmp_path / "h.sqlite"), "import", str(source)])

    assert done.exit_code == (0 if source.name in READABLE else 1), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert len(done.output.splitlines()) == 1


def test_after_an_import_a_server_knows_how_much_there_is(exported: Path, postgres: str) -> None:
    with History.open(new_database(postgres)) as history:
        import_export(history, exported / "all.json")

        with history.reading() as connection:
            known = connection.execute(text("SELECT relname, reltuples FROM pg_class WHERE relname IN ('people', 'sets')")).all()
    assert dict(map(tuple, known)) == {"people": 2, "sets": 3}
