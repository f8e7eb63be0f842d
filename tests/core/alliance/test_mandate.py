"""Deployments are for a term: a tired, strained or divided owner lets it run out."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.alliance.mandate import renewal, review_mandates
from sim.core.layout.setup import AIR_POLICING, EW_SUITE, NOBODY
from sim.core.layout.trace import CHOSEN
from sim.core.means.accounting import drift_cohesion
from sim.core.means.deployment import arrive, deploy, send_in_operation
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, Told, action_number


def send_all(crisis: Crisis) -> Crisis:
    for action in ("deploy_ew_suite", "deploy_counter_drone", "deploy_advisers") * 2:
        assert deploy(
            crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), np.uint64(3),
            crisis.who("UK"), crisis.who("Belgium"), action_number(action), CHOSEN,
        )  # fmt: skip
    crisis.state.system.day = 20.0
    arrive(crisis.state, crisis.trace, crisis.setup)
    return crisis


def home(scenario: Scenario, day: float, strain: float = 0.5, cohesion: float = 0.65) -> float:
    """Return how many of six kits are home after the reviews of a day, on average."""
    counts = []
    for run in range(60):
        crisis = send_all(Crisis(scenario, run=run))
        crisis.state.system.day = day
        crisis.state.system.cohesion = cohesion
        crisis.actor("UK").strain = strain
        review_mandates(crisis.state, crisis.trace, crisis.setup, crisis.whole_run)
        counts.append(int(crisis.actor("UK").withdrawn))
        assert np.sum(crisis.state.units["host"] == crisis.who("Belgium")) == 6 - counts[-1]
    return float(np.mean(counts))


def test_no_kit_goes_home_before_its_term(belgium: Scenario) -> None:
    term = belgium.parameters["mandate.days"]
    assert home(belgium, term - 1.0) == 0.0
    assert 0.0 < home(belgium, term + 1.0) < 6.0


def test_strain_and_a_split_alliance_bring_kit_home(belgium: Scenario) -> None:
    usual = home(belgium, 200.0)
    assert home(belgium, 200.0, strain=2.0) > usual
    assert home(belgium, 200.0, cohesion=0.35) > usual
    assert home(belgium, 200.0, strain=0.0, cohesion=0.9) < usual


def test_each_year_counts_against_renewal_and_fatigue_scales_it() -> None:
    scale = 2.0
    crisis = Crisis(load_scenario("belgium_2025", parameters={"fatigue.scale": scale}))
    ask = (crisis.state, crisis.setup, crisis.who("UK"))
    lost = renewal(*ask, 0.0) - renewal(*ask, 3.0)
    assert lost == pytest.approx(3 * scale * crisis.scenario.parameters["mandate.weariness"])


def test_renewed_for_a_term_and_looked_at_again(belgium: Scenario) -> None:
    crisis = send_all(Crisis(belgium))
    crisis.state.disposition[crisis.who("UK")] = 60.0
    term = belgium.parameters["mandate.days"]
    out = crisis.state.units["host"] == crisis.who("Belgium")
    assert set(crisis.state.units["review_day"][out]) == {term}
    crisis.state.system.day = term
    review_mandates(crisis.state, crisis.trace, crisis.setup, crisis.whole_run)
    assert set(crisis.state.units["review_day"][out]) == {2 * term}
    assert set(crisis.state.units["reviews"][out]) == {1}


def test_an_operation_ends_and_its_kit_was_not_withdrawn(belgium: Scenario) -> None:
    crisis = Crisis(belgium)
    uk, host = crisis.who("UK"), crisis.who("Belgium")
    before = crisis.state.stock[uk, AIR_POLICING]
    key = crisis.turn_key()
    send_in_operation(crisis.state, crisis.trace, crisis.setup, key, uk, host, AIR_POLICING, 56.0)
    assert crisis.state.stock[uk, AIR_POLICING] == before - 1
    crisis.state.system.day = 56.0
    review_mandates(crisis.state, crisis.trace, crisis.setup, crisis.whole_run)
    assert crisis.state.stock[uk, AIR_POLICING] == before
    assert crisis.actor("UK").withdrawn == 0


def test_after_an_election_that_splits_every_owner_goes_over_what_it_sent() -> None:
    scenario = load_scenario("belgium_2025", parameters={"election.jump": 0.2})
    split, united = 0, 0
    for run in range(30):
        crisis = send_all(Crisis(scenario, run=run))
        out = crisis.state.units["host"] == crisis.who("Belgium")
        crisis.state.units["review_day"][out] = 500.0  # renewed until well after the vote
        today = crisis.state.system.day = float(scenario.setup.election_days[0])
        before = float(crisis.state.system.cohesion)
        drift_cohesion(
            crisis.state, crisis.trace, crisis.setup, crisis.turn_key(50), crisis.whole_run
        )
        reviewed = set(crisis.state.units["review_day"][out]) == {today}
        if crisis.state.system.cohesion < before - 0.05:
            assert reviewed
            split += 1
        elif crisis.state.system.cohesion > before + 0.05:
            assert not reviewed
            united += 1
    assert split > 5
    assert united > 5


@pytest.mark.parametrize(
    ("what", "value", "odds"),
    [
        ("nothing", 0.0, 2.5),
        ("strain", 2.0, 2.5 - 1.5 * 2.0), ("years", 2.0, 2.5 - 0.5 * 2.0),
        ("cohesion", 0.7, 2.5 + 8.0 * 0.1), ("resolve", 0.5, 3.0), ("disposition", -0.5, 2.0),
    ],
)  # fmt: skip
def test_each_reason_moves_a_renewal_its_own_way(
    belgium: Scenario, what: str, value: float, odds: float
) -> None:
    crisis = Crisis(belgium).but()
    uk, years = crisis.who("UK"), 0.0
    crisis.state.system.cohesion, crisis.state.disposition[uk] = 0.6, 0.0
    if what == "strain":
        crisis.actor("UK").strain = value
    elif what == "years":
        years = value
    elif what == "cohesion":
        crisis.state.system.cohesion = value
    elif what == "resolve":
        crisis.setup.actors[uk].resolve = value
    elif what == "disposition":
        crisis.state.disposition[uk] = value
    assert renewal(crisis.state, crisis.setup, uk, years) == pytest.approx(odds)


def test_the_mood_of_an_alliance_is_nothing_to_who_is_in_none(crisis: Crisis) -> None:
    uk = crisis.who("UK")
    crisis.but().setup.actors[uk].alliance = NOBODY
    crisis.state.disposition[uk] = 0.0
    crisis.state.system.cohesion = 0.1
    assert renewal(crisis.state, crisis.setup, uk, 0.0) == pytest.approx(2.5)


def one_out(crisis: Crisis, review_day: float, leaning: float) -> np.record:
    """Put one EW suite of the UK to work in Belgium, reviewed on this day; today is day 100."""
    crisis.trace.is_on, crisis.state.system.day = 1, 100.0
    crisis.state.disposition[crisis.who("UK")] = leaning
    u = next(
        u
        for u in range(crisis.setup.n_units)
        if (crisis.setup.units[u].owner, crisis.setup.units[u].kit) == (crisis.who("UK"), EW_SUITE)
    )
    unit = crisis.state.units[u]
    unit.host, unit.arrived, unit.review_day = crisis.who("Belgium"), 1, review_day
    return unit


@pytest.mark.parametrize(("review_day", "reviews"), [(100.1, 0), (100.0, 1), (50.0, 1)])
def test_a_mandate_is_looked_at_when_its_day_has_come(
    crisis: Crisis, review_day: float, reviews: int
) -> None:
    unit = one_out(crisis, review_day, 200.0)
    review_mandates(crisis.state, crisis.trace, crisis.setup, crisis.whole_run)
    assert unit.reviews == reviews
    assert unit.review_day == review_day + 180.0 * reviews
    assert crisis.told() == []


@pytest.mark.parametrize(
    ("in_operation", "note", "withdrawn"),
    [(0, "mandate not renewed", 1), (1, "operation over", 0)],
)
def test_what_is_not_renewed_comes_home_and_is_written_down(
    crisis: Crisis, in_operation: int, note: str, withdrawn: int
) -> None:
    unit = one_out(crisis, 100.0, -200.0)
    unit.in_operation = in_operation
    review_mandates(crisis.state, crisis.trace, crisis.setup, crisis.whole_run)
    assert crisis.told() == [Told("UK", "Belgium", "deploy_ew_suite", 0, "chosen", note=note)]
    assert (unit.host, unit.arrived, unit.in_operation) == (NOBODY, 0, 0)
    assert crisis.actor("UK").withdrawn == withdrawn
    assert crisis.state.stock[crisis.who("UK"), EW_SUITE] == 2.0
    assert crisis.state.on_soil[crisis.who("Belgium"), EW_SUITE] == 0.0


LISTED = [("UK", 0, 0), ("UK", 0, 1), ("UK", 0, 2), ("Allies", 0, 0), ("Allies", 0, 1),
          ("Allies", 1, 0), ("UK", 1, 0), ("UK", 1, 1)]  # fmt: skip
"""Owner and kind of each unit, and how many of its like stand before it."""


@pytest.mark.parametrize("u", range(len(LISTED)))
def test_the_luck_of_a_review_is_named_after_owner_kind_and_number(crisis: Crisis, u: int) -> None:
    """A place in the list would give each unit other luck where the list is sorted anew."""
    crisis.but()
    crisis.setup.n_units = len(LISTED)
    for fixed, (name, kind, _) in zip(crisis.setup.units, LISTED, strict=False):
        fixed.owner, fixed.kit = crisis.who(name), kind
    name, kind, number = LISTED[u]
    owner, unit = crisis.who(name), crisis.state.units[u]
    crisis.state.disposition[owner], crisis.state.system.cohesion = 0.0, 0.6
    crisis.state.system.day = 100.0
    for reviews, hair, is_renewed in ((0, 1e-6, True), (3, 1e-6, True), (2, -1e-6, False)):
        place = (kind * 100 + number) * 1000 + reviews
        key = np.uint64(draws.item(crisis.setup.name_keys[owner], place))
        luck = draws.uniform(crisis.whole_run, draws.MANDATE, key)
        unit.host, unit.reviews = crisis.who("Belgium"), reviews
        unit.sent_day, unit.review_day = 27.0, 100.0  # a fifth of a year
        crisis.setup.parameters.mandate_v0 = np.log(luck / (1.0 - luck)) + 0.5 * 0.2 + hair
        review_mandates(crisis.state, crisis.trace, crisis.setup, crisis.whole_run)
        assert (unit.host != NOBODY) == is_renewed
        assert unit.reviews == reviews + 1


def test_a_public_that_doubts_counts_against_renewal_nat_for_nat(belgium: Scenario) -> None:
    crisis = Crisis(belgium)
    ask = crisis.state, crisis.setup, crisis.who("UK"), 0.5
    before = renewal(*ask)
    crisis.actor("UK").doubt = 0.8
    assert renewal(*ask) == pytest.approx(before - 0.8)
