"""What is mutated, and what is done with it."""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select, update
from typer.testing import CliRunner

from coach.cli import main
from coach.correction.corrections import NoRepetition
from coach.history import Filter, History, HistoryError, review, schema
from coach.history.bests import personal_bests
from coach.history.corrections import correct, corrections_of, for_makers_of, original_of, take_back
from coach.history.files import ExportFormat, export
from coach.history.planning import past_sessions, save_plan
from coach.live.commands import KNOWN
from coach.live.write_queue import write_all
from coach.planning import first_plan
from coach.pose import Frame, Pose
from coach.recording.job import Settings, attempt
from coach.recording.processes import Failure
from coach.recording.source import Source
from coach.recording.tracks import write_track
from coach.report.codec import as_json
from coach.report.outputs import file_job
from coach.ui.live.serving import REGISTRY, serve
from exercises import load
from tests.fuzz.attempts import PATIENCE_S, mutated
from tests.fuzz.pages import open_pages
from tests.history.made_up import EVENING, ROLL_BACK, a_rich_history, a_session, one_set, rep
from tests.history.new import new_history
from tests.live.messages import NOON, PICTURE, write_picture
from tests.recording.films import film as film_of
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
    export(history, folder / "export.json", ExportFormat.JSON)
    export(history, folder / "parquet", ExportFormat.PARQUET)


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


NASTY = (
    None, "", True, False, -1, 0, 7.5, 2**31, 2**63, 10**30, 1e300, -1e300, float("inf"), float("nan"), "1e999", "=1+1", "![x](http://evil/x.png)",
    "\ud800", "\0", "a\u0301", "x" * 10_000, [], {}, [[]], {"a": None}, "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999-23:59",
    "9999-12-31", "2026-13-01", "light", "enormous", "fault", "both", "other_movement", "{", "[]", "null", "AAAA",
)  # fmt: skip
"""What stands in for a value."""


def imported(chance: random.Random, folder: Path) -> None:
    """An export, or a result, with changed values or bytes, imported by the command; what is accepted is shown on every page."""
    database, source = folder / "history.sqlite", folder / "source.json"
    document = json.loads(an_export() if chance.random() < 0.6 else a_result())
    for _ in range(chance.choice((1, 1, 2, 5))):
        _spoil(document, chance)
    text = json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    source.write_bytes(mutated(text, chance) if chance.random() < 0.25 else text)
    recorded = chance.choice(([], ["--recorded", "0001-01-01"], ["--recorded", "9999-12-31"], ["--recorded", "2026-03-02"]))
    command("history", "--database", str(database), "import", str(source), *recorded)
    command("history", "--database", str(database), "list")
    open_pages(database)


def _spoil(document: object, chance: random.Random) -> None:
    """Put something nasty in the place of a value, or leave one out."""
    at: Any = document
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(at[key], dict | list) or not at[key] or chance.random() < 0.1:
            break
        at = at[key]
    if isinstance(at, dict) and chance.random() < 0.1:
        del at[key]
    else:
        at[key] = chance.choice(NASTY)


@cache
def an_export() -> str:
    """A history with everything in it, and a plan, as JSON."""
    with TemporaryDirectory() as folder, History.open(Path(folder) / "history.sqlite") as history:
        a_rich_history(history)
        save_plan(history, 1, first_plan(load(), EVENING))
        export(history, Path(folder) / "all.json", ExportFormat.JSON)
        return (Path(folder) / "all.json").read_text(encoding="utf-8")


@cache
def a_result() -> str:
    """What `coach analyse --json` writes."""
    recording = replace(a_session(one_set("right", rep(1, 31.2, ROLL_BACK), rep(2))), exercise="clamshell", working_side="right")
    return as_json(recording, Source("clip.mp4", 36.4, 15.0, 547, 640, 480), model="full")


def corrected(chance: random.Random, folder: Path) -> None:
    """Nasty values in what is kept of corrections: refused in a sentence, or counted, and the history opens again."""
    path = folder / "history.sqlite"
    path.write_bytes(a_history())
    with History.open(path) as history:
        (number,) = [one.session.id for one in history.sessions() if original_of(history, one.session.id)]
        with history.writing() as connection:
            for table in (schema.originals, schema.corrections):
                document = json.loads(connection.scalar(select(table.c.data)))
                _spoil(document, chance)
                text = json.dumps(document, default=str)
                if not {"NaN", "Infinity"} & set(
                    re.findall("[A-Za-z]+", text)
                ):  # no JSON: such a history is put aside, as another kind tries
                    connection.execute(update(table).values(data=text))
        for asked in (
            lambda: corrections_of(history, number),
            lambda: for_makers_of(history, history.session(number).session.person_id),
            lambda: correct(history, number, NoRepetition(1, 1), EVENING),
            lambda: take_back(history, number),
        ):
            with suppress(HistoryError):
                asked()
    open_pages(path)
    with History.open(path):
        pass


