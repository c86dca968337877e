"""What the coach counts and says during a recording, as captions (WebVTT) that players show with the video."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from coach.recording.analysis import Analysis

COUNT_S: Final = 1.5
CUE_S: Final = 3.0
"""How long a count and a cue can be read, unless the next one comes."""
PORTRAIT, LANDSCAPE = (f"line:{line}% position:98% size:96% align:end" for line in (13, 21))
"""Where captions stand: the annotated video has its own words at the bottom and its count at the top, which they must not cover."""
BEYOND_S: Final = 1e9


def as_captions(analysis: Analysis) -> str:
    """The repetitions as they were counted, and the cues, each at the time at which it was given."""
    place = PORTRAIT if analysis.source.is_portrait else LANDSCAPE
    said: dict[float, list[str]] = {}
    for rep in analysis.session.reps:
        said.setdefault(rep.end_s, []).append(str(rep.index))
    for time, cue in analysis.timeline.cues:
        # the count and the cue about it come with one picture or with two; they are read together
        near = [moment for moment in said if abs(moment - time) < COUNT_S]
        said.setdefault(near[0] if near else time, []).append(cue.text)
    moments = sorted(said)
    blocks = ["WEBVTT\n"]
    for begun, following in pairwise([*moments, BEYOND_S]):
        lasting = CUE_S if len("".join(said[begun])) > 3 else COUNT_S
        words = " · ".join(said[begun]).replace("&", "&amp;").replace("<", "&lt;")
        blocks.append(f"{_clock(begun)} --> {_clock(min(begun + lasting, following))} {place}\n{words}\n")
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    milliseconds = round(1000 * seconds)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"
