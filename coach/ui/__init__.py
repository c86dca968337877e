"""The pages of the web app."""

from pathlib import Path
from typing import Final

ICON: Final = Path(__file__).with_name("icon.svg")
