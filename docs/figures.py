"""Make the figures of the documentation: `make figures`, or `python -m docs.figures NAME ...`.

A figure is drawn by a function from what it needs (the ledger, a sweep, a comparison) and is kept
as an SVG in `docs/images`. To add one: a file in `docs/figure` with the function, and an entry in
FIGURES that says how to get what it needs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from docs.figure.evidence import evidence
from sim.scenario.evidence import ledger

FOLDER = Path(__file__).parent / "images"


class Entry(NamedTuple):
    """One figure: what it shows, what it needs, how that is drawn."""

    shows: str
    needs: Callable[[], Any]
    draw: Callable[[Any], Figure]


FIGURES: Mapping[str, Entry] = {
    "evidence": Entry("how many numbers of each area rest on what", ledger, evidence),
}
PLANNED: Mapping[str, str] = {
    "sign_flip": "what firmness does to hostile severity, by kind of adversary",
    "aid_account": "incursions before and after each kind of kit, and what it cost",
    "validation": "simulated figures against the intervals of the data",
}
"""Figures that pages will want and that take a simulation; nobody has drawn them yet."""


def main(names: list[str]) -> None:
    """Draw the named figures, or all; raises SystemExit for a name that has no figure."""
    for name in names:
        if name in PLANNED:
            raise SystemExit(f"{name} is planned and not drawn yet: {PLANNED[name]}")
        if name not in FIGURES:
            raise SystemExit(f"no figure {name!r}; there are: {', '.join(FIGURES)}")
    FOLDER.mkdir(exist_ok=True)
    for name in names or FIGURES:
        entry = FIGURES[name]
        figure = entry.draw(entry.needs())
        figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main(sys.argv[1:])
