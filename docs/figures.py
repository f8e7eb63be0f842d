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

import pandas as pd
from matplotlib.figure import Figure

from docs.figure.belgium import climb, swept
from docs.figure.evidence import evidence
from docs.figure.kick import kick, kicked
from docs.figure.sign_flip import flips, sign_flip
from docs.figure.validation import judged, validation
from sim.report.figure.aid import aid
from sim.scenario.evidence import ledger
from sim.study.aid import account, account_table

FOLDER = Path(__file__).parent / "images"
AID_RUNS, SEED = 4_000, 7


def accounted() -> pd.DataFrame:
    """Simulate what `countermove aid runs=4000` does."""
    return account_table(list(account("belgium_2025", AID_RUNS, SEED)))


class Entry(NamedTuple):
    """One figure: what it shows, what it needs, how that is drawn."""

    shows: str
    needs: Callable[[], Any]
    draw: Callable[[Any], Figure]


FIGURES: Mapping[str, Entry] = {
    "evidence": Entry("how many numbers of each area rest on what", ledger, evidence),
    "sign_flip": Entry("what firmness does to harm, by kind of adversary", flips, sign_flip),
    "validation": Entry("simulated figures against intervals of the data", judged, validation),
    "belgium_2025": Entry("how high the runs of the shipped scenario climb", swept, climb),
    "kick": Entry("what one act is answered with, by kind of adversary", kicked, kick),
    "aid": Entry("what each kind of aid changes, facing whom", accounted, aid),
}


def main(names: list[str]) -> None:
    """Draw the named figures, or all; raises SystemExit for a name that has no figure."""
    for name in names:
        if name not in FIGURES:
            raise SystemExit(f"no figure {name!r}; there are: {', '.join(FIGURES)}")
    FOLDER.mkdir(exist_ok=True)
    for name in names or FIGURES:
        entry = FIGURES[name]
        figure = entry.draw(entry.needs())
        figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main(sys.argv[1:])
