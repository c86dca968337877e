"""One message of a camera: its time and its picture, checked before anything is decoded."""

from __future__ import annotations

import math
import struct
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.recording.source import SourceError

TIME: Final = struct.Struct("<d")
"""Each message begins with the camera's own time stamp in seconds; what follows is a JPEG."""

MAX_BYTES: Final = 600_000
"""Ten times what a picture of 640 pixels' width takes."""
MAX_SIDE: Final = 1280
"""Pixels. A small file can unfold to gigabytes, so the size is read before the picture is."""

STARTS_OF_FRAME: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG markers that state the size; the three left out are tables."""


class BadPicture(SourceError):
    """A message is not a picture; the message of the error is one sentence."""


def read_picture(message: bytes) -> tuple[float, NDArray[np.uint8]]:
    """The camera's time in seconds and the RGB pixels [height, width, 3]. Raises `BadPicture`."""
    if len(message) > MAX_BYTES:
        raise BadPicture(f"A picture of {len(message)} bytes is too large; {MAX_BYTES} is the most.")
    if len(message) <= TIME.size:
        raise BadPicture("A message without a picture.")
    (time,) = TIME.unpack_from(message)
    if not math.isfinite(time):
        raise BadPicture("A picture without a time.")
    jpeg = message[TIME.size :]
    width, height = jpeg_size(jpeg)
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise BadPicture(f"A picture of {width} x {height} pixels; at most {MAX_SIDE} x {MAX_SIDE} can be used.")
    if not jpeg.endswith(b"\xff\xd9"):  # the decoder would fill the missing part with grey
        raise BadPicture("A picture that is cut off.")
    try:
        pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        pixels = None
    if pixels is None or pixels.shape[:2] != (height, width):
        raise BadPicture("A picture that cannot be decoded.")
    return time, pixels.astype(np.uint8, copy=False)


def jpeg_size(jpeg: bytes) -> tuple[int, int]:
    """Width and height as the header of a JPEG states them. Raises `BadPicture`."""
    at = 2
    if jpeg[:at] != b"\xff\xd8":
        raise BadPicture("A picture that is no JPEG.")
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xFF:  # any number of these may stand before a marker
            at += 1
            continue
        if marker in STARTS_OF_FRAME:
            height, width = struct.unpack_from(">HH", jpeg, at + 5)
            return width, height
        (length,) = struct.unpack_from(">H", jpeg, at + 2)
        at += 2 + length
    raise BadPicture("A picture without a size.")
