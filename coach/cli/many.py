"""`coach analyse` with a folder, several jobs or a cluster: finished videos are not analysed again, and one failure costs one video."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from coach import __version__
from coach.cli.deliver import complain
from coach.cli.outputs import STDOUT, Places, names_file, places
from coach.recording.atomic_file import clear_unfinished, write_text, written_whole
from coach.recording.cores import cores
from coach.recording.job import Job, Settings, attempt
from coach.recording.processes import Failure, over_processes
from coach.recording.refusals import reason
from coach.recording.source import VIDEOS
from coach.report.codec import NotADocument, session_of, source_of
from coach.report.outputs import Outcome, file_job
from coach.report.table import COLUMNS, as_csv, rows

RESULTS: Final = "results"
"""The folder for results, within the folder of videos, unless another is named."""
TOTAL: Final = "all_repetitions"
"""The name of the tables over all videos."""


def analyse_many(
    inputs: Sequence[Path],
    options: Mapping[str, str | None],
    settings: Settings,
    *,
    jobs: int | None,
    again: bool,
    cluster: str | None,
    quiet: bool,
) -> None:
    """Analyse all videos; those that fail are named on standard error, and then the exit status is 1."""
    videos, folder = _videos(inputs), _results_folder(inputs, options["json"])
    if not videos:
        complain(f"there is no video in {', '.join(map(str, inputs))} (files that end in {', '.join(VIDEOS)}).")
        raise typer.Exit(1)
    if options["csv"] == str(STDOUT):
        raise typer.BadParameter("with a folder the repetitions are in its results; '-' is for single videos.", param_hint="--csv")
    of_each = places(videos, **{**options, "json": f"{folder}/"})
    with _exit_if_not_writable(folder):
        folder.mkdir(parents=True, exist_ok=True)  # before the work, which may take hours
    results: dict[Path, Outcome] = {}
    to_do: dict[Path, Places] = {}
    for video, out in zip(videos, of_each, strict=True):
        done = None if again else _done_before(video, out, settings)
        if done is None:
            to_do[video] = out
        else:
            results[video] = done
    if results and not quiet:
        typer.echo(f"{len(results)} of {len(videos)} videos were done before (--again does them again).", err=True)
    failures = _analyse(to_do, settings, results, jobs=jobs, cluster=cluster, quiet=quiet)
    with _exit_if_not_writable(folder):
        _write_tables(folder, [results[video] for video in videos if video in results])
    if not quiet:
        from coach.cli.tables import show_videos
        from exercises import load

        show_videos([(video.name, results[video][0] if video in results else None) for video in videos], settings.applied(load()))
        typer.echo(f"Results: {folder}")
    for message in failures:
        complain(message)
    if failures:
        raise typer.Exit(1)


def _videos(inputs: Sequence[Path]) -> list[Path]:
    """The videos named, and those in the folders named, by name."""
    found: list[Path] = []
    for path in inputs:
        if path.is_dir():
            found += sorted(
                one for one in path.iterdir() if one.suffix.lower() in VIDEOS and one.is_file() and not one.name.startswith(".")
            )
        else:
            found.append(path)
    return found


def _results_folder(inputs: Sequence[Path], chosen: str | None) -> Path:
    if chosen is not None and (chosen == str(STDOUT) or names_file("json", chosen)):
        raise typer.BadParameter(f"with a folder, several videos or a cluster it names a folder, not '{chosen}'.", param_hint="--json")
    if chosen is not None:
        return Path(chosen)
    if len(inputs) > 1:
        raise typer.BadParameter("with several inputs and --jobs, say which folder the results go to.", param_hint="--json")
    return (inputs[0] if inputs[0].is_dir() else inputs[0].parent) / RESULTS


@contextmanager
def _exit_if_not_writable(folder: Path) -> Iterator[None]:
    """End the command with a sentence when nothing can be written into `folder`."""
    try:
        yield
    except OSError as error:
        complain(f"The results cannot be written to {folder}: {reason(error)}.")
        raise typer.Exit(1) from None


def _done_before(video: Path, out: Places, settings: Settings) -> Outcome | None:
    """The result of an earlier run that this one would only repeat."""
    try:
        document = json.loads(out["json"].read_text(encoding="utf-8"))
        result = session_of(document), source_of(document)
        is_newer = out["json"].stat().st_mtime >= video.stat().st_mtime
    except (OSError, ValueError, NotADocument):
        return None
    is_same = document.get("settings") == settings.as_plain() and document.get("version") == __version__
    return result if is_newer and is_same and all(place.exists() for place in out.values()) else None


def _analyse(
    to_do: Mapping[Path, Places],
    settings: Settings,
    results: dict[Path, Outcome],
    *,
    jobs: int | None,
    cluster: str | None,
    quiet: bool,
) -> list[str]:
    """Analyse the videos, adding to `results`; gives what to say of those that failed."""
    from coach.cli.progress import file_progress

    failures: dict[Path, str] = {}
    with file_progress(len(to_do), quiet=quiet) as seen:
        for video, result in _outcomes(to_do, settings, jobs, cluster):
            if isinstance(result, Failure):
                failures[video] = f"{video.name}: {result.message}." if result.crashed else result.message
                for place in to_do[video].values():
                    clear_unfinished(place)
            else:
                results[video] = result
            seen(video.name)
    return [failures[video] for video in to_do if video in failures]


def _outcomes(
    to_do: Mapping[Path, Places], settings: Settings, processes: int | None, cluster: str | None
) -> Iterator[tuple[Path, Outcome | Failure]]:
    """Each video with its outcome or why there is none, as they are done."""
    if not to_do:
        return
    jobs = processes or cores()
    at_once = min(jobs, len(to_do))
    threads = 1 if cluster else jobs // at_once  # N jobs keep N cores busy, also with fewer videos
    # a cluster's workers are in other folders
    named = {video.absolute(): video for video in to_do}
    work: list[Job[Outcome]] = [
        file_job(video, settings, {kind: place.absolute() for kind, place in to_do[named[video]].items()}, threads=threads)
        for video in named
    ]
    if cluster:
        from coach.recording.cluster import ClusterUnavailable, over_cluster

        try:
            for job, result in over_cluster(attempt, work, cluster):
                yield named[job.video], result
        except ClusterUnavailable as error:
            complain(str(error))
            raise typer.Exit(1) from None
        return
    for job, result in over_processes(attempt, work, at_once):
        yield named[job.video], result


def _write_tables(folder: Path, results: Sequence[Outcome]) -> None:
    """All repetitions of all videos in one table, as CSV and as Parquet."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    table = [row for session, source in results for row in rows(session, source)]
    write_text(folder / f"{TOTAL}.csv", as_csv(table))
    kinds = {"set": pa.int32(), "rep": pa.int32(), "good": pa.bool_(), "range_of_motion": pa.float64(), "range_error": pa.float64()}
    schema = pa.schema([(name, kinds.get(name, pa.float64() if name.endswith("_s") else pa.string())) for name in COLUMNS])
    with written_whole(folder / f"{TOTAL}.parquet") as unfinished:
        parquet.write_table(pa.Table.from_pylist(table, schema=schema), unfinished)
