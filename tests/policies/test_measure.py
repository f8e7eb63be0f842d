"""Measures: what each number of a doctrine's `when` is read from, and from whom."""

import pytest

from sim.policies.dates import ACTS, INCURSIONS
from sim.policies.measure import MEASURES, measured
from tests.policies.desk import FOE, Desk

NUMBERS = {measure.name: number for number, measure in enumerate(MEASURES)}
# measure, its field, the highest of two foes, what a friend adds
OF_OTHERS = [
    ("provoked_rung", "provoked_rung", 6.0, False),
    ("certainty", "certainty", 6.0, False),
    ("firmness", "firmness", 6.0, False),
    ("request", "request", 9.0, True),
]


def look(desk: Desk, measure: str, days: float = 0.0) -> float:
    return measured(desk.view, NUMBERS[measure], days)


@pytest.mark.parametrize(("measure", "field", "value", "of_friends"), OF_OTHERS)
def test_the_highest_over_foes_or_over_all_who_ask(
    measure: str, field: str, value: float, of_friends: bool
) -> None:
    desk = Desk()
    me = desk.state.views[0, 0]
    me.is_adversary = 1  # a second foe, seen before the first
    me[field], desk.foe[field], desk.friend[field] = 2.0, 6.0, 9.0
    assert look(desk, measure) == value
    me[field], desk.foe[field] = 6.0, 2.0
    assert look(desk, measure) == (9.0 if of_friends else 6.0)


def test_each_measure_reads_its_own_number() -> None:
    desk = Desk()
    desk.foe.provoked_rung, desk.foe.certainty, desk.foe.firmness = 4.0, 0.5, 0.25
    desk.friend.request, desk.friend.own_kit, desk.foe.own_kit = 0.75, 2.0, 1.0
    desk.own.strain, desk.own.cohesion, desk.own.day = 1.5, 0.6, 30.0
    desk.own.p_adversary_secure = 0.8
    desk.memory[FOE, ACTS : ACTS + 2] = [26.0, 11.0]  # days 25 and 10
    desk.memory[FOE, INCURSIONS] = 21.0
    found = {name: look(desk, name, 20.0) for name in NUMBERS}
    assert found == pytest.approx({
        "attributed_incursions": 1.0, "attributed_acts": 2.0, "quiet_days": 5.0,
        "provoked_rung": 4.0, "certainty": 0.5, "hostile_intent": 0.2, "request": 0.75,
        "firmness": 0.25, "kits_abroad": 3.0, "strain": 1.5, "cohesion": 0.6, "day": 30.0,
    })  # fmt: skip


def test_with_nothing_seen_all_of_it_is_nothing() -> None:
    desk = Desk()
    desk.own.p_adversary_secure = 1.0
    assert {look(desk, name, 20.0) for name in NUMBERS} == {0.0}


def test_acts_are_counted_within_the_days_of_the_rule() -> None:
    desk = Desk()
    desk.own.day = 30.0
    desk.memory[FOE, ACTS : ACTS + 2] = [26.0, 11.0]
    assert [look(desk, "attributed_acts", days) for days in (4.0, 5.0, 20.0)] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("measure", ["provoked_rung", "certainty", "firmness"])
def test_without_a_foe_the_highest_is_nothing(measure: str) -> None:
    desk = Desk()
    desk.foe.is_adversary = 0
    assert look(desk, measure) == 0.0
