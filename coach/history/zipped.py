"""An export that is a folder, as one zip file: what a browser can hand over."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, is_zipfile

from coach.history.errors import HistoryError
from coach.history.files import ABOUT, TABLES, ExportFormat, export
from coach.history.store import History
from coach.recording.atomic_file import written_whole
from coach.recording.refusals import not_written

LARGEST_BYTES: Final = 2 * 2**30
"""Of all files together, unpacked: a small zip file can say that it holds much more than a disk does."""
NAMES: Final = {ABOUT, *(f"{table.name}.{kind}" for table in TABLES for kind in (ExportFormat.CSV, ExportFormat.PARQUET))}
"""The files of an export."""


def export_zipped(history: History, target: Path, kind: ExportFormat) -> None:
    """Write everything to the zip file `target`, whole or not at all."""
    try:
        with TemporaryDirectory(prefix="form-coach-") as folder, written_whole(target) as unfinished:
            inside = Path(folder) / (f"history.{kind}" if kind is ExportFormat.JSON else "tables")
            export(history, inside, kind)
            with ZipFile(unfinished, "w", ZIP_DEFLATED) as packed:
                for one in [inside] if inside.is_file() else sorted(inside.iterdir()):
                    packed.write(one, one.name)
    except OSError as error:
        raise HistoryError(not_written(f"The export {target}", error)) from error


def is_zipped(source: Path) -> bool:
    """Whether a file is a zip file."""
    return source.is_file() and is_zipfile(source)


def unzip(source: Path, folder: Path) -> Path:
    """Unpack the export in `source` into `folder`; gives the file or the folder to import. Raises `HistoryError`, and OSError."""
    try:
        with ZipFile(source) as packed:
            found = {Path(one.filename).name: one for one in packed.infolist() if not one.is_dir()}
            wanted = {name: one for name, one in found.items() if name in NAMES or name.endswith(".json")}
            if sum(one.file_size for one in wanted.values()) > LARGEST_BYTES:
                raise HistoryError(f"{source.name} would be larger than an export can be.")
            for name, one in wanted.items():
                with packed.open(one) as inside, (folder / name).open("wb") as file:
                    shutil.copyfileobj(inside, file)  # no more than the size that is said
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise HistoryError(f"{source.name} is not a zip file that can be read: {error}.") from error
    single = [name for name in wanted if name != ABOUT and name.endswith(".json")]
    if ABOUT not in wanted and len(single) == 1:
        return folder / single[0]
    return folder
