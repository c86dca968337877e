"""What is mutated, and what is done with it."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.testing import CliRunner

from coach.cli import main
from coach.history import Filter, History, HistoryError, review
from coach.history.bests import personal_bests
from coach.history.files import Kind, export
from coach.history.planning import past_sessions
from coach.recording.tracks import write_track
from tests.fuzz.attempts import mutated
from tests.fuzz.pages import open_pages
from tests.history.made_up import a_rich_history
from tests.skeleton import film


def database(chance: random.Random, folder: Path) -> None:
    """A history with changed bytes: put aside, refused in a sentence, or usable."""
    path = folder / "history.sqlite"
    path.write_bytes(_changed_in_place(a_history(), chance))
    try:
        with History.open(path) as history:
            use(history, folder)
            open_pages(path)
    except HistoryError:
        return


def use(history: History, folder: Path) -> None:
    """Everything that is asked of a history without a page."""
    for person in history.people():
        which = Filter(person.id)
        review.progress(history, which)
        review.calendar(history, which)
        review.faults(history, which)
        personal_bests(history, which)
        past_sessions(history, person.id)
        for one in history.sessions(which):
            history.session(one.session.id)
    export(history, folder / "export.json", Kind.JSON)
    export(history, folder / "parquet", Kind.PARQUET)


@cache
def a_history() -> bytes:
    """The file of a history with everything in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite"
        with History.open(path) as history:
            a_rich_history(history)
        return path.read_bytes()


def _changed_in_place(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed: a disk's mistakes leave a file as long as it was."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 5, 50))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def track(chance: random.Random, folder: Path) -> None:
    """A track with changed bytes, in the file as it is or in the arrays before they are packed, replayed by the command."""
    path = folder / "track.npz"
    path.write_bytes(mutated(a_track(), chance) if chance.random() < 0.5 else _with_changed_arrays(a_track(), chance))
    command("replay", str(path), "--json", str(folder / "out.json"), "--csv", str(folder / "out.csv"))


def command(*arguments: str) -> None:
    """A command that ends well or with a message; what else it raises is a stack trace."""
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert "Traceback" not in result.output


def _with_changed_arrays(data: bytes, chance: random.Random) -> bytes:
    """An archive whose checksums are right and whose arrays are not."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            member = old.read(name)
            new.writestr(name, mutated(member, chance) if chance.random() < 0.5 else member)
    return packed.getvalue()


@cache
def a_track() -> bytes:
    """The file of two repetitions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "track.npz"
        write_track(path, film("clamshell", fps=10, reps=2).poses)
        return path.read_bytes()


KINDS = {"database": database, "track": track}
