"""The page's own JavaScript: its unit tests, and its types, where the tools for them are there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "coach" / "ui" / "live" / "page").glob("*.js"))
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
