"""Nine configs and more: every sentence speaks of all, and no figure drops the worst."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.report import Reading, render
from sim.report.study import pairs, versus
from sim.study import open_result
from tests.report.known_study import RUNG_SHARES, climbs, outcomes, write_study

N_RUNS = 400


def study(path: Path, factors: list[float]) -> Path:
    """One config for each factor on how many runs climb; config 0 is the baseline."""
    cells = {}
    for place, factor in enumerate(factors):
        shares = np.clip(np.array(RUNG_SHARES) * factor, 0, 1)
        cells[f"config {place}"] = outcomes(climbs(N_RUNS, [1.0, *shares[1:]]), 5)
    return write_study(path, cells, turns=5)


@pytest.fixture(scope="module")
def nine(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Nine configs of which the last climbs most by far."""
    path = study(tmp_path_factory.mktemp("nine") / "study", [1.0] + [1.05] * 7 + [2.4])
    return Reading(open_result(path))


def test_the_worst_is_last_and_is_told_everywhere(nine: Reading) -> None:
    worst = "config 8"
    assert f"({worst})" in versus.headline(nine)
    assert f"most under {worst}," in versus.cells(nine).finding
    section = pairs.paired(nine)
    assert section is not None
    assert f"more under {worst}" in section.finding
    section = pairs.higher_lower(nine)
    assert section is not None
    assert "clearly higher under all 8 configs" in section.finding


def test_a_figure_with_fewer_says_so_and_keeps_the_extremes(nine: Reading) -> None:
    section = pairs.paired(nine)
    assert section is not None
    assert "Shown: 7 of 8 configs" in section.note
    drawn = {text.get_text() for text in section.draw(None).texts}
    assert "config 8" in drawn
    assert len(drawn & {f"config {k}" for k in range(9)}) == 7
    section = pairs.higher_lower(nine)
    assert section is not None
    assert "Shown" not in section.note
    drawn = {text.get_text() for text in section.draw(None).texts}
    assert {f"config {k}" for k in range(1, 9)} <= drawn


def test_configs_that_do_the_same_are_not_ranked(tmp_path: Path) -> None:
    path = study(tmp_path / "same", [1.0] * 3)
    text = render(path).read_text(encoding="utf-8")
    assert "Under all 3 configs, " in text
    assert "no config differs clearly" in text
    assert "reached most" not in text
    assert "lowest worst case" not in text
    assert "no clear difference among the 3 configs" in text or "is €" in text


def test_twenty_configs_render_and_the_first_is_not_forgotten(tmp_path: Path) -> None:
    factors = [2.4] + [1.0] * 19
    reading = Reading(open_result(study(tmp_path / "twenty", factors)))
    assert "(config 0)" in versus.headline(reading)
    assert "most under config 0," in versus.cells(reading).finding
    section = pairs.paired(reading)
    assert section is not None
    assert "fewer under" in section.finding


def test_of_many_configs_the_table_keeps_the_highest(tmp_path: Path) -> None:
    factors = [1.0] * (versus.MOST_CELLS + 2) + [2.4]
    reading = Reading(open_result(study(tmp_path / "many", factors)))
    rung = versus.telling_rung(reading)
    chosen = versus.shown(reading, rung)
    assert len(chosen) == versus.MOST_CELLS
    assert len(factors) - 1 in chosen
    assert f"Shown: the {versus.MOST_CELLS} of {len(factors)} configs" in versus.cells(reading).note


def test_an_interrupted_study_compares_the_runs_that_both_have(tmp_path: Path) -> None:
    cells = {"a": outcomes(climbs(200), 5), "b": outcomes(climbs(200), 5)}
    path = write_study(tmp_path / "part", cells, turns=5, status="partial")
    reading = Reading(open_result(path))
    one, other = reading.pair(0, 1, "highest_rung")
    assert (one == other).all()
    assert "Under both configs" in versus.headline(reading)
    assert pairs.paired(reading) is None
