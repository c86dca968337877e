"""Reads an export into an empty history: all of it or nothing, and only what the coach could have written itself."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

from sqlalchemy import Boolean, Column, Connection, Date, Double, Integer, LargeBinary, Table, func, insert, select, text

from coach.history.damage import impossible_value
from coach.history.errors import HistoryError
from coach.history.files import ABOUT, BATCH_ROWS, FORMAT, TABLES, TEXT, ExportFormat, Row, batches, without_quote
from coach.history.names import is_same_name, tidy
from coach.history.schema import HEAD, Measure, PrintableText, Utc, people
from coach.history.store import History
from coach.history.text_files import read_csv, read_json
from coach.history.zipped import is_zipped, unzip
from coach.recording.refusals import reason

Rows: TypeAlias = Iterator[Row]

DROPPED: Final = {"reps": {"confidence"}}
"""Columns that older exports have and the tables no longer."""
WIDEST: Final = 2**63
"""Whole numbers of a database are smaller, and not smaller than its negative."""


def import_export(history: History, source: Path) -> None:
    """Read what `export` wrote, a JSON file or a folder, or either zipped, into an empty history: all of it or nothing.

    Raises `HistoryError`.
    """
    if is_zipped(source):
        with TemporaryDirectory(prefix="form-coach-") as folder:
            import_export(history, unzip(source, Path(folder)))
        return
    if history.path is None:  # a server checks less than we do: tried in a file first
        with TemporaryDirectory() as folder, History.open(Path(folder) / "tried.sqlite") as tried:
            import_export(tried, source)
    try:
        rows = _folder(source) if source.is_dir() else _json_file(source)
        with history.writing() as connection:
            if connection.scalar(select(func.count()).select_from(people)):
                raise HistoryError("The history is not empty: an export is only imported into an empty one, so that nothing gets mixed up.")
            for table in TABLES:
                for batch in batches(_alike(rows(table), f"{source.name}, {table.name}")):
                    connection.execute(insert(table), batch)
            if wrong := impossible_value(connection):
                raise HistoryError(f"{source} was not written by the coach: {wrong}. Nothing was imported.")
            _check_names(connection)
            if connection.dialect.name == "postgresql":
                _advance_ids(connection)
                _count_rows(connection)
    except OSError as error:
        raise HistoryError(f"{source} could not be read: {reason(error)}.") from error


def _alike(rows: Rows, where: str) -> Rows:
    """Rows that all have the columns of the first. They are inserted together: what others have besides would be left out silently."""
    columns: set[str] | None = None
    for row in rows:
        columns = set(row) if columns is None else columns
        if set(row) != columns:
            raise HistoryError(f"{where}: not all rows have the same columns. Nothing was imported.")
        yield row


def _folder(source: Path) -> Callable[[Table], Rows]:
    about_file = source / ABOUT
    if not about_file.is_file():
        raise HistoryError(f"{source} is not an export of the history: it has no {ABOUT}.")
    about = _checked(read_json(about_file), source)
    amounts, kind = about.get("rows"), about.get("kind")
    if not isinstance(amounts, Mapping) or kind not in {ExportFormat.CSV, ExportFormat.PARQUET}:
        raise HistoryError(f"{about_file} does not say what was exported.")
    is_quoted = about.get(TEXT) == "quoted"

    def rows(table: Table) -> Rows:
        name = f"{table.name}.{kind}"
        found = _from_csv(source / name, table, is_quoted=is_quoted) if kind == ExportFormat.CSV else _from_parquet(source / name, table)
        amount = 0
        for amount, row in enumerate(found if table.name in amounts else (), start=1):  # noqa: B007
            yield row
        if amount != amounts.get(table.name, 0):
            raise HistoryError(f"{name} has {amount} rows, but {amounts[table.name]} were exported: it is not whole.")

    return rows


def _json_file(source: Path) -> Callable[[Table], Rows]:
    tables = _checked(read_json(source), source).get("tables")
    if not isinstance(tables, Mapping):
        raise HistoryError(f"{source} is not a whole export of the history: it has no tables.")

    def rows(table: Table) -> Rows:
        found = tables.get(table.name, [])
        if not isinstance(found, list):
            raise HistoryError(f"{source.name}: {table.name} is not a list of rows.")
        return (_typed(row, table, f"{source.name}, {table.name}") for row in found)

    return rows


def _checked(about: Any, source: Path) -> Row:  # noqa: ANN401
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise HistoryError(f"{source} is not an export of the history: its format is not {FORMAT}.")
    if str(about.get("schema")) > HEAD:
        raise HistoryError(f"{source} was exported by a newer version of the coach: update the coach to import it.")
    return about


def _from_csv(path: Path, table: Table, *, is_quoted: bool) -> Rows:
    for number, row in enumerate(read_csv(path), start=2):
        yield _typed({name: without_quote(value) for name, value in row.items()} if is_quoted else row, table, f"{path.name}, row {number}")


def _from_parquet(path: Path, table: Table) -> Rows:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH_ROWS):
                yield from (_typed(row, table, path.name) for row in batch.to_pylist())
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise HistoryError(f"{path} is not a Parquet file, or not a whole one.") from error


def _typed(row: Any, table: Table, where: str) -> Row:  # noqa: ANN401
    """A row of a file, its values with the types of the table's columns."""
    if not isinstance(row, Mapping) or not row.keys() - DROPPED.get(table.name, set()) <= {column.name for column in table.columns}:
        raise HistoryError(f"{where}: these are not the columns of {table.name}.")
    name = ""
    try:
        return {(name := column.name): _value(row[name], column) for column in table.columns if column.name in row}
    except (ValueError, TypeError, OverflowError) as error:
        raise HistoryError(f"{where}: {name} cannot be {str(row[name])[:40]!r}.") from error


