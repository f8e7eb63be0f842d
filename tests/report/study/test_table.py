"""The table for the terminal: known numbers in plain words, in 80 columns."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from pytest_regressions.file_regression import FileRegressionFixture
from rich.console import Console
from rich.table import Table

from sim.report import Reading, cells_table, lines, terminal_table
from sim.study import open_result
from tests.report.known_study import climbs, outcomes, write_study


def printed(table: Table) -> str:
    console = Console(width=80, file=io.StringIO(), color_system=None)
    console.print(table)
    text = console.file.getvalue()  # pyright: ignore[reportAttributeAccessIssue]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def test_one_config(one_reading: Reading, file_regression: FileRegressionFixture) -> None:
    file_regression.check(printed(terminal_table(one_reading)), encoding="utf-8")


def test_several_configs(six_reading: Reading, file_regression: FileRegressionFixture) -> None:
    file_regression.check(printed(cells_table(six_reading)), encoding="utf-8")


def test_a_row_that_does_not_apply_says_so(tmp_path: Path) -> None:
    calm = outcomes(climbs(120, [1.0] + [0.0] * 11), 5, kit=False)
    reading = Reading(open_result(write_study(tmp_path / "calm", {"base": calm}, turns=5)))
    told = {line.outcome: line for line in lines(reading)}
    assert told["Request to first kit, Belgium (days)"].estimate == "no such run"
    assert told["War"].estimate == "0 of 120"
    assert told["War"].interval == "under 3"


def test_every_line_fits_and_no_rung_is_averaged(one_reading: Reading) -> None:
    text = printed(terminal_table(one_reading))
    assert max(len(line) for line in text.splitlines()) <= 80
    highest = one_reading.runs.values(0, "highest_rung")
    assert f"{np.mean(highest):.2f}" not in text
