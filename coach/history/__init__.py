"""The history: every repetition kept, reviewed, exported, backed up and erased. Begin with `History.open()`."""

from coach.history.errors import Conflict, DamagedHistory, HistoryError, NewerHistory, VanishedHistory
from coach.history.store import History
from coach.history.values import Band, Filter, KeptSet, Load, Person, SessionDetails, SessionSummary

__all__ = [
    "Band",
    "Conflict",
    "DamagedHistory",
    "Filter",
    "History",
    "HistoryError",
    "KeptSet",
    "Load",
    "NewerHistory",
    "Person",
    "SessionDetails",
    "SessionSummary",
    "VanishedHistory",
]
