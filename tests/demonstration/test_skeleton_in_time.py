"""The made-up person moves when, and for as long as, it was asked to: repetitions, and everyday movement between them."""

import numpy as np
import pytest

from coach.pose import Landmark, Side
from tests.skeleton import EVERYDAY, Build, Stop, film, journey, perform, rep_curve, start_of, then, together, walking

HIP, ANKLE = 23, 27  # rows of the left side; the right side is the next
EVERY_SIDE = pytest.mark.parametrize("side", list(Side))


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0, 60.0])
def test_the_truth_about_times_does_not_depend_on_the_frame_rate(fps: float) -> None:
    motion = perform("side_lying_raise", reps=2, fps=fps, up=1.5, hold=0.5, down=2.0, pause=1.0, still_s=3.0)

    assert [(rep.start_s, rep.top_start_s, rep.peak_s, rep.top_end_s, rep.end_s) for rep in motion.reps] == [
        (3.0, 4.5, 4.75, 5.0, 7.0),
        (8.0, 9.5, 9.75, 10.0, 12.0),
    ]
    assert motion.times[:2] == pytest.approx([0.0, 1 / fps])
    assert motion.times[-1] == pytest.approx(13.0, abs=1.01 / fps)


def test_the_curve_leaves_rest_reaches_the_top_and_returns_when_the_truth_says() -> None:
    motion = perform("clamshell", reps=1, fps=100)
    rep = motion.reps[0]
    curve = rep_curve(np.array([0.0, rep.start_s, 3.0, rep.top_start_s, rep.peak_s, rep.top_end_s, rep.end_s, 9.0]), motion.reps)[0]

    assert curve == pytest.approx([0, 0, 0.5, 1, 1, 1, 0, 0])


@pytest.mark.parametrize(
    ("faults", "phases", "excursion"),
    [
        ({"too_fast": 0.4}, (0.4, 0.07, 0.4), 35.0),
        ({"snap_back": 0.3}, (2.0, 1.0, 0.3), 35.0),
        ({"no_hold": 0.1}, (2.0, 0.1, 2.5), 35.0),
        ({"small_range": 0.4}, (2.0, 1.0, 2.5), 14.0),
        ({"excess_range": 1.8}, (2.0, 1.0, 2.5), 63.0),
    ],
)
def test_faults_of_tempo_and_range_change_the_repetition_itself(
    faults: dict[str, float], phases: tuple[float, ...], excursion: float
) -> None:
    rep = perform("clamshell", reps=1, faults=faults).reps[0]

    assert (rep.top_start_s - rep.start_s, rep.top_end_s - rep.top_start_s, rep.end_s - rep.top_end_s) == pytest.approx(phases)
    assert rep.excursion == pytest.approx(excursion)


def test_a_wobble_turns_back_on_the_way_up() -> None:
    def turns(faults: dict[str, float]) -> int:
        motion = perform("side_lying_raise", reps=1, fps=100, faults=faults)
        rising = (motion.times > 2.01) & (motion.times < 3.99)
        return int(np.sum(np.diff(np.sign(np.diff(motion.points[rising, ANKLE, 1]))) != 0))

    assert turns({}) == 0
    assert turns({"wobble": 4.0}) >= 6


@pytest.mark.parametrize("name", list(EVERYDAY))
def test_everyday_movement_is_smooth_and_stays_above_the_floor(name: str) -> None:
    points = journey(EVERYDAY[name](Build()), fps=30).points

    speed = np.linalg.norm(np.diff(points, axis=0), axis=-1) * 30
    assert 0.3 < speed.max() < 8.0
    assert points[..., 1].min() > -1e-9


def test_what_follows_keeps_its_truth_later() -> None:
    before = journey([Stop(start_of("clamshell"), 0.0, 3.0)])
    after = perform("clamshell", reps=1)
    both = then(before, after)

    assert both.reps[0].peak_s == pytest.approx(after.reps[0].peak_s + 3.0)
    assert both.points[len(before.times) :] == pytest.approx(after.points)
    assert np.diff(both.times) == pytest.approx(np.full(len(both.times) - 1, 1 / 30))


@EVERY_SIDE
def test_lying_down_ends_where_the_clamshell_starts(side: Side) -> None:
    motion = journey([Stop(start_of("standing_abduction", side=side)), Stop(start_of("clamshell", side=side), 2.0, 0.5)])
    start = perform("clamshell", side=side, reps=1).points[0]

    assert motion.points[-1] - motion.points[-1].min(axis=0) == pytest.approx(start - start.min(axis=0), abs=1e-6)


def test_somebody_who_walks_crosses_the_room() -> None:
    motion = walking(start=(-2.0, -0.5), end=(2.0, -0.5), pace=1.0)

    hips = (motion.points[:, HIP] + motion.points[:, HIP + 1]) / 2
    assert hips[0, 0] == pytest.approx(-2.0)
    assert hips[-1, 0] == pytest.approx(2.0)
    assert motion.times[-1] == pytest.approx(4.0, abs=0.05)
    assert motion.points[:, Landmark.NOSE, 0].mean() > hips[:, 0].mean() + 0.05  # looks where it goes


def test_others_are_in_the_picture_for_as_long_as_they_are_there() -> None:
    one, two = film("clamshell", reps=1).poses, film("squat", reps=1).poses[:50]
    both = together(one, two)

    assert both[49].others[0] is two[49]
    assert both[50].others == ()
    assert both[49].image is one[49].image
