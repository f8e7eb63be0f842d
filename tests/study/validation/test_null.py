"""All nulls in one list, as the validation page shows them."""

from __future__ import annotations

import math

import pytest

from sim.study.validation.null import null_rows
from sim.study.validation.sample import Sample

KEYS = {"pattern", "target", "low", "high", "simulated", "verdict", "n"}


@pytest.fixture(scope="module")
def rows(sample: Sample) -> list[dict[str, str | float | int]]:
    return null_rows(sample)


def test_rows_have_the_keys_of_the_page(rows: list[dict[str, str | float | int]]) -> None:
    assert len(rows) == 32
    for row in rows:
        assert set(row) == KEYS
        assert all(math.isfinite(float(row[key])) for key in KEYS - {"pattern", "verdict"})


def test_the_interval_holds_the_difference(rows: list[dict[str, str | float | int]]) -> None:
    for row in rows:
        difference = float(row["simulated"]) - float(row["target"])
        assert float(row["low"]) <= difference <= float(row["high"])


def test_the_same_sample_gives_the_same_rows(
    sample: Sample, rows: list[dict[str, str | float | int]]
) -> None:
    assert null_rows(sample) == rows
