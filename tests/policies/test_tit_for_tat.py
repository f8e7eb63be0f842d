"""Tit for tat: one answer on the rung of the last act, or on the nearest that is open."""

import math

import pytest

from tests.policies.desk import AGAINST, AMONG, FOES, Desk


def desk_hit_on(rung: int, forgiveness: float = 0.3) -> Desk:
    desk = Desk("tit_for_tat", forgiveness=forgiveness)
    desk.menu.rung[:FOES] = [1.0, 3.0, 3.0, 6.0]
    desk.foe.fresh_rung = rung
    return desk


def test_who_was_not_hit_does_nothing_against_a_foe_and_helps_a_friend() -> None:
    desk = desk_hit_on(0)
    desk.friend.fresh_rung = 3  # friends are not answered
    assert desk.decide() == [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("forgiveness", [0.1, 0.3, 0.9])
def test_it_leaves_an_act_unanswered_as_often_as_it_forgives(forgiveness: float) -> None:
    """A Poisson count of rate r over 7 days is 0 with the chance e**(-7 r)."""
    desk = desk_hit_on(6, forgiveness)
    total = sum(desk.decide()[AGAINST])
    assert math.exp(-7.0 * total) == pytest.approx(forgiveness)


@pytest.mark.parametrize(
    ("rung", "shares"),
    [(1, [1.0, 0.0, 0.0, 0.0]), (3, [0.0, 0.5, 0.5, 0.0]), (8, [0.0, 0.0, 0.0, 1.0])],
)
def test_the_answer_is_shared_by_the_acts_on_the_nearest_rung(
    rung: int, shares: list[float]
) -> None:
    desk = desk_hit_on(rung)
    rate = -math.log(0.3) / 7.0
    assert desk.decide()[AGAINST] == pytest.approx([rate * share for share in shares])
    assert desk.reactive[AGAINST] == pytest.approx([rate * share for share in shares])
    assert desk.reactive[AMONG] == [0.0, 0.0]


def test_what_is_closed_leaves_the_answer_to_the_others() -> None:
    desk = desk_hit_on(3)
    desk.state.is_open[1] = 0.0
    rate = -math.log(0.3) / 7.0
    assert desk.decide()[AGAINST] == pytest.approx([0.0, 0.0, rate, 0.0])
