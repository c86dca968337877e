"""`coach analyse` with a folder, several jobs or a cluster: what is done is not done again, and one failure costs one video."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import typer

from coach import __version__
from coach.cli.deliver import complain, put
from coach.cli.outputs import STDOUT, Places, places
from coach.cli.work import Done, Job, Settings, attempt, files_of, not_written
from coach.recording.processes import Failure, over_processes
from coach.recording.source import VIDEOS

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
    with _saying_where(folder):
        folder.mkdir(parents=True, exist_ok=True)  # before the work, which may take hours
    documents: dict[Path, dict[str, Any]] = {}
    to_do: list[tuple[Path, Places]] = []
    for video, out in zip(videos, of_each, strict=True):
        done = None if again else _done_before(video, out, settings)
        if done is None:
            to_do.append((video, out))
        else:
            documents[video] = done
    if documents and not quiet:
        typer.echo(f"{len(documents)} of {len(videos)} videos were done before (--again does them again).", err=True)
    failures = _work_through(to_do, settings, documents, jobs=jobs, cluster=cluster, quiet=quiet)
    with _saying_where(folder):
        _write_tables(folder, [documents[video] for video in videos if video in documents])
    if not quiet:
        from coach.cli.tables import show_videos

        show_videos([(video.name, documents.get(video)) for video in videos])
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
    if chosen == str(STDOUT):
        raise typer.BadParameter("with a folder or --jobs it names a folder, not '-'.", param_hint="--json")
    if chosen is not None:
        return Path(chosen)
    if len(inputs) > 1:
        raise typer.BadParameter("with several inputs and --jobs, say which folder the results go to.", param_hint="--json")
    return (inputs[0] if inputs[0].is_dir() else inputs[0].parent) / RESULTS


@contextmanager
def _saying_where(folder: Path) -> Iterator[None]:
    """End the command with a sentence when nothing can be written into `folder`."""
    try:
        yield
    except OSError as error:
        complain(f"The results cannot be written to {folder}: {error.strerror or error}.")
        raise typer.Exit(1) from None


def _done_before(video: Path, out: Places, settings: Settings) -> dict[str, Any] | None:
    """The result of an earlier run that this one would only repeat."""
    try:
        document: dict[str, Any] = json.loads(out["json"].read_text(encoding="utf-8"))
        is_newer = out["json"].stat().st_mtime >= video.stat().st_mtime
    except (OSError, ValueError):
        return None
    is_same = document.get("settings") == settings.as_plain() and document.get("version") == __version__
    return document if is_newer and is_same and all(place.exists() for place in out.values()) else None


def _work_through(
    to_do: Sequence[tuple[Path, Places]],
    settings: Settings,
    documents: dict[Path, dict[str, Any]],
    *,
    jobs: int | None,
    cluster: str | None,
    quiet: bool,
) -> list[str]:
    """Do what is to be done, adding to `documents`; what to say of the videos that failed."""
    from coach.cli.progress import file_progress

    failures: dict[Path, str] = {}
    places_of = dict(to_do)
    with file_progress(len(to_do), quiet=quiet) as seen:
        for job, result in _results([(video.absolute(), video, out) for video, out in to_do], settings, jobs, cluster):
            if isinstance(result, Failure):
                failures[job] = f"{job.name}: {result.message}." if result.crashed else result.message
                _tidy(places_of[job])
            else:
                try:
                    documents[job] = _hand_out(result, places_of[job], settings)
                except OSError as error:
                    failures[job] = not_written(job, error)
            seen(job.name)
    return [failures[video] for video, _ in to_do if video in failures]


def _results(
    to_do: Sequence[tuple[Path, Path, Places]], settings: Settings, processes: int | None, cluster: str | None
) -> Iterator[tuple[Path, Done | Failure]]:
    """Each video with what came of it."""
    from coach.recording.cores import cores

    jobs = processes or cores()
    at_once = min(jobs, max(len(to_do), 1))
    threads = 1 if cluster else jobs // at_once  # N jobs keep N cores busy, also with fewer videos
    named = {video.absolute(): video for _, video, _ in to_do}
    work = [Job(video, {kind: place.absolute() for kind, place in files_of(out).items()}, settings, threads) for video, _, out in to_do]
    if not work:
        return
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


def _tidy(out: Places) -> None:
    from coach.recording.atomic_file import clear_unfinished

    for place in out.values():
        clear_unfinished(place)


def _hand_out(done: Done, out: Places, settings: Settings) -> dict[str, Any]:
    """Write the results that are left, the JSON last: a video that has it is done."""
    from coach.report.results import as_csv, as_json

    if "csv" in out:
        put(out["csv"], as_csv(done.session, done.source))
    text = as_json(done.session, done.source, model=settings.model_name, settings=settings.as_plain())
    put(out["json"], text + "\n")
    document: dict[str, Any] = json.loads(text)
    return document


def _write_tables(folder: Path, documents: Sequence[Mapping[str, Any]]) -> None:
    """All repetitions of all videos in one table, as CSV and as Parquet."""
    from pyarrow import Table, parquet  # type: ignore[import-untyped]

    from coach.recording.atomic_file import written_whole
    from coach.report.results import COLUMNS, rows_of

    rows = [row for document in documents for row in rows_of(document)]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "good": str(row["good"]).lower()} for row in rows)
    put(folder / f"{TOTAL}.csv", text.getvalue())
    with written_whole(folder / f"{TOTAL}.parquet") as unfinished:
        parquet.write_table(Table.from_pylist(rows, schema=_schema()), unfinished)


def _schema() -> object:
    import pyarrow as pa

    from coach.report.results import COLUMNS

    kinds = {"set": pa.int32(), "rep": pa.int32(), "good": pa.bool_(), "range_of_motion": pa.float64()}
    return pa.schema([(name, kinds.get(name, pa.float64() if name.endswith("_s") else pa.string())) for name in COLUMNS])
