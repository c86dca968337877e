"""Pictures of people who exercise: rendered ones, and photographs where they are at hand."""

from pathlib import Path

import cv2

_ROOT = Path(__file__).parents[2]
RENDERED = sorted((_ROOT / "tests" / "data" / "pictures").glob("*.jpg"))
PHOTOGRAPHS = sorted((_ROOT.parent / "shared" / "photos").glob("*.jpg"))
PICTURES = [*RENDERED, *PHOTOGRAPHS]


def read_picture(path):
    """RGB pixels [height, width, 3]."""
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
