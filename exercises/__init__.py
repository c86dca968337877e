"""One file per exercise, each with one frozen `EXERCISE`; the folder is the registry."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from coach.exercise import Exercise


def load() -> tuple[Exercise, ...]:
    """Every exercise in this folder, in the order of the file names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").EXERCISE for name in names)
