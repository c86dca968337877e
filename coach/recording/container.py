"""Video files before their pictures: opening them, and what they say of their length and their rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import av
from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from coach.recording.refusals import missing, not_a_file, not_permitted
from coach.recording.source import SourceError, shown

USUAL_FPS: Final = 30.0
"""The rate of a video that states none."""
FORMATS: Final = "mov,matroska,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,obu,ivf,flv,asf,ogg,gif,mxf,dv,mp3,wav,aac,flac"
"""What cameras, phones and editors write. The decoder knows many more: texts and photos, which it would show as videos,
and playlists, which name other files, also on the network."""
METADATA_ERRORS: Final[dict[str, Any]] = {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}
"""For tags that are not UTF-8; from version 19 on PyAV reads them in any case, and knows the argument no more."""
CAPTURE_RATE: Final = "com.android.capture.fps"
"""The tag in which phones say how many pictures a second were recorded."""


class VideoError(SourceError):
    """A video cannot be read; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a file says that it is, in seconds from `start_s`; 0 if it does not say.

    `others` are the streams that may be what is so long, where it does not say which: they have to be looked at to know that it is whole.
    """

    stated_s: float
    counts_from_zero: bool
    others: tuple[Stream, ...] = ()

    def of_picture(self, first_s: float) -> float:
        """The length from the first picture, at `first_s`, on: Matroska counts from 0 even when its first picture comes later."""
        return max(self.stated_s - first_s, 0.0) if self.counts_from_zero else self.stated_s


@contextmanager
def opened_container(path: Path) -> Iterator[InputContainer]:
    """The container of the video `path`. Raises `VideoError`."""
    name = shown(path.name)
    try:
        if why := not_a_file(path, "video"):
            raise VideoError(why)
        if path.stat().st_size == 0:
            raise VideoError(f"{name} is empty.")
        options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
        container = av.open(address_of(path), options=options, **METADATA_ERRORS)
    except PermissionError:
        raise VideoError(not_permitted(path)) from None
    except av.FFmpegError as error:
        raise VideoError(_why_not_opened(path)) from error
    except OSError as error:
        raise VideoError(missing(path)) from error
    with container:
        yield container


def address_of(path: Path) -> str:
    """The path as FFmpeg takes it."""
    return f"file:{path}"


def length_of(container: InputContainer, stream: VideoStream) -> Length:
    """How long a file says that its pictures last."""
    is_matroska = "matroska" in container.format.name
    if stream.duration and stream.time_base:
        return Length(float(stream.duration * stream.time_base), is_matroska)
    if tag := re.fullmatch(r"(\d+):(\d+):(\d+(?:\.\d+)?)", _tag(stream.metadata, "duration")):
        hours, minutes, seconds = map(float, tag.groups())
        return Length(3600 * hours + 60 * minutes + seconds, is_matroska)
    others = tuple(one for one in container.streams if one.type == "audio")
    return Length((container.duration or 0) / av.time_base, is_matroska, others)


def rate_of(stream: VideoStream, *, has_stamps: bool) -> float:
    """Pictures a second, as the file states it. Without time stamps its mean rate is made up, and what the stream itself says holds."""
    rates = (stream.average_rate, stream.guessed_rate) if has_stamps else (stream.guessed_rate, stream.average_rate)
    return next((float(rate) for rate in rates if rate and rate > 0), USUAL_FPS)


def recorded_rate(container: InputContainer, stream: VideoStream) -> float:
    """How many pictures a second were recorded, which may be more than are shown; 0 where the file does not say."""
    said = _tag(container.metadata, CAPTURE_RATE) or _tag(stream.metadata, CAPTURE_RATE)
    return float(said) if re.fullmatch(r"\d{1,5}(\.\d*)?", said) else 0.0


def _tag(metadata: dict[str, str], name: str) -> str:
    return next((value for key, value in metadata.items() if key.casefold() == name), "")


def _why_not_opened(path: Path) -> str:
    with path.open("rb") as file:
        is_mp4 = file.read(12)[4:8] == b"ftyp"
    if is_mp4:
        return f"{shown(path.name)} is cut off: its index is missing, so none of it can be read; copy or record it again."
    return f"{shown(path.name)} is not a video that can be read; if a player shows it, convert it to H.264 (.mp4) and try again."
