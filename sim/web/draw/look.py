"""Colours as style sheets: those of every screen, and those of the actors of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.report.style import DARK, LIGHT, contrast, variables

# Colours that only screens need: filled controls, the marking strip, the hatch of drafts.
_SCREEN = {
    "inverse": ("#14212B", "#E8EEF2"),
    "on-inverse": ("#FFFFFF", "#0D151C"),
    "mark": ("#14212B", "#33465A"),
    "on-mark": ("#FFFFFF", "#FFFFFF"),
    "focus-edge": ("#14212B", "#0D151C"),
    "unnamed": ("#566571", "#B3C0CA"),
    "unnamed-text": ("#43525E", "#E8EEF2"),
}
# Text in an actor's colour is darker (lighter in dark) where the colour itself is too faint.
_TEXT = {
    "#B48115": "#80590A",
    "#0C816C": "#0A6F5D",
    "#6AA6FF": "#8CBBFF",
    "#C98BB9": "#DBA9CE",
}
_ON_DARK = ("#0D151C", "#FFFFFF")
_WASH = 0.13
ENOUGH = 4.5


def token_css() -> str:
    """The variables of both themes; a page follows the system unless it says which it wants."""
    named = {**variables(), **_SCREEN}
    light = "".join(f"--{name}:{pair[0]};" for name, pair in named.items())
    dark = "".join(f"--{name}:{pair[1]};" for name, pair in named.items())
    rungs = "".join(
        f".r{n}{{background:var(--r{n});color:var(--t{n})}}"
        f".fr{n}{{fill:var(--r{n})}}.ft{n}{{fill:var(--t{n})}}\n"
        for n in range(12)
    )
    return _themed(":root", light, dark, "color-scheme:light;", "color-scheme:dark;") + rungs


def actor_css(actors: Iterable[Mapping[str, Any]]) -> str:
    """One class an actor, `actor-0` on, that sets what its colours are; `actor-x` is nobody's."""
    pieces = [_themed(".actor-x", *_unnamed())]
    for number, actor in enumerate(actors):
        light = _shades(str(actor["light"]), LIGHT["surface"], LIGHT["ink"])
        dark = _shades(str(actor["dark"]), DARK["surface"], "#FFFFFF")
        pieces.append(_themed(f".actor-{number}", light, dark))
    return "\n".join(pieces)


def _unnamed() -> tuple[str, str]:
    both = [
        f"--a:var(--unnamed);--a-on:var(--surface);--a-text:var(--unnamed-text);--a-wash:{wash};"
        for wash in ("#E9EDF0", "#1C2833")
    ]
    return both[0], both[1]


def _shades(colour: str, surface: str, toward: str) -> str:
    choices = ("#FFFFFF", "#14212B", "#000000") if surface == LIGHT["surface"] else _ON_DARK
    on = next((text for text in choices if contrast(text, colour) >= ENOUGH), choices[-1])
    wash = _mix(colour, surface, _WASH if surface == LIGHT["surface"] else 0.22)
    return f"--a:{colour};--a-on:{on};--a-text:{_text(colour, surface, toward)};--a-wash:{wash};"


def _text(colour: str, surface: str, toward: str) -> str:
    chosen = _TEXT.get(colour.upper(), "")
    if chosen and contrast(chosen, surface) >= ENOUGH:
        return chosen
    share = 1.0
    while contrast(found := _mix(colour, toward, share), surface) < ENOUGH + 0.6 and share > 0:
        share -= 0.05
    return found


def _mix(one: str, other: str, share: float) -> str:
    share = min(1.0, max(0.0, share))
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _themed(where: str, light: str, dark: str, first: str = "", second: str = "") -> str:
    """A rule for the light theme, the dark one, and whichever the system is in."""
    is_root = where == ":root"
    chosen = ":root[data-theme=dark]" if is_root else f":root[data-theme=dark] {where}"
    system = ":root:not([data-theme=light])" + ("" if is_root else f" {where}")
    return (
        f"{where}{{{first}{light}}}\n"
        f"@media screen{{{chosen}{{{second}{dark}}}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{system}{{{second}{dark}}}}}\n"
    )
