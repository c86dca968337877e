"""How long the made-up person's limbs are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.conventions import Floats


@dataclass(frozen=True, slots=True)
class Build:
    """Segment lengths in metres, as shares of body height.

    Limbs and feet: Winter, Biomechanics and Motor Control of Human Movement, 2009, figure 4.1. Trunk, hip width and shoulder
    width are between joint centres as the pose model places them on rendered people, less than Winter's outer breadths.
    """

    height: float = 1.70

    @property
    def thigh(self) -> float:
        """Hip to knee."""
        return 0.245 * self.height

    @property
    def shank(self) -> float:
        """Knee to ankle."""
        return 0.246 * self.height

    @property
    def trunk(self) -> float:
        """From midway between the hips to midway between the shoulders."""
        return 0.270 * self.height

    @property
    def hip_width(self) -> float:
        """Between the hip joints."""
        return 0.112 * self.height

    @property
    def shoulder_width(self) -> float:
        """Between the shoulder joints."""
        return 0.195 * self.height

    @property
    def upper_arm(self) -> float:
        """Shoulder to elbow."""
        return 0.186 * self.height

    @property
    def forearm(self) -> float:
        """Elbow to wrist."""
        return 0.146 * self.height

    @property
    def heel(self) -> Floats:
        """From the ankle, in the frame of the foot."""
        return self.height * np.array([0.0, -0.034, -0.036])

    @property
    def foot_index(self) -> Floats:
        """From the ankle, in the frame of the foot: heel to foot index is Winter's foot length."""
        return self.height * np.array([0.004, -0.034, 0.116])

    @property
    def ankle_height(self) -> float:
        """Of the ankle over the floor when the foot is flat."""
        return 0.039 * self.height
