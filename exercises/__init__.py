"""One package for each exercise, with all that is particular to it; the folder is the registry.

Each has a frozen `EXERCISE`. A module with a leading underscore is no exercise but what several of them share. Packages in a folder that
is added to `exercises.__path__` are found too, as the tests do with an exercise of their own.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy comes with it, and the keys need not wait for that
    from coach.demonstration.demonstration import Demonstration
    from coach.exercise import Exercise


def keys() -> list[str]:
    """The key of every exercise, which is the name of its package, in the order of the names."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg and not module.name.startswith("_"))


def load() -> tuple[Exercise, ...]:
    """Every exercise in this folder, in the order of its keys."""
    return tuple(import_module(f"{__name__}.{key}").EXERCISE for key in keys())


def demonstration(key: str) -> Demonstration:
    """How one exercise is shown: `DEMONSTRATION` of its module `demonstration`, which nothing else imports. Raises ImportError for another key."""
    shown: Demonstration = import_module(f"{__name__}.{key}.demonstration").DEMONSTRATION
    return shown


def demonstrations() -> dict[str, Demonstration]:
    """How every exercise in this folder is shown, by its key."""
    return {key: demonstration(key) for key in keys()}
