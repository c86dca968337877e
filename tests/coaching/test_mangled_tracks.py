"""Whatever a track holds, repetitions lie in it, in order, with durations and a range that can be, and no time counts twice."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.exercise import RepMeasure
from coach.pose import Pose, Side
from coach.recording.tracks import read_track
from coach.records import Session
from exercises import load
from tests.coached import coached
from tests.examples import examples
from tests.skeleton import MIRROR_ROWS

pytestmark = pytest.mark.slow  # many films go through the coach

TRACKS = Path(__file__).parents[1] / "data" / "tracks"
NAMES = sorted(path.stem for path in TRACKS.glob("*.npz"))
EXERCISES = {exercise.key: exercise for exercise in load()}
AT_LEAST = {key: exercise.range_of_motion.count for key, exercise in EXERCISES.items()}

Poses = Sequence[Pose]
Chance = np.random.Generator


@cache
def track(name: str) -> Poses:
    """Every second pose of it."""
    return read_track(TRACKS / f"{name}.npz").poses[::2]


def shaken(poses: Poses, chance: Chance) -> Poses:
    """All landmarks off by some hundredths of the picture."""
    size = chance.uniform(0.005, 0.08)
    return [replace(pose, image=pose.image + chance.normal(0, size, pose.image.shape)) for pose in poses]


def jumping(poses: Poses, chance: Chance) -> Poses:
    """Some landmarks are elsewhere, now and then for a while."""
    mangled = list(poses)
    for start in chance.integers(0, len(poses), 12).tolist():
        rows = chance.integers(0, 33, 6)
        place, depth = chance.uniform(0, 1, 3), chance.normal(0, 0.5, 3)
        for i in range(start, min(start + int(chance.integers(1, 20)), len(poses))):
            image, world = mangled[i].image.copy(), mangled[i].world.copy()
            image[rows], world[rows] = place, depth
            mangled[i] = replace(mangled[i], image=image, world=world)
    return mangled


def lost(poses: Poses, chance: Chance) -> Poses:
    """Nobody is seen for a while, again and again."""
    gone = {int(start) + i for start in chance.integers(0, len(poses), 8) for i in range(chance.integers(1, 25))}
    return [Pose.nobody(pose.time, pose.size) if i in gone else pose for i, pose in enumerate(poses)]


def hidden(poses: Poses, chance: Chance) -> Poses:
    """Some landmarks are out of sight all the time."""
    visible = chance.uniform(0, 1, 33)
    return [replace(pose, visibility=pose.visibility * visible) for pose in poses]


def cut_out(poses: Poses, chance: Chance) -> Poses:
    """The film begins and ends anywhere."""
    first, last = sorted(chance.integers(0, len(poses), 2).tolist())
    return poses[first : last + 1]


def hurried(poses: Poses, chance: Chance) -> Poses:
    """Up to four times as fast, or as slow."""
    speed = 2 ** chance.uniform(-2, 2)
    return [replace(pose, time=pose.time * speed) for pose in poses]


def mixed(poses: Poses, chance: Chance) -> Poses:
    """Left and right change their names now and then."""
    rows = list(MIRROR_ROWS)
    swapped = np.cumsum(chance.random(len(poses)) < 0.05) % 2
    return [
        replace(pose, image=pose.image[rows], world=pose.world[rows], visibility=pose.visibility[rows]) if swap else pose
        for pose, swap in zip(poses, swapped, strict=True)
    ]


def turned(poses: Poses, chance: Chance) -> Poses:
    """The camera falls over, and zooms."""
    angle, scale = chance.uniform(-math.pi, math.pi), chance.uniform(0.2, 3)
    turn = scale * np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    half = len(poses) // 2
    return [
        *poses[:half],
        *(replace(pose, image=np.hstack([(pose.image[:, :2] - 0.5) @ turn + 0.5, pose.image[:, 2:]])) for pose in poses[half:]),
    ]


WAYS: dict[str, Callable[[Poses, Chance], Poses]] = {
    way.__name__: way for way in (shaken, jumping, lost, hidden, cut_out, hurried, mixed, turned)
}


def check(session: Session, poses: Poses) -> None:
    """What holds for every session."""
    first, last = poses[0].time, poses[-1].time
    for one in session.sets:
        assert one.start_s == one.reps[0].start_s
        assert one.end_s == one.reps[-1].end_s
        assert [rep.index for rep in one.reps] == list(range(1, len(one.reps) + 1))
        postures = {check.key for check in EXERCISES[one.exercise].checks if not isinstance(check.of, RepMeasure)}
        for rep in one.reps:
            assert first <= rep.start_s <= rep.peak_s <= rep.end_s <= last
            assert min(rep.concentric_s, rep.hold_s, rep.eccentric_s) >= 0
            assert math.isfinite(rep.concentric_s + rep.hold_s + rep.eccentric_s)
            assert rep.range_of_motion >= AT_LEAST[one.exercise]
            assert all(math.isfinite(finding.value) for finding in rep.findings)
            assert not {finding.check for finding in rep.findings if finding.check in postures} & {it.check for it in rep.unjudged}
    reps = [rep for one in session.sets for rep in one.reps]
    assert all(before.end_s <= after.start_s for before, after in pairwise(reps))
    for missed in session.not_counted:
        assert first <= missed.start_s <= missed.end_s <= last


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [NAMES[0], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[1:])])
@examples(3)
@given(seed=st.integers(0, 100_000))
def test_what_holds_for_every_recording_holds_for_a_mangled_one(name, way, seed):
    poses = WAYS[way](track(name), np.random.default_rng(seed))

    check(coached(poses), poses)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@examples(3)
@given(seed=st.integers(0, 100_000), exercise=st.sampled_from(sorted(EXERCISES)), side=st.sampled_from([None, *Side]))
def test_it_holds_for_all_ways_at_once_and_whatever_was_asked_for(name, seed, exercise, side):
    chance = np.random.default_rng(seed)
    poses = track(name)
    for way in chance.choice(sorted(WAYS), 3, replace=False):
        poses = WAYS[way](poses, chance)

    check(coached(poses, exercise=exercise, side=side), poses)
