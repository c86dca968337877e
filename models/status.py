"""What `coach models` shows: which weights are there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.catalogue import BUNDLES, Bundle
from models.weights import Progress, cache_folder, find_bundle, origin_of


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model in the user's cache. `path` is where its bundle lies, or where it would."""

    model: str
    path: Path
    bytes: int | None
    """The size on disk, None if there is no file."""
    origin: str | None
    """Either "official bundle" or "older wheel", as its SHA-256 says; None if absent or if the file is neither, so damaged."""

    @property
    def is_checked(self) -> bool:
        """Whether the file is there and its SHA-256 is right."""
        return self.origin is not None


def list_models() -> tuple[ModelStatus, ...]:
    """All models of the catalogue, lite to heavy, as they are in the cache now; fetches nothing."""
    return tuple(_status(bundle, cache_folder()) for bundle in BUNDLES.values())


def fetch_model(model: str, *, progress: Progress | None = None) -> ModelStatus:
    """Put `model` into the cache if it is not there, whatever COACH_MODEL_FILE says. Raises as find_weights does."""
    find_bundle(BUNDLES[model], cache_folder(), progress)
    return _status(BUNDLES[model], cache_folder())


def _status(bundle: Bundle, folder: Path) -> ModelStatus:
    path = folder / bundle.file_name
    size = path.stat().st_size if path.exists() else None
    return ModelStatus(bundle.model, path, size, origin_of(path, bundle))
