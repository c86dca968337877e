"""Whether a person can be seen, is placed for an exercise, and whether the landmarks can be trusted."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from coach.body import Body
from coach.exercise import Exercise
from coach.geometry import distance, midpoint, ratio
from coach.pose import Side
from coach.posture import LEGS, ON_BACK_DEG, Posture, View
from coach.records import Warning
from coach.signals.placement import Placement, placement, stance

SETTLE_S = 0.5  # for so long a new posture has to last
UNSURE_S = 3.0  # and for so long where it is hardly another one: a trunk that turns in a repetition turns back before
UNSURE_DEG = (
    25.0  # of tip to either side of `ON_BACK_DEG`: between people on their side (up to 7) and most of those on their back (from 67)
)
ASIDE_DEG = 29.0
"""Degrees by which somebody seems turned from the camera, from which ranges read too small.

It reads 31 to 40 where the camera stands 38 to 42 degrees aside, and 15 to 28 at 28 to 34, upright and lying on the side.
"""
GONE_S = 2.0  # somebody who is unseen for less is taken to be where they were
TREMBLING_S = 1.5  # over which the median is taken
OTHERS_S = 2.0  # after somebody else was in the picture for so long a warning is due: longer than a mistaken detection lasts
SOMEBODY_ELSE = "Somebody else is in the picture."

UPRIGHT = (View.STANDING_FRONT, View.SEATED_FRONT)
FACING = (*UPRIGHT, View.SIDE_LYING_FRONT, View.SIDE_LYING_DIAGONAL)
ASIDE_MEMORY = 600  # notes of how far aside the camera stands: of five minutes

UNKNOWN = Placement(None, None)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Where the person is placed, and whether the body can be judged now (`trusted`).

    `changed` is whether the posture or the upper side is another than with the pose before. `problem` is what keeps the body from
    being judged, in words for the user, None where nothing does; `message` is what to show.
    """

    placed: Placement
    changed: bool
    trusted: bool
    problem: str | None
    message: str


def view_advice(placed: Placement, exercises: Iterable[Exercise]) -> str:
    """What to do about the view, so that one of `exercises` can be judged; empty where one can, or where none is done in this posture.

    From beyond the head or the feet no posture can be told: there the advice is the view's own.
    """
    if placed.view is None:
        return ""
    fitting = [exercise for exercise in exercises if exercise.posture is placed.posture]
    if any(placed.view in exercise.views for exercise in fitting):
        return ""
    said = list(dict.fromkeys(exercise.advice_on(placed.view) for exercise in fitting))
    return said[0] if len(said) == 1 else placed.view.advice or "".join(said[:1])


