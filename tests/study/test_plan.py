"""How a study is cut up, and what it holds in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.core.errors import ConfigError
from sim.scenario import Scenario, load_scenario
from sim.study import Cell, Plan
from sim.study.plan import FEWEST_SERIES_RUNS, MOST_SERIES_NUMBERS, SERIES_RUNS


def lasting(turns: int) -> Scenario:
    """Return the Belgian scenario with this many turns."""
    base = load_scenario("belgium_2025")
    return replace(base, file=base.file.model_copy(update={"turns": turns}))


def planned(*turns: int, runs: int = 100_000) -> Plan:
    cells = tuple(Cell(f"{n} turns", "", lasting(n)) for n in turns)
    return Plan(cells, runs=runs, seed=7)


def traced(plan: Plan, cell: int = 0) -> int:
    """Return how many runs of a cell leave their series."""
    return sum(plan.traced_in(shard) for shard in plan.shards(cell))


def numbers(plan: Plan, cell: int = 0) -> int:
    """Return how many numbers the series of a cell are."""
    scenario = plan.cells[cell].scenario
    return traced(plan, cell) * scenario.turns * len(scenario.series)


def test_a_very_long_scenario_keeps_its_series_within_bounds() -> None:
    plan = planned(9_999)
    assert len(plan.cells[0].scenario.series) > 10
    assert FEWEST_SERIES_RUNS <= traced(plan) < SERIES_RUNS
    assert numbers(plan) <= MOST_SERIES_NUMBERS <= 25_000_000
    assert numbers(plan) > MOST_SERIES_NUMBERS // 2, "more could have been kept"


def test_a_usual_scenario_keeps_all_it_is_asked_for() -> None:
    assert traced(planned(52)) == SERIES_RUNS
    assert traced(planned(52, runs=300)) == 300


@pytest.mark.parametrize("turns", [1, 52, 156, 365, 2_000, 8_035, 10_000])
def test_no_length_goes_beyond_the_bound(turns: int) -> None:
    assert numbers(planned(turns)) <= MOST_SERIES_NUMBERS


def test_the_longest_cell_decides_for_all() -> None:
    """Cells of one study keep the same runs, so that their bands can be compared."""
    plan = planned(52, 9_999)
    assert traced(plan, 0) == traced(plan, 1) == traced(planned(9_999))


def test_series_come_from_the_first_runs_of_a_cell() -> None:
    plan = planned(9_999)
    counts = [plan.traced_in(shard) for shard in plan.shards(0)]
    assert counts == sorted(counts, reverse=True)
    small = replace(plan, shard_size=100)
    first, second, third = (small.traced_in(shard) for shard in small.shards(0)[:3])
    assert (first, second, third) == (100, traced(plan) - 100, 0)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"runs": 0}, "runs: 0 .*from 1 to"),
        ({"runs": 100_000_001}, "runs: 100000001"),
        ({"runs": True}, "runs: True"),
        ({"runs": 2.0}, "runs: 2.0"),
        ({"seed": -1}, "seed: -1"),
        ({"seed": 2**63}, "seed: 9223372036854775808"),
        ({"cells": ()}, "number of cells: 0"),
        ({"shard_size": 0}, "shard_size: 0"),
        ({"series_runs": 100_001}, "series_runs: 100001"),
        ({"traced_runs": -1}, "traced_runs: -1"),
    ],
)
def test_sizes_out_of_bounds_are_refused(sizes: dict, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        replace(planned(52, runs=5), **sizes)


def test_every_run_is_in_one_shard() -> None:
    plan = replace(planned(52, runs=1_001), shard_size=250)
    runs = [
        run for shard in plan.shards(0)
        for run in range(shard.first_run, shard.first_run + shard.n_runs)
    ]  # fmt: skip
    assert runs == list(range(1_001))
    assert plan.total == 1_001
