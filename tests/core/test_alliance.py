"""Consensus: one hold-out blocks, and asking again is no second lottery."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.alliance import is_carried, put_motion, support
from sim.core.world import CHOSEN
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis, action_number

MEMBERS = ("UK", "Belgium", "Allies")
KEEN, OPPOSED = 60.0, -60.0


def motion(crisis: Crisis, turn: int = 0, action: str = "article_4_consultation") -> bool:
    return put_motion(
        crisis.world, crisis.setup, crisis.turn_key(turn), crisis.once, np.uint64(turn + 11),
        crisis.who("Belgium"), crisis.who("UK"), action_number(action), CHOSEN,
    )  # fmt: skip


def all_are(crisis: Crisis, disposition: float) -> None:
    for member in MEMBERS:
        crisis.world.disposition[crisis.who(member)] = disposition


@pytest.mark.parametrize("hold_out", MEMBERS)
def test_one_hold_out_blocks(crisis: Crisis, hold_out: str) -> None:
    all_are(crisis, KEEN)
    crisis.world.disposition[crisis.who(hold_out)] = OPPOSED
    assert not motion(crisis)
    assert crisis.world.system.article_4 == 0
    assert crisis.world.system.highest_rung == 0  # a blocked motion is no step up


def test_it_carries_when_all_want_it_and_who_is_no_member_has_no_vote(crisis: Crisis) -> None:
    all_are(crisis, KEEN)
    crisis.world.disposition[crisis.who("Russia")] = OPPOSED
    assert motion(crisis)
    assert crisis.world.system.article_4 == 1


def test_a_motion_put_again_meets_the_same_answer(belgium: Scenario) -> None:
    """Drawn anew each time, twenty tries would all but make consensus certain."""
    answers = []
    for run in range(60):
        crisis = Crisis(belgium, run=run)
        rung = 5.0
        key = np.uint64(draws.item(crisis.setup.name_keys[crisis.who("NATO")], 30))
        ask = (crisis.world, crisis.setup, crisis.once, key, crisis.who("NATO"), rung)
        tries = {bool(is_carried(*ask)) for _ in range(20)}
        assert len(tries) == 1
        answers.append(tries.pop())
    assert 0 < sum(answers) < len(answers)  # runs differ, tries do not


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


def test_members_shrink_from_going_further_than_they_were_provoked(crisis: Crisis) -> None:
    ask = (crisis.world, crisis.setup, crisis.who("Belgium"), crisis.who("Russia"))
    assert support(*ask, 5.0, 5.0) > support(*ask, 7.0, 5.0)
    assert support(*ask, 7.0, 7.0) > support(*ask, 7.0, 5.0)
    low = support(*ask, 5.0, 5.0)
    crisis.world.system.cohesion += 0.2
    assert support(*ask, 5.0, 5.0) == pytest.approx(
        low + 0.2 * crisis.scenario.parameters["alliance.cohesion"]
    )


def test_article_5_may_be_war_and_a_vigilance_operation_is_firmness(belgium: Scenario) -> None:
    wars = []
    for run in range(40):
        crisis = Crisis(belgium, run=run)
        all_are(crisis, KEEN)
        assert motion(crisis, action="collective_defence")
        assert crisis.world.system.article_5 == 1
        wars.append(int(crisis.world.system.war))
    assert 0 < sum(wars) < len(wars)
    crisis = Crisis(belgium)
    all_are(crisis, KEEN)
    motion(crisis, action="vigilance_activity")
    assert crisis.world.system.vigilance == 1
    assert all(crisis.pair("Russia", member).firmness > 0.0 for member in MEMBERS)