class ReadinessMonitor:
    """Monitors placement and steadiness of the person in one stream. Remembers; belongs to one `Coach`.

    `exercises` are those that may be done; what their views are decides which view is a bad one.
    """

    def __init__(self, exercises: Iterable[Exercise] = ()) -> None:
        self._exercises = tuple(exercises)
        self.placed = UNKNOWN
        self._next: Placement = UNKNOWN
        self._next_s = math.nan
        self._last: deque[Body] = deque(maxlen=3)
        self._trembling: deque[tuple[float, float]] = deque()
        self._views: dict[tuple[View, str], float] = {}
        """Seconds in each view, with what was to be done about it."""
        self._shaky_s = self._seen_s = self._total_s = self._others_s = 0.0
        self._frames = 0
        self._last_seen_s = self._aside_s = -math.inf
        self._aside: deque[float] = deque(maxlen=ASIDE_MEMORY)

    def update(self, body: Body, *, has_others: bool = False) -> Readiness:
        """The readiness with the next body; `has_others` is whether other people are in the picture."""
        before = self._last[-1].time if self._last else body.time
        self._last.append(body)
        span = min(max(body.time - before, 0.0), 1.0)
        self._total_s += span
        self._others_s += span if has_others else 0.0
        self._frames += 1
        seen = not math.isnan(body.trunk_length)
        shaky = self._shaky(body.time)
        now = placement(body) if seen else self.placed
        if seen:
            self._last_seen_s = body.time
            self._seen_s += span
            self._shaky_s += span if shaky else 0.0
            if now.view:
                view = now.view, view_advice(now, self._exercises)
                self._views[view] = self._views.get(view, 0.0) + span
            if now.view in FACING:
                self._note_aside(now.view, body)
        elif body.time - self._last_seen_s > GONE_S:
            now = UNKNOWN
        changed = self._place(now, body)
        advice = view_advice(self.placed, self._exercises)
        problem = None
        if not seen:
            problem = "I can't see you."
        elif shaky:
            problem = "I can't see your legs well."
        elif advice:
            problem = advice
        trusted = seen and not shaky and not advice
        message = problem or (f"I see you {self.placed.posture.words}." if self.placed.posture else "Get into position.")
        if has_others:
            message = f"{message} {SOMEBODY_ELSE}"
        return Readiness(self.placed, changed, trusted, problem, message)

    def warnings(self) -> tuple[Warning, ...]:
        """What was wrong with the view over the whole recording."""
        found: list[Warning] = []
        if self._seen_s < 0.1 * self._total_s or not self._frames:
            found.append(Warning("nobody", "Nobody could be seen for most of the recording."))
        elif self._shaky_s > 0.3 * self._seen_s:
            found.append(
                Warning("legs_not_seen", "The legs could not be seen reliably: film from the front of the body, low, from two metres.")
            )
        main, advice = max(self._views, key=lambda view: self._views[view], default=(None, ""))
        if main and advice:
            found.append(Warning(f"view_{main.value}", advice))
        elif len(self._aside) > 1 and median(self._aside) > ASIDE_DEG:
            found.append(
                Warning("view_aside", "The camera stood far aside: from there movements look smaller than they are. Turn towards it.")
            )
        if self._others_s > OTHERS_S:
            found.append(
                Warning("second_person", "Somebody else was in the picture. I kept to the one who exercises; alone you are seen best.")
            )
        if self._total_s and self._frames / self._total_s < 7.0:
            found.append(Warning("low_frame_rate", "Fewer than 7 pictures a second: times are rough and quick repetitions may be missed."))
        return tuple(found)

    def _place(self, now: Placement, body: Body) -> bool:
        """Take `now` over once it has lasted, the very first one at once; whether posture or upper side changed."""
        same = now.posture is self.placed.posture and now.top is self.placed.top
        if same:
            self.placed, self._next_s = now, math.nan
            return False
        if now.posture is not self._next.posture or now.top is not self._next.top or math.isnan(self._next_s):
            self._next, self._next_s = now, body.time
        if self.placed is not UNKNOWN and body.time - self._next_s < self._settle_s(now, body):
            return False
        self.placed, self._next_s = now, math.nan
        return True

    def _settle_s(self, now: Placement, body: Body) -> float:
        """For how long `now` has to last before it is believed."""
        rolled = {now.posture, self.placed.posture} == {Posture.SUPINE, Posture.SIDE_LYING}
        return UNSURE_S if rolled and abs(stance(body).tipped - ON_BACK_DEG) < UNSURE_DEG else SETTLE_S

    def _note_aside(self, view: View, body: Body) -> None:
        """Note, twice a second, how far aside the camera stands of somebody who faces it."""
        if body.time - self._aside_s < 0.5:
            return
        self._aside_s = body.time
        seen = stance(body)
        self._aside.append(seen.turned if view in UPRIGHT else abs(seen.yaw))

    def _shaky(self, time: float) -> bool:
        """Whether the legs, or in some postures the trunk, have trembled for the last second or so as only guessed ones do."""
        watched = self.placed.posture.entry.trembling if self.placed.posture else LEGS
        if len(self._last) == 3 and self._last[2].time - self._last[0].time < 0.5:
            a, b, c = self._last
            moves = [distance(b.at(part, side), midpoint(a.at(part, side), c.at(part, side))) for part in watched.parts for side in Side]
            tremble = ratio(sum(moves) / len(moves), b.trunk_length)
            if not math.isnan(tremble):
                self._trembling.append((time, tremble))
        while self._trembling and self._trembling[0][0] < time - TREMBLING_S:
            self._trembling.popleft()
        if len(self._trembling) < 5:
            return False
        ordered = sorted(value for _, value in self._trembling)
        return ordered[len(ordered) // 2] > watched.guessed
