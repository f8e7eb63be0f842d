"""Money, memory and cohesion over time."""

import numpy as np
import pytest

from sim.core.layout.setup import EW_SUITE
from sim.core.layout.trace import CHOSEN
from sim.core.means.accounting import charge, drift_cohesion, fade, pay_upkeep
from sim.core.means.deployment import arrive, deploy
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, action_number

HALF_LIVES = [
    ("response.fast_half_life_days", 7, "felt_fast"),
    ("response.fast_half_life_days", 7, "harm"),
    ("response.slow_half_life_days", 140, "felt_slow"),
    ("response.momentum_half_life_days", 42, "momentum"),
    ("firmness.half_life_days", 70, "firmness"),
    ("request.half_life_days", 35, "request"),
    ("rung.half_life_days", 35, "answered_rung"),
    ("rung.half_life_days", 35, "own_rung"),
    ("rung.half_life_days", 35, "contact"),
]
"""A parameter, a value that is a whole number of weeks, and a stock it governs."""


@pytest.mark.parametrize(("parameter", "days", "stock"), HALF_LIVES)
def test_a_stock_halves_in_its_half_life(parameter: str, days: int, stock: str) -> None:
    crisis = Crisis(load_scenario("belgium_2025", parameters={parameter: days}))
    pair = crisis.pair("UK", "Russia")
    pair[stock] = 4.0
    for _ in range(days // 7):
        fade(crisis.state, crisis.setup)
    assert pair[stock] == pytest.approx(2.0, rel=1e-7)


@pytest.mark.parametrize(
    ("parameter", "stock", "start"),
    [
        ("belief.half_life_days", "belief", "belief"),
        ("attribution.half_life_days",) + ("campaign",) * 2,
    ],
)
def test_beliefs_come_halfway_back_to_where_they_started(
    parameter: str, stock: str, start: str
) -> None:
    crisis = Crisis(load_scenario("belgium_2025", parameters={parameter: 70}))
    pair = crisis.pair("Belgium", "Russia")
    home = crisis.setup.pairs[crisis.who("Belgium"), crisis.who("Russia")][start]
    pair[stock] = home + 2.0
    for _ in range(10):
        fade(crisis.state, crisis.setup)
    assert pair[stock] == pytest.approx(home + 1.0, rel=1e-6)


def test_spending_is_forgotten_by_the_strain_but_never_by_the_bill() -> None:
    crisis = Crisis(load_scenario("belgium_2025", parameters={"cost.window_half_life_days": 210}))
    charge(crisis.state, crisis.who("UK"), 100.0)
    pay_upkeep(crisis.state, crisis.setup)
    assert crisis.actor("UK").strain == pytest.approx(1.0)  # a whole year's budget
    for _ in range(30):
        fade(crisis.state, crisis.setup)
    pay_upkeep(crisis.state, crisis.setup)
    assert crisis.actor("UK").strain == pytest.approx(0.5, rel=1e-6)
    assert crisis.actor("UK").spent_meur == 100.0


def test_its_owner_pays_for_kit_from_the_day_it_leaves(crisis: Crisis) -> None:
    pay_upkeep(crisis.state, crisis.setup)
    assert crisis.actor("UK").spent_meur == 0.0  # kit at home is in another budget
    deploy(
        crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), np.uint64(3), crisis.who("UK"),
        crisis.who("Belgium"), action_number("deploy_ew_suite"), CHOSEN,
    )  # fmt: skip
    pay_upkeep(crisis.state, crisis.setup)
    pay_upkeep(crisis.state, crisis.setup)
    weekly = crisis.setup.kits[EW_SUITE].upkeep_meur_week
    assert weekly > 0.0
    assert crisis.actor("UK").spent_meur == pytest.approx(2 * weekly)
    assert crisis.actor("Belgium").spent_meur == 0.0


def test_a_standing_order_runs_out(crisis: Crisis) -> None:
    crisis.actor("Belgium").order_days_left = 10.0
    fade(crisis.state, crisis.setup)
    assert crisis.actor("Belgium").order_days_left == 3.0
    fade(crisis.state, crisis.setup)
    assert crisis.actor("Belgium").order_days_left == 0.0


def spread_of_cohesion(scenario: Scenario, day: float) -> float:
    values = []
    for run in range(400):
        crisis = Crisis(scenario, run=run)
        crisis.state.system.day = day
        drift_cohesion(
            crisis.state, crisis.trace, crisis.setup, crisis.turn_key(5), crisis.whole_run
        )
        values.append(crisis.state.system.cohesion)
    return float(np.std(values))


def test_the_alliance_grows_nervous_toward_the_election(belgium: Scenario) -> None:
    election = float(belgium.setup.election_days[0])
    far, near = (spread_of_cohesion(belgium, day) for day in (0.0, election - 14))
    on_the_day = spread_of_cohesion(belgium, election - 3)
    assert far < near / 2
    assert near < on_the_day / 2


def test_strained_members_wear_at_cohesion(belgium: Scenario) -> None:
    left = []
    for strain in (0.0, 3.0):
        crisis = Crisis(belgium)
        crisis.actor("UK").strain = strain
        drift_cohesion(
            crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), crisis.whole_run
        )
        left.append(crisis.state.system.cohesion)
    assert left[1] == pytest.approx(left[0] - belgium.parameters["cohesion.strain"] * 2 * 7 / 30)


def test_elections_are_each_felt_on_their_own_luck() -> None:
    years = load_scenario("belgium_years", parameters={"election.jump": 0.2})
    days = years.setup.election_days[: years.setup.n_elections]
    assert list(days) == sorted(days)
    assert len(days) == 3
    jumps = []
    for day in days[:2]:
        moved = []
        for run in range(60):
            crisis = Crisis(years, run=run)
            crisis.state.system.day = float(day)
            before = float(crisis.state.system.cohesion)
            drift_cohesion(
                crisis.state, crisis.trace, crisis.setup, crisis.turn_key(3), crisis.whole_run
            )
            moved.append(float(crisis.state.system.cohesion) - before)
        jumps.append(moved)
    assert abs(np.corrcoef(jumps)[0, 1]) < 0.4
    assert np.std(jumps[1]) > 0.1


def test_days_at_work_are_counted_and_the_longest_stay_kept(crisis: Crisis) -> None:
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    for _ in range(2):
        deploy(
            crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), np.uint64(3), uk, belgium,
            action_number("deploy_ew_suite"), CHOSEN,
        )  # fmt: skip
    pay_upkeep(crisis.state, crisis.setup)
    assert crisis.actor("UK").kit_days == 0.0  # on their way
    crisis.state.system.day = 14.0
    arrive(crisis.state, crisis.trace, crisis.setup)
    for _ in range(3):
        pay_upkeep(crisis.state, crisis.setup)
        crisis.state.system.day += 7.0
    assert crisis.actor("UK").kit_days == 2 * 3 * 7.0
    ready = crisis.state.units["ready_day"][crisis.state.units["host"] == belgium].min()
    assert crisis.actor("UK").longest_stay_days == pytest.approx(14.0 + 21.0 - ready)
