"""Deniable acts and open ones: what is noticed, felt, resisted, and written down."""

import math

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.incident import act_covertly, act_openly
from sim.core.belief.attribution import evidence
from sim.core.layout.setup import AIR_POLICING
from sim.core.layout.trace import BY_INJECT, CHOSEN
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis, Told, action_number

KEY = np.uint64(5)


@pytest.fixture
def crisis(belgium: Scenario) -> Crisis:
    made = Crisis(belgium).but()
    made.trace.is_on = 1
    for pair in (made.pair("UK", "Russia"), made.pair("Russia", "UK")):
        pair.felt_fast = pair.felt_slow = pair.boldness = 0.0
    return made


def do(crisis: Crisis, how: str, action: str, cause: int = CHOSEN) -> None:
    act = act_covertly if how == "covertly" else act_openly
    act(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY, crisis.who("Russia"),
        crisis.who("UK"), action_number(action), cause)  # fmt: skip


def needs(crisis: Crisis, actor: str, certainty: float) -> None:
    """Let an actor ask for this certainty on every rung."""
    policy = crisis.setup.policies[crisis.who(actor)]
    policy.threshold, policy.threshold_slope = certainty, 0.0


def test_what_is_well_hidden_is_noticed_less(crisis: Crisis) -> None:
    """Half of what an intrusion could hide, it does: 1 - 0.5 * 0.9."""
    do(crisis, "covertly", "cyber_probe")
    assert crisis.trace.rolls[0].chance == pytest.approx(1.0 - 0.5 * 0.9)


@pytest.mark.parametrize("action", ["sabotage", "gnss_jamming", "disinformation_campaign"])
def test_what_happens_in_public_is_always_noticed(crisis: Crisis, action: str) -> None:
    """A line blown up, jammed flights, a campaign: that it was done is never open, only by whom."""
    crisis.but(attribution_covert_concealment=1e9)
    do(crisis, "covertly", action)
    assert [told.is_seen for told in crisis.told()] == [1]


def test_what_nobody_notices_emboldens_and_is_felt_by_nobody(crisis: Crisis) -> None:
    crisis.but(attribution_covert_concealment=1e9)
    do(crisis, "covertly", "cyber_disruption")
    assert crisis.pair("Russia", "UK").boldness == pytest.approx(0.04)
    assert crisis.pair("UK", "Russia").boldness == 0.0
    assert crisis.pair("UK", "Russia").felt_fast == 0.0
    assert crisis.actor("UK").severity == 3.5  # the harm is done all the same
    assert crisis.actor("Russia").severity == 0.0
    assert crisis.pair("Russia", "UK").highest_rung == 4
    assert crisis.told() == [
        Told("Russia", "UK", "cyber_disruption", 4, "chosen", is_seen=0, posterior=0.0)
    ]


def test_the_posterior_is_bayes_rule_on_the_prior_and_the_evidence(crisis: Crisis) -> None:
    """Openness 1.2 less deniability 0.7 times d' 2.0: sensors of d' 1; prior 0.6."""
    crisis.but(attribution_covert_concealment=0.0)
    do(crisis, "covertly", "sabotage", BY_INJECT)
    likelihood = evidence(crisis.turn_key(), draws.EVIDENCE, KEY, 2.0 * (1.2 - 0.7), True)
    odds = math.exp(likelihood) * 0.6 / 0.4
    (told,) = crisis.told()
    assert told.posterior == pytest.approx(odds / (1.0 + odds))
    assert told == Told("Russia", "UK", "sabotage", 6, "inject", posterior=told.posterior)
    assert crisis.pair("UK", "Russia").felt_fast == pytest.approx(2.0 * told.posterior)


def test_a_covert_act_that_is_attributed_is_exposed_and_no_militarised_incident(
    crisis: Crisis,
) -> None:
    crisis.but(attribution_covert_concealment=0.0)
    needs(crisis, "UK", 0.0)
    crisis.pair("Russia", "UK").boldness = 0.5
    do(crisis, "covertly", "sabotage")
    assert crisis.pair("Russia", "UK").boldness == pytest.approx(0.5 * (1.0 - 0.4 * 0.3))
    assert crisis.pair("Russia", "UK").firmness == pytest.approx(0.4 * 0.12)
    assert crisis.state.pairs[0, 2].incidents == 0  # MID counts no covert act
    assert crisis.pair("UK", "Russia").provoked_rung == 6.0


