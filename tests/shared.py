"""The recordings and photographs that may lie beside the project: where they are, and which of them the tests read."""

import json
import os
from pathlib import Path

SHARED = Path(os.environ.get("COACH_SHARED") or Path(__file__).parents[2] / "shared")
"""`.ci/run`, which tests a copy elsewhere, hands the folder on."""
_LABELS = SHARED / "tracks" / "labels.json"
CLIPS = sorted(path.stem for path in SHARED.glob("clips/dev_*.json"))
"""The rendered clips that the coach was made with; it has not been made right for the people of the others yet."""
FILMS = [SHARED / "clips" / f"{name}.mp4" for name in CLIPS if name.endswith("3f")]
"""One rendered film of each exercise but the two-leg bridge, for what needs the pose model, which takes its time."""
TRACKS = [label["id"] for label in json.loads(_LABELS.read_text(encoding="utf-8")) if label["batch"] == 1] if _LABELS.exists() else []
"""The recordings of people, likewise."""
