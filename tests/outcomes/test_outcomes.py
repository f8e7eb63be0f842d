"""What runs end in: declared once, of the kind they say, and consistent with each other."""

import numpy as np
import pytest

from sim.core.layout.state import new_state
from sim.montecarlo.run_many import Batch, run_many
from sim.outcomes import OUTCOMES, measure
from sim.scenario import Scenario, load_scenario
from sim.scenario.load import scenario_names
from sim.turn.take_turn import start

KINDS = {"share": "int8", "count": "int32", "rung": "int8", "day": "float64", "quantity": "float64"}
"""Which dtype holds which kind."""
RUNS = 3000


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A grim Belgian crisis: clashes, accidents and wars are common enough to be looked at."""
    grim = {"accident.scale": 3.0, "crisis.autonomous": 0.006, "accident.death_given": 0.6}
    return load_scenario("belgium_2025", {"Russia": "escalate_to_de_escalate", "UK": "firm"}, grim)


@pytest.fixture(scope="module")
def batch(scenario: Scenario) -> Batch:
    return run_many(scenario.setup, 3, 0, RUNS, series_runs=200)


@pytest.fixture(scope="module")
def table(scenario: Scenario, batch: Batch) -> dict[str, np.ndarray]:
    names = [column.name for column in scenario.columns]
    return dict(zip(names, batch.outcomes.T, strict=True))


def test_every_outcome_is_declared_once_for_each_thing_it_is_counted_for() -> None:
    declared = [(outcome.name, outcome.per) for outcome in OUTCOMES]
    assert len(set(declared)) == len(declared)
    for outcome in OUTCOMES:
        assert KINDS[outcome.kind] == outcome.dtype, outcome.name
        assert outcome.direction in ("lower", "higher", "none")
        assert outcome.unit
        assert outcome.meaning


@pytest.mark.parametrize("name", scenario_names())
def test_every_column_has_a_name_of_its_own(name: str) -> None:
    columns = load_scenario(name).columns
    assert len({column.name for column in columns}) == len(columns)
    assert {column.outcome for column in columns} <= {outcome.name for outcome in OUTCOMES}


def test_every_outcome_is_counted_in_some_shipped_scenario() -> None:
    """Some need what not every scenario has, such as two hosts that want the same kit."""
    scenarios = [load_scenario(name) for name in scenario_names()]
    counted = {column.outcome for scenario in scenarios for column in scenario.columns}
    assert counted == {outcome.name for outcome in OUTCOMES}


def test_numbers_are_of_the_kind_that_is_declared(
    scenario: Scenario, table: dict[str, np.ndarray]
) -> None:
    for column in scenario.columns:
        values = table[column.name]
        if column.dtype != "float64":
            assert np.all(values == np.rint(values)), column.name  # NaN would fail here too
            limits = np.iinfo(column.dtype)
            assert limits.min <= values.min() <= values.max() <= limits.max, column.name
        if column.kind == "share":
            assert set(np.unique(values)) <= {0.0, 1.0}, column.name
        if column.kind == "rung":
            assert 0 <= values.min() <= values.max() <= 11, column.name
        if column.kind == "count":
            assert values.min() >= 0, column.name
        assert not np.isinf(values).any(), column.name


def test_a_higher_rung_is_never_passed_before_a_lower_one(table: dict[str, np.ndarray]) -> None:
    days = np.array([table[f"first_day.rung_{rung}"] for rung in range(1, 12)])
    reached = ~np.isnan(days)
    assert np.all(reached[1:] <= reached[:-1])  # who never passed a rung passed none above it
    both = reached[1:]
    assert np.all(days[1:][both] >= days[:-1][both])
    assert reached[-1].any()  # some of these runs do reach the top
    assert not reached[-1].all()


def test_the_highest_rung_is_the_last_one_passed(table: dict[str, np.ndarray]) -> None:
    days = np.array([table[f"first_day.rung_{rung}"] for rung in range(1, 12)])
    assert np.array_equal(table["highest_rung"], (~np.isnan(days)).sum(axis=0))


def test_war_is_the_top_rung_and_kills(table: dict[str, np.ndarray]) -> None:
    at_war = table["war"] == 1
    assert 0 < at_war.sum() < RUNS
    assert np.all(table["highest_rung"][at_war] == 11)
    assert np.all(table["kinetic"][at_war] == 1)
    assert np.all(table["deaths"][at_war] == 1)
    assert np.all(table["return_to_calm"][at_war] == 0)


def test_no_dyad_or_last_turn_stands_above_the_whole(
    scenario: Scenario, table: dict[str, np.ndarray]
) -> None:
    for name in [c.name for c in scenario.columns if c.outcome == "highest_rung" and "-" in c.name]:
        assert np.all(table[name] <= table["highest_rung"]), name
    assert np.all(table["final_rung"] <= table["highest_rung"])


@pytest.mark.parametrize("host", ["UK", "Belgium", "Allies"])
def test_no_drone_is_counted_that_was_not_there(host: str, table: dict[str, np.ndarray]) -> None:
    seen, stopped = table[f"detected.{host}"], table[f"defeated.{host}"]
    assert np.all(seen <= table[f"incursions.{host}"])
    assert np.all(stopped <= seen)
    assert np.all(table[f"attributed_right.{host}"] <= seen)
    assert np.all(table[f"attributed_wrong.{host}"] <= table[f"false_alarms.{host}"])
    assert np.all(table[f"airport_closures.{host}"] <= seen - stopped)
    # Each of these does happen, or the lines above say nothing.
    for name in ("attributed_right", "attributed_wrong", "airport_closures"):
        assert table[f"{name}.{host}"].any(), name


def test_help_is_asked_for_sent_and_dated(table: dict[str, np.ndarray]) -> None:
    lag = table["request_to_kit_days.Belgium"]
    came = ~np.isnan(lag)
    assert came.any()
    assert np.all(lag[came] >= 2.0)  # no kit travels in less than delay.kit_low_days' least
    sent = table["deployments.UK"]
    assert np.array_equal(np.isnan(table["read_as_offensive.UK"]), sent == 0)
    assert np.all(table["cost_meur.UK"][sent > 0] > 0.0)


def test_cohesion_stays_a_share(scenario: Scenario, table: dict[str, np.ndarray]) -> None:
    assert np.all(table["cohesion_lowest"] >= 0.0)
    assert np.all(table["cohesion_lowest"] <= scenario.parameters["cohesion.start"])
    assert np.all(table["cohesion_last"] <= 1.0)


def test_cohesion_at_the_end_is_not_below_its_lowest(table: dict[str, np.ndarray]) -> None:
    assert np.all(table["cohesion_lowest"] <= table["cohesion_last"])


def test_the_series_ends_in_the_outcome(
    scenario: Scenario, batch: Batch, table: dict[str, np.ndarray]
) -> None:
    for k, name in enumerate(scenario.series):
        assert np.array_equal(batch.series[:, -1, k], table[name][:200]), name
    spent = batch.series[:, :, scenario.series.index("cost_meur.UK")]
    assert np.all(np.diff(spent, axis=1) >= 0.0)


def test_every_run_stands_on_one_rung_in_every_turn(
    batch: Batch, table: dict[str, np.ndarray]
) -> None:
    assert np.all(batch.on_rung.sum(axis=1) == RUNS)
    last = np.bincount(table["final_rung"].astype(int), minlength=12)
    assert np.array_equal(batch.on_rung[-1], last)


def test_before_anything_happened_nothing_is_reported(scenario: Scenario) -> None:
    state = new_state()[0]
    start(state, scenario.setup, np.uint64(1))
    row = np.empty(len(scenario.columns))
    measure(state, scenario.setup, scenario.setup.columns, row)
    for column, value in zip(scenario.columns, row, strict=True):
        if column.outcome.startswith("cohesion"):
            assert value == scenario.parameters["cohesion.start"]
        elif column.outcome in ("taken_for_aggressive", "taken_for_hard", "grievance"):
            assert 0.0 <= value < 2.0, column.name  # what the scenario begins with
        elif column.kind == "day" or column.outcome in (
            "read_as_offensive", "request_to_kit_days", "reciprocity",
            "incursions_before_kit", "incursions_after_kit", "bilateral_share", "motions_carried",
            "decision_delay_days", "over_attribution", "under_attribution",
        ):  # fmt: skip
            assert np.isnan(value), column.name
        else:
            assert value == 0.0, column.name
