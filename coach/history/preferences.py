"""What a person has chosen to have kept of them."""

from __future__ import annotations

from typing import Final

from coach.history.store import History

TRACKS: Final = "keep tracks"
"""The setting that says whether the landmarks of each set are kept for its replay. Video never is."""


def keeps_tracks(history: History, person_id: int) -> bool:
    """Whether the landmarks of a person's sets are kept: yes, until they say no."""
    return history.setting(person_id, TRACKS) is not False


def keep_tracks(history: History, person_id: int, *, wanted: bool) -> None:
    """Choose whether the landmarks of a person's sets are kept from now on. What was kept before stays: see `erasing.erase_tracks`."""
    if wanted != keeps_tracks(history, person_id):
        history.set_setting(person_id, TRACKS, wanted)
