"""`python -m benchmarks.validation.poses CLIPS FOLDER`: the poses of rendered clips with what their pictures tell, small enough for the repository.

The landmarks are those saved beside each clip (`<id>.track.npz`, every picture); what pictures tell is measured from `<id>.mp4` at the
default rate. Written are `<id>.track.npz` and the truth about it, `<id>.json`, each with only what the validation reads. Landmarks that
the coach does not read are left out, the others rounded to a twelfth of a pixel (of 640) and half a millimetre, and readings to half precision.
Of clips with repetitions, `<id>.joints.npz` are the true joints in and shortly before repetitions (`benchmarks.validation.joints`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer

from benchmarks.validation.joints import true_joints, write_joints
from benchmarks.validation.truth import read_json, truth_files
from coach.conventions import Floats
from coach.picture import numbers_of, reading_of
from coach.pose import Landmark, Pose
from coach.recording.sampling import RATE_HZ, Sampling
from coach.recording.tracks import read_track, write_track
from coach.recording.video import read_frames
from models.picture_measures import PictureMeasures, grey_of

READ: Final = [int(landmark) for landmark in Landmark]
IN_PICTURE: Final = 2.0**-13
IN_DEPTH: Final = 2.0**-8
IN_SPACE: Final = 2.0**-11
VISIBILITY: Final = 2.0**-6
"""What is rounded to; powers of two, so that what is left out is zeros, which take no room."""
TRUTH: Final = ("id", "exercise", "side", "working_side", "fps", "rep_count", "clip_faults", "picture")
TRUE_REP: Final = ("start_s", "top_start_s", "peak_s", "top_end_s", "end_s", "main_excursion_deg", "faults")
ANGLES: Final = ("pelvis_axial", "pelvis_list")
DISTRACTION: Final = ("kind", "start_s", "end_s")


def main(
    clips: Annotated[Path, typer.Argument(help="Rendered clips: <id>.mp4, <id>.json and <id>.track.npz.", show_default=False)],
    folder: Annotated[Path, typer.Argument(help="Where to write tracks and truth.", show_default=False)],
    *,
    prefix: Annotated[str, typer.Option(help="Only the clips whose names begin so.")] = "",
) -> None:
    """Measure the pictures of every clip, and write its poses and the truth about it. Takes some three minutes for 62 clips."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in truth_files(clips, prefix):
        typer.echo(path.stem, err=True)
        track = read_track(path.with_suffix(".track.npz"))
        poses = list(measured(track.poses, path.with_suffix(".mp4"), Sampling.to(RATE_HZ, fps=track.source.fps)))
        write_compact(folder / f"{path.stem}.track.npz", poses)
        raw = read_json(path)
        if raw["reps"]:
            write_joints(
                folder / f"{path.stem}.joints.npz", true_joints(raw, path.with_suffix(".truth.npz"), [pose.time for pose in poses])
            )
        truth = json.dumps(fields_read(raw), indent=None, separators=(",", ":"))
        (folder / path.name).write_text(truth + "\n", encoding="utf-8")


def measured(poses: tuple[Pose, ...], video: Path, sampling: Sampling) -> Iterator[Pose]:
    """Those of `poses`, one for each picture of `video`, that are analysed, with what their pictures tell."""
    measures = PictureMeasures()
    with read_frames(video) as opened:
        for (picture, is_taken), pose in zip(sampling.of(opened.pictures()), poses, strict=True):
            if is_taken:
                yield measures.measure(pose, grey_of(picture.frame()))


def write_compact(path: Path, poses: list[Pose]) -> None:
    """Write a track of which only what the coach reads is kept, rounded."""
    write_track(path, [_compact(pose) for pose in poses])


def _compact(pose: Pose) -> Pose:
    image, world, visibility = (
        np.full_like(values, nothing) for values, nothing in ((pose.image, np.nan), (pose.world, np.nan), (pose.visibility, 0))
    )
    image[READ, :2], image[READ, 2] = _rounded(pose.image[READ, :2], IN_PICTURE), _rounded(pose.image[READ, 2], IN_DEPTH)
    world[READ], visibility[READ] = _rounded(pose.world[READ], IN_SPACE), _rounded(pose.visibility[READ], VISIBILITY)
    keyframe, *numbers = numbers_of(pose.picture)
    picture = reading_of([keyframe, *np.array(numbers, dtype=np.float16).tolist()])
    return replace(pose, image=image, world=world, visibility=visibility, picture=picture)


def _rounded(values: Floats, step: float) -> Floats:
    return np.round(values / step) * step


def fields_read(truth: dict[str, Any]) -> dict[str, Any]:
    """Of the truth about a clip what `truth.rendered_cases` reads."""
    return {
        **{name: truth[name] for name in TRUTH if truth.get(name)},
        "rep_count": truth["rep_count"],
        "body": {"name": truth["body"]["name"]},
        "camera": {name: truth["camera"][name] for name in ("azimuth_deg", "height_m")},
        "reps": [
            {name: rep[name] for name in TRUE_REP}
            | {when: {name: rep[when][name] for name in ANGLES} for when in ("rest_angles", "peak_angles")}
            for rep in truth["reps"]
        ],
        "not_reps": [{name: one[name] for name in DISTRACTION} for one in truth["not_reps"]],
    }


if __name__ == "__main__":
    typer.run(main)
