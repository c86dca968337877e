"""Follow the exerciser when several people are in the picture, and find them again when they are lost.

MediaPipe's tracker follows whoever it finds first, and that is hardly ever somebody who lies beside somebody who stands. A search of
the whole picture finds everybody (`coach.tracking.exerciser` says who exercises; `models.following_state` when to search). The others
are painted over before the tracker sees the picture. Somebody alone is tracked as if there were no searches.
"""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import Protocol, Self

from coach.pose import Frame, Pose, PoseEstimator
from coach.tracking.exerciser import TrackedPerson
from models.appearance import Thumbnail, box_around, trunk_colour
from models.following_state import FollowingState, nobody_in, painted_over
from models.rotation import rotated, rotated_back


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
        self._state = FollowingState()

    def estimate(self, frame: Frame) -> Pose:
        """The exerciser's pose in `frame`, or `Pose.nobody`. Frames come in the order of their times."""
        state = self._state.next_frame(frame.time)
        if not state.needs_check(frame.time):
            self._state, pose = self._track(state, frame)
            return pose
        self._state, now = self._follow(state, frame)
        pose = now.pose if now else Pose.nobody(frame.time, frame.size)
        others = self._state.people.others if self._state.has_others(frame.time) else ()
        return replace(pose, others=tuple(other.pose for other in others)) if others else pose

    def close(self) -> None:
        """Release the models; a second call does nothing."""
        self._tracker.close()
        self._scanner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _follow(self, state: FollowingState, frame: Frame) -> tuple[FollowingState, TrackedPerson | None]:
        """The next state, and the exerciser as they are in `frame`; None where they cannot be seen."""
        thumbnail = Thumbnail.from_frame(frame)
        is_cut = state.is_cut(thumbnail)
        state = state.checked(thumbnail, frame.time)
        if is_cut:
            state = self._make_tracker_forget(state.after_cut(), frame)
        state, pose = self._track(state, frame)
        now = _person(frame, pose)
        unlike = bool(now and state.is_unlike_exerciser(now))
        if now and not unlike and not state.is_hidden(now):
            state = state.learnt(now)
        if state.should_search(frame.time, unlike=unlike):
            state, now = self._search(state, frame, now, unlike=unlike)
        elif unlike and state.has_others(frame.time):
            now = None
        return state, None if now and state.is_hidden(now) else now

    def _search(
        self, state: FollowingState, frame: Frame, tracked: TrackedPerson | None, *, unlike: bool
    ) -> tuple[FollowingState, TrackedPerson | None]:
        """The state after the whole of `frame` was searched, and the exerciser in it. The tracker is on them afterwards."""
        state = state.searching(frame.time)
        people = [tracked] if tracked else []
        if not tracked or unlike or state.has_others(frame.time):
            people = self._with_more(people, frame, frame)
        if len(people) == 1:  # somebody near hides the others around them from the scanner
            people = self._with_more(people, frame, painted_over(frame, [box_around(people[0].pose)]))
        state = state.found(people, frame.time)
        exerciser = state.people.exerciser
        if exerciser is None or exerciser.time != frame.time:
            return state, None
        state = replace(state, exerciser=exerciser)
        if tracked and exerciser.pose is tracked.pose:
            return state, tracked
        state, pose = self._track(self._make_tracker_forget(state, frame), frame)
        again = _person(frame, pose)
        if again and again.is_same_as(exerciser):
            return state, again
        return self._make_tracker_forget(state, frame), exerciser

    def _with_more(self, people: list[TrackedPerson], frame: Frame, shown: Frame) -> list[TrackedPerson]:
        """The `people` found so far in `frame`, and whom the scanner finds besides in `shown`: the frame or what is left of it."""
        for pose in self._scanner.people(shown):
            person = TrackedPerson.from_pose(pose, trunk_colour(frame, pose))
            people = people if any(person.is_same_as(one) for one in people) else [*people, person]
        return people

    def _track(self, state: FollowingState, frame: Frame) -> tuple[FollowingState, Pose]:
        """The next state, and what the tracker finds once the others are painted over; in a turned picture while nobody is found."""
        state = state.turned_if_lost(frame.time)
        picture = rotated(state.without_others(frame), state.quarters)
        pose = rotated_back(self._tracker.estimate(picture), state.quarters)
        return state.tracked(pose), pose

    def _make_tracker_forget(self, state: FollowingState, frame: Frame) -> FollowingState:
        """Show the tracker a picture of nobody, so that it searches the next picture, which is shown upright, for people.

        MediaPipe's smoothing of the world landmarks goes on all the same: for about a second they are up to 15 mm nearer to the
        person before. `MediaPipePose.forget` resets that too, but by a jump in MediaPipe's time, of which there are only some eighty.
        """
        self._tracker.estimate(nobody_in(frame))
        return replace(state, quarters=0)


def _person(frame: Frame, pose: Pose) -> TrackedPerson | None:
    return TrackedPerson.from_pose(pose, trunk_colour(frame, pose)) if pose.is_seen else None
