"""An export as one zip file."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from coach.history import History, HistoryError
from coach.history.files import ExportFormat
from coach.history.imports import import_export
from coach.history.zipped import export_zipped
from tests.history.made_up import a_rich_history
from tests.history.test_files import KINDS, contents


@KINDS
def test_a_zipped_export_is_imported_without_loss(sqlite: History, kind: ExportFormat, tmp_path: Path) -> None:
    a_rich_history(sqlite)
    export_zipped(sqlite, tmp_path / "all.zip", kind)

    with History.open(tmp_path / "new.sqlite") as new:
        import_export(new, tmp_path / "all.zip")

        assert contents(new) == contents(sqlite)


def test_a_zip_file_of_something_else_is_refused_in_one_line(sqlite: History, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("../../letter.txt", "Dear Ada")

    with pytest.raises(HistoryError, match="not an export of the history"):
        import_export(sqlite, tmp_path / "other.zip")
    assert not list(tmp_path.parent.glob("letter.txt"))


def test_a_damaged_zip_file_is_refused_in_one_line(sqlite: History, tmp_path: Path) -> None:
    export_zipped(sqlite, tmp_path / "all.zip", ExportFormat.CSV)
    data = bytearray((tmp_path / "all.zip").read_bytes())
    data[40:120] = b"\x55" * 80
    (tmp_path / "all.zip").write_bytes(data)

    with pytest.raises(HistoryError):
        import_export(sqlite, tmp_path / "all.zip")
    assert not sqlite.people()


def test_a_zip_file_that_says_it_holds_more_than_a_disk_is_not_unpacked(
    sqlite: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.history.zipped.LARGEST_BYTES", 100)
    export_zipped(sqlite, tmp_path / "all.zip", ExportFormat.JSON)

    with pytest.raises(HistoryError, match="larger than an export can be"):
        import_export(sqlite, tmp_path / "all.zip")
