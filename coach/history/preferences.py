"""What a person wants to be kept of them, beyond the repetitions."""

from __future__ import annotations

from typing import Final

from coach.history.store import History

TRACKS: Final = "keep tracks"
"""The setting that says whether the landmarks of each set are kept for its replay. Nobody's video ever is."""


def keeps_tracks(history: History, person_id: int) -> bool:
    """Whether the landmarks of a person's sets are kept: yes, until they say no."""
    return history.setting(person_id, TRACKS) is not False


def keep_tracks(history: History, person_id: int, *, wanted: bool) -> None:
    """From now on keep the landmarks of a person's sets, or do not. What was kept before stays: see `coach.history.backup.erase_tracks`."""
    if wanted != keeps_tracks(history, person_id):
        history.set_setting(person_id, TRACKS, wanted)
