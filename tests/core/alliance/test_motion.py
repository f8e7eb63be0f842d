"""One calls a consultation, one hold-out delays or blocks what comes of it."""

import numpy as np
import pytest

from sim.core.alliance.motion import decide_motions, put_motion
from sim.core.layout.setup import AIR_POLICING, REINFORCE, VIGILANCE
from sim.core.layout.trace import CHOSEN, NOTES
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, action_number

MEMBERS = ("UK", "Belgium", "Allies")
KEEN, OPPOSED = 60.0, -60.0


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
    decide_motions(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(9), crisis.whole_run)


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
    decide_motions(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(1), crisis.whole_run)
    assert pending.is_pending == 1  # its time has not come
    system.day = waits + 3.0  # turns are coarse, the decision is dated to the day
    decide_motions(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(1), crisis.whole_run)
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
            answers.add(bool(motion(crisis, turn)))
        assert len(answers) == 1
        seen.append(answers.pop())
    assert 0 < sum(seen) < len(seen)


def test_article_5_may_be_war(belgium: Scenario) -> None:
    wars = []
    for run in range(40):
        crisis = Crisis(belgium, run=run)
        all_are(crisis, KEEN)
        assert motion(crisis, action="collective_defence", proposer="Belgium", target="UK")
        assert crisis.state.system.article_5 == 1
        wars.append(int(crisis.state.system.war))
    assert 0 < sum(wars) < len(wars)


def test_a_vigilance_operation_is_firmness_and_brings_kit_that_members_pay_for(
    belgium: Scenario,
) -> None:
    crisis = Crisis(belgium)
    all_are(crisis, KEEN)
    assert motion(crisis, action="vigilance_activity", target="Belgium")
    assert all(crisis.pair("Russia", member).firmness > 0.0 for member in MEMBERS)
    sent = crisis.state.units[: crisis.setup.n_units]
    sent = sent[sent["host"] == crisis.who("Belgium")]
    assert len(sent) == 2  # one detachment of the UK and one of the other allies
    assert np.all(sent["in_operation"] == 1)
    assert crisis.actor("Belgium").kits_by_alliance == 2
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
