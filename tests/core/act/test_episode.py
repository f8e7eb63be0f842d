"""Militarised disputes by MID's rule: when one opens, goes on, ends, and is settled."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.episode import (
    SETTLED_LEVEL,
    enlist,
    militarise,
    note_deaths,
    offer_terms,
    spell,
)
from sim.core.arithmetic import log
from sim.core.layout.capacity import MAX_INCIDENTS
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


LOGGED = ("day", "until", "actor", "target", "action", "level", "dispute", "deaths", "answering")


def test_an_incident_is_written_down_as_it_was(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    crisis.trace.incidents["deaths"] = crisis.trace.incidents["answering"] = 9  # of the last turn
    act_on(crisis, 0.0, level=3)
    act_on(crisis, 400.0, level=4, lasts=5.0)
    uk, russia, action = crisis.who("UK"), crisis.who("Russia"), action_number("snap_exercise")
    written = [[i[name] for name in LOGGED] for i in crisis.trace.incidents[:2]]
    assert written == [
        [0.0, 0.0, uk, russia, action, 3, 1, 0, 0.0],
        [400.0, 405.0, uk, russia, action, 4, 2, 0, 0.0],
    ]


def test_a_log_that_is_off_or_full_takes_nothing_and_the_count_goes_on(crisis: Crisis) -> None:
    act_on(crisis, 0.0)
    assert crisis.trace.n_incidents == 0
    crisis.trace.is_on, crisis.trace.n_incidents = 1, MAX_INCIDENTS - 1
    act_on(crisis, 1.0)
    act_on(crisis, 2.0)
    assert crisis.trace.n_incidents == MAX_INCIDENTS
    assert crisis.trace.incidents[MAX_INCIDENTS - 1].day == 1.0
    assert dispute(crisis).incidents == 3


def test_an_act_on_the_first_day_and_a_shorter_one_after_it_are_one_dispute(
    crisis: Crisis,
) -> None:
    act_on(crisis, 5.0, lasts=30.0)
    act_on(crisis, 10.0)
    held = dispute(crisis)
    assert (held.disputes, held.incidents) == (1, 2)
    assert (held.dispute_start, held.dispute_end, held.longest_dispute_days) == (5.0, 35.0, 30.0)
    act_on(crisis, 400.0, lasts=3.0)  # a new and a shorter one
    assert (held.disputes, held.dispute_start, held.dispute_end) == (2, 400.0, 403.0)
    assert held.longest_dispute_days == 30.0
    mirrored = crisis.pair("Russia", "UK")
    assert (mirrored.disputes, mirrored.incidents) == (0, 0)


def test_an_act_counts_from_a_threat_on_and_goes_on_for_its_spell(crisis: Crisis) -> None:
    crisis.but(spell_share_long=1.0)
    crisis.trace.is_on, crisis.state.system.day = 1, 10.0
    key, thing = crisis.turn_key(), np.uint64(1)
    militarise(crisis.state, crisis.trace, crisis.setup, key, thing, crisis.who("UK"),
               crisis.who("Russia"), action_number("threat_of_force"))  # fmt: skip
    lasts = -28.0 * log(draws.uniform(key, draws.SPELL_DAYS, thing))
    assert lasts > 0.0
    assert crisis.trace.incidents[0].until == pytest.approx(10.0 + lasts)
    assert crisis.trace.incidents[0].level == 2


def test_most_acts_are_over_at_once(crisis: Crisis) -> None:
    assert spell(crisis.but(spell_share_long=0.0).setup, np.uint64(1), np.uint64(2)) == 0.0


@pytest.mark.parametrize(
    ("gap", "window", "settled"),
    [(183.0, 30.0, 1), (183.1, 30.0, 0), (20.0, 30.1, 0), (183.0, 0.0, 1)],
)
def test_a_running_dispute_is_settled_by_offers_close_together(
    crisis: Crisis, gap: float, window: float, settled: int
) -> None:
    """It runs for half a year after its last act; two offers may lie a month apart."""
    ask = crisis.state, crisis.trace, crisis.setup
    uk, russia, offer = crisis.who("UK"), crisis.who("Russia"), action_number("deconfliction_offer")
    act_on(crisis, 100.0)
    crisis.state.system.day = 100.0 + gap
    crisis.pair("Russia", "UK").offer_day = 100.0 + gap - window
    offer_terms(*ask, uk, russia, offer)
    assert dispute(crisis).settlements == settled
    assert crisis.pair("UK", "Russia").offer_day == 100.0 + gap


def test_a_settlement_lays_to_rest_the_fast_marks_of_both_sides_and_no_grievance(
    crisis: Crisis,
) -> None:
    uk, russia, offer = crisis.who("UK"), crisis.who("Russia"), action_number("deconfliction_offer")
    crisis.trace.is_on = 1
    act_on(crisis, 0.0)
    sides = crisis.pair("UK", "Russia"), crisis.pair("Russia", "UK")
    for side in sides:
        side.felt_fast = side.momentum = side.felt_slow = side.harm = 3.0
    crisis.pair("Russia", "UK").offer_day = 0.0
    offer_terms(crisis.state, crisis.trace, crisis.setup, uk, russia, offer)
    for side in sides:
        assert (side.felt_fast, side.momentum) == (0.0, 0.0)
        assert (side.felt_slow, side.harm) == (3.0, 3.0)
    assert (dispute(crisis).settled, dispute(crisis).settlements) == (1, 1)
    written = crisis.trace.incidents[1]
    assert (written.level, written.actor, written.until) == (SETTLED_LEVEL, uk, 0.0)


def test_without_a_dispute_or_an_answer_an_offer_is_only_dated(crisis: Crisis) -> None:
    uk, russia, offer = crisis.who("UK"), crisis.who("Russia"), action_number("deconfliction_offer")
    ask = crisis.state, crisis.trace, crisis.setup, uk, russia, offer
    for side in (crisis.pair("UK", "Russia"), crisis.pair("Russia", "UK")):
        side.felt_fast = 3.0
    crisis.pair("Russia", "UK").offer_day = 0.0
    offer_terms(*ask)  # there is nothing to settle
    assert crisis.pair("UK", "Russia").felt_fast == 3.0
    crisis.pair("Russia", "UK").offer_day = -1.0
    act_on(crisis, 0.0)
    offer_terms(*ask)  # and nobody answered
    assert crisis.pair("UK", "Russia").felt_fast == 3.0
    assert dispute(crisis).settlements == 0


def test_an_incident_says_whether_it_answers_an_earlier_act(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    for day, answers in enumerate((0, 7, 0)):
        crisis.trace.case_answers = answers
        act_on(crisis, float(day))
    assert crisis.trace.incidents["answering"][:3].tolist() == [0, 1, 0]


@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_deaths_are_of_the_last_incident_wherever_it_stands(crisis: Crisis, last: int) -> None:
    crisis.trace.is_on = 1
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    crisis.trace.incidents["actor"], crisis.trace.incidents["target"] = russia, uk  # of last turn
    for number in range(4):
        pair = (russia, uk) if number == last else (uk, russia)
        enlist(crisis.state, crisis.trace, crisis.setup, *pair, 1, 3, 0.0)
    note_deaths(crisis.trace, russia, uk)
    assert crisis.trace.incidents["deaths"][:6].tolist() == [int(n == last) for n in range(6)]


def test_deaths_are_of_one_incident_of_this_pair(crisis: Crisis) -> None:
    crisis.trace.is_on = 1
    uk, russia, belgium = crisis.who("UK"), crisis.who("Russia"), crisis.who("Belgium")
    for one, other in ((uk, russia), (russia, uk), (uk, belgium)):
        enlist(crisis.state, crisis.trace, crisis.setup, one, other, 1, 3, 0.0)
    note_deaths(crisis.trace, uk, russia)
    assert crisis.trace.incidents["deaths"][:3].tolist() == [1, 0, 0]
    note_deaths(crisis.trace, belgium, uk)  # of none that is there
    assert crisis.trace.incidents["deaths"][:3].tolist() == [1, 0, 0]
