"""How much of each exercise, and its ladder from easiest to hardest: sections 4, 8 and 9 of the exercise specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SIDES: Final = ("left", "right")
BOTH: Final = ("both",)

REPS_FROM, REPS_TO = 10, 15
"""Double progression: start where ten are good, add until fifteen, then the next rung and back to ten."""

FEWEST_SETS_TO_MOVE_UP = 3
MOST_SETS = 4
FIRST_WEEKS, FIRST_WEEKS_SETS = 2, 2
"""Beginners do two sets for the first two weeks."""

REST_S = 60
REST_BETWEEN_SIDES_S = 20
WARM_UP_MIN = 4
WARM_UP_REPS = 8


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds up, held at the top, and down."""

    up_s: float
    hold_s: float
    down_s: float

    @property
    def rep_s(self) -> float:
        """Seconds of one whole repetition."""
        return self.up_s + self.hold_s + self.down_s


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder. `exercise` is named where the step is done as an easier exercise with a key of its own."""

    name: str
    band: str = "none"
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Dose:
    """One exercise of the plan: its sides, its tempo and its ladder. `start` is where a beginner, or who was long away, begins."""

    exercise: str
    name: str
    sides: tuple[str, ...]
    tempo: Tempo
    ladder: tuple[Rung, ...]
    start: int


# In the order of a session: two-leg and bridge work first, harder to control while fresh, sitting last.
# A ladder ends where the specification goes over to another exercise of the plan.
DOSES: Final[dict[str, Dose]] = {
    dose.exercise: dose
    for dose in (
        Dose(
            exercise="single_leg_bridge",
            name="Single-leg glute bridge",
            sides=SIDES,
            tempo=Tempo(1.5, 2.0, 2.5),
            ladder=(
                Rung("two-leg bridge", exercise="two_leg_bridge"),
                Rung("two-leg bridge with a band above the knees", band="light", exercise="two_leg_bridge"),
                Rung("two legs up and one leg down"),
                Rung("marching bridge"),
                Rung("single-leg with the knee held to the chest"),
                Rung("single-leg with the leg extended"),
                Rung("3 to 5 s hold"),
                Rung("arms crossed"),
                Rung("small weight on the planted-side hip"),
                Rung("shoulders or foot raised"),
            ),
            start=0,
        ),
        Dose(
            exercise="standing_abduction",
            name="Standing banded hip abduction",
            sides=SIDES,
            tempo=Tempo(2.0, 1.0, 2.5),
            ladder=(
                Rung("no band with chair support"),
                Rung("light band above the knees", band="light"),
                Rung("medium band above the knees", band="medium"),
                Rung("light band at the ankles", band="light"),
                Rung("medium band at the ankles", band="medium"),
                Rung("medium band at the ankles, no hand support", band="medium"),
                Rung("heavy band at the ankles", band="heavy"),
            ),
            start=0,
        ),
        Dose(
            exercise="side_lying_raise",
            name="Side-lying leg raise",
            sides=SIDES,
            tempo=Tempo(2.0, 1.5, 2.5),
            ladder=(
                Rung("bottom knee bent, heel sliding up the wall"),
                Rung("bottom knee bent"),
                Rung("both legs straight"),
                Rung("3 to 5 s hold"),
                Rung("light band above the knees", band="light"),
                Rung("medium band or 0.5 to 1 kg ankle weight", band="medium"),
                Rung("band at the ankles or 1.5 to 3 kg ankle weight", band="medium"),
                Rung("side plank with top leg raise"),
            ),
            start=1,
        ),
        Dose(
            exercise="clamshell",
            name="Clamshell",
            sides=SIDES,
            tempo=Tempo(2.0, 1.0, 2.5),
            ladder=(
                Rung("two-way isometric press or 5 s hold at a small opening"),
                Rung("bodyweight"),
                Rung("bodyweight with 3 s hold"),
                Rung("light band above the knees", band="light"),
                Rung("medium band", band="medium"),
                Rung("heavy band", band="heavy"),
                Rung("feet raised clam"),
            ),
            start=1,
        ),
        Dose(
            exercise="seated_abduction",
            name="Seated banded hip abduction",
            sides=BOTH,
            tempo=Tempo(1.5, 1.0, 2.5),
            ladder=(
                Rung("no band, or hands as resistance for 3 to 5 s"),
                Rung("light band", band="light"),
                Rung("medium band", band="medium"),
                Rung("heavy band", band="heavy"),
                Rung("heavy band with 3 s hold", band="heavy"),
            ),
            start=1,
        ),
    )
}
