"""Pictures of people who exercise: rendered ones, and photographs where they are at hand."""

from itertools import islice
from pathlib import Path

import av
import cv2

from coach.pose import Frame
from tests.shared import SHARED

_ROOT = Path(__file__).parents[2]
RENDERED = sorted((_ROOT / "tests" / "data" / "pictures").glob("*.jpg"))
PHOTOGRAPHS = sorted(SHARED.glob("photos/*.jpg"))
PICTURES = [*RENDERED, *PHOTOGRAPHS]
SAMPLE = _ROOT / "coach" / "ui" / "sample" / "clamshell.mp4"


def read_picture(path):
    """RGB pixels [height, width, 3]."""
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


def sample_frames(count):
    """The first frames of the film of a rendered clamshell that comes with the app."""
    with av.open(SAMPLE) as film:
        return [Frame(picture.time, picture.to_ndarray(format="rgb24")) for picture in islice(film.decode(video=0), count)]
