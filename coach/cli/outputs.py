"""Where results go: to files, into a folder when there are several inputs, or to standard output."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

import typer

STDOUT: Final = Path("-")
SUFFIX: Final = {
    "json": ".json",
    "csv": ".csv",
    "track": ".npz",
    "video": ".mp4",
    "report": ".html",
    "captions": ".vtt",
    "trc": ".trc",
    "angles": ".angles.csv",
    "mot": ".mot",
}
"""The kinds of results and how their files end."""

Places: TypeAlias = dict[str, Path]
"""Where one input's results go, by kind; only the kinds that were asked for."""


def places(inputs: Sequence[Path], **options: str | None) -> list[Places]:
    """For each input, where each kind of result goes that an option asks for. Raises `typer.BadParameter` for options that contradict."""
    of_each: list[Places] = [{} for _ in inputs]
    for kind, option in options.items():
        if option is not None:
            for one, place in zip(of_each, _of_kind(kind, option, inputs), strict=True):
                one[kind] = place
    files = [place for one in of_each for place in one.values() if place != STDOUT]
    kinds_on_stdout = {kind for one in of_each for kind, place in one.items() if place == STDOUT}
    if len(set(files)) < len(files) or len(kinds_on_stdout) > 1:
        raise typer.BadParameter("two results would go to the same place.")
    # realpath, because Path.resolve fails at links that go in a circle
    overwritten = {os.path.realpath(path) for path in inputs} & {os.path.realpath(path) for path in files}
    if overwritten:
        raise typer.BadParameter(f"{Path(overwritten.pop()).name} is an input and would be written over.")
    return of_each


def files_of(places: Places) -> dict[str, Path]:
    """Those results that a job writes itself; JSON and CSV of a single video are written, or printed, when it is done."""
    return {kind: place for kind, place in places.items() if kind not in ("json", "csv")}


def names_file(kind: str, option: str) -> bool:
    """Whether `option` names a file of that kind rather than a folder."""
    place = Path(option)
    return place.suffix == SUFFIX[kind] and not place.is_dir() and not option.endswith(("/", os.sep))


def _of_kind(kind: str, option: str, inputs: Sequence[Path]) -> list[Path]:
    if option == str(STDOUT):
        if kind not in ("json", "csv"):
            raise typer.BadParameter(f"--{kind} needs a file; '-' is for text only.")
        return [STDOUT] * len(inputs)
    place = Path(option)
    if len(inputs) == 1 and not place.is_dir() and not option.endswith(("/", os.sep)):
        return [place]
    if place.is_file() or names_file(kind, option):
        raise typer.BadParameter(f"--{kind} {option} is one file; with several inputs it must be a folder.")
    return [place / (name + SUFFIX[kind]) for name in _names(inputs)]


def _names(inputs: Sequence[Path]) -> list[str]:
    """What the results of each input are called: as the input without its ending, or with it where two differ by that only."""
    stems = [path.stem.casefold() for path in inputs]
    names = [path.stem if stems.count(stem) == 1 else path.name for path, stem in zip(inputs, stems, strict=True)]
    folded = [name.casefold() for name in names]
    if twice := {name for name in folded if folded.count(name) > 1}:
        raise typer.BadParameter(
            f"several inputs are called '{min(twice)}', so their results would have one name. Analyse them one by one."
        )
    return names
