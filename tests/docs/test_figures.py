"""Figures of the documentation: those that need no simulation are fresh."""

from __future__ import annotations

import re

import pytest

from docs.figures import FIGURES, FOLDER, main
from sim.scenario.evidence import ledger


def test_the_figure_of_the_ledger_shows_the_numbers_of_the_ledger() -> None:
    entry = FIGURES["evidence"]
    drawn = {text.get_text() for axes in entry.draw(ledger()).axes for text in axes.texts}
    kept = (FOLDER / "evidence.svg").read_text(encoding="utf-8")
    shown = set(re.findall(r"<text[^>]*>([^<]+)</text>", kept))
    assert drawn == shown, "docs/images/evidence.svg is out of date. Refresh it: make figures"


@pytest.mark.parametrize(
    ("name", "says"), [("evidense", "there are: evidence"), ("sign flip", "no figure 'sign flip'")]
)
def test_a_name_without_a_figure_is_refused(name: str, says: str) -> None:
    with pytest.raises(SystemExit, match=says):
        main([name])
