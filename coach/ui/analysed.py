"""What the page shows of one recording, as files and values: the annotated video, the pictures, the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.recording.job import Settings
from exercises import load

if TYPE_CHECKING:
    from coach.recording.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Result:
    """What the page shows of one recording, and offers to keep.

    `annotated` is an H.264 video with the findings drawn in, `pictures` are the peaks of its repetitions, `tracks` the landmarks of
    each of its sets. The analysis itself has no poses any more: they are in the file `track`, as those of `video`; None where there are none.
    """

    analysis: Analysis
    video: Path
    track: Path | None
    settings: Settings
    annotated: Path
    captions: str
    pictures: dict[float, str]
    report: str
    tracks: tuple[bytes | None, ...]

    @property
    def json(self) -> str:
        """The analysis as `coach.analysis/1`."""
        from coach.report.codec import as_json

        return as_json(self.analysis.session, self.analysis.source, model=self.settings.model_name, settings=self.settings.as_plain())


def result_of(analysis: Analysis, video: Path, annotated: Path, settings: Settings) -> Result:
    """What is shown of the `analysis` of `video`; its poses are written beside `annotated`."""
    from coach.history.track import tracks_of
    from coach.recording.tracks import write_track
    from coach.report.page import peak_pictures

    tracks = tracks_of(analysis.session, analysis.poses)
    track = annotated.with_name("poses.npz") if analysis.poses else None
    if track:
        write_track(track, analysis.poses)
    analysis = replace(analysis, poses=())  # in memory they would be twenty times the tracks
    pictures = peak_pictures(analysis, video)
    captions, report = words_of(analysis, pictures, settings)
    return Result(analysis, video, track, settings, annotated, captions, pictures, report, tracks)


def words_of(analysis: Analysis, pictures: dict[float, str], settings: Settings) -> tuple[str, str]:
    """The captions and the report of an analysis."""
    from coach.report.captions import as_captions
    from coach.report.page import as_report

    exercises = settings.applied(load())
    return as_captions(analysis, exercises), as_report(analysis, pictures, exercises, settings)
