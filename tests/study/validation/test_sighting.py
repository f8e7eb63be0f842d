"""What becomes of drone sightings, held against the audit of 61 reports."""

from __future__ import annotations

import pytest

from sim.scenario import load_scenario
from sim.study.validation.battery import INSIDE, OFF, Row
from sim.study.validation.sighting import AUDITED, MEANINGS, sighting_rows

RUNS = 500


def rows(**parameters: float) -> dict[str, Row]:
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    found = sighting_rows(load_scenario("belgium_2025", None, named), RUNS, seed=7)
    return {row.pattern.removeprefix("sightings_"): row for row in found}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Row]:
    return rows()


def test_every_sighting_ends_in_one_of_four_ways(shipped: dict[str, Row]) -> None:
    assert list(shipped) == list(AUDITED) == list(MEANINGS)
    assert sum(row.simulated or 0.0 for row in shipped.values()) == pytest.approx(1.0)
    assert all(0.0 < (row.simulated or 0.0) < 1.0 for row in shipped.values())


def test_the_data_are_the_audits_counts_with_their_intervals(shipped: dict[str, Row]) -> None:
    assert sum(AUDITED.values()) == 61
    assert sum(row.target for row in shipped.values()) == pytest.approx(1.0)
    for name, row in shipped.items():
        assert row.target == pytest.approx(AUDITED[name] / 61)
        assert row.low < row.target < row.high
        assert row.n == 61
        assert row.group == "sightings"
        assert "audit of 61 reports" in row.source
    # 41 of 61, Wilson: (p + z2/2n ± z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n)
    unresolved = shipped["unresolved"]
    assert (unresolved.low, unresolved.high) == pytest.approx((0.547, 0.777), abs=1e-3)


def test_the_shipped_parameters_are_inside_in_all_four(shipped: dict[str, Row]) -> None:
    assert {name: row.verdict for name, row in shipped.items()} == dict.fromkeys(AUDITED, INSIDE)


def test_the_audit_can_be_missed(shipped: dict[str, Row]) -> None:
    """Inquiries that find every source out resolve what Europe did not."""
    eager = rows(inquiry__hobby=0.6, inquiry__nothing=0.6)
    assert eager["unresolved"].simulated < shipped["unresolved"].simulated  # type: ignore[operator]
    assert eager["unresolved"].verdict != INSIDE
    assert eager["proven_nothing"].verdict != INSIDE


def test_where_no_drone_is_reported_nothing_is_met() -> None:
    """Two states without sites: no sighting, and no division by none."""
    found = sighting_rows(load_scenario("generic_dyad"), 5, seed=7)
    assert [row.simulated for row in found] == [0.0] * 4
    assert {row.verdict for row in found} == {OFF}
