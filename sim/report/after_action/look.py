"""How actors are drawn: shape, letters and colours come from the scenario, in light and dark."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sim.report.style import DARK, LIGHT, contrast

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_ON_LIGHT, _ON_DARK = ("#FFFFFF", LIGHT["ink"]), (DARK["ground"], "#FFFFFF")
_WASH = 0.14
SHAPES = {
    "circle": "M12 .5a11.5 11.5 0 1 0 0 23a11.5 11.5 0 1 0 0-23Z",
    "square": "M3 2H21Q22 2 22 3V21Q22 22 21 22H3Q2 22 2 21V3Q2 2 3 2Z",
    "diamond": "M12-.9L24.9 12L12 24.9L-.9 12Z",
    "hexagon": "M24 12L18 22.4H6L0 12L6 1.6H18Z",
    "triangle": "M12 .6L24 22.2H0Z",
    "pentagon": "M12 .2L24 9L19.4 23H4.6L0 9Z",
    "octagon": "M7.1 .2H16.9L23.8 7.1V16.9L16.9 23.8H7.1L.2 16.9V7.1Z",
    "ring": "M12 .5a11.5 11.5 0 1 0 0 23a11.5 11.5 0 1 0 0-23Z",
}  # fmt: skip
"""Paths in a box of 24 by 24."""


class Look(NamedTuple):
    """An actor as it is drawn; `key` is safe in ids and names of variables."""

    key: str
    name: str
    title: str
    letters: str
    path: str
    baseline: float
    """of the letters, in the box of the path"""
    colours: dict[str, tuple[str, str]]
    """CSS variable → its light and its dark value"""


def looks(actors: list[dict[str, Any]]) -> list[Look]:
    """Return the looks of all actors, in their order."""
    return [_look(place, actor) for place, actor in enumerate(actors)]


def _look(place: int, actor: dict[str, Any]) -> Look:
    key = f"a{place}"
    # A debrief may come from a bundle of others: a colour that is none never gets into the style.
    light, dark = (
        actor[theme] if _HEX.fullmatch(str(actor[theme])) else fallback
        for theme, fallback in (("light", LIGHT["ink3"]), ("dark", DARK["ink2"]))
    )
    return Look(
        key=key,
        name=actor["name"],
        title=actor["title"],
        letters=actor["letters"],
        path=SHAPES.get(actor["shape"], SHAPES["circle"]),
        baseline=19.6 if actor["shape"] == "triangle" else 15.8,
        colours={
            key: (light, dark),
            f"{key}-on": (_on(light, _ON_LIGHT), _on(dark, _ON_DARK)),
            f"{key}-wash": (_mix(light, LIGHT["surface"]), _mix(dark, DARK["surface"])),
        },
    )


def _on(colour: str, choices: tuple[str, str]) -> str:
    return max(choices, key=lambda choice: contrast(choice, colour))


def _mix(colour: str, paper: str) -> str:
    """A colour laid thinly on paper."""
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    return "#" + "".join(f"{round(_WASH * c + (1 - _WASH) * p):02X}" for c, p in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
