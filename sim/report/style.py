"""The colours, marks and type of every figure and page, in one place.

The Matplotlib side of it is `countermove.mplstyle` next to this file; `STYLE` is its path.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

STYLE = Path(__file__).with_name("countermove.mplstyle")

LIGHT = {
    "ground": "#F3F5F6",
    "surface": "#FFFFFF",
    "sunken": "#E9EDF0",
    "ink": "#14212B",
    "ink2": "#43525E",
    "ink3": "#5C6B77",
    "line": "#DCE2E6",
    "line2": "#B4BFC8",
    "control": "#74828E",
    "hot": "#A63F0A",
    "alert": "#93250E",
    "focus": "#FFB700",
}
DARK = {
    "ground": "#0D151C",
    "surface": "#131D26",
    "sunken": "#1C2833",
    "ink": "#E8EEF2",
    "ink2": "#B3C0CA",
    "ink3": "#8C9BA7",
    "line": "#263441",
    "line2": "#3E5060",
    "control": "#6C7F8E",
    "hot": "#F6A35F",
    "alert": "#FF9E7A",
    "focus": "#FFC533",
}

RUNGS = (
    "#EDF1F4", "#D9E1E7", "#C4D0D9", "#ABBBC9", "#91A6B7", "#7790A4",
    "#5C788F", "#416078", "#27475F", "#E59445", "#C45210", "#93250E",
)  # fmt: skip
RUNGS_DARK = (
    "#212C34", "#2A3944", "#364756", "#435869", "#536B7E", "#6A859C",
    "#809CB3", "#98B3CA", "#B5CEE3", "#EFB062", "#F6883B", "#F55425",
)  # fmt: skip

FIRST_HOT_RUNG = 9

# Text on a rung. The light values of the second and third differ from ink and white by one bit,
# so that a figure drawn once in light can be told apart and turned dark (see `DARK_OF`).
ON_PALE, ON_MIDDLE, ON_DEEP = "#14212B", "#14212C", "#FFFFFE"
ON_RUNG = (ON_PALE,) * 5 + (ON_MIDDLE,) + (ON_DEEP,) * 3 + (ON_MIDDLE,) + (ON_DEEP,) * 2
ON_RUNG_DARK = ("#E8EEF2",) * 4 + ("#FFFFFF",) + ("#0D151C",) * 7


class Series(NamedTuple):
    """How one of several compared things is drawn: colour, dash and mark all tell it apart."""

    colour: str
    dash: str
    marker: str


# Four colours and dashes; the marks alone tell eight apart, so they repeat last.
SERIES = (
    Series("#14212B", "-", "D"),
    Series("#5C788F", "--", "o"),
    Series("#A63F0A", "-.", "^"),
    Series("#74828E", ":", "s"),
)


_MARKERS = ("D", "o", "^", "s", "P", "v", "X", "p")


def series(index: int) -> Series:
    """The look of the `index`-th compared thing; no two of the first eight are the same."""
    look = SERIES[index % len(SERIES)]
    return look._replace(marker=_MARKERS[index % len(_MARKERS)])


def variables() -> dict[str, tuple[str, str]]:
    """Name of every CSS variable with its light and its dark value."""
    named = {name: (LIGHT[name], DARK[name]) for name in LIGHT}
    for rung, pair in enumerate(zip(RUNGS, RUNGS_DARK, strict=True)):
        named[f"r{rung}"] = pair
    for rung, pair in enumerate(zip(ON_RUNG, ON_RUNG_DARK, strict=True)):
        named[f"t{rung}"] = pair
    return named


def variable_of() -> dict[str, str]:
    """Light hex colour (lower case) → the CSS variable that stands for it in an inline figure."""
    found = {light.lower(): name for name, (light, _) in variables().items() if name[0] != "t"}
    # The first name wins where two tokens share a colour: ink before text on pale rungs.
    return {
        **found,
        LIGHT["alert"].lower(): "r11",
        ON_MIDDLE.lower(): "t9",
        ON_DEEP.lower(): "t6",
    }


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two hex colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
