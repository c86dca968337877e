"""Video files, written: H.264 that browsers play."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
from av.container import OutputContainer

from coach.recording.atomic_file import written_whole
from coach.recording.container import address_of

TIME_BASE: Final = Fraction(1, 90_000)
"""The written videos' unit of time: fine enough for any camera's time stamps."""
ENCODING: Final = {"preset": "ultrafast", "crf": "23", "threads": "1"}
"""Of the annotated video. A slower preset would take as long as the pose model, for a smaller file; a second thread costs a tenth
more CPU time, and other threads have work for every core."""


class VideoWriter:
    """Writes pictures as H.264 that browsers play, each shown from its own time on. Use through `write_video`, from one thread."""

    def __init__(self, container: OutputContainer, fps: float) -> None:
        self._container = container
        self._stream = container.add_stream("libx264", rate=max(1, round(fps)), options=ENCODING)
        self._stream.codec_context.time_base = TIME_BASE
        self._has_begun = False

    def write(self, time: float, picture: av.VideoFrame) -> None:
        """Add the next picture, as `Picture.yuv` gives it; all have the size and the colours of the first."""
        if not self._has_begun:
            self._has_begun = True
            self._stream.width, self._stream.height, self._stream.pix_fmt = picture.width, picture.height, picture.format.name
            # stated in the file, so that players show the colours of the original
            self._stream.color_range, self._stream.colorspace = picture.color_range, picture.colorspace
            self._stream.color_primaries, self._stream.color_trc = picture.color_primaries, picture.color_trc
        picture.pts = round(time / TIME_BASE)
        picture.time_base = TIME_BASE
        self._container.mux(self._stream.encode(picture))

    def finish(self) -> None:
        """Write what the encoder still holds."""
        self._container.mux(self._stream.encode())


@contextmanager
def write_video(path: Path, *, fps: float) -> Iterator[VideoWriter]:
    """Write a video whole or not at all: `path` appears when the block ends well. `fps`, the expected rate, only guides the encoder."""
    options = {"movflags": "+faststart"}  # the index first, so that a browser plays before it has all
    with written_whole(path) as unfinished, av.open(address_of(unfinished), "w", format="mp4", options=options) as container:
        writer = VideoWriter(container, fps)
        yield writer
        writer.finish()
