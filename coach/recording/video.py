"""Video files, read: frames upright and with their true times."""

from __future__ import annotations

import gc
import math
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import av
import numpy as np
from av.buffer import Buffer
from av.container import InputContainer
from av.sidedata.sidedata import Type as SideData
from av.stream import Disposition
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.pose import Frame
from coach.recording.planes import yuv_copy
from coach.recording.refusals import folder_instead, missing, not_permitted
from coach.recording.source import Source, SourceError
from coach.records import Warning

Pixels: TypeAlias = NDArray[np.uint8]
Array: TypeAlias = NDArray[Any]
Matrix: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

USUAL_FPS: Final = 30.0
"""The rate of a video that states none."""
CLOCK_RESET_S: Final = 1.0
"""A time stamp that falls back further than this starts a new clock (joined recordings); a smaller step back is jitter."""
SMALLEST_STEP_S: Final = 0.001
"""How far apart two frames with the same time stamp are put: the pose model counts whole milliseconds."""

FORMATS: Final = "mov,matroska,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,obu,ivf,flv,asf,ogg,gif,mxf,dv,mp3,wav,aac,flac"
"""What cameras, phones and editors write. The decoder knows many more: texts and photos, which it would show as videos,
and playlists, which name other files, also on the network."""


class VideoError(SourceError):
    """A video cannot be read; the message is one sentence for the user."""


class NotSeekable(Exception):
    """Parts of the video cannot be read on their own; read it in one pass."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture; its pixels are converted only when they are asked for."""

    time: float
    _decoded: av.VideoFrame
    _coded_size: tuple[int, int]
    _matrix: Matrix

    def frame(self) -> Frame:
        """The picture upright, in RGB."""
        width, height = self._coded_size
        # one thread: for a single picture, starting more costs twice what they save
        pixels = cast("Pixels", self._decoded.reformat(width=width, height=height, format="rgb24", threads=1).to_ndarray())
        # moving whole pixels takes a third of the time of moving their bytes
        whole = turned(pixels.view("V3")[..., 0], self._matrix)
        return Frame(self.time, whole.view(np.uint8).reshape(*whole.shape, 3))

    def yuv(self) -> av.VideoFrame:
        """A copy of the picture upright, as `VideoWriter` takes it, with the colours that it came with."""
        return yuv_copy(self._decoded, self._coded_size, lambda plane: turned(plane, self._matrix))


class Video:
    """An open video: iterate over it, once, for its frames. The first picture is already decoded, so there is at least one."""

    def __init__(self, name: str, container: InputContainer, stream: VideoStream) -> None:
        self._container, self._stream = container, stream
        self._damaged = False
        self._pictures = self._decoded(container, stream)
        first = next(self._pictures, None)
        if first is None:
            raise VideoError(f"{name} has no picture that can be decoded.")
        self._first = first
        self._matrix = _display_matrix(first)
        self._coded_size = round(first.width * (stream.sample_aspect_ratio or 1)) or first.width, first.height
        width, height = self._coded_size if not _lies_on_its_side(self._matrix) else self._coded_size[::-1]
        fps = float(stream.average_rate or stream.guessed_rate or USUAL_FPS)
        duration_s = _duration_s(container, stream, first)
        self._stated = Source(name, duration_s, fps, stream.frames or round(duration_s * fps), width, height)
        self._read: Source | None = None

    @property
    def source(self) -> Source:
        """What the file states (0 frames and 0 s where it does not say); after the last frame what was read."""
        return self._read or self._stated

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What was wrong with the file; complete after the last frame."""
        missing_s = self._stated.duration_s - self.source.duration_s
        if missing_s > max(1.0, 0.05 * self._stated.duration_s):
            return (Warning("damaged_video", f"The video is cut off or damaged: only {self.source.duration_s:.1f} s of it could be read."),)
        if self._damaged:
            return (Warning("damaged_video", "The video is damaged: some of its pictures could not be read."),)
        return ()

    def __iter__(self) -> Iterator[Frame]:
        return (picture.frame() for picture in self.pictures())

    def pictures(self) -> Iterator[Picture]:
        """Every picture, once; only those whose frame is taken cost a conversion."""
        clock = Clock(step_s=1.0 / self._stated.fps)
        count, time = 0, 0.0
        for picture in chain((self._first,), self._pictures):
            count, time = count + 1, clock.read(picture.time)
            yield self._picture(time, picture)
        size = self._stated.width, self._stated.height
        self._read = Source.measured(self._stated.name, frames=count, first_s=0.0, last_s=time, size=size)

    def pictures_from(self, start_s: float) -> Iterator[Picture]:
        """The pictures from the last key frame before `start_s` on, with the times that they have in one pass over the whole.

        Raises `NotSeekable` where that cannot be promised: the video is damaged, or its clock is not even.
        """
        began_s = self._first.time
        if began_s is None or not self._stream.time_base:
            raise NotSeekable
        self._container.seek(round((start_s + began_s) / self._stream.time_base), stream=self._stream)
        last = -SMALLEST_STEP_S
        for picture in self._decoded(self._container, self._stream):
            time = math.nan if picture.time is None else picture.time - began_s
            if self._damaged or not time >= last + SMALLEST_STEP_S:
                raise NotSeekable
            last = time
            yield self._picture(time, picture)
        if self._damaged:
            raise NotSeekable

    def release(self) -> None:
        """Free the decoder's memory, some 30 megabytes for 1080p; the video cannot be read afterwards."""
        self._pictures.close()
        del self._first
        # a picture whose side data were read refers to itself, and Python seldom collects such cycles
        gc.collect()

    def _picture(self, time: float, decoded: av.VideoFrame) -> Picture:
        return Picture(time, decoded, self._coded_size, self._matrix)

    def _decoded(self, container: InputContainer, stream: VideoStream) -> Generator[av.VideoFrame]:
        """Every picture that can be decoded, past damaged packets, up to where the file cannot be read on."""
        try:
            for packet in container.demux(stream):
                try:
                    pictures = stream.decode(packet)
                except av.error.InvalidDataError:
                    self._damaged = True
                    continue
                yield from pictures
        except av.FFmpegError:
            self._damaged = True


