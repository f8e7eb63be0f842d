"""The diary: what was attributed is noted on the day it happened, the latest first, eight deep."""

import numpy as np
import pytest

from sim.policies.dates import ACTS, INCURSIONS, MOST_DATES, count_within, days_since, keep_diary
from tests.policies.desk import FOE, FRIEND, Desk


def days_noted(desk: Desk, kind: int, who: int = FOE) -> list[float]:
    """Return the days of the notes; one is added on paper, since 0 is an empty slot."""
    return (desk.memory[who, kind : kind + MOST_DATES] - 1.0).tolist()


def note(desk: Desk, day: float, acts: int, drones: int) -> None:
    desk.own.day = day
    desk.foe.fresh_acts, desk.foe.fresh_drones = acts, drones
    keep_diary(desk.view)


NOTHING = -1.0


def test_acts_and_incursions_are_noted_apart_on_the_day_of_the_last_turn() -> None:
    desk = Desk()
    note(desk, 7.0, 2, 1)
    assert days_noted(desk, ACTS) == [0.0, 0.0] + [NOTHING] * 6
    assert days_noted(desk, INCURSIONS) == [0.0] + [NOTHING] * 7
    note(desk, 14.0, 1, 0)
    assert days_noted(desk, ACTS) == [7.0, 0.0, 0.0] + [NOTHING] * 5
    assert days_noted(desk, INCURSIONS) == [0.0] + [NOTHING] * 7


def test_the_diary_holds_the_latest_eight() -> None:
    desk = Desk()
    note(desk, 7.0, 3, 0)
    note(desk, 14.0, 6, 0)
    assert days_noted(desk, ACTS) == [7.0] * 6 + [0.0] * 2
    note(desk, 21.0, 20, 0)
    assert days_noted(desk, ACTS) == [14.0] * 8
    assert days_noted(desk, INCURSIONS) == [NOTHING] * 8  # no page runs over into another


def test_what_friends_do_is_not_noted() -> None:
    desk = Desk()
    desk.friend.fresh_acts = 3
    note(desk, 7.0, 0, 0)
    assert days_noted(desk, ACTS, FRIEND) == [NOTHING] * 8


@pytest.mark.parametrize(("days", "count"), [(0.0, 0), (6.9, 0), (7.0, 1), (13.9, 1), (14.0, 3)])
def test_counted_within_so_many_days_the_last_included(days: float, count: int) -> None:
    desk = Desk()
    note(desk, 7.0, 2, 0)  # two on day 0
    note(desk, 14.0, 1, 1)  # one on day 7
    desk.own.day = 14.0
    assert count_within(desk.view, ACTS, days) == count


def test_a_kind_is_counted_on_its_own_pages() -> None:
    desk = Desk()
    desk.own.day = 10.0
    desk.memory[FOE, INCURSIONS : INCURSIONS + MOST_DATES] = 6.0
    desk.memory[FOE, ACTS + MOST_DATES - 1] = 6.0
    assert count_within(desk.view, INCURSIONS, 30.0) == 8.0
    assert count_within(desk.view, ACTS, 30.0) == 1.0


def test_only_foes_are_counted() -> None:
    desk = Desk()
    desk.own.day = 10.0
    desk.memory[FRIEND, ACTS] = 9.0
    assert count_within(desk.view, ACTS, 30.0) == 0.0
    assert days_since(desk.view, ACTS) == 10.0


def test_quiet_runs_from_the_latest_or_from_the_first_day() -> None:
    desk = Desk()
    desk.own.day = 30.0
    assert days_since(desk.view, ACTS) == 30.0
    note(desk, 14.0, 1, 0)  # on day 7
    note(desk, 21.0, 1, 1)  # on day 14
    desk.own.day = 30.0
    assert days_since(desk.view, ACTS) == 16.0
    assert days_since(desk.view, INCURSIONS) == 16.0
    assert np.isclose(desk.memory[FOE, ACTS], 15.0)


def test_quiet_runs_from_the_latest_act_of_any_foe() -> None:
    desk = Desk()
    desk.friend.is_adversary = 1
    desk.own.day = 30.0
    for first, second in ((21.0, 11.0), (11.0, 21.0)):
        desk.memory[FOE, ACTS], desk.memory[FRIEND, ACTS] = first, second
        assert days_since(desk.view, ACTS) == 10.0
