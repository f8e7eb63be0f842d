"""Colours of screens and actors: enough contrast for whatever a scenario chooses."""

from __future__ import annotations

import re

import pytest

from sim.report.style import DARK, LIGHT, contrast
from sim.web.draw.look import actor_css, token_css

COLOURS = ("#2F62B3", "#B48115", "#6E2158", "#0C816C", "#FFFF00", "#000000", "#FFFFFF", "#808080")


@pytest.mark.parametrize("light", COLOURS)
@pytest.mark.parametrize("dark", COLOURS)
def test_letters_and_names_can_be_read_in_any_colour(light: str, dark: str) -> None:
    css = actor_css([{"light": light, "dark": dark}])
    rules = re.findall(r"\.actor-0\{(.*?)\}", css)
    assert len(rules) == 3
    for rule, surface in zip(rules, (LIGHT, DARK, DARK), strict=True):
        named = dict(part.split(":") for part in rule.strip(";").split(";"))
        assert contrast(named["--a-on"], named["--a"]) >= 4.5
        assert contrast(named["--a-text"], surface["surface"]) >= 4.5


def test_hot_colours_are_for_the_top_rungs_and_errors_alone() -> None:
    css = token_css()
    assert "--r9:#E59445" in css
    assert "--hot:#A63F0A" in css
    assert css.count("prefers-color-scheme:dark") == 1