@dataclass
class Clock:
    """Turns presentation time stamps into seconds that start at 0 and strictly increase. Remembers the last one."""

    step_s: float
    _start: float | None = None
    _last: float = 0.0

    def read(self, stamp: float | None) -> float:
        """The time of the next picture; without a stamp it comes one step after the last."""
        if self._start is None:
            self._start = stamp or 0.0
            return 0.0
        time = self._last + self.step_s if stamp is None else stamp - self._start
        if stamp is not None and time < self._last - CLOCK_RESET_S:
            time = self._last + self.step_s
            self._start = stamp - time
        self._last = max(time, self._last + SMALLEST_STEP_S)
        return self._last


def turned(pixels: Array, matrix: Matrix) -> Array:
    """The picture as the display matrix `((a, b), (c, d))` shows it: x' = a x + c y, y' = b x + d y, by quarter turns and mirrorings."""
    (across, across_to_down), (down_to_across, down) = matrix
    if _lies_on_its_side(matrix):
        pixels, across, down = pixels.T, down_to_across, across_to_down
    return np.ascontiguousarray(pixels[:: 1 if down > 0 else -1, :: 1 if across > 0 else -1])


@contextmanager
def read_frames(path: Path, *, threads: int = 0) -> Iterator[Video]:
    """Open the video `path` for one pass over its frames, decoded by `threads` threads (0: one for each core).

    Raises `VideoError` when it has none.
    """
    with _container(path) as container:
        pictures = [stream for stream in container.streams.video if Disposition.attached_pic not in stream.disposition]
        if not pictures:
            raise VideoError(f"{path.name} has no picture, only sound." if container.streams.audio else f"{path.name} has no picture.")
        stream = pictures[0]
        if stream.codec_context is None:
            raise VideoError(f"{path.name} is coded in a way that is not known here; convert it to H.264 (.mp4) and try again.")
        stream.thread_type = "AUTO"
        stream.codec_context.thread_count = threads
        video = Video(path.name, container, stream)
        try:
            yield video
        finally:
            video.release()


@contextmanager
def _container(path: Path) -> Iterator[InputContainer]:
    if not path.exists():
        raise VideoError(missing(path))
    if path.is_dir():
        raise VideoError(folder_instead(path, "video"))
    if path.stat().st_size == 0:
        raise VideoError(f"{path.name} is empty.")
    try:
        container = av.open(f"file:{path}", options={"format_whitelist": FORMATS, "protocol_whitelist": "file"})
    except PermissionError:
        raise VideoError(not_permitted(path)) from None
    except av.FFmpegError as error:
        raise VideoError(_why_not_opened(path)) from error
    with container:
        yield container


def _why_not_opened(path: Path) -> str:
    with path.open("rb") as file:
        is_mp4 = file.read(12)[4:8] == b"ftyp"
    if is_mp4:
        return f"{path.name} is cut off: its index is missing, so none of it can be read; copy or record it again."
    return f"{path.name} is not a video that can be read; if a player shows it, convert it to H.264 (.mp4) and try again."


def _duration_s(container: InputContainer, stream: VideoStream, first: av.VideoFrame) -> float:
    """The length that the file states; 0 if it states none."""
    duration_s = (
        float(stream.duration * stream.time_base) if stream.duration and stream.time_base else (container.duration or 0) / av.time_base
    )
    # Matroska counts from 0 even when its first picture comes later
    return duration_s - (first.time or 0.0) if "matroska" in container.format.name else duration_s


def _display_matrix(picture: av.VideoFrame) -> Matrix:
    # the stubs know of motion vectors only
    data = cast("Mapping[SideData, Buffer]", picture.side_data).get(SideData.DISPLAYMATRIX)
    if data is None:
        return (1, 0), (0, 1)
    a, b, _, c, d, *_ = np.frombuffer(bytes(data), np.int32).tolist()
    return (a, b), (c, d)


def _lies_on_its_side(matrix: Matrix) -> bool:
    (across, across_to_down), _ = matrix
    return abs(across_to_down) > abs(across)
