"""Text files as other programs save them: with a byte-order mark, in UTF-16, with semicolons for commas."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from coach.history.errors import HistoryError

LONGEST_FIELD: Final = 2**31 - 1
"""Characters in a field of a CSV file: the track of a long set is longer than the csv module allows by default."""
MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""How files begin, and what they are written in."""

DECIMAL: Final = re.compile(r"-?\d+,\d+([eE][+-]?\d+)?")


def read_text(path: Path) -> str:
    """The text of a file. Raises `HistoryError` when it is none, and OSError."""
    data = path.read_bytes()
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise HistoryError(f"{path.name} is not text in UTF-8 or UTF-16.") from error


def read_json(path: Path) -> Any:  # noqa: ANN401
    """What a JSON file says. Raises `HistoryError`, and OSError."""
    try:
        return json.loads(read_text(path), parse_constant=_refuse)
    except RecursionError as error:
        raise HistoryError(f"{path.name} is nested too deeply.") from error
    except ValueError as error:  # JSONDecodeError, and a number of thousands of digits
        raise HistoryError(f"{path.name} is not a JSON file, or not a whole one: {error}.") from error


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by the names in its first line. Raises `HistoryError`, and OSError."""
    csv.field_size_limit(LONGEST_FIELD)
    text = read_text(path)
    first_line = text.partition("\n")[0]
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator), start=2):
            if None in row or None in row.values():
                raise HistoryError(f"{path.name}, row {number}, has not as many fields as the first row.")
            yield {name: _with_point(value, separator) for name, value in row.items()}
    except csv.Error as error:
        raise HistoryError(f"{path.name} is not a CSV file, or not a whole one: {error}.") from error


def _with_point(value: str, separator: str) -> str:
    """A number with a decimal point: where Excel parts fields by semicolons, it writes a comma for it."""
    return value.replace(",", ".") if separator == ";" and DECIMAL.fullmatch(value) else value


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number")
