"""Follow the one who exercises when several people are in the picture, and find them again when they are lost.

MediaPipe's tracker follows whoever it finds first, and that is hardly ever somebody who lies beside somebody who stands. A look
round over the whole picture finds them all (`coach.tracking.exerciser` says who exercises), but costs as much as one tracked frame for somebody
alone, and two or three for several people. So it is taken at the start, when something hints at somebody else, and now and then; the
others are painted over before the tracker looks.
Somebody alone in the picture is tracked as if nobody looked round.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from types import TracebackType
from typing import Final, Protocol, Self

import numpy as np

from coach.pose import Frame, Pose, PoseEstimator
from coach.tracking.exerciser import ODD, STAYING, Company, Person
from models.glimpse import Box, Glimpse, box_around, looks
from models.turning import turned, turned_back

EARNED: Final = 1 / 90
"""Looks round that each frame of somebody alone allows for: one frame's work in ninety."""
SAVED_AT_MOST: Final = 4.0
"""Looks round that are kept for when there is a reason."""
REGULAR_S: Final = 3.0
"""Between looks round for no reason, at least."""
TOGETHER_S: Final = 0.5
"""Between looks round while somebody else is there, or has been a moment ago."""
SOON_S: Final = 0.2
"""Between looks round while somebody else walks or has just come in, and when the track does something odd."""
RECENT_S: Final = 3.0
"""So long after anybody else was seen the exerciser does not count as alone."""
CHECKED_S: Final = 0.1
"""Between glances whether somebody alone still is."""
LOST_S: Final = 1.0
"""After so long without anybody the picture is also tried on its sides."""
TRIED: Final = (0, 1, 0, 3)
"""Quarter turns, one a frame: people mostly come back the right way up."""
LEARNT_S: Final = 1.0
"""In which the memory of the exerciser's looks follows a change of light."""
GREY: Final = 128


class Scanner(Protocol):
    """Finds everybody in a picture, whatever the pictures before showed."""

    def people(self, frame: Frame) -> tuple[Pose, ...]:
        """The poses of all people in `frame`; the same person may be among them twice."""

    def close(self) -> None:
        """Release the model. The scanner cannot be used afterwards."""


