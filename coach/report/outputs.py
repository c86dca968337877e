"""The files that are written about one analysed video, besides the video itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coach.exercise import Exercise
from coach.recording.atomic_file import written_whole
from coach.recording.film import Analysis
from coach.recording.tracks import write_track
from coach.report.captions import as_captions
from coach.report.page import as_report, peak_pictures
from coach.report.trc import as_trc


def write_outputs(
    analysis: Analysis,
    files: Mapping[str, Path],
    *,
    video: Path,
    exercises: Sequence[Exercise],
    model: str,
    rate_hz: float | None,
    exercise: str | None = None,
    side: str | None = None,
) -> None:
    """Write those of track, report, captions and trc that `files` names, each whole or not at all.

    `exercise` and `side` are what the coach was told, None where it had to see.
    """
    if "track" in files and analysis.poses:
        write_track(files["track"], analysis.poses)
    if "trc" in files:
        _write(files["trc"], as_trc(analysis.poses, name=files["trc"].name))
    if "captions" in files:
        _write(files["captions"], as_captions(analysis.session, analysis.story.cues, is_portrait=analysis.source.is_portrait))
    if "report" in files:
        pictures = peak_pictures(analysis, video)
        page = as_report(analysis, pictures, exercises, model=model, rate_hz=rate_hz, exercise=exercise, side=side)
        _write(files["report"], page)


def _write(place: Path, text: str) -> None:
    with written_whole(place) as unfinished:
        unfinished.write_text(text, encoding="utf-8")
