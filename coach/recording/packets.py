"""A video's packets, before they are decoded: when their pictures are shown."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from av.packet import Packet
from av.video.stream import VideoStream

VideoPacket: TypeAlias = "Packet[VideoStream]"

REORDERED: Final = 16
"""Pictures, at most, that are decoded before one that is shown earlier (H.264 and HEVC)."""


def seconds(packet: Packet[Any]) -> float:
    """When what is in the packet is shown or heard, by the file's clock, as `VideoFrame.time` gives it; NaN where the file does not tell."""
    if packet.pts is None or packet.time_base is None:
        return math.nan
    return packet.pts * packet.time_base.numerator / packet.time_base.denominator


def with_time_before(packets: Iterable[VideoPacket]) -> Iterator[tuple[VideoPacket, float]]:
    """Each packet, and when the picture is shown that is shown before its own; NaN where it may be the first or the last picture."""
    waiting: deque[VideoPacket] = deque()
    times: list[float] = []

    def first() -> tuple[VideoPacket, float]:
        packet = waiting.popleft()
        place = bisect_left(times, seconds(packet))
        return packet, times[place - 1] if 0 < place < len(times) - 1 else math.nan

    for packet in packets:
        waiting.append(packet)
        if not math.isnan(time := seconds(packet)):
            insort(times, time)
            del times[: -4 * REORDERED]
        if len(waiting) > REORDERED:
            yield first()
    while waiting:
        yield first()
