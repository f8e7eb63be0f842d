"""The tokens: text can be read on what it stands on, and hot colours are kept for hot rungs."""

from __future__ import annotations

import colorsys
import re

import matplotlib
import matplotlib.style
import pytest

from sim.report.style import (
    DARK,
    FIRST_HOT_RUNG,
    LIGHT,
    ON_RUNG,
    ON_RUNG_DARK,
    RUNGS,
    RUNGS_DARK,
    SERIES,
    STYLE,
    contrast,
    series,
)


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "hot", "alert"])
@pytest.mark.parametrize("paper", ["surface", "ground"])
def test_text_stands_out_from_the_page(theme: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(theme[ink], theme[paper]) >= 4.5


@pytest.mark.parametrize("rung", range(12))
def test_text_stands_out_from_its_rung(rung: int) -> None:
    assert contrast(ON_RUNG[rung], RUNGS[rung]) >= 4.5
    assert contrast(ON_RUNG_DARK[rung], RUNGS_DARK[rung]) >= 4.5


def test_hot_colours_are_those_of_the_highest_rungs_only() -> None:
    for ramp in (RUNGS, RUNGS_DARK):
        assert all(_is_warm(colour) for colour in ramp[FIRST_HOT_RUNG:])
        assert not any(_is_warm(colour) for colour in ramp[:FIRST_HOT_RUNG])


def test_eight_compared_things_all_look_different() -> None:
    assert len({series(index) for index in range(8)}) == 8
    assert series(0) == SERIES[0]


def test_matplotlib_accepts_the_style_and_keeps_text_as_text() -> None:
    with matplotlib.style.context(STYLE, after_reset=True):
        assert matplotlib.rcParams["svg.fonttype"] == "none"
        assert matplotlib.rcParams["axes.edgecolor"] == LIGHT["control"]


def test_every_colour_of_the_style_is_a_token() -> None:
    tokens = {colour.lstrip("#") for colour in [*LIGHT.values(), *RUNGS]}
    used = set(re.findall(r"\b[0-9A-F]{6}\b", STYLE.read_text(encoding="utf-8")))
    assert used <= tokens


def _is_warm(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue < 60 / 360 and saturation > 0.4
