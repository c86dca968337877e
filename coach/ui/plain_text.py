"""Text of others on a page: shown as it is, never as Markdown, which could fetch a picture."""

from __future__ import annotations

import re
from typing import Final

SPECIAL: Final = re.compile(r"[\\`*\[\]<~$|]|(?<!\w)_|_(?!\w)|:(?=[a-zA-Z])|^[#>+=-]|(?<=^\d)[.)](?= )|(?<=^\d\d)[.)](?= )")
"""What Markdown, and Streamlit's additions to it, take for more than itself in a line."""


def plain(text: str) -> str:
    """Markdown that shows `text`, on one line."""
    return SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
