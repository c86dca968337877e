"""Exports the whole history to files that other programs read, and imports them without loss.

One JSON file, or a folder with one CSV or Parquet file per table and `about.json`, which says what should be there. Times are UTC in ISO 8601,
bytes are base64 in text, and what was not measured is null or empty.
"""

from __future__ import annotations

import base64
import csv
import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import Boolean, Column, Connection, Date, Double, Integer, LargeBinary, Table, func, insert, select

from coach import __version__
from coach.history.errors import HistoryError
from coach.history.schema import HEAD, Measure, PrintableText, Utc, metadata, people
from coach.history.store import History
from coach.recording.atomic_file import written_whole
from coach.recording.refusals import not_written, reason

FORMAT: Final = "coach.history/1"
ABOUT: Final = "about.json"
TABLES: Final = metadata.sorted_tables
DROPPED: Final = {"reps": {"confidence"}}
"""Columns that older exports have and the tables no longer."""

LONGEST_FIELD: Final = 2**31 - 1
"""Characters in a field of a CSV file: the track of a long set is longer than the csv module allows by default."""

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
                unfinished.write_text(json.dumps(_about() | {"kind": kind, "rows": amounts}, indent=1), encoding="utf-8")
    except OSError as error:
        raise HistoryError(not_written(f"The export {target}", error)) from error


def import_export(history: History, source: Path) -> None:
    """Read what `export` wrote, a JSON file or a folder, into an empty history: all of it or nothing."""
    try:
        rows = _folder(source) if source.is_dir() else _json_file(source)
        with history.writing() as connection:
            if connection.scalar(select(func.count()).select_from(people)):
                raise HistoryError("The history is not empty: an export is only imported into an empty one, so that nothing gets mixed up.")
            for table in TABLES:
                _insert(connection, table, rows(table))
            if connection.dialect.name == "postgresql":
                _advance_ids(connection)
    except OSError as error:
        raise HistoryError(f"{source} could not be read: {reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise HistoryError(f"{source} is not an export of the history: it is not text.") from error


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
            writer.writerow(_plain(row))
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
        for batch in _batches(rows):
            amount += len(batch)
            writer.write_table(pa.Table.from_pylist([_without_nan(row) for row in batch], schema=pa.schema(fields)))
    return amount


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


def _folder(source: Path) -> Callable[[Table], Rows]:
    about_file = source / ABOUT
    if not about_file.is_file():
        raise HistoryError(f"{source} is not an export of the history: it has no {ABOUT}.")
    about = _checked(_loaded(about_file), source)
    amounts, kind = about.get("rows"), about.get("kind")
    if not isinstance(amounts, Mapping) or kind not in {ExportFormat.CSV, ExportFormat.PARQUET}:
        raise HistoryError(f"{about_file} does not say what was exported.")
    read = _read_csv if kind == ExportFormat.CSV else _read_parquet

    def rows(table: Table) -> Rows:
        amount = 0
        for amount, row in enumerate(read(source / f"{table.name}.{kind}", table) if table.name in amounts else (), start=1):  # noqa: B007
            yield row
        if amount != amounts.get(table.name, 0):
            raise HistoryError(f"{table.name}.{kind} has {amount} rows, but {amounts[table.name]} were exported: it is not whole.")

    return rows


def _json_file(source: Path) -> Callable[[Table], Rows]:
    tables = _checked(_loaded(source), source).get("tables")
    if not isinstance(tables, Mapping):
        raise HistoryError(f"{source} is not a whole export of the history: it has no tables.")
    return lambda table: (_typed(row, table, f"{source.name}, {table.name}") for row in tables.get(table.name, ()))


def _loaded(path: Path) -> Any:  # noqa: ANN401
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise HistoryError(f"{path} is not an export of the history, or not a whole one: {error}.") from error


def _checked(about: Any, source: Path) -> Row:  # noqa: ANN401
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise HistoryError(f"{source} is not an export of the history: its format is not {FORMAT}.")
    if str(about.get("schema")) > HEAD:
        raise HistoryError(f"{source} was exported by a newer version of the coach: update the coach to import it.")
    return about


def _read_csv(path: Path, table: Table) -> Rows:
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding="utf-8", newline="") as file:
        try:
            for number, row in enumerate(csv.DictReader(file), start=2):
                yield _typed(row, table, f"{path.name}, row {number}")
        except csv.Error as error:
            raise HistoryError(f"{path} is not a CSV file, or not a whole one: {error}.") from error


def _read_parquet(path: Path, table: Table) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH_ROWS):
                yield from (_typed(row, table, path.name) for row in batch.to_pylist())
    except pa.ArrowInvalid as error:
        raise HistoryError(f"{path} is not a Parquet file, or not a whole one.") from error


def _typed(row: Any, table: Table, where: str) -> Row:  # noqa: ANN401
    """A row of a file, its values with the types of the table's columns."""
    if not isinstance(row, Mapping) or not row.keys() - DROPPED.get(table.name, set()) <= {column.name for column in table.columns}:
        raise HistoryError(f"{where}: these are not the columns of {table.name}.")
    try:
        return {column.name: _value(row[column.name], column) for column in table.columns if column.name in row}
    except (ValueError, TypeError) as error:
        raise HistoryError(f"{where}: {error}.") from error


def _value(value: Any, column: Column[Any]) -> Any:  # noqa: ANN401
    if value is None or (value == "" and not isinstance(column.type, PrintableText | LargeBinary)):
        return None
    return next(read for kind, read in CONVERT.items() if isinstance(column.type, kind))(value)


CONVERT: Final[dict[type, Callable[[Any], Any]]] = {
    Utc: lambda value: value if isinstance(value, datetime) else datetime.fromisoformat(value),
    Date: lambda value: value if isinstance(value, date) else date.fromisoformat(value),
    LargeBinary: lambda value: value if isinstance(value, bytes) else base64.b64decode(value, validate=True),
    Boolean: lambda value: bool(int(value)),
    Integer: int,
    Double: float,
    Measure: float,
    PrintableText: str,
}


def _insert(connection: Connection, table: Table, rows: Rows) -> None:
    for batch in _batches(rows):
        connection.execute(insert(table), batch)


def _batches(rows: Rows) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH_ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _advance_ids(connection: Connection) -> None:
    """Move PostgreSQL's sequences past the imported ids, which it would otherwise give again."""
    for table in TABLES:
        if "id" in table.columns:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, func.coalesce(func.max(table.c.id), 0) + 1, False)))  # noqa: FBT003
