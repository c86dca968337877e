"""What is said when a file cannot be read or written: one sentence each."""

from __future__ import annotations

from pathlib import Path


def missing(path: Path) -> str:
    """There is no such file."""
    return f"{path} does not exist."


def folder_instead(path: Path, of: str) -> str:
    """There is a folder where a file was meant; `of` is what the file should have been, as "video"."""
    return f"{path} is a folder, not a {of}."


def not_permitted(path: Path) -> str:
    """The file's permissions forbid reading it."""
    return f"{path} may not be read; change its permissions."


def not_written(what: str, error: OSError) -> str:
    """`what` could not be written, and why."""
    return f"{what} could not be written: {reason(error)}."


def reason(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return error.strerror or str(error)
