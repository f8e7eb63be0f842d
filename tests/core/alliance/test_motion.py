"""One calls a consultation, one hold-out delays or blocks what comes of it."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.alliance.consensus import motion_key
from sim.core.alliance.motion import decide_motion, next_decision, put_motion
from sim.core.alliance.vote import support
from sim.core.arithmetic import log, logistic
from sim.core.layout.setup import (
    AIR_POLICING,
    ARTICLE_5,
    FRONTLINE_UNIT,
    NOBODY,
    REINFORCE,
    VIGILANCE,
)
from sim.core.layout.trace import CHOSEN, NOTES
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, Told, action_number

MEMBERS = ("UK", "Belgium", "Allies", "Flank")
KEEN, OPPOSED = 60.0, -60.0


def decide(crisis: Crisis, turn: np.uint64) -> None:
    """Decide every motion whose wait is over by now."""
    today = np.nextafter(float(crisis.state.system.day), np.inf)
    while (m := next_decision(crisis.state, today)) != NOBODY:
        decide_motion(crisis.state, crisis.trace, crisis.setup, turn, crisis.whole_run, m)


def motion(
    crisis: Crisis, turn: int = 0, action: str = "reinforce_forward", proposer: str = "NATO",
    target: str = "Allies",
) -> bool:  # fmt: skip
    return put_motion(
        crisis.state, crisis.trace, crisis.setup, crisis.turn_key(turn), crisis.whole_run,
        crisis.who(proposer), crisis.who(target), action_number(action), CHOSEN,
    )  # fmt: skip


def call(crisis: Crisis, turn: int = 0) -> bool:
    return motion(crisis, turn, "article_4_consultation", "Belgium", "UK")


def wait_and_vote_again(crisis: Crisis, days: float = 400.0) -> None:
    crisis.state.system.day += days
    decide(crisis, crisis.turn_key(9))


def all_are(crisis: Crisis, disposition: float) -> None:
    for member in MEMBERS:
        crisis.state.disposition[crisis.who(member)] = disposition


def test_one_member_calls_a_consultation_and_no_other_can_stop_it(crisis: Crisis) -> None:
    all_are(crisis, OPPOSED)
    assert not call(crisis)  # Belgium does not feel threatened enough to ask
    assert crisis.state.system.article_4 == 0
    crisis.state.disposition[crisis.who("Belgium")] = KEEN
    assert call(crisis)
    assert crisis.state.system.article_4 == 1
    assert crisis.state.system.highest_rung == 5


def test_what_comes_of_a_consultation_needs_the_others(belgium: Scenario) -> None:
    put = []
    for run in range(40):
        crisis = Crisis(belgium, run=run)
        all_are(crisis, OPPOSED)
        crisis.state.disposition[crisis.who("Belgium")] = KEEN
        assert call(crisis)
        assert crisis.state.system.vigilance == 0
        put.append(int(crisis.state.motions[VIGILANCE].is_pending))
    assert 0 < sum(put) < len(put)  # some end in a statement


@pytest.mark.parametrize("hold_out", ["UK", "Belgium"])
def test_one_hold_out_delays_and_then_blocks(crisis: Crisis, hold_out: str) -> None:
    system, crisis.trace.is_on = crisis.state.system, 1
    all_are(crisis, KEEN)
    crisis.state.disposition[crisis.who(hold_out)] = OPPOSED
    assert not motion(crisis)
    assert crisis.actor(hold_out).hold_outs == 1
    assert sum(crisis.actor(member).hold_outs for member in MEMBERS) == 1
    assert (system.motions_delayed, system.motions_blocked) == (1, 0)
    wait_and_vote_again(crisis)
    assert (system.motions_delayed, system.motions_blocked) == (1, 1)
    assert system.vigilance == 0
    assert system.highest_rung == 0  # a blocked motion is no step up
    events = crisis.trace.events[: int(crisis.trace.n_events)]
    told = [(int(event.actor), NOTES[event.note]) for event in events]
    who = crisis.who(hold_out)
    assert told == [(who, "held out, and the decision waits"), (who, "motion blocked")]


def test_a_hold_out_comes_round_and_the_days_are_counted(crisis: Crisis) -> None:
    system = crisis.state.system
    all_are(crisis, KEEN)
    crisis.state.disposition[crisis.who("Belgium")] = OPPOSED
    assert not motion(crisis)
    pending = crisis.state.motions[REINFORCE]
    waits = float(pending.decide_day)
    assert waits > 0.0
    crisis.state.disposition[crisis.who("Belgium")] = KEEN
    system.day = waits - 0.1
    decide(crisis, crisis.turn_key(1))
    assert pending.is_pending == 1  # its time has not come
    system.day = waits + 3.0  # turns are coarse, the decision is dated to the day
    decide(crisis, crisis.turn_key(1))
    assert (system.vigilance, system.motions_carried, system.motions_blocked) == (1, 1, 0)
    assert system.decision_delay_days == pytest.approx(waits)


def test_it_carries_at_once_when_all_want_it_and_who_is_no_member_has_no_vote(
    crisis: Crisis,
) -> None:
    all_are(crisis, KEEN)
    crisis.state.disposition[crisis.who("Russia")] = OPPOSED
    assert motion(crisis)
    assert crisis.state.system.vigilance == 1
    assert crisis.state.system.decision_delay_days == 0.0


def test_nobody_holds_out_on_an_operation_for_its_own_soil(crisis: Crisis) -> None:
    all_are(crisis, KEEN)
    crisis.state.disposition[crisis.who("Allies")] = OPPOSED
    assert motion(crisis, action="reinforce_forward", target="Allies")


def test_more_hold_outs_take_longer(belgium: Scenario) -> None:
    waits = []
    for hold_outs in (["UK"], ["UK", "Belgium"]):
        crisis = Crisis(belgium)
        all_are(crisis, KEEN)
        for member in hold_outs:
            crisis.state.disposition[crisis.who(member)] = OPPOSED
        motion(crisis)
        waits.append(float(crisis.state.motions[REINFORCE].decide_day))
    assert waits[1] == pytest.approx(2 * waits[0])


def test_whoever_puts_it_and_whenever_it_is_one_motion(belgium: Scenario) -> None:
    seen = []
    for run in range(40):
        answers = set()
        for turn in range(6):
            crisis = Crisis(belgium, run=run)  # the same standing each time
            crisis.pair("UK", "Russia").provoked_rung = 7.0
            answers.add(bool(motion(crisis, turn)))
        assert len(answers) == 1
        seen.append(answers.pop())
    assert 0 < sum(seen) < len(seen)


def test_a_vigilance_operation_is_firmness_and_brings_kit_that_members_pay_for(
    belgium: Scenario,
) -> None:
    crisis = Crisis(belgium)
    all_are(crisis, KEEN)
    assert motion(crisis, action="vigilance_activity", target="Belgium")
    assert all(crisis.pair("Russia", member).firmness > 0.0 for member in MEMBERS)
    sent = crisis.state.units[: crisis.setup.n_units]
    sent = sent[sent["host"] == crisis.who("Belgium")]
    assert len(sent) == 3  # one detachment of each member but the host
    assert np.all(sent["in_operation"] == 1)
    assert crisis.actor("Belgium").kits_by_alliance == 3
    assert crisis.actor("Belgium").kits_bilateral == 0
    assert crisis.state.stock[crisis.who("UK"), AIR_POLICING] == 1
    assert crisis.actor("UK").spent_meur == pytest.approx(0.15 * 57)
    assert crisis.actor("NATO").spent_meur == 0.0


@pytest.mark.parametrize("days", [3.0, 45.0])
def test_the_mean_wait_is_the_declared_one(days: float) -> None:
    scenario = load_scenario("belgium_2025", parameters={"alliance.hold_out_delay_days": days})
    waits = []
    for run in range(400):
        crisis = Crisis(scenario, run=run)
        all_are(crisis, KEEN)
        crisis.state.disposition[crisis.who("UK")] = OPPOSED
        motion(crisis)
        waits.append(float(crisis.state.motions[REINFORCE].decide_day))
    assert np.mean(waits) == pytest.approx(days, rel=0.15)


@pytest.fixture
def keen(belgium: Scenario) -> Crisis:
    """All are for everything, nothing is read as anything, and today is day 40."""
    crisis = Crisis(belgium).but(reading_slope=0.0)
    all_are(crisis, 500.0)
    crisis.trace.is_on, crisis.state.system.day = 1, 40.0
    return crisis


def note_of(told: list[Told], note: str) -> list[Told]:
    return [one for one in told if one.note == note]


def test_a_consultation_is_held_written_down_and_paid_by_weight(keen: Crisis) -> None:
    keen.but(alliance_consultation_leads=0.0)
    assert call(keen)
    assert keen.told() == [Told("Belgium", "UK", "article_4_consultation", 5, "chosen")]
    system = keen.state.system
    assert (system.article_4, system.vigilance, system.motions_carried) == (1, 0, 0)
    assert keen.pair("Belgium", "UK").highest_rung == 5
    paid = {name: float(keen.actor(name).spent_meur) for name in keen.scenario.actors}
    by_weight = {"UK": 0.03, "Belgium": 0.006, "Allies": 0.13, "Flank": 0.034}  # of 0.2 M EUR
    assert paid == pytest.approx(dict.fromkeys(paid, 0.0) | by_weight)
    readers = [roll.purpose for roll in keen.trace.rolls[: keen.trace.n_rolls]]
    assert readers.count(draws.READING) == 1  # Russia reads what the alliance does


def test_who_calls_is_asked_without_pressure(keen: Crisis) -> None:
    call(keen)
    ask = keen.who("Belgium"), keen.who("Russia"), action_number("article_4_consultation"), 5.0
    keen.state.disposition[:] = 0.0
    keen.trace.n_rolls = 0
    call(keen)
    odds = support(keen.state, keen.setup, *ask)
    vote = next(r for r in keen.trace.rolls if r.purpose == draws.VOTE)
    assert vote.chance == pytest.approx(logistic(odds), rel=1e-4)


def test_a_consultation_may_lead_to_a_watch_over_whoever_called(keen: Crisis) -> None:
    keen.but(alliance_consultation_leads=1.0)
    assert call(keen)
    motion = keen.state.motions[VIGILANCE]
    who = keen.who("NATO"), keen.who("Belgium"), action_number("vigilance_activity")
    assert (motion.proposer, motion.target, motion.action) == who
    assert (motion.is_carried, keen.state.system.vigilance) == (1, 1)
    (carried,) = note_of(keen.told(), "motion carried")
    assert carried == Told(
        "NATO", "Belgium", "vigilance_activity", 6, "vote", note="motion carried"
    )


def test_a_watch_that_waits_already_is_not_put_again(keen: Crisis) -> None:
    keen.but(alliance_consultation_leads=1.0)
    keen.state.motions[VIGILANCE].is_pending = 1
    assert call(keen)
    assert keen.state.system.motions_carried == 0


def test_an_alliance_without_an_adversary_consults_whoever_calls(keen: Crisis) -> None:
    keen.but(alliance_consultation_leads=0.0)
    all_are(keen, -500.0)
    keen.setup.actors[keen.who("NATO")].main_adversary = NOBODY
    assert call(keen)


def test_a_motion_that_carries_is_dated_from_when_it_was_first_put(keen: Crisis) -> None:
    keen.state.motions[REINFORCE].first_put_day = 33.0
    keen.pair("UK", "Russia").provoked_rung = 7.5
    assert motion(keen)
    system, put = keen.state.system, keen.state.motions[REINFORCE]
    assert (system.motions_carried, system.decisions, system.decision_delay_days) == (1, 1, 7.0)
    assert (put.first_put_day, put.provoked_rung, put.is_carried) == (33.0, 7.5, 1)
    (told,) = note_of(keen.told(), "motion carried")
    assert told == Told("NATO", "Allies", "reinforce_forward", 7, "chosen", note="motion carried")
    assert (system.highest_rung, system.climbs_chosen) == (0, 0)  # neither is a focus state
    assert keen.pair("NATO", "Allies").highest_rung == 7
    assert motion(keen)  # carried again: one more motion, no second decision
    assert (system.motions_carried, system.decisions, system.decision_delay_days) == (2, 1, 7.0)


def test_a_reinforcement_sends_a_frontline_unit_of_each_member_and_shows_firmness(
    keen: Crisis,
) -> None:
    assert motion(keen)
    n = int(keen.setup.n_units)
    out = np.flatnonzero(keen.state.units["host"][:n] == keen.who("Allies"))
    sent = [(int(keen.setup.units[u].owner), int(keen.setup.units[u].kit)) for u in out]
    assert sent == [(keen.who("UK"), FRONTLINE_UNIT)]  # the Allies are the host
    assert keen.state.units[out[0]].review_day == 40.0 + 84.0
    firm = {name: float(keen.pair("Russia", name).firmness) for name in keen.scenario.actors}
    assert firm == pytest.approx({"Russia": 0.0, "NATO": 0.0} | dict.fromkeys(MEMBERS, 0.12))
    cost = 40.0 + 6.0 * 84.0 / 7.0
    assert keen.actor("UK").spent_meur == pytest.approx(0.15 * cost)
    assert keen.state.system.vigilance == 1
    assert keen.state.system.article_5 == 0


def test_without_an_adversary_nobody_is_shown_firmness(keen: Crisis) -> None:
    keen.setup.actors[keen.who("NATO")].main_adversary = NOBODY
    assert motion(keen)
    assert not keen.state.pairs["firmness"].any()
    assert keen.state.motions[REINFORCE].provoked_rung == 0.0


def test_collective_defence_is_war_with_the_attacker(keen: Crisis) -> None:
    assert motion(keen, action="collective_defence", proposer="Belgium", target="UK")
    system = keen.state.system
    assert (system.article_5, system.vigilance, system.war) == (1, 0, 1)
    told = [Told("Russia", "UK", "hold", 11, "vote", note="war")]
    assert note_of(keen.told(), "war") == told
    assert keen.state.motions[ARTICLE_5].is_carried == 1


def test_hold_outs_make_it_wait_each_for_its_days(keen: Crisis) -> None:
    keen.state.disposition[keen.who("UK")] = keen.state.disposition[keen.who("Belgium")] = -500.0
    assert not motion(keen)
    put = keen.state.motions[REINFORCE]
    number = action_number("reinforce_forward")
    key = np.uint64(motion_key(keen.setup, keen.who("NATO"), number))
    luck = draws.uniform(keen.whole_run, draws.HOLD_OUT_DELAY, key)
    assert put.decide_day == pytest.approx(40.0 - 12.0 * 2 * log(luck))
    assert (put.is_pending, put.is_carried) == (1, 0)
    assert (keen.state.system.motions_delayed, keen.state.system.motions_carried) == (1, 0)


def pending(crisis: Crisis, decide_day: float) -> np.record:
    """Put a reinforcement on the table that waits until a day."""
    put = crisis.state.motions[REINFORCE]
    put.proposer, put.target = crisis.who("NATO"), crisis.who("Allies")
    put.action, put.provoked_rung = action_number("reinforce_forward"), 6.0
    put.is_pending, put.first_put_day, put.decide_day = 1, 10.0, decide_day
    return put


@pytest.mark.parametrize(("decide_day", "carried"), [(40.0, 1), (39.0, 1), (40.1, 0)])
def test_a_motion_is_voted_on_again_when_its_day_has_come(
    keen: Crisis, decide_day: float, carried: int
) -> None:
    put = pending(keen, decide_day)
    wait_and_vote_again(keen, 0.0)
    assert (put.is_carried, put.is_pending) == (carried, 1 - carried)
    assert keen.state.system.decision_delay_days == (decide_day - 10.0) * carried
    assert [told.cause for told in note_of(keen.told(), "motion carried")] == ["vote"] * carried


def test_the_others_press_a_hold_out_by_their_weight(keen: Crisis) -> None:
    """The UK weighs 0.15, and so Belgium and the Allies, who want it, 0.85."""
    put = pending(keen, 40.0)
    uk, russia = keen.who("UK"), keen.who("Russia")
    keen.state.disposition[uk] = -50.0
    keen.but(alliance_pressure=2.0)
    wait_and_vote_again(keen, 0.0)
    odds = support(keen.state, keen.setup, uk, russia, put.action, 6.0)
    key = np.uint64(motion_key(keen.setup, keen.who("NATO"), put.action))
    item = draws.joined(key, keen.setup.name_keys[uk])
    vote = next(roll for roll in keen.trace.rolls if roll.key == item)
    assert vote.chance == pytest.approx(logistic(odds + 2.0 * 0.85), rel=1e-6)
    assert keen.state.system.motions_blocked == 1
    assert (put.is_pending, put.is_carried) == (0, 0)


@pytest.mark.parametrize(("now", "remembered"), [(5.5, 6.0), (8.0, 8.0)])
def test_what_it_was_put_for_is_not_forgotten(keen: Crisis, now: float, remembered: float) -> None:
    put = pending(keen, 40.0)
    keen.pair("UK", "Russia").provoked_rung = now
    wait_and_vote_again(keen, 0.0)
    assert put.provoked_rung == remembered
