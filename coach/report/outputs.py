"""The files about one analysed video, and the job that makes them. What makes a file is imported when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from coach.recording.atomic_file import write_text
from coach.recording.job import Job, Settings
from coach.recording.source import Source
from coach.records import Session
from exercises import load

if TYPE_CHECKING:
    from coach.recording.analysis import Analysis

Outcome: TypeAlias = tuple[Session, Source]
"""What a job that writes files gives: the session, and the recording that it was."""

NEED_POSES: Final = frozenset({"track", "trc", "angles", "mot"})


def file_job(video: Path, settings: Settings, files: Mapping[str, Path], *, threads: int) -> Job[Outcome]:
    """A job that writes those of video, track, trc, angles, mot, captions, report, csv and json that `files` names, each whole or not at all."""
    return Job(
        video=video,
        settings=settings,
        write=partial(write_files, files),
        annotated=files.get("video"),
        keep_poses=bool(NEED_POSES & files.keys()),
        threads=threads,
    )


def write_files(files: Mapping[str, Path], job: Job[Outcome], analysis: Analysis) -> Outcome:
    """Write all `files` but the video; the JSON last, because a video that has it is done."""
    from coach.recording.tracks import write_track
    from coach.report.codec import as_json
    from coach.report.page import peak_pictures
    from coach.report.table import as_csv, rows

    session, source, settings = analysis.session, analysis.source, job.settings
    if "track" in files and analysis.poses:
        write_track(files["track"], analysis.poses)
    write_about(files, analysis, settings, peak_pictures(analysis, job.video) if "report" in files else {})
    if "csv" in files:
        write_text(files["csv"], as_csv(rows(session, source)))
    if "json" in files:
        write_text(files["json"], as_json(session, source, model=settings.model_name, settings=settings.as_plain()) + "\n")
    return session, source


def write_about(
    files: Mapping[str, Path], analysis: Analysis, settings: Settings, pictures: Mapping[float, str], *, is_track: bool = False
) -> None:
    """Write those of trc, angles, mot, captions and report that `files` names; the report has `pictures` of the peaks."""
    from coach.report.captions import as_captions
    from coach.report.joint_angles import as_angles_csv, as_mot
    from coach.report.page import as_report
    from coach.report.trc import as_trc

    session, poses, exercises = analysis.session, analysis.poses, settings.applied(load())
    if "trc" in files:
        write_text(files["trc"], as_trc(poses, name=files["trc"].name))
    if "angles" in files:
        write_text(files["angles"], as_angles_csv(poses, session))
    if "mot" in files:
        write_text(files["mot"], as_mot(poses, session, name=files["mot"].name))
    if "captions" in files:
        write_text(files["captions"], as_captions(analysis, exercises))
    if "report" in files:
        write_text(files["report"], as_report(analysis, pictures, exercises, settings, is_track=is_track))
