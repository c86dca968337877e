"""The buttons under "Your data" that do what `coach history` does: export, back up, import, restore, and erase everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coach.history import History, HistoryError, Person, erasing
from coach.history.backup import back_up, restore
from coach.history.corrections import for_makers_of
from coach.history.files import ExportFormat, export
from coach.history.import_analysis import analysis_in, import_with_track
from coach.history.imports import import_export
from coach.history.names import FIRST_PERSON
from coach.history.zipped import export_zipped, is_zipped
from coach.recording.atomic_file import write_text
from coach.ui import CHOSEN_PERSON
from coach.ui.open_history import errors_shown
from coach.ui.plain_text import plain

DONE: Final = "your-data-done"
"""The key in the session state of what was done, to be said on the page that is then shown anew."""
REPLACE: Final = "replace"
ERASE: Final = "erase everything"
"""What is typed to confirm that everything is replaced or erased."""
ROUND: Final = "your-data-round"
"""The key in the session state of a number that empties the fields of what was done."""


def show_done() -> None:
    """Say what was done when the page was shown last."""
    if done := st.session_state.pop(DONE, None):
        st.success(plain(done))


def offer_copies(history: History, person: Person | None) -> None:
    """Export and back up: files for the browser to save."""
    st.markdown("**Export**: everything, for other programs and for another coach to import.")
    with st.container(horizontal=True):
        _offer("Everything (JSON)", "json", lambda file: export(history, file, ExportFormat.JSON), "application/json", key="export-json")
        for kind, words in ((ExportFormat.CSV, "Tables (CSV, zipped)"), (ExportFormat.PARQUET, "Tables (Parquet, zipped)")):
            _offer(words, "zip", _zipped(history, kind), "application/zip", key=f"export-{kind}", of=f"-{kind}")
    if person:
        st.markdown("**Help the makers**: what you corrected, and what was measured there; no name, no day, no picture.")
        whose = person.id
        _offer(
            "My corrections (JSON)",
            "json",
            lambda file: write_text(file, for_makers_of(history, whose)),
            "application/json",
            key="makers",
            of="-corrections",
        )
    if history.path is None:
        st.caption("Back the history up with your database server's own tools (pg_dump).")
        return
    st.markdown("**Back up**: one file that puts everything back as it is now.")
    _offer("Back up", "sqlite", lambda file: back_up(history, file), "application/vnd.sqlite3", key="back-up", of="-backup")


def offer_return(history: History, person: Person | None) -> None:
    """Import and restore: files that the coach wrote."""
    made = st.session_state.get(ROUND, 0)
    st.markdown(
        "**Import**: an export (JSON or zip) into an empty history; or results of `coach analyse --json`, which are added, "
        "with the tracks (.npz) of the same names for the replay."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        files = st.file_uploader("Files to import", accept_multiple_files=True, key=f"import-{made}", width=420)
        day = st.date_input("When results were recorded", value="today", max_value="today", key="import-day", width=220)
    if st.button("Import", disabled=not files):
        with errors_shown():
            _said(_imported(history, person, files, day))
    if history.path is None:
        return
    st.markdown("**Restore**: a backup takes the place of everything that is here.")
    backup = st.file_uploader("A backup", key=f"restore-{made}", width=420)
    typed = st.text_input(f"To replace everything by the backup, write: {REPLACE}", key=f"replace-{made}", width=420)
    if st.button("Restore", disabled=backup is None or typed.strip().lower() != REPLACE) and backup:
        with errors_shown(), TemporaryDirectory(prefix="form-coach-") as folder:
            before = restore(history, _on_disk(backup, Path(folder)))
            st.session_state.pop(CHOSEN_PERSON, None)
            _said(f"The history is as it was in {backup.name}." + (f" What was there before is in {before}." if before else ""))


def offer_erasing_everything(history: History) -> None:
    """Erase all people: for whoever passes the computer on."""
    typed = st.text_input(f"To erase everything of everybody for ever, write: {ERASE}", key="erase-all", width=420)
    if st.button("Erase everybody", disabled=typed.strip().lower() != ERASE):
        with errors_shown():
            erasing.erase_everything(history)
            st.session_state.pop(CHOSEN_PERSON, None)
            _said("Everything is erased.")


def _offer(words: str, ending: str, write: Callable[[Path], None], kind: str, *, key: str, of: str = "") -> None:
    """A button that writes a file when it is pressed, not before, and gives it to the browser."""

    def written() -> bytes:
        with TemporaryDirectory(prefix="form-coach-") as folder:
            file = Path(folder) / f"file.{ending}"
            write(file)
            return file.read_bytes()

    name = f"form-coach{of}-{datetime.now().astimezone():%Y-%m-%d}.{ending}"
    st.download_button(words, written, name, kind, on_click="ignore", key=key)


def _zipped(history: History, kind: ExportFormat) -> Callable[[Path], None]:
    return lambda file: export_zipped(history, file, kind)


def _imported(history: History, person: Person | None, files: list[UploadedFile], day: date) -> str:
    """What was imported, in words. Raises `HistoryError` for the first file that cannot be."""
    recorded = datetime.combine(day, datetime.now().astimezone().timetz())
    said = []
    with TemporaryDirectory(prefix="form-coach-") as folder:
        paths = [_on_disk(one, Path(folder)) for one in files]
        for path in (one for one in paths if one.suffix != ".npz"):
            try:
                document = None if is_zipped(path) else analysis_in(path)
                if document is None:
                    import_export(history, path)
                    said.append(f"{path.name}: imported.")
                else:
                    who = person.id if person else history.add_person(FIRST_PERSON)
                    said.append(f"{path.name}: {import_with_track(history, who, path, document, recorded)}")
            except HistoryError as error:
                raise HistoryError(" ".join([*said, f"{path.name}: {error}"])) from error
    if not said:
        raise HistoryError("A track belongs to a result: pick the .json file of the same name too.")
    return " ".join(said)


def _on_disk(upload: UploadedFile, folder: Path) -> Path:
    path = folder / Path(upload.name).name
    path.write_bytes(upload.getbuffer())
    return path


def _said(words: str) -> None:
    """Show the page anew, with empty fields and with `words` on it."""
    st.session_state[DONE] = words
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()
