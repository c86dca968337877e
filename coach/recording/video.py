"""Video files, read: frames upright and with their true times."""

from __future__ import annotations

import gc
import math
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Final, cast

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from coach.pose import Frame
from coach.recording.clock import SMALLEST_STEP_S, Clock
from coach.recording.container import VideoError, length_of, opened_container, rate_of, recorded_rate
from coach.recording.damaged_parts import Part
from coach.recording.decoded import Conversions, Picture, display_matrix
from coach.recording.source import Source, shown
from coach.records import Warning

LONGEST_GAP_S: Final = 10.0
"""Nobody exercises through a longer gap: the clock has jumped ahead."""
RUN_UP_S: Final = 0.5
"""So long before where a part begins all its pictures are decoded."""
FIRST_ONES: Final = 3
"""Pictures that are decoded when a video is opened: when all have one time, the file has none."""
SLOWED: Final = 1.5
"""Times the rate of a video from which the rate at which it was recorded makes it slow motion."""


class NotSeekable(Exception):
    """Parts of the video cannot be read on their own; read it in one pass."""


class Video:
    """An open video: iterate over it, once, for its frames. The first pictures are already decoded, so there is at least one.

    All its times are those of the real movement: with a `speed` of 4 they are a quarter of what the file states.
    """

    def __init__(self, name: str, container: InputContainer, stream: VideoStream, speed: float | None) -> None:
        self._container, self._stream = container, stream
        self._is_damaged = self._is_protected = False
        self._heard_s, self._left_out_s = 0.0, 0.0
        self.damaged_parts: list[Part] = []
        """Where the pictures are damaged; complete after the last frame."""
        self._damaged_from_s, self._has_lost_packet = math.nan, False
        self._length = length_of(container, stream)
        self._pictures = self._decoded(container, stream)
        self._first_ones = tuple(islice(self._pictures, FIRST_ONES))
        if self._is_protected:
            raise VideoError(f"{name} is protected: it is encrypted, and only a player with its key can show it.")
        if not self._first_ones:
            raise VideoError(f"{name} has no picture that can be decoded.")
        first = self._first_ones[0]
        self._has_stamps = first.time is not None and (len(self._first_ones) < FIRST_ONES or self._first_ones[-1].time != first.time)
        fps = rate_of(stream, has_stamps=self._has_stamps)
        recorded = recorded_rate(container, stream)
        self._is_slowed = speed is None and bool(recorded) and recorded >= SLOWED * fps
        self._speed = speed or (recorded / fps if self._is_slowed else 1.0)
        self._matrix = display_matrix(first)
        self._conversions = Conversions()
        self._coded_size = round(first.width * (stream.sample_aspect_ratio or 1)) or first.width, first.height
        width, height = self._picture(0.0, first).size
        duration_s = self._length.of_picture(first.time or 0.0)
        frames = stream.frames or round(duration_s * fps)
        self._stated = Source(name, duration_s / self._speed, fps * self._speed, frames, width, height)
        self._read: Source | None = None

    @property
    def source(self) -> Source:
        """What the file states (0 frames and 0 s where it does not say); after the last frame what was read."""
        return self._read or self._stated

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What was wrong with the file; complete after the last frame."""
        stated_s, read_s = self._stated.duration_s, self.source.duration_s
        missing_s = stated_s - max(read_s + self._left_out_s, self._heard_s / self._speed)
        found = []
        if missing_s > max(1.0, 0.05 * stated_s):
            found.append(("damaged_video", f"The video is cut off or damaged: only {read_s:.1f} s of it could be read."))
        elif self._is_damaged:
            found.append(("damaged_video", "The video is damaged: some of its pictures could not be read, and count as not seen."))
        if not self._has_stamps:
            rate = f"{self._stated.fps:.3g} pictures a second"
            found.append(("reckoned_times", f"The video does not say when its pictures were taken: times are reckoned from {rate}."))
        if self._left_out_s:
            found.append(("clock_jumped", f"The video's clock jumps ahead by {self._left_out_s:.0f} s, which were left out."))
        if self._is_slowed:
            found.append(
                (
                    "slow_motion",
                    f"The video is in slow motion, {self._speed:.3g} times slower than it was: times are those of the real movement.",
                )
            )
        return tuple(Warning(code, words) for code, words in found)

    def __iter__(self) -> Iterator[Frame]:
        return (picture.frame() for picture in self.pictures())

    def pictures(self) -> Iterator[Picture]:
        """Every picture, once; only those whose frame is taken cost a conversion."""
        clock = Clock(step_s=1.0 / self._stated.fps, longest_gap_s=LONGEST_GAP_S)
        count, time = 0, 0.0
        for picture in chain(self._first_ones, self._pictures):
            stamp = picture.time / self._speed if self._has_stamps and picture.time is not None else None
            count, time = count + 1, clock.read(stamp)
            self._note_damage(picture, time)
            yield self._picture(time, picture)
        if not math.isnan(self._damaged_from_s):
            self.damaged_parts.append((self._damaged_from_s, time))
        self._left_out_s = clock.left_out_s
        size = self._stated.width, self._stated.height
        self._read = Source.measured(self._stated.name, frames=count, first_s=0.0, last_s=time, size=size)

    def _note_damage(self, picture: av.VideoFrame, time: float) -> None:
        """What is damaged is drawn from in the pictures that follow, up to the next one that is drawn from nothing."""
        is_hurt, self._has_lost_packet = picture.is_corrupt or self._has_lost_packet, False
        if is_hurt and math.isnan(self._damaged_from_s):
            self._damaged_from_s = time
        elif picture.key_frame and not is_hurt and not math.isnan(self._damaged_from_s):
            self.damaged_parts.append((self._damaged_from_s, time))
            self._damaged_from_s = math.nan

    def pictures_from(self, start_s: float) -> Iterator[Picture]:
        """The pictures from `start_s` on, with the times that they have in one pass over the whole, and some of those before.

        Raises `NotSeekable` where that cannot be promised: the video is damaged, or its clock is not even.
        """
        began_s = self._first_ones[0].time
        if began_s is None or not self._has_stamps or not self._stream.time_base:
            raise NotSeekable
        self._container.seek(round((start_s * self._speed + began_s) / self._stream.time_base), stream=self._stream)
        last = -SMALLEST_STEP_S
        for picture in self._decoded(self._container, self._stream, whole_from_s=(start_s - RUN_UP_S) * self._speed + began_s):
            time = math.nan if picture.time is None else (picture.time - began_s) / self._speed
            is_even = last + SMALLEST_STEP_S <= time and (last < 0 or time <= last + LONGEST_GAP_S)
            if self._is_damaged or not is_even:
                raise NotSeekable
            last = time
            yield self._picture(time, picture)
        if self._is_damaged:
            raise NotSeekable

    def release(self) -> None:
        """Free the decoder's memory, some 30 megabytes for 1080p; the video cannot be read afterwards."""
        self._pictures.close()
        del self._first_ones
        # a picture whose side data were read refers to itself, and Python seldom collects such cycles
        gc.collect()

    def _picture(self, time: float, decoded: av.VideoFrame) -> Picture:
        return Picture(time, decoded, self._conversions, self._coded_size, self._matrix)

    def _decoded(self, container: InputContainer, stream: VideoStream, whole_from_s: float = -math.inf) -> Generator[av.VideoFrame]:
        """Every picture that can be decoded, past damaged packets, up to where the file cannot be read on.

        Before `whole_from_s`, by the file's clock, only those that others are drawn from: half of the decoding is saved there.
        """
        try:
            for packet in container.demux(stream, *self._length.others):
                if packet.stream is not stream:
                    self._heard_s = max(self._heard_s, float((packet.pts or 0) * (packet.time_base or 0)))
                    continue
                if packet.has_sidedata("encryption_info"):
                    self._is_protected = True
                    return
                is_before = packet.pts is not None and packet.time_base is not None and packet.pts * packet.time_base < whole_from_s
                stream.codec_context.skip_frame = "NONREF" if is_before else "DEFAULT"
                try:
                    pictures = stream.decode(cast("Packet[VideoStream]", packet))
                except av.error.InvalidDataError:
                    self._is_damaged = self._has_lost_packet = True
                    continue
                self._is_damaged |= any(picture.is_corrupt for picture in pictures)
                yield from pictures
        except av.FFmpegError:
            self._is_damaged = True


@contextmanager
def read_frames(path: Path, *, threads: int = 0, speed: float | None = None) -> Iterator[Video]:
    """Open the video `path` for one pass over its frames, decoded by `threads` threads (0: one for each core).

    `speed` is how many times faster the movement was than the video shows it; None: as its tags say. Raises `VideoError` when it has no
    picture.
    """
    name = shown(path.name)
    with opened_container(path) as container:
        stream = container.streams.best("video")
        if not isinstance(stream, VideoStream) or Disposition.attached_pic in stream.disposition:
            raise VideoError(f"{name} has no picture, only sound." if container.streams.audio else f"{name} has no picture.")
        if stream.codec_context is None:
            raise VideoError(f"{name} is coded in a way that is not known here; convert it to H.264 (.mp4) and try again.")
        stream.thread_type = "AUTO"
        stream.codec_context.thread_count = threads
        video = Video(name, container, stream, speed)
        try:
            yield video
        finally:
            video.release()
