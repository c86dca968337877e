"""MediaPipe is imported without what the coach never uses."""

import subprocess
import sys

import pytest

IMPORTS = """
import sys
from models.importing import importing_mediapipe

with importing_mediapipe():
    from mediapipe.tasks.python import vision
print(vision.PoseLandmarker.__name__, *[name for name in ("matplotlib", "sounddevice") if name in sys.modules])
import matplotlib.pyplot
print(callable(matplotlib.pyplot.plot))
"""


@pytest.mark.slow
def test_mediapipe_is_imported_alone_and_afterwards_everybody_can_plot():
    said = subprocess.run([sys.executable, "-c", IMPORTS], check=True, capture_output=True, text=True).stdout

    assert said.split() == ["PoseLandmarker", "True"]
