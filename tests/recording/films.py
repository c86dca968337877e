"""Tiny videos, made when a test needs them."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RED, GREEN, BLUE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0)


def quarters(width=64, height=48):
    """A picture whose quarters are red, green / blue, black, so that a turn or a mirroring shows."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = RED
    picture[: height // 2, width // 2 :] = GREEN
    picture[height // 2 :, : width // 2] = BLUE
    return picture


def quarters_of(pixels):
    """The colours of a picture's quarters, row by row, as letters."""
    height, width = pixels.shape[:2]
    names = {RED: "R", GREEN: "G", BLUE: "B", BLACK: "K"}
    return "".join(
        names[tuple(int(255 * (value > 110)) for value in pixels[y, x])]
        for y in (height // 4, 3 * height // 4)
        for x in (width // 4, 3 * width // 4)
    )


def coded(pixels):
    """A picture as a video is written of it, its sides being even."""
    return av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")


def film(
    path,
    *,
    times=(0.0, 0.1, 0.2, 0.3),
    size=(64, 48),
    codec="libx264",
    pixels="yuv420p",
    colours=None,
    rotation=0,
    mirrored=False,
    aspect=None,
    options=None,
    moving=False,
) -> Path:
    """A video whose frames are shown at `times`, in seconds; `colours` are its colour space and range, as said and as used.

    In a `moving` one a stripe comes and goes, so that the pose model sees each picture.
    """
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = pixels
        if colours:
            stream.colorspace, stream.color_range = colours
        stream.codec_context.time_base = Fraction(1, 1000)
        if rotation or mirrored:
            stream.set_display_rotation(rotation, mirrored)
        if aspect:
            stream.sample_aspect_ratio = aspect
        container.start_encoding()
        for number, time in enumerate(times):
            pixels_shown = quarters(*size)
            pixels_shown[:, : size[0] // 4] = 255 if moving and number % 2 else pixels_shown[:, : size[0] // 4]
            picture = av.VideoFrame.from_ndarray(pixels_shown, format="rgb24")
            if colours:
                picture = picture.reformat(format=pixels, dst_colorspace=colours[0], dst_color_range=colours[1])
            picture.pts, picture.time_base = round(1000 * time), Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def sound(path) -> Path:
    """A second of silence without a picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44_100, layout="mono")
        for number in range(43):
            samples = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            samples.sample_rate, samples.pts = 44_100, 1024 * number
            container.mux(stream.encode(samples))
        container.mux(stream.encode())
    return path


def cut_in_half(path) -> Path:
    """The file loses its second half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path
