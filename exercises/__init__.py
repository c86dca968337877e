"""One package per exercise, each with one frozen `EXERCISE`; the folder is the registry. A leading underscore: no exercise."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy comes with it, and the keys need not wait for that
    from coach.exercise import Exercise


def keys() -> list[str]:
    """The key of every exercise, which is the name of its package, in the order of the names."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg and not module.name.startswith("_"))


def load() -> tuple[Exercise, ...]:
    """Every exercise in this folder, in the order of its keys."""
    return tuple(import_module(f"{__name__}.{key}").EXERCISE for key in keys())
