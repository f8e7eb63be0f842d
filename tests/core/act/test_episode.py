"""Militarised disputes by MID's rule: when one opens, goes on, ends, and is settled."""

import numpy as np

from sim.core import draws
from sim.core.act.episode import SETTLED_LEVEL, enlist, militarise, note_deaths, offer_terms, spell
from tests.core.known_crisis import Crisis, action_number


def act_on(crisis: Crisis, day: float, level: int = 3, lasts: float = 0.0) -> None:
    crisis.state.system.day = day
    enlist(crisis.state, crisis.trace, crisis.setup, crisis.who("UK"), crisis.who("Russia"),
           action_number("snap_exercise"), level, day + lasts)  # fmt: skip


def dispute(crisis: Crisis) -> np.record:
    one, other = sorted([crisis.who("UK"), crisis.who("Russia")])
    return crisis.state.pairs[one, other]


def test_a_dispute_ends_half_a_year_after_its_last_act(crisis: Crisis) -> None:
    act_on(crisis, 0.0)
    act_on(crisis, 183.0)
    assert dispute(crisis).disputes == 1
    act_on(crisis, 183.0 + 184.0)
    assert dispute(crisis).disputes == 2
    assert dispute(crisis).incidents == 3
    assert dispute(crisis).longest_dispute_days == 183.0


def test_the_half_year_runs_from_the_end_of_an_act_that_lasts(crisis: Crisis) -> None:
    act_on(crisis, 0.0, lasts=100.0)
    act_on(crisis, 280.0)  # 180 days after it was over
    assert dispute(crisis).disputes == 1
    assert dispute(crisis).longest_dispute_days == 280.0


def test_either_side_may_go_on_with_it(crisis: Crisis) -> None:
    act_on(crisis, 0.0)
    crisis.state.system.day = 30.0
    enlist(crisis.state, crisis.trace, crisis.setup, crisis.who("Russia"), crisis.who("UK"),
           action_number("snap_exercise"), 3, 30.0)  # fmt: skip
    assert (dispute(crisis).disputes, dispute(crisis).incidents) == (1, 2)


def test_words_and_cyber_are_no_militarised_acts(crisis: Crisis) -> None:
    key = crisis.turn_key()
    for name in ("diplomatic_protest", "cyber_disruption", "expulsions_sanctions"):
        militarise(crisis.state, crisis.trace, crisis.setup, key, np.uint64(1), crisis.who("UK"),
                   crisis.who("Russia"), action_number(name))  # fmt: skip
    assert dispute(crisis).incidents == 0
    militarise(crisis.state, crisis.trace, crisis.setup, key, np.uint64(1), crisis.who("UK"),
               crisis.who("Russia"), action_number("threat_of_force"))  # fmt: skip
    assert dispute(crisis).incidents == 1


def test_two_offers_settle_and_lay_to_rest_what_was_felt(crisis: Crisis) -> None:
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    offer = action_number("deconfliction_offer")
    crisis.trace.is_on = 1
    act_on(crisis, 0.0)
    crisis.pair("UK", "Russia").felt_fast = 2.0
    crisis.state.system.day = 10.0
    offer_terms(crisis.state, crisis.trace, crisis.setup, uk, russia, offer)
    assert dispute(crisis).settlements == 0  # it takes two
    crisis.state.system.day = 30.0
    offer_terms(crisis.state, crisis.trace, crisis.setup, russia, uk, offer)
    assert dispute(crisis).settlements == 1
    assert crisis.pair("UK", "Russia").felt_fast == 0.0
    offer_terms(crisis.state, crisis.trace, crisis.setup, uk, russia, offer)
    assert dispute(crisis).settlements == 1  # a settled dispute is not settled twice
    logged = crisis.trace.incidents[: int(crisis.trace.n_incidents)]
    assert logged["level"].tolist() == [3, SETTLED_LEVEL]


def test_offers_long_apart_settle_nothing(crisis: Crisis) -> None:
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    offer = action_number("deconfliction_offer")
    act_on(crisis, 0.0)
    offer_terms(crisis.state, crisis.trace, crisis.setup, uk, russia, offer)
    crisis.state.system.day = 60.0
    offer_terms(crisis.state, crisis.trace, crisis.setup, russia, uk, offer)
    assert dispute(crisis).settlements == 0


def test_a_third_of_acts_last_and_their_length_is_exponential(crisis: Crisis) -> None:
    key = crisis.turn_key()
    days = np.array(
        [spell(crisis.setup, key, np.uint64(draws.item(np.uint64(9), k))) for k in range(20_000)]
    )
    rates = crisis.setup.parameters
    assert abs((days > 0).mean() - rates.spell_share_long) < 0.015
    assert abs(days[days > 0].mean() / rates.spell_mean_days - 1.0) < 0.05


def test_deaths_are_noted_with_the_last_incident_of_that_side(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    act_on(crisis, 0.0)
    act_on(crisis, 1.0)
    note_deaths(crisis.trace, crisis.who("Russia"), crisis.who("UK"))
    assert crisis.trace.incidents["deaths"][:2].tolist() == [0, 0]
    note_deaths(crisis.trace, crisis.who("UK"), crisis.who("Russia"))
    assert crisis.trace.incidents["deaths"][:2].tolist() == [0, 1]
