"""Graduated: one step up for a provocation, one down after quiet, and acts from that step."""

import pytest

from sim.policies.graduated import QUIET_DAYS, STEP
from tests.policies.desk import AGAINST, AMONG, FOE, FOES, FRIEND, Desk


def desk_on(step: float, fresh_rung: int = 0, quiet_days: float = 0.0) -> Desk:
    desk = Desk("graduated", steps_per_day=0.6, patience_days=21.0, ceiling=4.0)
    desk.menu.rung[:FOES] = [1.0, 2.0, 2.0, 5.0]
    desk.memory[FOE, STEP], desk.memory[FOE, QUIET_DAYS] = step, quiet_days
    desk.foe.fresh_rung = fresh_rung
    return desk


def notes(desk: Desk) -> tuple[float, float]:
    return float(desk.memory[FOE, STEP]), float(desk.memory[FOE, QUIET_DAYS])


@pytest.mark.parametrize(
    ("step", "fresh_rung", "quiet_days", "after"),
    [
        (2.0, 1, 14.0, (3.0, 0.0)),  # any attributed act is a provocation; quiet starts anew
        (2.0, 9, 14.0, (3.0, 0.0)),  # one step, however high the act stood
        (4.0, 9, 0.0, (4.0, 0.0)),  # and no step above its ceiling
        (2.0, 0, 0.0, (2.0, 7.0)),
        (2.0, 0, 13.0, (2.0, 20.0)),
        (2.0, 0, 14.0, (1.0, 0.0)),  # three weeks are quiet enough
        (0.0, 0, 14.0, (0.0, 0.0)),  # down to calm and no further
    ],
)
def test_a_step_up_or_down(
    step: float, fresh_rung: int, quiet_days: float, after: tuple[float, float]
) -> None:
    desk = desk_on(step, fresh_rung, quiet_days)
    desk.decide()
    assert notes(desk) == after


@pytest.mark.parametrize(
    ("step", "rates"),
    [
        (0.0, [0.0, 0.0, 0.0, 0.0]),  # calm: nothing
        (1.0, [0.6, 0.0, 0.0, 0.0]),
        (2.0, [0.0, 0.3, 0.3, 0.0]),  # two acts on the rung share
        (3.0, [0.0, 0.3, 0.3, 0.0]),  # the nearest rung below
        (4.0, [0.0, 0.0, 0.0, 0.6]),
    ],
)
def test_it_acts_from_the_step_it_stands_on(step: float, rates: list[float]) -> None:
    desk = desk_on(step)
    assert desk.decide()[AGAINST] == pytest.approx(rates)


def test_what_is_closed_leaves_its_share_to_the_others() -> None:
    desk = desk_on(2.0)
    desk.state.is_open[1] = 0.0
    assert desk.decide()[AGAINST] == pytest.approx([0.0, 0.0, 0.6, 0.0])


def test_friends_get_the_usual_and_are_no_provocation() -> None:
    desk = desk_on(0.0)
    desk.friend.fresh_rung = 5
    assert desk.decide()[AMONG] == [1.0, 1.0]
    assert desk.memory[FRIEND, STEP] == 0.0
