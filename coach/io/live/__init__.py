"""Live coaching, whatever brings the pictures: from messages of a camera to answers for a page."""

from coach.io.live.booth import Booth
from coach.io.live.commands import BadCommand, Command, read_command
from coach.io.live.desk import Desk, Full, Seat
from coach.io.live.keeping import Keeping
from coach.io.live.pace import FULL, Governor, Pace, paces
from coach.io.live.picture import BadPicture, read_picture, write_picture
from coach.io.live.plan_day import PlanDay
from coach.io.live.planned import Planned
from coach.io.live.practice import Practice
from coach.io.live.session import LiveSession
from coach.io.live.targets import keep_target, personal_target

__all__ = [
    "FULL",
    "BadCommand",
    "BadPicture",
    "Booth",
    "Command",
    "Desk",
    "Full",
    "Governor",
    "Keeping",
    "LiveSession",
    "Pace",
    "PlanDay",
    "Planned",
    "Practice",
    "Seat",
    "keep_target",
    "paces",
    "personal_target",
    "read_command",
    "read_picture",
    "write_picture",
]
