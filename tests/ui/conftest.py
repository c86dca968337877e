"""What the tests of the pages have in common."""

import importlib.metadata

import pytest

from coach.ui.open_history import shared_history
from coach.ui.run import RECENT


@pytest.fixture(autouse=True)
def _no_components_of_other_packages(monkeypatch):
    """Each AppTest would read what all installed packages say of themselves, in search of Streamlit components: a tenth of a second."""
    monkeypatch.setattr(importlib.metadata, "distributions", lambda **_: [])


@pytest.fixture(autouse=True)
def _no_recent_runs():
    """A page finds the runs of the process again, also those of another test."""
    yield
    RECENT.clear()


@pytest.fixture(autouse=True)
def _closed_history():
    """The pages keep their history open."""
    yield
    shared_history.clear()
