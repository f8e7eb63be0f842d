"""Money, memory and cohesion over time."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.layout.setup import EW_SUITE, NOBODY
from sim.core.layout.trace import CHOSEN
from sim.core.means.accounting import (
    bring_reviews_forward,
    charge,
    cost_of_act,
    damage,
    drift_cohesion,
    fade,
    pay_upkeep,
    year_budget,
)
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
    ("rung.half_life_days", 35, "provoked_rung"),
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
    ready = crisis.state.units["ready_day"][crisis.state.units["host"] == belgium].min()
    assert crisis.actor("UK").kit_days == pytest.approx(2 * (14.0 + 21.0 - ready))
    assert crisis.actor("UK").longest_stay_days == pytest.approx(14.0 + 21.0 - ready)


def test_an_act_costs_its_outlay_and_the_upkeep_of_its_days(crisis: Crisis) -> None:
    """A vigilance operation: 25 at once and 4 a week for eight weeks."""
    assert cost_of_act(crisis.setup, action_number("vigilance_activity")) == pytest.approx(57.0)
    assert cost_of_act(crisis.setup, action_number("diplomatic_protest")) == pytest.approx(0.1)
    assert year_budget(crisis.setup, crisis.who("UK")) == pytest.approx(100.0)


def test_an_outlay_is_booked_on_the_bill_and_on_the_window(crisis: Crisis) -> None:
    for _ in range(2):
        charge(crisis.state, crisis.who("UK"), 1.5)
    assert (crisis.actor("UK").spent_meur, crisis.actor("UK").spent_window_meur) == (3.0, 3.0)


FADING = {
    "response_fast": ("felt_fast", "harm"), "response_slow": ("felt_slow",),
    "response_momentum": ("momentum",), "firmness": ("firmness",), "request": ("request",),
    "belief": ("hardness",),
    "rung": (
        "provoked_rung", "unanswered", "own_rung", "high_rung", "attacked", "contact", "drones",
    ),
}  # fmt: skip


def test_each_stock_fades_by_its_own_factor_on_every_side(crisis: Crisis) -> None:
    crisis.setup = crisis.setup.copy()
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    for number, (decay, stocks) in enumerate(FADING.items(), 1):
        crisis.setup.decays[0][decay] = number / 10
        for stock in stocks:
            crisis.state.pairs[stock][uk, russia], crisis.state.pairs[stock][russia, uk] = (
                10.0,
                20.0,
            )
    fade(crisis.state, crisis.setup)
    for number, stocks in enumerate(FADING.values(), 1):
        for stock in stocks:
            assert crisis.pair("UK", "Russia")[stock] == pytest.approx(number), stock
            assert crisis.pair("Russia", "UK")[stock] == pytest.approx(2.0 * number), stock


def test_what_an_actor_has_on_its_mind_fades_and_its_turn_is_over(crisis: Crisis) -> None:
    crisis.setup = crisis.setup.copy()
    decays = crisis.setup.decays[0]
    decays.sightings_attention, decays.rung, decays.cost_window = 0.1, 0.2, 0.3
    decays.doubt = 0.4
    belgium = crisis.actor("Belgium")
    belgium.attention = belgium.harm_rate = belgium.spent_window_meur = belgium.doubt = 10.0
    belgium.alert_days_left = 10.0
    belgium.turn_rung = crisis.state.system.turn_rung = 7
    crisis.pair("Belgium", "Russia").turn_rung = 7
    crisis.pair("Belgium", "Russia").boldness = 0.5  # what it got away with is not forgotten
    fade(crisis.state, crisis.setup)
    left = belgium.attention, belgium.harm_rate, belgium.spent_window_meur, belgium.doubt
    assert left == pytest.approx((1.0, 2.0, 3.0, 4.0))
    assert belgium.alert_days_left == 3.0  # a week is over
    assert (belgium.turn_rung, crisis.state.system.turn_rung) == (0, 0)
    assert crisis.pair("Belgium", "Russia").turn_rung == 0
    assert crisis.pair("Belgium", "Russia").boldness == 0.5


def test_upkeep_is_paid_for_kit_abroad_that_no_operation_pays_for(crisis: Crisis) -> None:
    fixed, units = crisis.setup.units, crisis.state.units
    suites = [
        u
        for u in range(crisis.setup.n_units)
        if (fixed[u].owner, fixed[u].kit) == (crisis.who("UK"), EW_SUITE)
    ]
    for u in suites:
        units[u].host, units[u].arrived, units[u].ready_day = crisis.who("Belgium"), 1, 4.0
    units[suites[1]].in_operation = 1
    crisis.state.system.days = 14.0
    crisis.state.system.day = 10.0
    pay_upkeep(crisis.state, crisis.setup)
    uk = crisis.actor("UK")
    assert uk.spent_meur == pytest.approx(2 * 0.4)  # two weeks of one suite
    assert uk.strain == pytest.approx(0.8 / 100.0)
    assert uk.kit_days == 2 * 14.0  # both are at work
    assert uk.longest_stay_days == 10.0 + 14.0 - 4.0
    crisis.state.system.day = 0.0
    pay_upkeep(crisis.state, crisis.setup)
    assert uk.longest_stay_days == 20.0
    assert crisis.actor("Belgium").kit_days == 0.0


def test_kit_on_its_way_is_paid_for_and_not_at_work(crisis: Crisis) -> None:
    crisis.state.units[0].host = crisis.who("Belgium")
    pay_upkeep(crisis.state, crisis.setup)
    uk = crisis.actor("UK")
    assert uk.spent_meur == pytest.approx(0.15)  # advisers
    assert (uk.kit_days, uk.longest_stay_days) == (0.0, 0.0)


def test_who_has_no_budget_has_no_strain(crisis: Crisis) -> None:
    crisis.but().setup.actors[crisis.who("UK")].budget_meur_day = 0.0
    crisis.actor("UK").spent_window_meur = 5.0
    pay_upkeep(crisis.state, crisis.setup)
    assert crisis.actor("UK").strain == 0.0


ELECTION = 358.0


def drift(crisis: Crisis, day: float, cohesion: float = 0.6) -> float:
    """Let one week pass; return how far cohesion moved from half of the way back to its start.

    The start is 0.5, and half of what is away from it is left after the week.
    """
    crisis.setup.decays[0].cohesion_reversion = 0.5
    crisis.state.system.day, crisis.state.system.cohesion = day, cohesion
    drift_cohesion(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), crisis.whole_run)
    return float(crisis.state.system.cohesion) - (0.5 + (cohesion - 0.5) * 0.5)


@pytest.fixture
def calm(belgium: Scenario) -> Crisis:
    crisis = Crisis(belgium).but(
        cohesion_volatility=0.0, election_jump=0.0, cohesion_start=0.5, cohesion_strain=0.0
    )
    crisis.trace.is_on = 1
    return crisis


@pytest.mark.parametrize("cohesion", [0.3, 0.5, 0.9])
def test_cohesion_comes_back_to_its_start(calm: Crisis, cohesion: float) -> None:
    assert drift(calm, 0.0, cohesion) == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("day", "nerves"),
    [
        (ELECTION - 120.0, 1.0), (ELECTION - 60.0, 2.5), (ELECTION - 30.0, 3.25), (ELECTION, 4.0),
        (ELECTION + 0.1, 1.0), (ELECTION - 121.0, 1.0),
    ],
)  # fmt: skip
def test_nerves_grow_in_the_last_four_months_before_an_election(
    calm: Crisis, day: float, nerves: float
) -> None:
    """Fourfold on the day itself; noise grows with the root of the days of a turn."""
    calm.but(cohesion_volatility=0.001)
    z = draws.normal(calm.turn_key(), draws.COHESION_NOISE, draws.EVERYBODY)
    expected = 0.001 * nerves * np.sqrt(7.0) * z
    assert drift(calm, day) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("day", "is_held"),
    [(ELECTION, True), (ELECTION - 6.9, True), (ELECTION - 7.0, False), (ELECTION + 0.1, False)],
)
def test_on_election_day_cohesion_jumps_and_it_is_written_down(
    calm: Crisis, day: float, is_held: bool
) -> None:
    calm.but(election_jump=0.05)
    z = draws.normal(calm.whole_run, draws.ELECTION, np.uint64(draws.item(draws.EVERYBODY, 0)))
    assert drift(calm, day) == pytest.approx(0.05 * z * is_held, abs=1e-12)
    events = calm.trace.events[: calm.trace.n_events]
    assert len(events) == int(is_held)
    for event in events:
        told = calm.told()[0]
        assert (told.note, told.cause, told.posterior) == ("election", "background", 0.0)
        assert (event.actor, event.target, event.action, event.rung) == (0, 0, 0, 0)
        assert (event.detected, event.defeated, event.site) == (1, 0, NOBODY)


@pytest.mark.parametrize(("jump", "is_reviewed"), [(-1.0, True), (1.0, False), (0.0, False)])
def test_only_a_jump_down_brings_reviews_forward(
    calm: Crisis, jump: float, is_reviewed: bool
) -> None:
    z = draws.normal(calm.whole_run, draws.ELECTION, np.uint64(draws.item(draws.EVERYBODY, 0)))
    calm.but(election_jump=0.05 * jump * np.sign(z))
    calm.state.units[0].host, calm.state.units[0].review_day = calm.who("Belgium"), 900.0
    drift(calm, ELECTION)
    assert calm.state.units[0].review_day == (ELECTION if is_reviewed else 900.0)


def test_only_mandates_abroad_come_up_today_and_an_earlier_day_stays(crisis: Crisis) -> None:
    units = crisis.state.units
    crisis.state.system.day = 50.0
    for u, (host, in_operation, day) in enumerate(
        [(1, 0, 90.0), (1, 0, 40.0), (1, 1, 90.0), (NOBODY, 0, 90.0)]
    ):
        units[u].host, units[u].in_operation, units[u].review_day = host, in_operation, day
    bring_reviews_forward(crisis.state, crisis.setup)
    assert units["review_day"][:4].tolist() == [50.0, 40.0, 90.0, 90.0]


@pytest.mark.parametrize(
    ("strain", "lost"), [(0.5, 0.0), (1.0, 0.0), (1.5, 0.03 * 0.5 * 7.0 / 30.0)]
)
def test_a_member_beyond_its_budget_wears_at_cohesion(
    calm: Crisis, strain: float, lost: float
) -> None:
    calm.but(cohesion_strain=0.03)
    calm.actor("UK").strain = strain
    calm.actor("Russia").strain = calm.actor("NATO").strain = 50.0  # no members
    assert drift(calm, 0.0) == pytest.approx(-lost, abs=1e-12)


@pytest.mark.parametrize(("sign", "held"), [(1.0, 1.0), (-1.0, 0.0)])
def test_cohesion_stays_a_share_whatever_happens(calm: Crisis, sign: float, held: float) -> None:
    z = draws.normal(calm.whole_run, draws.ELECTION, np.uint64(draws.item(draws.EVERYBODY, 0)))
    calm.but(election_jump=1e3 * sign * np.sign(z))
    drift(calm, ELECTION)
    assert calm.state.system.cohesion == held


def test_damage_strains_a_budget_and_is_no_outlay(crisis: Crisis) -> None:
    uk = crisis.actor("UK")
    before = float(uk.spent_meur), float(uk.spent_window_meur)
    damage(crisis.state, crisis.who("UK"), 5.0)
    assert float(uk.damage_meur) == 5.0
    assert (float(uk.spent_meur), float(uk.spent_window_meur)) == (before[0], before[1] + 5.0)
