"""The postures in which exercises are done, and from where the camera looks."""

from enum import Enum, StrEnum


class Posture(Enum):
    """A posture in which an exercise can be done."""

    STANDING = "standing"
    SEATED = "seated"
    SIDE_LYING = "lying on your side"
    SUPINE = "lying on your back"


class View(StrEnum):
    """From where the camera looks at the person."""

    STANDING_FRONT = "standing_front"
    SEATED_FRONT = "seated_front"
    SIDE_LYING_FRONT = "side_lying_front"
    SIDE_LYING_DIAGONAL = "side_lying_diag"
    SUPINE_SIDE = "supine_side"
    UPRIGHT_SIDE = "upright_side"
    HEAD_END = "head_end"
    FOOT_END = "foot_end"
    BEHIND = "behind"
    UPSIDE_DOWN = "upside_down"