class Nobody:
    """A pose model that sees nobody, as quickly as it can."""

    def estimate(self, frame: Frame) -> Pose:
        """Nobody."""
        return Pose.nobody(frame.time, frame.size)

    def close(self) -> None:
        """Nothing is open."""


class NobodyPool:
    """Opens such a pose model."""

    @contextmanager
    def open(self, *, progress: object = None) -> Iterator[Nobody]:
        """One for a recording."""
        yield Nobody()


def a_film_read(chance: random.Random, folder: Path) -> None:
    """A film with changed bytes, analysed with all that can be written of it; it fails in a sentence or gives a result."""
    name = chance.choice(FILMS)
    path = folder / name
    path.write_bytes(mutated(a_film(name), chance, most=200))
    out = {kind: folder / f"out.{kind}" for kind in ("csv", "captions", "report", "json")} | {"video": folder / "out.mp4"}
    settings = Settings(speed=chance.choice((None, None, 4.0)))
    result = attempt(file_job(path, settings, out, threads=chance.choice((1, 2))), estimators=NobodyPool())  # type: ignore[arg-type]
    if isinstance(result, Failure) and (result.crashed or "\n" in result.message):
        raise AssertionError(result.message)


FILMS = ("clip.mp4", "clip.mkv", "clip.avi", "clip.ts", "clip.webm", "clip.h264")
CODECS = {"clip.avi": "mpeg4", "clip.webm": "libvpx"}


@cache
def a_film(name: str) -> bytes:
    """A small film of three seconds."""
    with TemporaryDirectory() as folder:
        times = [number / 10 for number in range(30)]
        return film_of(Path(folder) / name, times=times, codec=CODECS.get(name, "libx264")).read_bytes()


class Page:
    """A page's side of the live socket, which sends what it was given and then leaves."""

    def __init__(self, messages: list[str | bytes]) -> None:
        self.incoming = [{"type": "websocket.receive", "bytes" if isinstance(one, bytes) else "text": one} for one in messages]
        self.incoming.append({"type": "websocket.disconnect", "code": 1005})  # type: ignore[dict-item]

    async def accept(self) -> None:
        """It is let in."""

    async def receive(self) -> dict[str, Any]:
        """The next message."""
        return self.incoming.pop(0) if self.incoming else {"type": "websocket.disconnect", "code": 1005}

    async def send_text(self, text: str) -> None:
        """An answer must be JSON."""
        json.loads(text)

    async def close(self, code: int, reason: str) -> None:
        """The reason of a close has 123 bytes at most."""
        reason.encode()


def messages(chance: random.Random, folder: Path) -> None:
    """A page that sends what no page of ours would, after a hello or instead of one."""
    hello: dict[str, Any] = {"do": "hello", "token": REGISTRY.token(), "tab_id": "", "heard": 0}
    if chance.random() < 0.3:
        hello[chance.choice([*hello])] = chance.choice(NASTY)
    sent = [_as_text(hello), *(_a_message(chance, number) for number in range(chance.randrange(40)))]
    new_history(folder / "history.sqlite").close()
    os.environ["COACH_DATABASE_URL"] = f"sqlite:///{folder / 'history.sqlite'}"
    asyncio.run(serve(Page(sent), lambda model, *, progress=None: Nobody(), 10**6))  # type: ignore[arg-type]
    write_all(PATIENCE_S)


def _a_message(chance: random.Random, number: int) -> str | bytes:
    picture = write_picture(NOON + chance.choice((number, -number, 1e300, float("nan"))), PICTURE)
    command: dict[str, Any] = {"do": chance.choice([*KNOWN, "dance"]), "person": 1, "exercise": chance.choice(("clamshell", "plan", "", 7))}
    if chance.random() < 0.5:
        command[chance.choice(("do", "person", "name", "sets", "reps", "rest", "sides", "tracks", "go_on_with"))] = chance.choice(NASTY)
    return chance.choice((picture, picture, mutated(picture, chance), _as_text(command), mutated(_as_text(command).encode(), chance)))


def _as_text(value: object) -> str:
    return json.dumps(value)


KINDS = {"database": database, "track": track, "import": imported, "corrections": corrected, "film": a_film_read, "messages": messages}