class FollowingPose:
    """A pose estimator that stays with the exerciser: `tracker` follows one person, `scanner` finds all.

    The pose's `others` are who else has been in the picture in the last seconds, as last seen. It remembers the stream: one per
    stream, one thread at a time. Closing it closes both.
    """

    def __init__(self, tracker: PoseEstimator, scanner: Scanner) -> None:
        self._tracker, self._scanner = tracker, scanner
        self._company = Company()
        self._last: Person | None = None
        self._glimpse: Glimpse | None = None
        self._looked_at: Glimpse | None = None
        self._looked_s = self._together_s = -math.inf
        self._saved = SAVED_AT_MOST
        self._quarters = self._tries = 0
        self._checked_s = -math.inf
        self._seen_s = math.nan

    def estimate(self, frame: Frame) -> Pose:
        """The exerciser's pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""
        self._saved = min(self._saved + EARNED, SAVED_AT_MOST)
        if frame.time - self._checked_s < CHECKED_S and not self._in_company(frame.time):
            return self._tracked(frame)
        self._checked_s = frame.time
        before, self._glimpse = self._glimpse, Glimpse.of(frame)
        if before and self._glimpse.is_cut_from(before):
            self._start_anew(frame)
        now = self._person(frame, self._tracked(frame))
        odd = bool(now and self._last and now.surprise(self._last, STAYING) > ODD)
        if now and not odd and not self._is_hidden(now):
            self._learn(now)
        if self._should_look(frame.time, odd=odd):
            now = self._look_round(frame, now, odd=odd)
        elif odd and self._in_company(frame.time):
            now = None
        if now and self._is_hidden(now):
            now = None
        pose = now.pose if now else Pose.nobody(frame.time, frame.size)
        others = self._company.others if self._in_company(frame.time) else ()
        return replace(pose, others=tuple(other.pose for other in others)) if others else pose

    def close(self) -> None:
        """Release the models; a second call does nothing."""
        self._tracker.close()
        self._scanner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _in_company(self, time: float) -> bool:
        return time - self._together_s < RECENT_S

    def _is_hidden(self, person: Person) -> bool:
        return self._in_company(person.time) and any(other.walks_before(person) for other in self._company.others)

    def _should_look(self, time: float, *, odd: bool) -> bool:
        waited = time - self._looked_s
        if self._in_company(time):
            soon = odd or any(other.may_walk for other in self._company.others if other.time == self._looked_s)
            return waited >= (SOON_S if soon else TOGETHER_S)
        if self._saved < 1.0 or waited < SOON_S:
            return False
        regular = waited >= REGULAR_S and self._saved >= SAVED_AT_MOST
        return odd or regular or self._somebody_came()

    def _somebody_came(self) -> bool:
        """Whether the picture has changed, beside the exerciser, since the last look round."""
        if self._glimpse is None or self._looked_at is None:
            return True
        return self._last is not None and self._glimpse.changed_beside(box_around(self._last.pose), self._looked_at)

    def _look_round(self, frame: Frame, tracked: Person | None, *, odd: bool) -> Person | None:
        """The exerciser, now that the whole picture was looked at. The tracker is on them afterwards."""
        self._looked_s, self._looked_at = frame.time, self._glimpse
        if not self._in_company(frame.time):
            self._saved = max(self._saved - 1.0, 0.0)
        found = [tracked] if tracked else []
        if not tracked or odd or self._in_company(frame.time):
            found = self._with_more(found, frame, frame)
        if len(found) == 1:  # who is near hides the others around them from the scanner
            found = self._with_more(found, frame, _without(frame, [box_around(found[0].pose)]))
        if len(found) > 1:
            self._together_s = frame.time
        if self._last:
            self._company = self._company.following(self._last)
        self._company = self._company.met(found, frame.time)
        exerciser = self._company.exerciser
        if exerciser is None or exerciser.time != frame.time:
            return None
        self._last = exerciser
        if tracked and exerciser.pose is tracked.pose:
            return tracked
        self._drop(frame)
        again = self._person(frame, self._tracked(frame))
        if again and again.is_same_as(exerciser):
            return again
        self._drop(frame)
        return exerciser

    def _with_more(self, found: list[Person], frame: Frame, shown: Frame) -> list[Person]:
        """The people `found` so far in `frame`, and who else is in as much of it as is `shown` to the scanner."""
        for pose in self._scanner.people(shown):
            person = Person.of(pose, looks(frame, pose))
            found = found if any(person.is_same_as(one) for one in found) else [*found, person]
        return found

    def _tracked(self, frame: Frame) -> Pose:
        """What the tracker finds once the others are painted over; on its side too, while nobody has been found for a while."""
        if math.isnan(self._seen_s):
            self._seen_s = frame.time
        if frame.time - self._seen_s > LOST_S:
            self._quarters = TRIED[self._tries % len(TRIED)]
            self._tries += 1
        picture = turned(self._without_others(frame), self._quarters)
        pose = turned_back(self._tracker.estimate(picture), self._quarters)
        if pose.is_seen:
            self._seen_s, self._tries = frame.time, 0
        return pose

    def _person(self, frame: Frame, pose: Pose) -> Person | None:
        return Person.of(pose, looks(frame, pose)) if pose.is_seen else None

    def _without_others(self, frame: Frame) -> Frame:
        if not (self._company.others and self._in_company(frame.time)):
            return frame
        keep = box_around(self._last.pose) if self._last else None
        return _without(frame, [box_around(other.pose) for other in self._company.others], keep)

    def _drop(self, frame: Frame) -> None:
        """Make the tracker forget whom it follows, by showing it nothing."""
        self._tracker.estimate(replace(frame, pixels=np.full_like(frame.pixels, GREY)))
        self._quarters = 0

    def _start_anew(self, frame: Frame) -> None:
        """After a cut nothing is where it was, and nobody need be who they were."""
        self._drop(frame)
        self._company, self._last, self._looked_at = Company(), None, None
        self._together_s = -math.inf

    def _learn(self, now: Person) -> None:
        """Remember the exerciser as they are now, their looks only by and by."""
        if self._last:
            share = 1.0 - math.exp((self._last.time - now.time) / LEARNT_S)
            mixed = tuple(old + share * (new - old) for old, new in zip(self._last.looks, now.looks, strict=True))
            now = replace(now, looks=mixed)
        self._last = now


def _without(frame: Frame, boxes: Iterable[Box], keep: Box | None = None) -> Frame:
    """`frame` with `boxes` painted over, `keep` excepted."""
    pixels = frame.pixels.copy()
    for box in boxes:
        pixels[box.of(pixels.shape)] = GREY
    if keep:
        pixels[keep.of(pixels.shape)] = frame.pixels[keep.of(pixels.shape)]
    return replace(frame, pixels=pixels)
