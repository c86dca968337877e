"""What the README shows of the coach's answer is what it answers."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli import main
from coach.ui.recording import SAMPLE

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def in_words(text):
    """Without numbers, which differ in their last digit from machine to machine, and whatever the width of the terminal."""
    return re.sub(r"[\d.]+|\s+|─", " ", text).split()


@pytest.mark.slow
def test_the_sample_is_answered_as_the_readme_says(pose_weights):
    (shown,) = re.findall(r"```console\n\$ coach analyse \S+\n(.*?)```", README, flags=re.DOTALL)

    result = CliRunner().invoke(main, ["analyse", str(SAMPLE)], env={"COLUMNS": "80"})

    assert in_words(result.stdout) == in_words(shown)
