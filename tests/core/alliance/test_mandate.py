"""Deployments are for a term: a tired, strained or divided owner lets it run out."""

import numpy as np
import pytest

from sim.core.alliance.mandate import renewal, review_mandates
from sim.core.layout.setup import AIR_POLICING
from sim.core.layout.trace import CHOSEN
from sim.core.means.accounting import drift_cohesion
from sim.core.means.deployment import arrive, deploy, send_in_operation
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, action_number


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
