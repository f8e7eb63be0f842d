"""Which open option stands nearest to a wanted rung."""

import pytest

from sim.policies.nearest_rung import NO_RUNG, count_nearest, nearest_rung
from tests.policies.desk import FOES, Desk


def desk_with(*rungs: float) -> Desk:
    desk = Desk()
    desk.menu.rung[:FOES] = rungs
    return desk


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [
        (1.0, 2.0), (2.0, 2.0), (3.4, 3.0), (4.0, 3.0),  # 3 and 5 are equally near: the lower
        (4.1, 5.0), (9.0, 5.0), (0.0, 2.0),  # rung 0 is no act against anybody
    ],
)  # fmt: skip
def test_the_nearest_rung_or_the_lower_of_two(wanted: float, nearest: float) -> None:
    for rungs in ((5.0, 0.0, 3.0, 2.0), (2.0, 3.0, 0.0, 5.0)):
        desk = desk_with(*rungs)
        assert nearest_rung(desk.menu, desk.state.is_open, 0, FOES, wanted) == nearest


def test_rung_one_is_an_act_and_below_it_is_none() -> None:
    desk = desk_with(1.0, 0.9, 0.0, 6.0)
    assert nearest_rung(desk.menu, desk.state.is_open, 0, FOES, 0.5) == 1.0


def test_what_is_closed_or_another_target_is_not_there() -> None:
    desk = desk_with(4.0, 2.0, 7.0, 8.0)
    desk.state.is_open[0] = 0.0
    assert nearest_rung(desk.menu, desk.state.is_open, 0, FOES, 4.0) == 2.0
    assert nearest_rung(desk.menu, desk.state.is_open, 2, FOES, 4.0) == 7.0
    desk.state.is_open[:] = 0.0
    assert nearest_rung(desk.menu, desk.state.is_open, 0, FOES, 4.0) == NO_RUNG == -1.0


def test_open_options_on_a_rung_are_counted_and_none_counts_as_one() -> None:
    desk = desk_with(4.0, 4.0, 4.0, 2.0)
    desk.state.is_open[1] = 0.0
    count = [count_nearest(desk.menu, desk.state.is_open, 0, FOES, rung) for rung in (4, 2, 9)]
    assert count == [2.0, 1.0, 1.0]  # it divides an answer
    assert count_nearest(desk.menu, desk.state.is_open, 1, FOES, 4.0) == 1.0
