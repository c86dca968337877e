"""A bundle, the `.task` file that MediaPipe loads: a stored zip of networks, read, written and checked."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from models.catalogue import DETECTOR, LANDMARKS

ALIGNMENT: Final = 64
"""Bytes. MediaPipe uses a network in place, and copies it with a warning if it starts anywhere else."""

_LOCAL_HEADER: Final = 30  # bytes of a zip member's header before its name
_EXTRA_HEADER: Final = 4  # bytes of an extra field before its content


class NotABundle(ValueError):
    """The bytes are not a bundle of a detector and a landmark network; the message is the end of a sentence."""


def read_members(bundle: bytes) -> dict[str, bytes]:
    """The networks of `bundle` by name. Raises NotABundle, also if one is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise NotABundle("is not a MediaPipe bundle (.task)") from error
    if missing := {DETECTOR, LANDMARKS} - members.keys():
        raise NotABundle(f"is not a pose bundle: it holds no {' and no '.join(sorted(missing))}")
    return members


def write_members(members: Mapping[str, bytes]) -> bytes:
    """A bundle of `members`; the same members always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, network in members.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, whatever the clock says
            start = buffer.tell() + _LOCAL_HEADER + len(name.encode()) + _EXTRA_HEADER
            padding = -start % ALIGNMENT
            entry.extra = bytes(2) + padding.to_bytes(2, "little") + bytes(padding)
            archive.writestr(entry, network)
    return buffer.getvalue()


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of the file, None if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def record_of(path: Path) -> Path:
    """The file beside `path` that records its SHA-256, as `sha256sum --check` reads it."""
    return path.with_name(path.name + ".sha256")


def write_recorded(path: Path, content: bytes) -> None:
    """Write `path` whole or not at all, and then its record."""
    write_whole(path, content)
    write_whole(record_of(path), f"{hashlib.sha256(content).hexdigest()}  {path.name}\n".encode())


def recorded_sha256(path: Path) -> str | None:
    """The SHA-256 that `path` had when it was written, None if that was not recorded."""
    try:
        return record_of(path).read_text("utf-8").partition(" ")[0]
    except FileNotFoundError:
        return None


def write_whole(path: Path, content: bytes) -> None:
    """Write the file `path` whole or not at all. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
