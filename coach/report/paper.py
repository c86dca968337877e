"""Pages to print: what their templates have in common."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from coach.coaching.wording import PHASE_NAMES, in_which
from coach.palette import PRINT, PRINT_PHASES
from coach.report.charts import INK


@lru_cache
def paper(file: Path) -> Template:
    """The template in `file`, which may include `paper.css`, the style of all of them, and knows colours and words."""
    templates = Environment(
        loader=FileSystemLoader([file.parent, Path(__file__).parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    phases = {PHASE_NAMES[phase]: colour for phase, colour in PRINT_PHASES.items()}
    templates.globals |= {"in_which": in_which, "colours": PRINT, "ink": INK, "phases": phases}
    return templates.get_template(file.name)
