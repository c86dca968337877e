"""`coach history`, as its user types it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.cli import main
from coach.history import Band, History, Load
from coach.report.codec import as_json
from tests.history.made_up import DARK, EVENING, HIP_SHARE, ROLL_BACK, a_session, one_set, rep
from tests.history.test_import_analysis import CLIP, SESSION


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the history of the commands is."""
    monkeypatch.setenv("COACH_DATABASE_URL", str(tmp_path / "history.sqlite"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "history.sqlite"


@pytest.fixture
def filled(place: Path) -> Path:
    """Ada's clams on Monday with all that was said of them, and a raise on Wednesday that is not finished."""
    with History.open(place) as history:
        ada = history.add_person("Ada")
        session = history.start_session(ada, EVENING)
        one = history.start_set(
            session, "clamshell", "left", load=Load(Band.LIGHT, 0.5), rung="light band above the knees", target_reps=10, start_s=6.0
        )
        history.add_rep(one, rep(1, 31.0, unjudged=(HIP_SHARE,)))
        history.add_rep(one, rep(2, 28.0, ROLL_BACK))
        history.finish_set(one, reserve=2, pain=1, notes="felt easy")
        history.finish_session(session, EVENING, notes="slept well")
        history.note_session(session, pain_next_day=0)
        later = history.start_session(ada, EVENING + timedelta(days=2))
        history.add_rep(history.start_set(later, "side_lying_raise", "right"), rep(1, 25.0))
    return place


def run(*arguments: str | Path, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["history", *map(str, arguments)], input=answer)


def test_an_empty_history_says_so(place: Path) -> None:
    assert run("list").stdout == "No sessions were kept.\n"
    assert run("show").stdout == "No sessions were kept.\n"


def test_the_list_has_a_line_for_each_session(filled: Path) -> None:
    _, wednesday, monday = run("list").stdout.splitlines()

    assert wednesday.split() == ["2", "2026-03-04", "(unfinished)", "Ada", *["Side-lying", "leg", "raise"], "1", "1", "100%"]
    assert monday.split() == ["1", "2026-03-02", "Ada", "Clamshell", "1", "2", "50%"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--exercise", "clamshell"), ["1"]),
        (("--side", "right"), ["2"]),
        (("--since", "2026-03-03"), ["2"]),
        (("--until", "2026-03-02"), ["1"]),
        (("--person", "Ada", "--limit", "1"), ["2"]),
    ],
)
def test_the_list_is_filtered(filled: Path, options: tuple[str, ...], found: list[str]) -> None:
    assert [line.split()[0] for line in run("list", *options).stdout.splitlines()[1:]] == found


def test_a_session_is_shown_whole(filled: Path) -> None:
    shown = re.sub(r"\s+", " ", run("show", "1").stdout)

    for words in (
        "Session 1, Ada, 2026-03-02 18:00, live",
        "slept well",
        "Set 1: felt easy",
        "Pain on the next day: 0 of 10",
        "2 of 10",
        "light band above the knees + 0.5 kg",
        "Clamshell, left side, 6.0 to 17.0 s 2 repetitions: 1 good, 1 with a fault",
        "✕ fault",
        "The camera looks square at you.",
    ):
        assert words in shown


def test_the_newest_session_is_shown_when_none_is_named(filled: Path) -> None:
    shown = run("show").stdout

    assert "Session 2, Ada, 2026-03-04 18:00, live (unfinished)" in shown
    assert "nan" not in shown


@pytest.mark.parametrize(("name", "options"), [("all.json", ()), ("csv", ()), ("parquet", ("--format", "parquet"))])
def test_an_export_is_imported_elsewhere(filled: Path, tmp_path: Path, name: str, options: tuple[str, ...]) -> None:
    assert run("export", tmp_path / name, *options).exit_code == 0
    assert run("--database", tmp_path / "new.sqlite", "import", tmp_path / name).exit_code == 0

    assert run("--database", tmp_path / "new.sqlite", "list").stdout == run("list").stdout


def test_results_of_analyse_are_imported_for_the_only_person(place: Path, tmp_path: Path) -> None:
    (tmp_path / "clip.json").write_text(as_json(SESSION, CLIP, model="full"), encoding="utf-8")

    imported = run("import", tmp_path / "clip.json", "--recorded", "2026-03-02T18:30")

    assert "kept as session 1" in imported.stdout
    with History.open(place) as history:
        assert [one.name for one in history.people()] == ["Me"]
        assert f"{history.session(1).session.started_at.astimezone():%Y-%m-%dT%H:%M}" == "2026-03-02T18:30"
    assert run("import", tmp_path / "clip.json").exit_code == 1


def test_one_file_that_fails_does_not_stop_the_others(place: Path, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(as_json(SESSION, CLIP, model="full"), encoding="utf-8")
    (tmp_path / "bad.json").write_text(json.dumps({"format": "other"}), encoding="utf-8")
    (tmp_path / "none.json").write_text("no JSON", encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")

    result = run("import", *(tmp_path / name for name in ("bad.json", "none.json", "list.json", "nowhere.json", "good.json")))

    assert result.exit_code == 1
    assert "good.json: kept as session 1" in result.stdout
    assert len(result.stderr.splitlines()) == 4


def test_with_several_people_a_recording_needs_its_person(filled: Path, tmp_path: Path) -> None:
    with History.open(filled) as history:
        history.add_person("Bob")
    (tmp_path / "clip.json").write_text(as_json(SESSION, CLIP, model="full"), encoding="utf-8")

    assert run("import", tmp_path / "clip.json").exit_code == 2
    assert run("import", tmp_path / "clip.json", "--person", "Eve").exit_code == 2
    assert run("import", tmp_path / "clip.json", "--person", "Bob").exit_code == 0


def test_nothing_is_erased_before_it_was_confirmed(filled: Path) -> None:
    for what in (("--session", "1"), ("--person", "Ada"), ("--everything",)):
        assert run("erase", *what, answer="n\n").exit_code == 1
    assert len(run("list").stdout.splitlines()) == 3

    assert run("erase", "--session", "1", answer="y\n").exit_code == 0
    assert len(run("list").stdout.splitlines()) == 2


@pytest.mark.parametrize("what", [("--person", "Ada"), ("--everything",)])
def test_what_is_erased_is_gone_from_the_file(filled: Path, what: tuple[str, ...]) -> None:
    assert b"slept well" in filled.read_bytes()

    assert run("erase", *what, "--yes").exit_code == 0

    assert b"slept well" not in filled.read_bytes()
    assert run("list").stdout == "No sessions were kept.\n"


def test_copies_that_erasing_leaves_are_named(filled: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.sqlite")
    run("restore", tmp_path / "b.sqlite", "--yes")

    erased = run("erase", "--everything", "--yes").stdout

    assert "history.before-restore-" in erased
    assert run("erase", "--traces").exit_code == 0


def test_a_backup_is_restored(filled: Path, tmp_path: Path) -> None:
    before = run("list").stdout
    assert run("backup", tmp_path / "b.sqlite").exit_code == 0
    run("erase", "--everything", "--yes")

    assert run("restore", tmp_path / "b.sqlite").exit_code == 0
    assert run("list").stdout == before


def test_a_damaged_history_is_said_and_restored(filled: Path, tmp_path: Path) -> None:
    before = run("list").stdout
    run("backup", tmp_path / "b.sqlite")
    filled.write_bytes(b"broken" * 1000)

    restored = run("restore", tmp_path / "b.sqlite")

    assert "is damaged" in restored.stderr
    assert restored.exit_code == 0
    assert run("list").stdout == before
    filled.write_bytes(b"broken" * 1000)
    assert run("list").exit_code == 1
    assert run("list").stdout == "No sessions were kept.\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("show", "99"), 1),
        (("erase", "--session", "99", "--yes"), 1),
        (("restore", "nowhere.sqlite"), 1),
        (("--database", "nosuch://x/y", "list"), 1),
        (("erase",), 2),
        (("erase", "--session", "1", "--everything"), 2),
        (("erase", "--person", "Eve", "--yes"), 2),
        (("list", "--person", "Eve"), 2),
        (("list", "--since", "yesterday"), 2),
        (("export", "out", "--format", "xml"), 2),
        (("nonsense",), 2),
    ],
)
def test_bad_use_is_2_and_what_fails_is_1_without_a_stack_trace(filled: Path, arguments: tuple[str, ...], status: int) -> None:
    result = run(*arguments)

    assert result.exit_code == status
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr
    assert result.stderr


def test_every_command_has_its_help() -> None:
    commands = re.findall(r"^│ (\w+)", run("--help").stdout.partition("Commands")[2], flags=re.MULTILINE)

    assert commands == ["list", "show", "export", "report", "prescription", "import", "erase", "backup", "restore"]
    for command in commands:
        assert run(command, "--help").exit_code == 0


def test_a_warning_of_a_recording_is_shown(place: Path) -> None:
    with History.open(place) as history:
        history.keep_session(history.add_person("Ada"), a_session(one_set("left")), EVENING, source="clip.mp4")

    assert DARK.message in run("show").stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--session", "1"), "Session of 02 Mar 2026"),
        (("--session", "1", "--compare", "2"), "02 Mar 2026 beside 04 Mar 2026"),
        (("--person", "Ada", "--since", "2026-03-01", "--until", "2026-03-31"), "01 Mar 2026 to 31 Mar 2026"),
    ],
    ids=["session", "comparison", "weeks"],
)
def test_a_page_to_print_is_written(filled: Path, tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    assert run("report", tmp_path / "page.html", *options).exit_code == 0

    assert says in (tmp_path / "page.html").read_text(encoding="utf-8")
