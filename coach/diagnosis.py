"""What somebody needs who is to help from afar: versions, settings, the log and, if wished, poses; no picture and no name."""

from __future__ import annotations

import getpass
import io
import json
import os
import platform
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import coach
from coach.history import History, HistoryError
from coach.history.names import FIRST_PERSON
from coach.history.opening import address, file_of
from coach.history.reading_only import opened_to_read
from coach.log import LOG, log_folder
from coach.recording.atomic_file import written_whole
from coach.recording.cores import cores
from coach.recording.refusals import reason
from coach.recording.source import VIDEOS
from coach.recording.tracks import read_track, write_track
from models.status import list_models

PACKAGES: Final = ("av", "mediapipe", "numpy", "opencv-contrib-python", "pyarrow", "sqlalchemy", "starlette", "streamlit", "uvicorn")
FILE_NAME: Final = re.compile(
    rf"""[^\s'"/\\:(),;]+({"|".join(map(re.escape, (*VIDEOS, ".npz", ".json", ".csv", ".html", ".sqlite")))})\b""", re.IGNORECASE
)
"""The last part of a path to a recording or a result: people call these by names."""
SHORTEST_PART: Final = 3
"""Characters from which a name is left out within a word too; two letters are in every word."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The files of a report by their names: texts to be read before they are passed on, and poses, which are numbers only."""

    texts: Mapping[str, str]
    poses: Mapping[str, bytes]

    @property
    def contents(self) -> str:
        """All texts, and how large the rest is."""
        parts = [f"--- {name}\n{text.strip() or '(empty)'}" for name, text in self.texts.items()]
        return "\n\n".join([*parts, *(f"--- {name}: poses as numbers, {len(data) / 1024:.0f} kB" for name, data in self.poses.items())])

    def packed(self) -> bytes:
        """All of it as one zip file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.texts.items():
                archive.writestr(name, text)
            for name, data in self.poses.items():
                archive.writestr(name, data)
        return buffer.getvalue()


def diagnose(track: Path | None = None, *, poses: Mapping[str, bytes] | None = None) -> Diagnosis:
    """The report; `track` is a saved track whose poses are to be in it, `poses` are tracks of the history. Raises `TrackError`."""
    names, history = _history()
    private = [str(Path.home()), getpass.getuser(), platform.node(), _folder_of_history(), *names]
    versions = {
        "coach": coach.__version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": cores(),
        "packages": {name: _version(name) for name in PACKAGES},
        "pose models": {one.model: one.origin or ("damaged" if one.bytes else "not here") for one in list_models()},
    }
    settings = {
        "environment": {name: _setting(name, value) for name, value in os.environ.items() if name.startswith(("COACH_", "STREAMLIT_"))},
        "history": history,
    }
    texts = {
        "versions.json": json.dumps(versions, indent=1, ensure_ascii=False),
        "settings.json": json.dumps(settings, indent=1, ensure_ascii=False),
        LOG: _log(),
    }
    anonymous = {name: without_names(text, private) for name, text in texts.items()}
    return Diagnosis(anonymous, {**({"track.npz": _only_poses(track)} if track else {}), **(poses or {})})


def without_names(text: str, private: Iterable[str]) -> str:
    """The text without names of people, also their first or last alone, of this computer and its folders, and of their files."""
    text = FILE_NAME.sub(r"(name)\1", unicodedata.normalize("NFC", text))
    whole = {unicodedata.normalize("NFC", one) for one in private if one not in ("", FIRST_PERSON)}
    for name in sorted(whole | {word for one in whole for word in one.split()}, key=len, reverse=True):
        within = name in whole and len(name) >= SHORTEST_PART
        text = re.sub(re.escape(name) if within else rf"(?<!\w){re.escape(name)}(?!\w)", "(name)", text, flags=re.IGNORECASE)
    return text


def _history() -> tuple[list[str], dict[str, Any]]:
    """The names that the history knows, and what there is in it, in numbers."""
    try:
        with opened_to_read() as history:
            return [one.name for one in history.people()], _counts(history)
    except HistoryError as error:
        return [], {"cannot be opened": str(error)}


def _folder_of_history() -> str:
    """Where its file lies, which may tell whose it is; "" on a server."""
    try:
        path = file_of(address())
    except HistoryError:
        return ""
    return str(path.parent) if path and path.parent != Path(path.anchor) else ""


def _counts(history: History) -> dict[str, Any]:
    path, sessions = file_of(address()), history.sessions()
    return {
        "kind": history.url.get_backend_name(),
        "bytes": path.stat().st_size if path and path.exists() else None,
        "people": len(history.people()),
        "sessions": len(sessions),
        "repetitions": sum(one.reps for one in sessions),
    }


def _setting(name: str, value: str) -> str:
    """A setting; of an address only its kind, because a password may stand in it."""
    return f"{value.partition('://')[0]}://..." if "://" in value else "(hidden)" if re.search("KEY|SECRET|TOKEN|PASS", name) else value


def _log() -> str:
    try:
        return (log_folder() / LOG).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"The log could not be read: {reason(error)}."


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _only_poses(track: Path) -> bytes:
    """The poses of a track and nothing else that its file may hold."""
    from tempfile import TemporaryDirectory

    poses = read_track(track).poses
    with TemporaryDirectory() as folder:
        write_track(Path(folder) / "track.npz", poses)
        return (Path(folder) / "track.npz").read_bytes()


def write(diagnosis: Diagnosis, path: Path) -> None:
    """Write the report to one zip file. Raises OSError."""
    with written_whole(path) as unfinished:
        unfinished.write_bytes(diagnosis.packed())
