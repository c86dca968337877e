"""What `coach models` shows: which weights are there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.weights import Progress


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model in the user's cache. `path` is where its bundle lies, or where it would."""

    model: str
    path: Path
    address: str
    licence: str
    bytes: int | None
    """The size on disk, None if there is no file."""
    origin: str | None
    """"official bundle" or "older wheel" as its SHA-256 says; None if absent or if the file is neither, so damaged."""
    is_pruned: bool
    """Whether the faster copy without the segmentation branch lies beside it."""

    @property
    def is_checked(self) -> bool:
        """Whether the file is there and its SHA-256 is right."""
        return self.origin is not None


def list_models() -> tuple[ModelStatus, ...]:
    """All models of the catalogue, lite to heavy, as they are in the cache now; fetches nothing."""
    raise NotImplementedError


def fetch_model(model: str, *, progress: Progress | None = None) -> ModelStatus:
    """Make `model` ready to use, pruned copy included. Raises WeightsUnavailable."""
    raise NotImplementedError
