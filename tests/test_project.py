"""The project's own promises: what its files say of one another is true."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]


def test_the_import_contracts_are_kept():
    # In a process of its own, because import-linter silences all loggers that there are.
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"

    assert subprocess.run([sys.executable, "-c", lint], cwd=ROOT, check=False).returncode == 0


def test_the_readme_begins_with_one_line_that_installs_and_starts_the_app():
    assert COMMANDS[0].count("\n") == 1
    assert COMMANDS[0].startswith("python3 -m venv .venv && ")
    assert COMMANDS[0].endswith(" && .venv/bin/coach app\n")


def test_the_readme_goes_on_with_one_line_that_installs_and_runs_the_tests():
    assert COMMANDS[1].count("\n") == 1
    assert COMMANDS[1] == COMMANDS[0].replace("coach app", "pytest")


def test_the_coach_of_the_readme_is_a_command_of_the_package():
    (command,) = entry_points(group="console_scripts", name="coach")

    assert callable(command.load())


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_the_lock_file_holds_a_version_that_the_project_accepts(requirement):
    locked = re.findall(rf"^{re.escape(requirement.name)}==([^ ;]+)", LOCK, flags=re.MULTILINE)

    assert locked
    assert all(Version(version) in requirement.specifier for version in locked)


def test_every_locked_version_has_its_hashes():
    entries = re.split(r"\n(?=\S)", LOCK.strip())

    assert all(re.fullmatch(r"[a-z0-9-]+==[^\\]+(\\\n    --hash=sha256:[0-9a-f]{64}\s*)+", entry) for entry in entries)


def test_the_lock_file_names_no_place_to_fetch_from():
    assert not re.search(r"https?:|--\w*index|--find-links", LOCK)


def test_only_one_package_brings_opencv():
    assert re.findall(r"^opencv[\w-]*", LOCK, flags=re.MULTILINE) == ["opencv-contrib-python"]


def test_no_weights_lie_in_the_project():
    found = [path for folder in ("coach", "exercises", "models", "tests") for path in (ROOT / folder).rglob("*.*")]

    assert not [path for path in found if path.suffix in {".task", ".tflite"}]


def test_a_wheel_holds_all_that_the_app_needs_and_nothing_else(tmp_path):
    packages = [path for folder in ("coach", "exercises", "models") for path in (ROOT / folder).rglob("*")]
    needed = {path.relative_to(ROOT).as_posix() for path in packages if path.is_file() and "__pycache__" not in path.parts}

    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == needed | {"app.py", ".streamlit/config.toml"}
