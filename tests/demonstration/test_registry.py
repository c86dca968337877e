"""The demonstrations come from the exercises' own packages, and only where one is wanted."""

import subprocess
import sys

import pytest

from exercises import demonstration, demonstrations, keys


def test_every_exercise_has_its_demonstration():
    assert list(demonstrations()) == keys()


def test_an_exercise_that_is_not_there_has_none():
    with pytest.raises(ImportError, match="plank"):
        demonstration("plank")


def test_the_exercises_are_loaded_without_what_draws_them():
    loads = "import sys, exercises; exercises.load(); print(any('demonstration' in name for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout == "False\n"
