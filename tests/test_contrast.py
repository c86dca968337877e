"""What is written can be read: the contrast of the colours that mean something, as WCAG 2 measures it."""

import tomllib
from pathlib import Path

import pytest

from coach.palette import PAGE, PRINT, VIDEO, rgb
from coach.records import Verdict
from coach.report.charts import BAND

THEME = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
WHITE, DARK_PAGE, DARK_PANEL = "#ffffff", "#0e1117", "#10141c"
TEXT, LARGE = 4.5, 3.0
CAPTION = 0.6
"""Streamlit writes captions in the text's colour with this opacity."""


def luminance(colour):
    parts = [part / 255 for part in rgb(colour)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def over(colour, ground, opacity):
    mixed = (round(opacity * above + (1 - opacity) * below) for above, below in zip(rgb(colour), rgb(ground), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", WHITE) == pytest.approx(21.0)


@pytest.mark.parametrize("verdict", Verdict, ids=str)
def test_a_verdict_can_be_read_on_paper_in_charts_and_on_a_video(verdict):
    assert min(contrast(PRINT.of(verdict), ground) for ground in (WHITE, BAND)) >= TEXT
    assert min(contrast(PAGE.of(verdict), ground) for ground in (WHITE, DARK_PAGE)) >= LARGE
    assert contrast(VIDEO.of(verdict), DARK_PANEL) >= TEXT


def test_captions_and_what_is_chosen_can_be_read_on_a_light_page():
    light = THEME["light"]

    assert contrast(over(light["textColor"], WHITE, CAPTION), WHITE) >= TEXT
    assert contrast(light["primaryColor"], over(light["primaryColor"], WHITE, 0.2)) >= TEXT
    assert contrast(WHITE, light["primaryColor"]) >= TEXT


def test_the_button_of_a_dark_page_has_dark_letters():
    style = (Path(__file__).parents[1] / "coach" / "ui" / "app.css").read_text(encoding="utf-8")

    assert "color: light-dark(#fff, #04211d)" in style
    assert contrast("#04211d", THEME["dark"]["primaryColor"]) >= TEXT
