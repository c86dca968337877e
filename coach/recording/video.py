"""Video files, read: frames upright and with their true times."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple, cast

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from coach.pose import Frame
from coach.recording.clock import SMALLEST_STEP_S, Clock
from coach.recording.container import VideoError, length_of, opened_container, rate_of, recorded_rate
from coach.recording.damaged_parts import Part
from coach.recording.decoded import Conversions, Picture, display_matrix
from coach.recording.packets import VideoPacket, seconds, with_time_before
from coach.recording.sampling import EVERY, Sampling
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


class _Shown(NamedTuple):
    """A picture at its time; not decoded where nobody looks at it and no other is drawn from it."""

    time: float
    decoded: av.VideoFrame | None


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
        self._pictures = self._decoded()
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

    def pictures_from(self, start_s: float, sampling: Sampling = EVERY) -> Iterator[tuple[float, Picture | None]]:
        """The time of each picture from `start_s` on, as in one pass over the whole, and the picture if `sampling` takes it.

        What it does not take is decoded only where other pictures are drawn from it. Raises `NotSeekable` where the times cannot be
        promised: the video is damaged, or its clock is not even.
        """
        for (time, decoded), is_taken in sampling.of(self._shown_from(start_s, sampling)):
            if time < start_s:
                continue
            if not is_taken:
                yield time, None
            elif decoded:
                yield time, self._picture(time, decoded)
            else:
                raise NotSeekable

    def _shown_from(self, start_s: float, sampling: Sampling) -> Iterator[_Shown]:
        """Every picture from `start_s` on, and at least one before, by which sampling decides about the first."""
        began_s = self._first_ones[0].time
        if began_s is None or not self._has_stamps or not self._stream.time_base:
            raise NotSeekable

        def own(file_s: float) -> float:
            return (file_s - began_s) / self._speed

        def is_needed(file_s: float, before_s: float) -> bool:
            return own(file_s) >= start_s - RUN_UP_S and sampling.takes(own(file_s), own(before_s))

        from_s = max(start_s - 1.0 / self._stated.fps, 0.0)
        self._container.seek(round((from_s * self._speed + began_s) / self._stream.time_base), stream=self._stream)
        last = -SMALLEST_STEP_S
        for file_s, decoded in self._in_order(is_needed):
            time = own(file_s)
            is_even = last + SMALLEST_STEP_S <= time and (last < 0 or time <= last + LONGEST_GAP_S)
            if self._is_damaged or not is_even:
                raise NotSeekable
            last = time
            yield _Shown(time, decoded)
        if self._is_damaged:
            raise NotSeekable

    def release(self) -> None:
        """Free the decoder's memory, some 30 megabytes for 1080p; the video cannot be read afterwards."""
        self._pictures.close()
        del self._first_ones

    def _picture(self, time: float, decoded: av.VideoFrame) -> Picture:
        return Picture(time, decoded, self._conversions, self._coded_size, self._matrix)

    def _decoded(self) -> Generator[av.VideoFrame]:
        """Every picture that can be decoded, past damaged packets, up to where the file cannot be read on."""
        for packet in self._packets():
            yield from self._decode(packet)

    def _in_order(self, is_needed: Callable[[float, float], bool]) -> Iterator[tuple[float, av.VideoFrame | None]]:
        """The time, by the file's clock, and the picture of all that are shown from here on: None where it is not decoded.

        `is_needed` says of a picture's time and that of the one before whether it has to be; it is, too, where others are drawn from it.
        """
        context = self._stream.codec_context
        left_out: list[float] = []
        for packet, before_s in with_time_before(self._packets()):
            may_leave_out = not math.isnan(before_s) and not packet.is_discard and not is_needed(seconds(packet), before_s)
            context.skip_frame = "NONREF" if may_leave_out else "DEFAULT"
            if may_leave_out:
                heappush(left_out, seconds(packet))
            for picture in self._decode(packet):
                time = math.nan if picture.time is None else picture.time
                while left_out and left_out[0] <= time:
                    if (earlier_s := heappop(left_out)) < time:
                        yield earlier_s, None
                yield time, picture
        yield from ((time, None) for time in sorted(left_out))

    def _packets(self) -> Iterator[VideoPacket]:
        """The packets of the pictures, up to where the file cannot be read on."""
        try:
            for packet in self._container.demux(self._stream, *self._length.others):
                if packet.stream is not self._stream:
                    self._heard_s = max(self._heard_s, seconds(packet))  # NaN is never larger
                    continue
                if packet.has_sidedata("encryption_info"):
                    self._is_protected = True
                    return
                yield cast("VideoPacket", packet)
        except av.FFmpegError:
            self._is_damaged = True

    def _decode(self, packet: VideoPacket) -> list[av.VideoFrame]:
        """The pictures that are complete with `packet`; none if it is damaged."""
        try:
            pictures = self._stream.decode(packet)
        except av.FFmpegError:
            self._is_damaged = self._has_lost_packet = True
            return []
        self._is_damaged |= any(picture.is_corrupt for picture in pictures)
        return pictures


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
