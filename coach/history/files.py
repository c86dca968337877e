"""Exports the whole history to files that other programs read; `imports` reads them without loss.

One JSON file, or a folder with one CSV or Parquet file per table and `about.json`, which says what should be there. Times are UTC in ISO 8601,
bytes are base64 in text, and what was not measured is null or empty.
"""

from __future__ import annotations

import base64
import csv
import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Boolean, Connection, Date, Double, Integer, LargeBinary, Table, select

from coach import __version__
from coach.history.errors import HistoryError
from coach.history.schema import HEAD, Measure, PrintableText, Utc, metadata
from coach.history.store import History
from coach.recording.atomic_file import written_whole
from coach.recording.refusals import not_written
from coach.report.table import FORMULA, as_cell

FORMAT: Final = "coach.history/1"
ABOUT: Final = "about.json"
TABLES: Final = metadata.sorted_tables
TEXT: Final = "text"
"""The key in `about.json` that says that texts which a spreadsheet would take for formulas stand behind a quote."""
BATCH_ROWS: Final = 5000
"""Rows that are read or written together."""

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = Iterator[Row]


class ExportFormat(StrEnum):
    """The kinds of files that an export can be."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def export(history: History, target: Path, kind: ExportFormat) -> None:
    """Write everything to the file `target` (JSON), or into the folder `target`. Each file is written whole or not at all."""
    try:
        with history.reading() as connection:
            if kind is ExportFormat.JSON:
                _write_json(connection, target)
                return
            if target.is_file():
                raise HistoryError(f"{target} is a file: an export as {kind} needs a folder.")
            write = _write_csv if kind is ExportFormat.CSV else _write_parquet
            amounts = {}
            for table in TABLES:
                with written_whole(target / f"{table.name}.{kind}") as unfinished:
                    amounts[table.name] = write(unfinished, table, _rows(connection, table))
            with written_whole(target / ABOUT) as unfinished:
                unfinished.write_text(json.dumps(_about() | {"kind": kind, TEXT: "quoted", "rows": amounts}, indent=1), encoding="utf-8")
    except OSError as error:
        raise HistoryError(not_written(f"The export {target}", error)) from error


def _about() -> Row:
    return {"format": FORMAT, "schema": HEAD, "version": __version__}


def _rows(connection: Connection, table: Table) -> Rows:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH_ROWS)
    return (dict(row) for row in connection.execute(query).mappings())


def _write_json(connection: Connection, target: Path) -> None:
    """Row by row, so that ten years of training need not fit into memory."""
    with written_whole(target) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        file.write(json.dumps(_about())[:-1] + ', "tables": {')
        for n, table in enumerate(TABLES):
            file.write(f"{',' * bool(n)}\n{json.dumps(table.name)}: [")
            for m, row in enumerate(_rows(connection, table)):
                file.write(f"{',' * bool(m)}\n {json.dumps(_plain(row), ensure_ascii=False)}")
            file.write("]")
        file.write("}}\n")


def _write_csv(path: Path, table: Table, rows: Rows) -> int:
    amount = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in table.columns])
        writer.writeheader()
        for amount, row in enumerate(rows, start=1):  # noqa: B007
            writer.writerow(_plain({name: as_cell(value) for name, value in row.items()}))
    return amount


def _write_parquet(path: Path, table: Table, rows: Rows) -> int:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    kinds = {
        Utc: pa.timestamp("us", tz="UTC"),
        Date: pa.date32(),
        Boolean: pa.bool_(),
        Integer: pa.int64(),
        Double: pa.float64(),
        Measure: pa.float64(),
        LargeBinary: pa.binary(),
        PrintableText: pa.string(),
    }
    fields = [(column.name, next(kind for of, kind in kinds.items() if isinstance(column.type, of))) for column in table.columns]
    amount = 0
    with pq.ParquetWriter(path, pa.schema(fields)) as writer:
        for batch in batches(rows):
            amount += len(batch)
            writer.write_table(pa.Table.from_pylist([_without_nan(row) for row in batch], schema=pa.schema(fields)))
    return amount


def without_quote(text: str) -> str:
    """The text that `as_cell` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def _without_nan(row: Row) -> Row:
    return {key: None if isinstance(value, float) and math.isnan(value) else value for key, value in row.items()}


def _plain(row: Row) -> Row:
    """A row with values that JSON and CSV can hold."""
    return {key: _as_text(value) for key, value in _without_nan(row).items()}


def _as_text(value: Any) -> Any:  # noqa: ANN401
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case bool():
            return int(value)
    return value


def batches(rows: Rows) -> Iterator[list[Row]]:
    """The rows in lists of `BATCH_ROWS`."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH_ROWS:
            yield batch
            batch = []
    if batch:
        yield batch
