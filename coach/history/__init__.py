"""The history: every repetition kept, reviewed, exported, backed up and erased. Begin with `History.open()`."""

from coach.history.errors import Conflict, DamagedHistory, HistoryError, NewerHistory
from coach.history.store import History
from coach.history.values import (
    FIRST_PERSON,
    Band,
    Filter,
    KeptSession,
    KeptSet,
    Load,
    Person,
    SessionDetails,
    SessionSummary,
    person_named,
)

__all__ = [
    "FIRST_PERSON",
    "Band",
    "Conflict",
    "DamagedHistory",
    "Filter",
    "History",
    "HistoryError",
    "KeptSession",
    "KeptSet",
    "Load",
    "NewerHistory",
    "Person",
    "SessionDetails",
    "SessionSummary",
    "person_named",
]
