"""Closed chains (inverse kinematics): the joint angles of a leg whose foot has its place."""

from __future__ import annotations

import numpy as np

from coach.conventions import Floats
from coach.demonstration.build import Build
from coach.demonstration.forward_kinematics import hip
from coach.demonstration.joint_angles import JointAngles, Leg
from coach.demonstration.rotation import UP, angles_of_joint, unit


def foot_frame(forward: Floats, up: Floats = UP) -> Floats:
    """[..., 3, 3]: a foot that points `forward` and whose sole faces away from `up`."""
    upright = unit(up - unit(forward) * _along(up, unit(forward)))
    ahead = np.broadcast_to(unit(forward), np.broadcast_shapes(forward.shape, upright.shape))
    return np.stack([np.cross(upright, ahead), np.broadcast_to(upright, ahead.shape), ahead], axis=-1)


def bend(start: Floats, end: Floats, first: float | Floats, second: float, towards: Floats) -> Floats:
    """[..., 3]: where the middle joint of a two-link chain is, bent `towards` a direction. Raises ValueError beyond its reach."""
    chain = end - start
    length = np.linalg.norm(chain, axis=-1)
    if np.any(length > first + second + 1e-9):
        raise ValueError(f"the chain reaches {np.min(first + np.asarray(second)):.3f} m, not {np.max(length):.3f} m")
    along = (np.square(first) + length**2 - second**2) / (2 * length)
    aside = np.sqrt(np.clip(np.square(first) - along**2, 0.0, None))
    e = unit(chain)
    middle: Floats = start + e * along[..., None] + unit(towards - e * _along(towards, e)) * aside[..., None]
    return middle


def leg_reaching(build: Build, angles: JointAngles, side: float, ankle: Floats, *, knee_towards: Floats, foot: Floats | None = None) -> Leg:
    """The leg that puts the ankle there, with the knee bent towards a direction and the foot in a frame of the room (or neutral)."""
    start = hip(build, angles, side)
    knee = bend(start, ankle, build.thigh, build.shank, knee_towards)
    thigh_up, shank_up = unit(start - knee), unit(knee - ankle)
    e = unit(ankle - start)
    hinge = np.cross(unit(knee_towards - e * _along(knee_towards, e)), e)
    thigh = _frame(hinge, thigh_up)
    shank = _frame(hinge, shank_up)
    flexion, abduction, rotation = angles_of_joint(np.swapaxes(angles.pelvis, -1, -2) @ thigh, side)
    bent = np.degrees(np.arctan2(np.linalg.norm(np.cross(thigh_up, shank_up), axis=-1), np.sum(thigh_up * shank_up, axis=-1)))
    if foot is None:
        return Leg(flexion, abduction, rotation, bent)
    return Leg(flexion, abduction, rotation, bent, *angles_of_joint(np.swapaxes(shank, -1, -2) @ foot, side))


def swung(start: Floats, end: Floats, reference: Floats, degrees: float | Floats, towards: Floats) -> Floats:
    """[..., 3]: `reference` turned about the line from start to end by `degrees`, to the side of `towards`.

    As the `knee_towards` of a leg from hip `start` to ankle `end` it swings the knee about that line and moves nothing else.
    """
    e = unit(end - start)
    front = unit(reference - e * _along(reference, e))
    aside = np.cross(e, front)
    aside = aside * np.sign(_along(towards, aside))
    angle = np.radians(np.asarray(degrees, dtype=np.float64))[..., None]
    direction: Floats = front * np.cos(angle) + aside * np.sin(angle)
    return direction


def _along(vector: Floats, direction: Floats) -> Floats:
    """[..., 1]: the component along a unit direction."""
    length: Floats = np.sum(vector * direction, axis=-1, keepdims=True)
    return length


def _frame(left: Floats, up: Floats) -> Floats:
    up = np.broadcast_to(up, np.broadcast_shapes(left.shape, up.shape))
    left = np.broadcast_to(left, up.shape)
    return np.stack([left, up, np.cross(left, up)], axis=-1)
