"""The page's own JavaScript: its unit tests and its types, where node and tsc are installed, and what it shares with the coach."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from coach.coaching.events import Priority, Sound
from coach.live import wire
from coach.live.start import RANGES
from coach.pose import BONES, DRAWN_FROM
from coach.ui.live.connection import TAKEN_OVER

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "coach" / "ui" / "live" / "page"
SCRIPTS = sorted(PAGE.glob("*.js"))
NODE, TSC = shutil.which("node"), shutil.which("tsc")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_what_the_page_does_without_a_browser_is_right():
    ran = subprocess.run([NODE, "--test", "tests/live/page/"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]


@pytest.mark.skipif(TSC is None, reason="TypeScript's checker is not installed: npm install --global typescript")
def test_the_types_of_the_scripts_fit():
    ran = subprocess.run([TSC, "--project", "tests/live/page/tsconfig.json"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout[-3000:]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_is_checked_and_loads_nothing_from_elsewhere(script):
    text = script.read_text(encoding="utf-8")

    assert text.startswith("// @ts-check\n")
    assert all(name.startswith("./") for name in re.findall(r'from "([^"]+)"', text))
    assert "http://" not in text.replace("http://localhost", "")
    assert "https://" not in text


def test_the_page_is_told_the_skeleton_that_videos_show_and_the_names_of_the_phases():
    told = json.loads(json.dumps(wire.ONCE))

    assert [tuple(bone) for bone in told["skeleton"]["bones"]] == [tuple(map(int, bone)) for bone in BONES]
    assert told["skeleton"]["drawn_from"] == DRAWN_FROM
    assert told["phases"] == {"rest": "Rest", "concentric": "Up", "hold": "Hold", "eccentric": "Down"}


def test_the_page_states_no_range_of_its_own_for_what_the_coach_limits():
    html = (PAGE / "live.html").read_text(encoding="utf-8")

    assert "maxlength" not in html
    for name in RANGES:
        (field,) = re.findall(rf'<input name="{name}"[^>]*>', html)
        assert "min=" not in field
        assert "max=" not in field


def test_the_page_states_no_default_of_its_own_for_what_the_coach_limits():
    settings = (PAGE / "settings.js").read_text(encoding="utf-8")

    assert all(f"\n  {name}: 0,\n" in settings for name in RANGES)


def test_both_ends_of_the_socket_use_the_same_numbers_and_names():
    utterances, connection, tones = ((PAGE / name).read_text(encoding="utf-8") for name in ("utterances.js", "connection.js", "tones.js"))

    assert f"const STOP = {int(Priority.STOP)};" in utterances
    assert f"const TAKEN_OVER = {TAKEN_OVER};" in connection
    assert set(re.findall(r"^  (\w+): \[", tones, re.MULTILINE)) == {sound.value for sound in Sound}
