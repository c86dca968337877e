"""The history: every repetition kept, in one SQLite file or any database that SQLAlchemy speaks."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import URL, Connection, Engine, delete, func, insert, select, update

from coach import __version__
from coach.history import reads, schema, writes
from coach.history.damage import impossible_value
from coach.history.errors import Conflict, HistoryError, VanishedHistory, as_history_errors
from coach.history.opening import FILE, NO_TRANSACTION, WRITES, address, file_of, identity, open_engine
from coach.history.values import NOT_SAID, Filter, Load, Person, SessionDetails, SessionSummary
from coach.planning import pain_zone
from coach.records import NotCounted, Rep, Session, SetRecord, Warning

EVERYTHING: Final = Filter()


class History:
    """People, sessions, sets and repetitions, kept for years.

    Any thread may call it, and any number of processes may have the same history open: each call is one transaction, and the object
    remembers nothing but its connections. Do not use one after a fork. Every method raises `HistoryError`, whose message is for the user.
    When a writing method returns, what it wrote survives a crash and a power cut.
    """

    def __init__(self, url: URL, engine: Engine) -> None:
        """Use `History.open`."""
        self.url = url
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})

    @classmethod
    def open(cls, where: str | Path | None = None) -> Self:
        """Open or make the history at a path or database URL, else `COACH_DATABASE_URL`, else in the user's data folder.

        Older schemas are migrated. Raises `NewerHistory` for a newer one, `DamagedHistory` for a damaged file, which is put aside first.
        """
        url = address(where)
        return cls(url, open_engine(url))

    def close(self) -> None:
        """Close all connections. The object opens them again when it is used."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path | None:
        """The SQLite file, None for a database server."""
        return file_of(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the history."""
        with as_history_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept when the block ends well, all or none. Writers take turns.

        Raises `VanishedHistory` when the file was moved or deleted: a system lets one go on writing into a file that has no name.
        """
        gone = f"The history {self.path} was moved or deleted while it was open."
        try:
            with as_history_errors(), self._writer.begin() as connection:
                file = connection.info.get(FILE)
                yield connection
        except HistoryError as error:
            if self.path is not None and not self.path.exists():
                raise VanishedHistory(gone) from error
            raise
        if file != identity(self.path):
            self.close()
            raise VanishedHistory(gone)

    @contextmanager
    def maintaining(self) -> Iterator[Connection]:
        """A connection without a transaction, for what cannot run inside one."""
        outside = {NO_TRANSACTION: True} if self.path is not None else {"isolation_level": "AUTOCOMMIT"}
        with as_history_errors(), self._engine.connect().execution_options(**outside) as connection:
            yield connection

    # ---- people and their settings

    def add_person(self, name: str, created: datetime | None = None) -> int:
        """Add a person; gives their id. Names are unique: see `coach.history.names`."""
        with self.writing() as connection:
            return writes.add_row(
                connection, schema.people, name=writes.new_name(connection, name), created_at=created or datetime.now(UTC)
            )

    def rename_person(self, person_id: int, name: str) -> None:
        """Give a person another name."""
        people = schema.people
        with self.writing() as connection:
            if connection.scalar(select(people.c.id).where(people.c.id == person_id)) is None:
                raise writes.missing("person", person_id)
            new_name = writes.new_name(connection, name, person_id=person_id)
            connection.execute(update(people).where(people.c.id == person_id).values(name=new_name))

    def people(self) -> tuple[Person, ...]:
        """Everybody, in the order in which they were added."""
        with self.reading() as connection:
            return tuple(Person(*row) for row in connection.execute(select(schema.people).order_by(schema.people.c.id)))

    def setting(self, person_id: int, key: str) -> Any | None:  # noqa: ANN401
        """A person's setting as JSON knows it, None when it was never set."""
        table = schema.settings
        with self.reading() as connection:
            value = connection.scalar(select(table.c.value).where(table.c.person_id == person_id, table.c.key == key))
        return None if value is None else json.loads(value)

    def settings_of_all(self, key: str) -> dict[int, Any]:
        """One setting of everybody who has set it, by the person's id."""
        table = schema.settings
        with self.reading() as connection:
            return {row.person_id: json.loads(row.value) for row in connection.execute(select(table).where(table.c.key == key))}

    def set_setting(self, person_id: int, key: str, value: Any) -> None:  # noqa: ANN401
        """Keep a person's setting: anything that JSON can say."""
        table = schema.settings
        with self.writing() as connection:
            connection.execute(delete(table).where(table.c.person_id == person_id, table.c.key == key))
            connection.execute(insert(table).values(person_id=person_id, key=key, value=json.dumps(value, ensure_ascii=False)))

    # ---- a workout as it happens

    def start_session(
        self, person_id: int, started: datetime, *, source: str = "live", model: str = "", warnings: Sequence[Warning] = ()
    ) -> int:
        """Begin a session; gives its id. `started` is aware, in the person's own time zone, which decides its calendar day."""
        with self.writing() as connection:
            session_id = writes.start_session(connection, person_id, started, source=source, model=model)
            writes.insert_warnings(connection, session_id, warnings)
            return session_id

    def start_set(
        self,
        session_id: int,
        exercise: str,
        side: str,
        *,
        view: str = "",
        start_s: float = math.nan,
        load: Load = NOT_SAID,
        rung: str = "",
        target_reps: int | None = None,
    ) -> int:
        """Begin a set; gives its id. `side` is left, right or both, `rung` the name of the ladder's step."""
        sessions, sets = schema.sessions, schema.sets
        with self.writing() as connection:
            # Locked where the database can: two sets that start at once must not get the same number.
            if connection.scalar(select(sessions.c.id).where(sessions.c.id == session_id).with_for_update()) is None:
                raise writes.missing("session", session_id)
            last = connection.scalar(select(func.max(sets.c.number)).where(sets.c.session_id == session_id))
            record = SetRecord(exercise=exercise, working_side=side, view=view, start_s=start_s, end_s=math.nan, reps=())
            return writes.start_set(connection, session_id, (last or 0) + 1, record, load=load, rung=rung, target_reps=target_reps)

    def add_rep(self, set_id: int, rep: Rep) -> None:
        """Keep a counted repetition. The same one again is kept once; another one under the same index is refused."""
        try:
            with self.writing() as connection:
                writes.insert_reps(connection, set_id, [rep])
        except Conflict:
            with self.reading() as connection:
                kept = reads.reps_of(connection, [set_id]).get(set_id, ())
                there = connection.scalar(select(schema.sets.c.id).where(schema.sets.c.id == set_id)) is not None
            if not there:
                raise writes.missing("set", set_id) from None
            if not any(_is_same_rep(one, rep) for one in kept):
                raise Conflict(f"Set {set_id} holds another repetition {rep.index} already; this one was not kept.") from None

    def add_not_counted(self, session_id: int, movement: NotCounted, *, set_id: int | None = None) -> None:
        """Keep a movement that did not count; its times tell it apart, and the same one again is kept once."""
        table = schema.not_counted
        with self.writing() as connection:
            same = (table.c.session_id == session_id, table.c.start_s == movement.start_s, table.c.end_s == movement.end_s)
            if connection.scalar(select(table.c.reason).where(*same)) is None:
                writes.insert_not_counted(connection, session_id, [movement], set_id)

    def finish_set(
        self,
        set_id: int,
        *,
        end_s: float | None = None,
        reserve: int | None = None,
        pain: int | None = None,
        load: Load | None = None,
        notes: str | None = None,
        finished: bool = True,
    ) -> None:
        """End a set. `reserve` is how many more good repetitions were possible, `pain` 0 to 10; one that was skipped is not `finished`.

        What is None stays as it is, so it may be called again with what the person said later.
        """
        if reserve is not None and reserve < 0:
            raise HistoryError(f"Repetitions in reserve are 0 or more, not {reserve}.")
        _check_pain(pain)
        said = {"end_s": end_s, "reserve": reserve, "pain": pain, "notes": notes}
        if load is not None:
            said |= {"band": load.band.value, "weight_kg": load.weight_kg}
        self._change(schema.sets, set_id, finished=finished, **said)

    def add_warning(self, session_id: int, warning: Warning) -> None:
        """Add what the user should know about a session; the same again is kept once."""
        table = schema.warnings
        with self.writing() as connection:
            kept = connection.execute(select(table.c.number, table.c.code, table.c.message).where(table.c.session_id == session_id)).all()
            if not any((one.code, one.message) == (warning.code, warning.message) for one in kept):
                last = max((one.number for one in kept), default=0)
                writes.insert_warnings(connection, session_id, [warning], first=last + 1)

    def finish_session(self, session_id: int, ended: datetime, *, notes: str | None = None) -> None:
        """End a session. What is None stays as it is."""
        if ended.tzinfo is None:
            raise HistoryError("The time at which a session ended needs its time zone.")
        self._change(schema.sessions, session_id, ended_at=ended, notes=notes)

    def unfinished(self, person_id: int) -> SessionDetails | None:
        """The person's latest session that was started and not finished, to resume it."""
        sessions = schema.sessions
        open_ones = select(sessions.c.id).where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None))
        with self.reading() as connection:
            session_id = connection.scalar(open_ones.order_by(sessions.c.started_at.desc(), sessions.c.id.desc()).limit(1))
            return None if session_id is None else reads.details(connection, session_id)

    # ---- what is said later, and whole sessions

    def note_session(self, session_id: int, *, notes: str | None = None, pain_next_day: int | None = None) -> None:
        """Add what the person says later. What is None stays as it is."""
        _check_pain(pain_next_day)
        self._change(schema.sessions, session_id, notes=notes, pain_next_day=pain_next_day)

    def keep_session(
        self,
        person_id: int,
        session: Session,
        started: datetime,
        *,
        source: str,
        model: str = "",
        version: str = __version__,
        source_sha256: str = "",
        tracks: Sequence[bytes | None] = (),
    ) -> int:
        """Keep a whole session at once, as from a recorded video; gives its id. Refused when the same `source_sha256` is there already.

        `tracks` are the landmarks of each set, if any are to be kept.
        """
        sessions = schema.sessions
        with self.writing() as connection:
            if source_sha256:
                same = select(sessions.c.id).where(sessions.c.person_id == person_id, sessions.c.source_sha256 == source_sha256)
                if (before := connection.scalar(same)) is not None:
                    raise Conflict(f"{source} is in the history already, as session {before}.")
            session_id = writes.start_session(
                connection, person_id, started, source=source, model=model, version=version, source_sha256=source_sha256, ended_at=started
            )
            for number, one in enumerate(session.sets, start=1):
                set_id = writes.start_set(connection, session_id, number, one, finished=True)
                writes.insert_reps(connection, set_id, one.reps)
                if tracks and (track := tracks[number - 1]) is not None:
                    writes.add_row(connection, schema.tracks, set_id=set_id, data=track)
            writes.insert_not_counted(connection, session_id, session.not_counted, None)
            writes.insert_warnings(connection, session_id, session.warnings)
            if wrong := impossible_value(connection):
                raise HistoryError(f"{source or 'This session'} cannot be kept: {wrong}.")
            return session_id

    def add_track(self, set_id: int, data: bytes) -> None:
        """Keep the landmarks of a set for its replay: see `coach.history.track`. A second one replaces the first."""
        with self.writing() as connection:
            connection.execute(delete(schema.tracks).where(schema.tracks.c.set_id == set_id))
            connection.execute(insert(schema.tracks).values(set_id=set_id, data=data))

    def track(self, set_id: int) -> bytes | None:
        """The landmarks of a set, None when they were not kept."""
        with self.reading() as connection:
            return connection.scalar(select(schema.tracks.c.data).where(schema.tracks.c.set_id == set_id))

    def session(self, session_id: int) -> SessionDetails:
        """One session with everything in it."""
        with self.reading() as connection:
            details = reads.details(connection, session_id)
        if details is None:
            raise writes.missing("session", session_id)
        return details

    def sessions(self, which: Filter = EVERYTHING, *, limit: int | None = None) -> tuple[SessionSummary, ...]:
        """The sessions that have a set of the exercise and side, newest first."""
        with self.reading() as connection:
            return reads.summaries(connection, which, limit=limit)

    def _change(self, table: Any, row_id: int, **values: Any) -> None:  # noqa: ANN401
        said = {key: value for key, value in values.items() if value is not None}
        with self.writing() as connection:
            if not said and connection.scalar(select(table.c.id).where(table.c.id == row_id)):
                return
            if not said or connection.execute(update(table).where(table.c.id == row_id).values(**said)).rowcount == 0:
                raise writes.missing(table.name.removesuffix("s"), row_id)


def _is_same_rep(one: Rep, other: Rep) -> bool:
    """Whether two repetitions are equal, with NaN equal to NaN."""
    return bool(_as_stored(one) == _as_stored(other))


def _as_stored(value: Any) -> Any:  # noqa: ANN401
    """A value as the database gives it back. What records leave out of their comparison is not stored."""
    if is_dataclass(value):
        value = tuple(getattr(value, one.name) for one in fields(value) if one.compare)
    if isinstance(value, tuple):
        return tuple(_as_stored(one) for one in value)
    if isinstance(value, str):
        return schema.printable(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _check_pain(pain: int | None) -> None:
    if pain is not None:
        try:
            pain_zone(pain)
        except ValueError as error:
            raise HistoryError(str(error)) from error
