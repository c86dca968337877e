"""What the coach counts, finds and says during a recording, as captions (WebVTT) that players show with the video."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from coach.coaching.hip_share import hip_share_in_words
from coach.coaching.verdict import sign_of, worst_first
from coach.coaching.wording import lower_first
from coach.exercise import Exercise
from coach.recording.analysis import Analysis

COUNT_S: Final = 1.5
CUE_S: Final = 4.0
"""How long a count, and a cue or what was found, can be read, unless the next one comes."""
PORTRAIT, LANDSCAPE = (f"line:{line}% position:98% size:96% align:end" for line in (13, 21))
"""Where captions stand: the annotated video has its own words at the bottom and its count at the top, which they must not cover."""
BEYOND_S: Final = 1e9


def as_captions(analysis: Analysis, exercises: Iterable[Exercise]) -> str:
    """The repetitions as they were counted, with what was found in them, and the cues, each at the time at which it was given."""
    known = {exercise.key: exercise for exercise in exercises}
    place = PORTRAIT if analysis.source.is_portrait else LANDSCAPE
    said: dict[float, list[str]] = {}
    for one in analysis.session.sets:
        names = known[one.exercise].check_names
        for rep in one.reps:
            found = ", ".join(lower_first(names[finding.check]) for finding in worst_first(rep.findings))
            share = hip_share_in_words([rep], known[one.exercise])
            verdict = ", ".join(filter(None, (f"{rep.index} {sign_of(rep)} {rep.verdict.words}", share)))
            time = analysis.timeline.counted_s.get(rep.end_s, rep.end_s)
            said.setdefault(time, []).append(f"{verdict}:\n{found}" if found else verdict)
    for time, cue in analysis.timeline.cues:
        # the count and the cue about it come with one picture or with two; they are read together
        near = [moment for moment in said if abs(moment - time) < COUNT_S]
        said.setdefault(near[0] if near else time, []).append(cue.text)
    moments = sorted(said)
    blocks = ["WEBVTT\n"]
    for begun, following in pairwise([*moments, BEYOND_S]):
        lasting = CUE_S if len(" ".join(said[begun]).split()) > 3 else COUNT_S
        words = " · ".join(said[begun]).replace("&", "&amp;").replace("<", "&lt;")
        blocks.append(f"{_clock(begun)} --> {_clock(min(begun + lasting, following))} {place}\n{words}\n")
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    milliseconds = round(1000 * seconds)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"