def test_a_covert_act_that_stays_deniable_emboldens(crisis: Crisis) -> None:
    crisis.but(attribution_covert_concealment=0.0)
    needs(crisis, "UK", 2.0)
    do(crisis, "covertly", "sabotage")
    assert crisis.pair("Russia", "UK").boldness == pytest.approx(0.04)
    assert crisis.state.pairs[0, 2].incidents == 0
    assert crisis.pair("UK", "Russia").provoked_rung == 0.0


def guard(crisis: Crisis, host: str, fighters: float) -> None:
    crisis.state.on_soil[:] = 0.0
    crisis.state.on_soil[crisis.who(host), AIR_POLICING] = fighters


def test_fighters_over_the_target_meet_an_intruder_and_that_is_resistance(crisis: Crisis) -> None:
    guard(crisis, "UK", 1e6)
    crisis.pair("Russia", "UK").boldness = 0.5
    do(crisis, "openly", "airspace_violation")
    assert crisis.told() == [
        Told("Russia", "UK", "airspace_violation", 6, "chosen", note="intercepted")
    ]
    assert crisis.pair("Russia", "UK").firmness == pytest.approx(0.12)
    assert crisis.pair("Russia", "UK").boldness == pytest.approx(0.5 * 0.7)


def test_fighters_elsewhere_meet_nobody_and_that_emboldens(crisis: Crisis) -> None:
    guard(crisis, "Russia", 1e6)
    do(crisis, "openly", "airspace_violation")
    assert crisis.told() == [Told("Russia", "UK", "airspace_violation", 6, "chosen")]
    assert crisis.pair("Russia", "UK").boldness == pytest.approx(0.04)
    assert crisis.pair("Russia", "UK").firmness == 0.0


def test_the_chance_to_be_met_grows_with_fighters_on_the_targets_soil(crisis: Crisis) -> None:
    guard(crisis, "UK", 2.0)
    do(crisis, "openly", "airspace_violation")
    assert crisis.trace.rolls[0].chance == pytest.approx(1.0 - math.exp(-2 * 0.4))


@pytest.mark.parametrize("action", ["isr_flight", "threat_of_force"])
def test_only_hostile_flights_are_met(crisis: Crisis, action: str) -> None:
    guard(crisis, "UK", 1e6)
    do(crisis, "openly", action)
    assert crisis.told()[0].note == ""
    assert crisis.pair("Russia", "UK").firmness == crisis.pair("Russia", "UK").boldness == 0.0


def test_an_open_act_is_felt_in_full_and_harms_where_it_is_hostile(crisis: Crisis) -> None:
    do(crisis, "openly", "isr_flight")  # a signal, severity 0.5
    assert crisis.actor("UK").severity == 0.0
    do(crisis, "openly", "border_violation")  # hostile, severity 3
    assert crisis.actor("UK").severity == 3.0
    assert crisis.actor("Russia").severity == 0.0
    assert crisis.pair("UK", "Russia").felt_fast == pytest.approx(0.1 + 1.0)
    assert crisis.pair("Russia", "UK").felt_fast == 0.0
    assert crisis.pair("UK", "Russia").provoked_rung == 6.0
    assert crisis.state.pairs[0, 2].incidents == 1  # a flight in international airspace is none


def test_aircraft_were_near_the_target_and_it_remembers(crisis: Crisis) -> None:
    before = float(crisis.pair("UK", "Russia").contact), float(crisis.pair("Russia", "UK").contact)
    do(crisis, "openly", "border_violation")  # on the ground
    assert crisis.pair("UK", "Russia").contact == before[0]
    do(crisis, "openly", "isr_flight")
    assert crisis.pair("UK", "Russia").contact == before[0] + 1.0
    assert crisis.pair("Russia", "UK").contact == before[1]


def test_an_offer_is_dated_and_other_acts_are_none(crisis: Crisis) -> None:
    crisis.state.system.day = 9.0
    do(crisis, "openly", "threat_of_force")
    assert crisis.pair("Russia", "UK").offer_day == -1.0
    do(crisis, "openly", "deconfliction_offer")
    assert crisis.pair("Russia", "UK").offer_day == 9.0
    assert crisis.pair("UK", "Russia").offer_day == -1.0
