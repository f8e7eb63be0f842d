"""Random: so many acts a day, spread evenly over what is open."""

import pytest

from tests.policies.desk import N_OPTIONS, Desk


def test_open_options_share_the_acts_of_a_day() -> None:
    desk = Desk("random", acts_per_day=0.6)
    desk.state.is_open[:N_OPTIONS] = [1.0, 0.0, 1.0, 1.0, 0.0, 0.0]
    desk.state.taste[:N_OPTIONS] = 5.0
    assert desk.decide() == pytest.approx([0.2, 0.0, 0.2, 0.2, 0.0, 0.0])
    assert desk.taste == [0.0] * N_OPTIONS


def test_one_open_option_takes_all_and_none_takes_nothing() -> None:
    desk = Desk("random", acts_per_day=0.6)
    desk.state.is_open[:N_OPTIONS] = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    assert desk.decide() == pytest.approx([0.0, 0.0, 0.0, 0.0, 0.6, 0.0])
    desk.state.is_open[:N_OPTIONS] = 0.0
    assert desk.decide() == [0.0] * N_OPTIONS
