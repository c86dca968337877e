import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.picture import MAX_BYTES, BadPicture, read_picture
from tests.live.messages import NOON, PICTURE, jpeg, write_picture


def claiming(width, height):
    """A small JPEG whose header claims another size."""
    at = PICTURE.index(b"\xff\xc0") + 5
    return PICTURE[:at] + struct.pack(">HH", height, width) + PICTURE[at + 4 :]


def test_a_message_is_read_as_it_was_written():
    time, pixels = read_picture(write_picture(NOON, jpeg(64, 48, grey=200)))

    assert time == NOON
    assert pixels.shape == (48, 64, 3)
    assert abs(pixels.astype(int) - 200).max() <= 1


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (b"", "without a picture"),
        (b"\x00" * 8, "without a picture"),
        (write_picture(NOON, b"this is a text, not a picture"), "no JPEG"),
        (write_picture(math.nan, PICTURE), "without a time"),
        (write_picture(math.inf, PICTURE), "without a time"),
        (write_picture(NOON, PICTURE[: len(PICTURE) // 2]), "cut off"),
        (write_picture(NOON, PICTURE[:20]), "without a size"),
        (write_picture(NOON, b"\x00" * MAX_BYTES), "too large"),
        (write_picture(NOON, claiming(30_000, 30_000)), "30000 x 30000"),
        (write_picture(NOON, claiming(0, 48)), "0 x 48"),
        (write_picture(NOON, b"\xff\xd8\xff\xe0\x00\x04\x00\x00" * 3 + b"\xff\xd9"), "without a size"),
    ],
    ids=["nothing", "time only", "text", "no time", "endless time", "half", "header only", "too large", "bomb", "no width", "no picture"],
)
def test_what_is_no_picture_is_refused_in_one_sentence(message, why):
    with pytest.raises(BadPicture, match=why) as refused:
        read_picture(message)

    assert "\n" not in str(refused.value)


@given(st.data())
def test_damage_anywhere_is_refused_or_survived(data):
    damaged = bytearray(write_picture(NOON, PICTURE))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    try:
        time, pixels = read_picture(bytes(damaged))
    except BadPicture:
        return
    assert math.isfinite(time)
    assert pixels.ndim == 3
