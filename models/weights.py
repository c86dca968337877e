"""Where the pose weights come from: a file of the user's, the cache, the official bundle, or the older wheel."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

import platformdirs
from filelock import FileLock, Timeout

from models.bundle import NotABundle, read_members, recorded_sha256, sha256_of
from models.catalogue import BUNDLES, Bundle, Wheel
from models.download import FetchFailed, Progress, download
from models.wheel import build_from_wheel, holds_networks

__all__ = ["FILE_VARIABLE", "Progress", "WeightsUnavailable", "cache_folder", "find_bundle", "find_weights", "origin_of"]

FILE_VARIABLE: Final = "COACH_MODEL_FILE"
"""The environment variable that names a bundle to use instead of the cached one."""

PATIENCE_S: Final = 900.0
"""How long to wait for another process that is fetching the same weights."""

logger = logging.getLogger(__name__)


class WeightsUnavailable(Exception):
    """No way led to the weights. The message, of several lines, is ready to show: each way, why it failed, and what to do by hand."""


def find_weights(model: str = "full", *, explicit: Path | None = None, progress: Progress | None = None) -> Path:
    """The checked bundle of `model`, fetched into the user's cache on first use.

    Tried in this order: `explicit`, the file that COACH_MODEL_FILE names, the cache, the official bundle and, for
    full, the older wheel. A named file is used or refused, never silently replaced by another.
    Raises WeightsUnavailable, and SystemLibraryMissing on the last way. Safe to call from several processes at once.
    """
    if explicit is not None:
        return _named_file(explicit, "")
    if variable := os.environ.get(FILE_VARIABLE):
        return _named_file(Path(variable), f", which {FILE_VARIABLE} names,")
    if model not in BUNDLES:
        raise WeightsUnavailable(f"There is no pose model '{model}'; there are {', '.join(BUNDLES)}.")
    return find_bundle(BUNDLES[model], cache_folder(), progress)


def cache_folder() -> Path:
    """Where the bundles are kept between runs."""
    return platformdirs.user_cache_path("form-coach", appauthor=False)


def origin_of(path: Path, bundle: Bundle) -> str | None:
    """Which `bundle` the file at `path` is, "official bundle" or "older wheel", by its SHA-256; None if absent or damaged."""
    sha256 = sha256_of(path)
    if sha256 == bundle.sha256:
        return "official bundle"
    if sha256 is not None and sha256 == recorded_sha256(path):
        return "older wheel"
    return None


def find_bundle(bundle: Bundle, folder: Path, progress: Progress | None = None) -> Path:
    """The checked `bundle` in the cache `folder`, fetched if it is not there. Raises WeightsUnavailable."""
    path = folder / bundle.file_name
    try:
        if _is_right(path, bundle):
            return path
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=PATIENCE_S):
            if not _is_right(path, bundle):  # or another process has fetched it meanwhile
                _fetch(bundle, path, progress or _silent)
    except Timeout:
        raise _unavailable(bundle, path, [("cache", str(folder), "another process has been fetching it for too long")]) from None
    except OSError as error:
        raise _unavailable(bundle, path, [("cache", str(folder), error.strerror or str(error))]) from error
    return path


def _is_right(path: Path, bundle: Bundle) -> bool:
    """Whether the file at `path` is the `bundle`; of one from the older wheel, whose record lies beside it, its networks are looked at."""
    origin = origin_of(path, bundle)
    if origin != "older wheel":
        return origin is not None
    return bundle.wheel is not None and _holds_networks(path, sha256_of(path), bundle.wheel)


@lru_cache(maxsize=4)
def _holds_networks(path: Path, _sha256: str | None, wheel: Wheel) -> bool:
    """Looked at once for each content, by its SHA-256: it takes a fifth of a second."""
    return holds_networks(path.read_bytes(), wheel)


def _fetch(bundle: Bundle, path: Path, progress: Progress) -> None:
    failures = [("cache", str(path), "damaged: it is not what it should be" if path.exists() else "not there yet")]
    try:
        download(bundle, path, progress)
    except FetchFailed as reason:
        failures.append(("official bundle", bundle.address, str(reason)))
    else:
        return
    if wheel := bundle.wheel:
        try:
            build_from_wheel(wheel, path, f"Pose model {bundle.model}, out of {wheel.requirement}", progress)
        except (FetchFailed, ImportError) as reason:  # MediaPipe may move its schema
            failures.append(("older wheel", f"pip download {wheel.requirement}", str(reason)))
        else:
            return
    raise _unavailable(bundle, path, failures)


def _unavailable(bundle: Bundle, path: Path, failures: list[tuple[str, str, str]]) -> WeightsUnavailable:
    tried = "\n".join(f"  {way} ({place}): {reason}" for way, place, reason in failures)
    return WeightsUnavailable(
        f"The pose model '{bundle.model}' is not here and could not be fetched. Tried:\n{tried}\n"
        f"To put it there by hand, download {bundle.address}\n"
        f"({bundle.bytes} bytes, SHA-256 {bundle.sha256})\n"
        f"and save it as {path}\n"
        f"or anywhere else, with {FILE_VARIABLE} set to that file."
    )


def _named_file(path: Path, said_by: str) -> Path:
    try:
        sha256 = sha256_of(path)
        if sha256 is None:
            raise WeightsUnavailable(f"The pose model file {path}{said_by} does not exist.")
        if sha256 not in {bundle.sha256 for bundle in BUNDLES.values()} | {recorded_sha256(path)}:
            read_members(path.read_bytes())
            logger.warning("%s is none of the official pose models; it is used because it was asked for.", path)
    except NotABundle as error:
        raise WeightsUnavailable(f"The pose model file {path}{said_by} {error}.") from error
    except OSError as error:
        raise WeightsUnavailable(f"The pose model file {path}{said_by} cannot be read: {error.strerror}.") from error
    return path


def _silent(_what: str, _done: int, _total: int) -> None:
    pass