def _value(value: Any, column: Column[Any]) -> Any:  # noqa: ANN401
    is_text = isinstance(column.type, PrintableText | LargeBinary)
    if value is None or (value == "" and not is_text) or (isinstance(value, float) and math.isnan(value)):
        return None
    return next(read for kind, read in CONVERT.items() if isinstance(column.type, kind))(value)


def _moment(value: Any) -> datetime:  # noqa: ANN401
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(value: Any) -> date:  # noqa: ANN401
    return value if type(value) is date else date.fromisoformat(value)


def _whole(value: Any) -> int:  # noqa: ANN401
    number = int(value)
    if isinstance(value, bool) or (not isinstance(value, str) and value != number) or not -WIDEST <= number < WIDEST:
        raise ValueError
    return number


def _yes_or_no(value: Any) -> bool:  # noqa: ANN401
    return {"0": False, "1": True, "False": False, "True": True}[str(value)] if str(value) in ("0", "1", "False", "True") else _no(value)


def _finite(value: Any) -> float:  # noqa: ANN401
    number = float(value)
    return number if math.isfinite(number) and not isinstance(value, bool) else _no(value)


def _text(value: Any) -> str:  # noqa: ANN401
    return value if isinstance(value, str) else _no(value)


def _bytes(value: Any) -> bytes:  # noqa: ANN401
    return value if isinstance(value, bytes) else base64.b64decode(_text(value), validate=True)


def _no(value: object) -> Any:  # noqa: ANN401
    raise ValueError(f"not {value!r}")


CONVERT: Final[dict[type, Callable[[Any], Any]]] = {
    Utc: _moment,
    Date: _day,
    LargeBinary: _bytes,
    Boolean: _yes_or_no,
    Integer: _whole,
    Double: _finite,
    Measure: _finite,
    PrintableText: _text,
}


def _check_names(connection: Connection) -> None:
    """People are told apart by their names, as everywhere else."""
    names = [row.name for row in connection.execute(select(people.c.name).order_by(people.c.id))]
    for number, name in enumerate(names):
        if not tidy(name):
            raise HistoryError("Somebody in this export has no name. Nothing was imported.")
        if any(is_same_name(name, other) for other in names[:number]):
            raise HistoryError(f"Two people in this export are called {name}: give one of them another name. Nothing was imported.")


def _advance_ids(connection: Connection) -> None:
    """Move PostgreSQL's sequences past the imported ids, which it would otherwise give again."""
    for table in TABLES:
        if "id" in table.columns:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, func.coalesce(func.max(table.c.id), 0) + 1, False)))  # noqa: FBT003


def _count_rows(connection: Connection) -> None:
    """Have PostgreSQL count what was imported, by which it decides how to read it; by itself it does so only some time later."""
    for table in TABLES:
        connection.execute(text(f"ANALYZE {table.name}"))
