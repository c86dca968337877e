"""The postures in which exercises are done and the views of the camera: how each is told from a pose, and how it reads.

This is the one table of them. A new posture is one entry of `Posture`, with the views in which it can be seen in `View`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Self

from coach.body import Part
from coach.worded import Worded


class View(Worded):
    """From where the camera looks at the person, as results and the history keep it."""

    @property
    def advice(self) -> str:
        """What to do where nothing can be judged from this view; empty for a view that is meant for exercises.

        An exercise may want such a view all the same, or have words of its own for a view that does not suit it.
        """
        return self.more

    STANDING_FRONT = "standing_front", "standing, from the front"
    SEATED_FRONT = "seated_front", "sitting, from the front"
    SIDE_LYING_FRONT = "side_lying_front", "lying on the side, from the front"
    SIDE_LYING_DIAGONAL = "side_lying_diag", "lying on the side, from the front and a little from the head or the feet"
    SUPINE_SIDE = "supine_side", "lying on the back, from the side"
    UPRIGHT_SIDE = "upright_side", "upright, from the side", "I see you from the side. Turn to face the camera."
    HEAD_END = (
        "head_end",
        "lying, from beyond the head",
        "I am looking from your head end. Turn the laptop so that it sees you from head to feet.",
    )
    FOOT_END = (
        "foot_end",
        "lying, from beyond the feet",
        "I am looking from beyond your feet. Turn the laptop so that it sees you from head to feet.",
    )
    BEHIND = "behind", "from behind", "I see you from behind. Turn so that the front of your body faces the camera."
    UPSIDE_DOWN = "upside_down", "upside down", "I see you head down. Turn the picture the right way up."


HOW_TO_BE_SEEN: Final[Mapping[View, str]] = {
    View.STANDING_FRONT: "Face the camera squarely.",
    View.SEATED_FRONT: "Face the camera squarely.",
    View.SIDE_LYING_DIAGONAL: "Turn your head end a little nearer to the camera.",
    View.SUPINE_SIDE: "Turn your side to the camera.",
}
"""What to do to be seen in a view that is meant for exercises."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How the body of one pose is placed, in numbers from which its posture is told; NaN where it could not be seen.

    Degrees: `lean` of the trunk from upright in the picture, 180 is head down; `turned`, the front of the body away from the camera
    to a side, 180 is the back; `tipped`, the front from the camera to the ceiling, -90 is to the floor; `yaw` of a lying body against
    the picture. Trunk lengths: `width` of the shoulders and `knees_below` the hips in the picture, `knees_under` the hips in space.
    """

    lean: float
    turned: float
    tipped: float
    yaw: float
    width: float
    knees_below: float
    knees_under: float


@dataclass(frozen=True, slots=True)
class Trembling:
    """Which parts are watched for trembling, and the median of it, in trunk lengths a frame, from which they are guessed, not seen.

    Trembling is how far a part is from midway between where it was a frame before and where it is a frame later.
    """

    parts: tuple[Part, ...]
    guessed: float


# Real recordings: legs 0.0003 to 0.037 where they are seen, 0.08 to 0.19 from the head end and for a seated person from the side; the
# trunk up to 0.004. At eight pictures a second real movement looks like trembling, up to 0.03.
LEGS: Final = Trembling((Part.KNEE, Part.ANKLE), 0.06)
TRUNK: Final = Trembling((Part.SHOULDER, Part.HIP), 0.04)

UPRIGHT_DEG = 40.0  # lean of the trunk up to which somebody stands or sits
LYING_DEG = 58.0  # and from which they lie: the trunk of a bridge, a leg raise and a side plank leans 60 degrees or more
PROPPED_DEG = 44.0  # from which somebody lies on their side, propped on the elbow or the hand, where the legs lie level with the hips
LEGS_LEVEL = 0.45  # trunk lengths: knees of people on their side are -0.36 below their hips to 0.48, of people who sit or stand up more
KNEES_UP = (
    -0.45
)  # trunk lengths: knees of seated people are 0.04 below their hips to 0.5; of people on their back, seen from the feet, -0.9
SITS_BELOW = 0.55  # knees less than this many trunk lengths below the hips: 0.05 to 0.38 seated, 0.67 to 0.88 standing
NARROW = 0.16  # shoulders narrower than this many trunk lengths: an upright person from the side (0.01 to 0.07; oblique 0.21)
ASIDE_DEG = 74.0  # turn of an upright person's front from which they are seen from the side; a real person who is counted reads up to 73
BEHIND_DEG = 150.0  # and from which they are surely seen from behind: a seated person from the side reads 115 to 145
ON_BACK_DEG = 42.0  # tip of the front to the ceiling from which somebody lies on their back: 60 to 100 at rest, on their side -33 to 7
DIAGONAL_DEG = 7.0  # what the yaw reads at 15 to 25 true degrees


def _upright(stance: Stance, front: View) -> View:
    """The view of somebody who stands or sits; `front` is the one from the front."""
    if stance.turned > BEHIND_DEG:
        return View.BEHIND
    return View.UPRIGHT_SIDE if stance.turned > ASIDE_DEG or stance.width < NARROW else front


def _standing(stance: Stance) -> View | None:
    stands = stance.lean < UPRIGHT_DEG and not stance.knees_below < SITS_BELOW
    return _upright(stance, View.STANDING_FRONT) if stands else None


def _seated(stance: Stance) -> View | None:
    sits = stance.lean < UPRIGHT_DEG and KNEES_UP < stance.knees_below < SITS_BELOW
    return _upright(stance, View.SEATED_FRONT) if sits else None


def _side_lying(stance: Stance) -> View | None:
    propped = stance.lean >= PROPPED_DEG and abs(stance.knees_below) < LEGS_LEVEL
    if not ((stance.lean >= LYING_DEG or propped) and -65.0 < stance.tipped < ON_BACK_DEG):
        return None
    return View.SIDE_LYING_DIAGONAL if stance.yaw > DIAGONAL_DEG else View.SIDE_LYING_FRONT


def _supine(stance: Stance) -> View | None:
    return View.SUPINE_SIDE if stance.lean >= LYING_DEG and ON_BACK_DEG <= stance.tipped < 135.0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureEntry:
    """All that the program needs to know of a posture.

    `words` complete "I see you ...". `views` are those in which somebody in it can be seen. `view_of` gives the view of a stance in this
    posture, and None for one that is not in it: each stance is in one posture at most. `trembling` tells guessed landmarks from seen ones.
    """

    words: str
    views: tuple[View, ...]
    view_of: Callable[[Stance], View | None]
    trembling: Trembling = LEGS


class Posture(Enum):
    """A posture in which an exercise can be done."""

    entry: PostureEntry

    def __new__(cls, entry: PostureEntry) -> Self:
        """A posture known by its words."""
        posture = object.__new__(cls)
        posture._value_ = entry.words
        posture.entry = entry
        return posture

    STANDING = PostureEntry(
        words="standing",
        views=(View.STANDING_FRONT, View.UPRIGHT_SIDE, View.BEHIND),
        view_of=_standing,
    )
    SEATED = PostureEntry(
        words="seated",
        views=(View.SEATED_FRONT, View.UPRIGHT_SIDE, View.BEHIND),
        view_of=_seated,
    )
    SIDE_LYING = PostureEntry(
        words="lying on your side",
        views=(View.SIDE_LYING_FRONT, View.SIDE_LYING_DIAGONAL),
        view_of=_side_lying,
    )
    SUPINE = PostureEntry(
        words="lying on your back",
        views=(View.SUPINE_SIDE,),
        view_of=_supine,
        trembling=TRUNK,  # a bridge hides one leg behind the other and is counted on the trunk
    )

    @property
    def words(self) -> str:
        """How it reads after "I see you"."""
        return self.entry.words

    @property
    def views(self) -> tuple[View, ...]:
        """The views in which somebody in it can be seen."""
        return self.entry.views
