"""Made-up repetitions and histories, for the tests and the benchmark."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from math import nan

from sqlalchemy import insert

from coach.correction.corrections import WrongFinding
from coach.history import Band, History, Load, schema
from coach.history.corrections import correct
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Warning

EVENING = datetime(2026, 3, 2, 18, 0, tzinfo=timezone(timedelta(hours=1)))
"""A Monday."""

ROLL_BACK = Finding("clam_roll_back", Grade.FAULT, 24.5, "deg", 3)
SHORT_HOLD = Finding("clam_hold", Grade.WARN, 0.4, "s", 1)
MEASURED = (("clam_roll_back", 24.5), ("clam_hold", 0.4), ("clam_feet_apart", nan))
HIP_SHARE = Unjudged("clam_hip_share", "The camera looks square at you.")
FIDGET = NotCounted(40.0, 41.5, Reason.TOO_SMALL, 6.0, "deg")
DARK = Warning("dark", "It is dark: switch on a light.")


def rep(index: int, range_of_motion: float = 30.0, *findings: Finding, unjudged: tuple[Unjudged, ...] = ()) -> Rep:
    """A repetition of five seconds, two up, one held and two down."""
    start = 6.0 * index
    return Rep(
        index=index,
        start_s=start,
        peak_s=start + 2.5,
        end_s=start + 5.0,
        concentric_s=2.0,
        hold_s=1.0,
        eccentric_s=2.0,
        range_of_motion=range_of_motion,
        unit="deg",
        findings=findings,
        unjudged=unjudged,
    )


def one_set(side: str = "left", *reps: Rep, exercise: str = "clamshell") -> SetRecord:
    """A set of the given repetitions, or of one good and one bad."""
    reps = reps or (rep(1), rep(2, 28.0, ROLL_BACK))
    return SetRecord(exercise, side, "side_lying_diag", reps[0].start_s, reps[-1].end_s, reps)


def a_session(*sets: SetRecord) -> Session:
    """A session of the given sets, with a fidget and a warning."""
    return Session(sets=sets or (one_set(),), not_counted=(FIDGET,), warnings=(DARK,))


def a_rich_history(history: History) -> None:
    """Two people and everything that can be kept, at its edges: not seen, not said, unfinished, awkward text, a track, corrections."""
    ada, bob = history.add_person("Ada"), history.add_person('Bob, "the\nsecond" ž𝄞')
    history.set_setting(ada, "voice", {"volume": 0.5, "on": True, "name": "ä"})
    first = history.start_session(ada, EVENING, model="full")
    left = history.start_set(
        first, "clamshell", "left", view="side_lying_diag", start_s=1.5, load=Load(Band.LIGHT, 0.5), rung="light band", target_reps=10
    )
    history.add_rep(left, rep(1, 1 / 3, unjudged=(HIP_SHARE,)))
    history.add_rep(left, replace(rep(2, nan, ROLL_BACK, SHORT_HOLD), measured=MEASURED))
    history.add_not_counted(first, FIDGET, set_id=left)
    history.finish_set(left, end_s=18.25, reserve=2, pain=3, notes="=1+1; 'quoted', \"twice\"\r\nand a line\ttoo")
    history.add_track(left, bytes(range(256)) * 1000)
    history.finish_session(first, EVENING + timedelta(minutes=30), notes="Žlutý kůň")
    history.note_session(first, pain_next_day=0)
    both = a_session(one_set("both", exercise="seated_abduction"))
    second = history.keep_session(bob, both, EVENING, source="clip.mp4", source_sha256="ab", tracks=(b"a track",))
    correct(history, second, WrongFinding(1, 2, ROLL_BACK.check), EVENING)
    unfinished = history.start_session(ada, EVENING + timedelta(days=2))
    history.start_set(unfinished, "side_lying_raise", "right")


def add_years(history: History, person_id: int, years: int, seed: int = 1) -> int:
    """A diligent user: three sessions a week of twelve sets of twelve; gives the number of repetitions."""
    chance = random.Random(seed)
    sides = [(exercise, side) for exercise in ("single_leg_bridge", "side_lying_raise", "clamshell") for side in ("left", "right")]
    checks = ("roll_back", "fast_up", "hold", "feet_apart")
    reps = 0
    with history.writing() as connection:
        for day in _training_days(years):
            (session_id,) = connection.execute(
                insert(schema.sessions).values(
                    person_id=person_id, started_at=day, utc_offset_min=0, day=day.date(), ended_at=day, source="live", version="0.1.0"
                )
            ).inserted_primary_key
            rows: dict[str, list[dict[str, object]]] = {"reps": [], "findings": [], "unjudged": [], "measured": []}
            for number, (exercise, side) in enumerate(sides * 2, start=1):
                start = 100.0 * number
                (set_id,) = connection.execute(
                    insert(schema.sets).values(
                        session_id=session_id,
                        number=number,
                        exercise=exercise,
                        side=side,
                        view="side_lying_diag",
                        start_s=start,
                        end_s=start + 72,
                        finished=True,
                        rung="light band above the knees",
                        band="light",
                        weight_kg=0.0,
                        target_reps=12,
                        reserve=chance.randint(0, 4),
                        pain=0,
                    )
                ).inserted_primary_key
                for index in range(1, 13):
                    begin = start + 6 * index
                    key = {"set_id": set_id, "rep": index}
                    faulty = chance.random() < 0.15
                    rows["reps"].append(
                        {
                            "set_id": set_id,
                            "number": index,
                            "start_s": begin,
                            "peak_s": begin + 2.4,
                            "end_s": begin + 5.5,
                            "concentric_s": chance.gauss(2, 0.2),
                            "hold_s": chance.gauss(1, 0.2),
                            "eccentric_s": chance.gauss(2.5, 0.3),
                            "range_of_motion": chance.gauss(32, 4),
                            "unit": "deg",
                            "good": not faulty,
                        }
                    )
                    if faulty or chance.random() < 0.3:
                        found = {
                            "check": chance.choice(checks),
                            "grade": "fault" if faulty else "warn",
                            "value": 20.0,
                            "unit": "deg",
                            "severity": 2,
                        }
                        rows["findings"].append({**key, "number": 0, **found})
                    rows["unjudged"] += [
                        {**key, "number": n, "check": checks[n], "reason": "The hips could not be seen well enough."} for n in range(2)
                    ]
                    rows["measured"] += [
                        {**key, "number": n, "check": check, "value": chance.gauss(8, 4)} for n, check in enumerate(checks * 2)
                    ]
            for name, values in rows.items():
                connection.execute(insert(schema.metadata.tables[name]), values)
            reps += len(rows["reps"])
    return reps


def _training_days(years: int) -> Iterator[datetime]:
    start = datetime(2016, 1, 4, 18, tzinfo=UTC)
    for week in range(years * 365 // 7 + 1):
        for day in (0, 2, 4):
            yield start + timedelta(weeks=week, days=day)
