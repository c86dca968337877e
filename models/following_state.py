"""What is known when the exerciser is followed among others, and when the whole picture has to be searched: pure steps, without a model.

Searching a picture for people costs as much as tracking in one frame for somebody alone, and two or three times as much for several
people. So it is done at the start, when something hints at somebody else, and now and then.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from coach.pose import Frame, Pose
from coach.tracking.exerciser import LARGEST_MISMATCH, STAYING, ExerciserTracker, TrackedPerson
from coach.tracking.smoothing import averaging_weight
from models.appearance import Box, Thumbnail, box_around

EARNED: Final = 1 / 90
"""Searches that each frame of somebody alone allows for: the work of one frame in ninety."""
SAVED_AT_MOST: Final = 4.0
"""Searches that can be saved up for when there is a reason."""
REGULAR_S: Final = 3.0
"""Between searches without a reason, at least."""
TOGETHER_S: Final = 0.5
"""Between searches while somebody else is there, or was a moment ago."""
SOON_S: Final = 0.2
"""Between searches while somebody else walks or has just come in, and when the tracker gives somebody unlike the exerciser."""
RECENT_S: Final = 3.0
"""For so long after anybody else was seen the exerciser does not count as alone."""
CHECKED_S: Final = 0.1
"""Between two checks whether somebody who is alone still is."""
LOST_S: Final = 1.0
"""After so long without anybody the picture is also tried on its sides."""
TRIED: Final = (0, 1, 0, 3)
"""Quarter turns that are tried, one a frame: people mostly come back the right way up."""
LEARNT_S: Final = 1.0
"""Time constant with which the remembered colour of the exerciser follows a change of light."""
GREY: Final = 128
"""What people and whole pictures are painted over with."""


@dataclass(frozen=True, slots=True, eq=False)
class FollowingState:
    """What is known after the frames so far.

    `people` is who was found when the picture was last searched, at `searched_s`; `exerciser` is the exerciser as last tracked.
    `thumbnail` is of the last frame that was checked, at `checked_s`, and `searched` of the last one that was searched.
    More than one person was last found at `others_s`; anybody was last tracked at `seen_s`. `saved` is how many searches may be
    made without others in the picture. `quarters` is by how many quarter turns frames are turned for the tracker, and `tries` how
    many frames have been tried in turns since the person was lost.
    """

    people: ExerciserTracker = field(default_factory=ExerciserTracker)
    exerciser: TrackedPerson | None = None
    thumbnail: Thumbnail | None = None
    searched: Thumbnail | None = None
    checked_s: float = -math.inf
    searched_s: float = -math.inf
    others_s: float = -math.inf
    seen_s: float = math.nan
    saved: float = SAVED_AT_MOST
    quarters: int = 0
    tries: int = 0

    def next_frame(self, time: float) -> FollowingState:
        """The state as the frame at `time` comes."""
        return replace(self, saved=min(self.saved + EARNED, SAVED_AT_MOST), seen_s=time if math.isnan(self.seen_s) else self.seen_s)

    def has_others(self, time: float) -> bool:
        """Whether anybody else was seen in the last seconds."""
        return time - self.others_s < RECENT_S

    def needs_check(self, time: float) -> bool:
        """Whether the frame at `time` has to be checked for cuts and other people; else the tracker's word is enough."""
        return time - self.checked_s >= CHECKED_S or self.has_others(time)

    def is_cut(self, thumbnail: Thumbnail) -> bool:
        """Whether the film was cut between the last frame that was checked and the one of `thumbnail`."""
        return self.thumbnail is not None and thumbnail.is_cut_from(self.thumbnail)

    def checked(self, thumbnail: Thumbnail, time: float) -> FollowingState:
        """The state after the frame at `time`, of which `thumbnail` is, was checked for a cut."""
        return replace(self, thumbnail=thumbnail, checked_s=time)

    def after_cut(self) -> FollowingState:
        """The state after a cut: nothing is where it was, and nobody need be who they were."""
        return replace(self, people=ExerciserTracker(), exerciser=None, searched=None, others_s=-math.inf)

    def turned_if_lost(self, time: float) -> FollowingState:
        """The state with the turn in which the tracker is to see the frame at `time`: while nobody is found, each is tried in turn."""
        if time - self.seen_s <= LOST_S:
            return self
        return replace(self, quarters=TRIED[self.tries % len(TRIED)], tries=self.tries + 1)

    def tracked(self, pose: Pose) -> FollowingState:
        """The state after the tracker gave `pose`."""
        return replace(self, seen_s=pose.time, tries=0) if pose.is_seen else self

    def without_others(self, frame: Frame) -> Frame:
        """`frame` with the boxes of the others painted over, except where the exerciser's box overlaps them."""
        if not (self.people.others and self.has_others(frame.time)):
            return frame
        keep = box_around(self.exerciser.pose) if self.exerciser else None
        return painted_over(frame, [box_around(other.pose) for other in self.people.others], keep)

    def is_unlike_exerciser(self, person: TrackedPerson) -> bool:
        """Whether the person that the tracker gave is hardly the exerciser."""
        return bool(self.exerciser and person.mismatch(self.exerciser, STAYING) > LARGEST_MISMATCH)

    def is_hidden(self, person: TrackedPerson) -> bool:
        """Whether somebody may be walking past in front of `person`, so that the landmarks are not to be believed."""
        return self.has_others(person.time) and any(other.may_hide_legs_of(person) for other in self.people.others)

    def learnt(self, now: TrackedPerson) -> FollowingState:
        """The state with the exerciser as they are `now`; the remembered colour follows slowly."""
        if self.exerciser:
            weight = averaging_weight(now.time - self.exerciser.time, LEARNT_S)
            mixed = tuple(old + weight * (new - old) for old, new in zip(self.exerciser.colour, now.colour, strict=True))
            now = replace(now, colour=mixed)
        return replace(self, exerciser=now)

    def should_search(self, time: float, *, unlike: bool) -> bool:
        """Whether to search the whole picture at `time`; `unlike` is whether the tracker gave somebody unlike the exerciser."""
        waited = time - self.searched_s
        if self.has_others(time):
            soon = unlike or any(other.may_walk for other in self.people.others if other.time == self.searched_s)
            return waited >= (SOON_S if soon else TOGETHER_S)
        if self.saved < 1.0 or waited < SOON_S:
            return False
        regular = waited >= REGULAR_S and self.saved >= SAVED_AT_MOST
        return unlike or regular or self._somebody_may_have_come()

    def _somebody_may_have_come(self) -> bool:
        """Whether the picture has changed outside the exerciser's box since the last search."""
        if self.thumbnail is None or self.searched is None:
            return True
        return self.exerciser is not None and self.thumbnail.changed_outside(box_around(self.exerciser.pose), self.searched)

    def searching(self, time: float) -> FollowingState:
        """The state with a search at `time` begun. With others in the picture it costs none of those saved up."""
        saved = self.saved if self.has_others(time) else max(self.saved - 1.0, 0.0)
        return replace(self, searched_s=time, searched=self.thumbnail, saved=saved)

    def found(self, people: Sequence[TrackedPerson], time: float) -> FollowingState:
        """The state after the search at `time` has found `people`."""
        known = self.people.with_exerciser(self.exerciser) if self.exerciser else self.people
        return replace(self, people=known.step(people, time), others_s=time if len(people) > 1 else self.others_s)


def painted_over(frame: Frame, boxes: Iterable[Box], keep: Box | None = None) -> Frame:
    """`frame` with `boxes` painted over, `keep` excepted."""
    pixels = frame.pixels.copy()
    for box in boxes:
        pixels[box.slices(pixels.shape)] = GREY
    if keep:
        pixels[keep.slices(pixels.shape)] = frame.pixels[keep.slices(pixels.shape)]
    return Frame(frame.time, pixels)


def nobody_in(frame: Frame) -> Frame:
    """A picture as large as `frame` with nobody in it."""
    return Frame(frame.time, np.full_like(frame.pixels, GREY))
