"""Tit for tat: nothing unprovoked, and an answer on the provocation's own rung."""

import pytest

from tests.policies.desk import Desk


def test_it_does_nothing_against_a_foe_by_itself_and_helps_a_friend() -> None:
    desk = Desk("tit_for_tat", forgiveness=0.3)
    desk.foe.fresh_rung = 6
    assert desk.decide() == [0.0, 0.0, 0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("forgiveness", [0.1, 0.3, 0.9])
@pytest.mark.parametrize("rung", [1.0, 9.0])
def test_it_leaves_an_act_unanswered_as_often_as_it_forgives(
    forgiveness: float, rung: float
) -> None:
    desk = Desk("tit_for_tat", forgiveness=forgiveness)
    chance, step = desk.respond(rung=rung, expected=0.01)
    assert chance == pytest.approx(1.0 - forgiveness)
    assert step == 0.0
