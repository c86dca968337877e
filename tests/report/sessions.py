"""A session as the coach might give it, with everything that a result can hold."""

import math

from coach.recording.source import Source
from coach.records import Finding, Grade, NotCounted, Reason, Rep, Session, SetRecord, Unjudged, Warning

SOURCE = Source("clip.mp4", 36.4, 15.0, 547, 640, 480)

ROLLED = Finding("clam_roll_back", Grade.FAULT, 24.123456, "deg", 3, 3.1)
HURRIED = Finding("clam_fast_down", Grade.WARN, 1.3, "s", 2)
MEASURED = (("clam_fast_down", 1.3), ("clam_roll_back", 24.123456), ("clam_feet_apart", 0.03))
UNSEEN = Unjudged("clam_hip_share", "The camera is square to you.")

ERRORS = (("clam_fast_down", 0.31), ("clam_roll_back", 5.0))
FAULTY = Rep(1, 2.3, 3.6, 5.3, 0.7, 1.3, 0.8, 31.2, "deg", (HURRIED, ROLLED), (UNSEEN,), MEASURED, range_error=8.0, errors=ERRORS)
GOOD = Rep(2, 6.3, 7.6, 9.3, 2.1, 1.0, math.nan, 33.0, "deg")

SESSION = Session(
    "clamshell",
    "right",
    "side_lying_front",
    (SetRecord("clamshell", "right", "side_lying_front", 2.1, 33.0, (FAULTY, GOOD)),),
    (NotCounted(30.0, 31.1, Reason.TOO_SMALL, 6.0, "deg"),),
    (Warning("second_person", "A second person is in the picture."),),
)
NOTHING = Session(warnings=(Warning("nobody", "Nobody could be seen."),))
