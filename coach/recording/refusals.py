"""What is said when a file cannot be read or written: one sentence each."""

from __future__ import annotations

import stat
from pathlib import Path


def missing(path: Path) -> str:
    """There is no such file."""
    return f"{path} does not exist."


def folder_instead(path: Path, of: str) -> str:
    """There is a folder where a file was meant; `of` is what the file should have been, as "video"."""
    return f"{path} is a folder, not a {of}."


def not_a_file(path: Path, of: str) -> str:
    """Why there is no file to read at `path`, "" where there is one; `of` is what it should be, as "video"."""
    try:
        mode = path.stat().st_mode
    except PermissionError:
        return not_permitted(path)
    except (OSError, ValueError):  # a circle of links, a name that is too long or holds a zero
        return missing(path)
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return folder_instead(path, of)
    kind = "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
    return f"{path} is {kind}, which can be read only once and not in its parts: save it as a file first."


def not_permitted(path: Path) -> str:
    """The file's permissions forbid reading it."""
    return f"{path} may not be read; change its permissions."


def not_written(what: str, error: OSError) -> str:
    """`what` could not be written, and why."""
    return f"{what} could not be written: {reason(error)}."


def reason(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return error.strerror or str(error)
