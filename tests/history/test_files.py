"""Exports and imports, without loss."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from math import nan
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import select

from coach.history import History, HistoryError
from coach.history.damage import LARGEST
from coach.history.files import ExportFormat, export
from coach.history.imports import import_export
from coach.history.schema import HEAD, metadata
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Warning
from tests.examples import examples
from tests.history.made_up import EVENING, HIP_SHARE, ROLL_BACK, a_rich_history, a_session, rep

pytestmark = pytest.mark.slow  # whole histories are written and read in every format

DATA = Path(__file__).parent / "data"
KINDS = pytest.mark.parametrize("kind", list(ExportFormat), ids=str)


def contents(history: History) -> dict[str, list[str]]:
    """Every row of every table, in words, so that NaN equals NaN."""
    with history.reading() as connection:
        return {
            table.name: [repr(tuple(row)) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def target(folder: Path, kind: ExportFormat) -> Path:
    return folder / ("all.json" if kind is ExportFormat.JSON else "all")


@KINDS
def test_an_export_is_imported_without_loss(history: History, kind: ExportFormat, tmp_path: Path) -> None:
    a_rich_history(history)
    export(history, target(tmp_path, kind), kind)

    with History.open(tmp_path / "new.sqlite") as new:
        import_export(new, target(tmp_path, kind))

        assert contents(new) == contents(history)
        assert all(contents(new)[name] for name in metadata.tables)


@KINDS
def test_a_history_goes_on_after_an_import(history: History, kind: ExportFormat, tmp_path: Path) -> None:
    with History.open(tmp_path / "old.sqlite") as old:
        a_rich_history(old)
        export(old, target(tmp_path, kind), kind)
    import_export(history, target(tmp_path, kind))

    eve = history.add_person("Eve")

    assert history.keep_session(eve, a_session(), EVENING, source="new.mp4") > 3
    assert len(history.people()) == 3


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
measures = st.one_of(st.just(nan), st.floats(-LARGEST, LARGEST)).map(lambda number: number + 0.0)  # SQLite knows no negative zero
times = st.floats(0, 1e4)
findings = st.builds(Finding, words, st.sampled_from(Grade), measures, words, st.integers(1, 3))
reps = st.builds(
    Rep,
    index=st.just(0),
    start_s=measures,
    peak_s=measures,
    end_s=measures,
    concentric_s=measures,
    hold_s=measures,
    eccentric_s=measures,
    range_of_motion=measures,
    unit=words,
    findings=st.lists(findings, max_size=2).map(tuple),
    unjudged=st.lists(st.builds(Unjudged, words, words), max_size=2).map(tuple),
    measured=st.lists(st.tuples(words, measures), max_size=3).map(tuple),
)
numbered = st.lists(reps, max_size=3).map(lambda found: tuple(replace(one, index=n) for n, one in enumerate(found, start=1)))
recordings = st.builds(
    Session,
    sets=st.lists(
        st.builds(SetRecord, words, st.sampled_from(("left", "right", "both")), words, measures, measures, numbered), max_size=2
    ).map(tuple),
    not_counted=st.lists(
        st.builds(NotCounted, times, times, st.sampled_from(Reason), measures, words),
        max_size=2,
        unique_by=lambda one: (one.start_s, one.end_s),
    ).map(tuple),
    warnings=st.lists(st.builds(Warning, words, words), max_size=2).map(tuple),
)
moments = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.timezones())  # noqa: DTZ001


@pytest.mark.slow
@KINDS
@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(recording=recordings, started=moments, source=words)
def test_any_history_survives_the_round_trip(
    kind: ExportFormat, recording: Session, started: datetime, source: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with History.open(folder / "old.sqlite") as old, History.open(folder / "new.sqlite") as new:
        session = old.keep_session(old.add_person("Ada"), recording, started, source=source)
        export(old, target(folder, kind), kind)
        import_export(new, target(folder, kind))

        assert contents(new) == contents(old)
        kept = new.session(session)
        assert repr(kept.record.sets) == repr(recording.sets)
        assert repr(sorted(kept.not_counted, key=repr)) == repr(sorted(recording.not_counted, key=repr))
        assert kept.record.warnings == recording.warnings
        assert abs((kept.session.started_at - started).total_seconds()) < 1e-6


def test_the_files_are_readable_by_other_programs(sqlite: History, tmp_path: Path) -> None:
    a_rich_history(sqlite)
    export(sqlite, tmp_path / "csv", ExportFormat.CSV)
    export(sqlite, tmp_path / "parquet", ExportFormat.PARQUET)
    export(sqlite, tmp_path / "all.json", ExportFormat.JSON)

    with (tmp_path / "csv" / "reps.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    table = pq.read_table(tmp_path / "parquet" / "reps.parquet")
    document = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))

    assert [row["range_of_motion"] for row in rows] == ["0.3333333333333333", "", "30.0", "28.0"]
    assert table.column("range_of_motion").null_count == 1
    assert str(pq.read_schema(tmp_path / "parquet" / "sessions.parquet").field("started_at").type) == "timestamp[us, tz=UTC]"
    assert document["tables"]["reps"][1]["range_of_motion"] is None
    assert document["tables"]["sessions"][0]["started_at"] == "2026-03-02T17:00:00+00:00"


def test_an_export_is_only_imported_into_an_empty_history(sqlite: History, tmp_path: Path) -> None:
    sqlite.add_person("Ada")
    export(sqlite, tmp_path / "all.json", ExportFormat.JSON)
    before = contents(sqlite)

    with pytest.raises(HistoryError, match="not empty"):
        import_export(sqlite, tmp_path / "all.json")
    assert contents(sqlite) == before


def edited(folder: Path, name: str, change: Any) -> None:
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


SPOILED = {
    "no folder": (ExportFormat.CSV, lambda folder: None, "nowhere", "could not be read"),
    "a folder of something else": (ExportFormat.CSV, lambda folder: (folder / "about.json").unlink(), "", "no about.json"),
    "about something else": (ExportFormat.CSV, lambda folder: edited(folder, "about.json", lambda _: "[]"), "", "its format is not"),
    "about nothing": (
        ExportFormat.CSV,
        lambda folder: edited(folder, "about.json", lambda text: text.replace('"kind"', '"k"')),
        "",
        "does not say",
    ),
    "a table is missing": (ExportFormat.CSV, lambda folder: (folder / "reps.csv").unlink(), "", "No such file"),
    "rows are missing": (
        ExportFormat.CSV,
        lambda folder: edited(folder, "findings.csv", lambda text: text[: text.rindex("\n", 0, -1) + 1]),
        "",
        "has 1 rows, but 2 were exported",
    ),
    "a number is no number": (
        ExportFormat.CSV,
        lambda folder: edited(folder, "reps.csv", lambda text: text.replace("30.0", "wide")),
        "",
        r"reps\.csv, row 4: .*wide",
    ),
    "a column too many": (
        ExportFormat.CSV,
        lambda folder: edited(folder, "people.csv", lambda text: text.replace("name", "nickname", 1)),
        "",
        "columns",
    ),
    "a row that belongs to nothing": (
        ExportFormat.CSV,
        lambda folder: edited(folder, "sets.csv", lambda text: text.replace("\n3,3,", "\n3,77,")),
        "",
        "does not fit",
    ),
    "not text": (ExportFormat.CSV, lambda folder: (folder / "people.csv").write_bytes(b"\xff\xfe\x00"), "", "not text"),
    "from a newer version": (
        ExportFormat.CSV,
        lambda folder: edited(folder, "about.json", lambda text: text.replace(f'"{HEAD}"', '"9999"')),
        "",
        "newer version",
    ),
    "half a Parquet file": (
        ExportFormat.PARQUET,
        lambda folder: (folder / "reps.parquet").write_bytes(b"PAR1half"),
        "",
        "not a Parquet file",
    ),
    "half a JSON file": (
        ExportFormat.JSON,
        lambda folder: edited(folder, "all.json", lambda text: text[: len(text) // 2]),
        "all.json",
        "not a whole one",
    ),
    "JSON of something else": (
        ExportFormat.JSON,
        lambda folder: edited(folder, "all.json", lambda _: "{}"),
        "all.json",
        "its format is not",
    ),
    "JSON without tables": (
        ExportFormat.JSON,
        lambda folder: edited(folder, "all.json", lambda text: text.replace('"tables"', '"t"')),
        "all.json",
        "no tables",
    ),
}


@pytest.mark.parametrize(("kind", "spoil", "name", "says"), SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_export_is_refused_whole(kind: ExportFormat, spoil: Any, name: str, says: str, tmp_path: Path) -> None:
    with History.open(tmp_path / "old.sqlite") as old:
        a_rich_history(old)
        export(old, tmp_path / "export" / "all.json" if kind is ExportFormat.JSON else tmp_path / "export", kind)
    spoil(tmp_path / "export")

    with History.open(tmp_path / "new.sqlite") as new:
        with pytest.raises(HistoryError, match=rf"^[^\n]*{says}[^\n]*$"):
            import_export(new, tmp_path / "export" / name)

        assert not any(contents(new).values())


def test_an_export_of_an_older_schema_is_imported(sqlite: History, tmp_path: Path) -> None:
    """Before 0002 there were no tracks, and no pain of the next day."""
    old = {
        "format": "coach.history/1",
        "schema": "0001",
        "tables": {
            "people": [{"id": 1, "name": "Ada", "created_at": "2026-03-01T10:00:00+00:00"}],
            "sessions": [{"id": 1, "person_id": 1, "started_at": "2026-03-02T17:00:00+00:00", "utc_offset_min": 60, "day": "2026-03-02"}],
        },
    }
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")

    import_export(sqlite, tmp_path / "old.json")

    assert sqlite.session(1).session.started_at == datetime(2026, 3, 2, 17, tzinfo=UTC)
    assert sqlite.session(1).session.pain_next_day is None


@pytest.mark.parametrize("name", ["export_0002.json", "export_0002_csv", "export_0002_parquet"])
def test_an_export_with_the_confidence_of_repetitions_is_imported(sqlite: History, name: str) -> None:
    """As the coach wrote it before 0003: with a column that is gone, and without what the checks measured."""
    import_export(sqlite, DATA / name)

    details = sqlite.session(1)
    assert repr(details.sets[0].reps) == repr((rep(1, 31.25), rep(2, nan, ROLL_BACK, unjudged=(HIP_SHARE,))))
    assert details.session.pain_next_day == 2
    assert sqlite.track(1) == b"a track"
    assert len(sqlite.sessions()) == 2


def test_an_export_that_cannot_be_written_is_one_sentence(sqlite: History, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(HistoryError, match="needs a folder"):
        export(sqlite, tmp_path / "file", ExportFormat.CSV)
    with pytest.raises(HistoryError, match="could not be written"):
        export(sqlite, tmp_path / "file" / "all.json", ExportFormat.JSON)
