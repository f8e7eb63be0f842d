"""The brink: who dares, who gives way, and how likely a move is to end in war."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.answer.crisis import (
    borne_risk,
    chance_of_war,
    dares,
    draw_nerve,
    ease,
    feared_risk,
    gives_way,
    is_in_crisis,
    moves_so_far,
    note_move,
    talk,
)
from sim.core.arithmetic import logistic
from tests.core.known_crisis import Crisis

PAIR = ("UK", "Russia")


def who(crisis: Crisis) -> tuple[int, int]:
    return crisis.who("UK"), crisis.who("Russia")


@pytest.fixture
def calm(crisis: Crisis) -> Crisis:
    """Nobody is braver than his policy."""
    crisis.but().state.nerve[:] = 0.0
    return crisis


def move(crisis: Crisis, times: int = 1) -> None:
    for _ in range(times):
        note_move(crisis.state, crisis.setup, *who(crisis))


def test_a_crisis_is_of_both_sides_and_ends_after_three_quiet_weeks(calm: Crisis) -> None:
    uk, russia = who(calm)
    assert not is_in_crisis(calm.state, calm.setup, uk, russia)
    move(calm, 2)
    assert moves_so_far(calm.state, calm.setup, russia, uk) == 2
    assert not is_in_crisis(calm.state, calm.setup, calm.who("Belgium"), russia)
    calm.state.system.day = 21.0
    assert is_in_crisis(calm.state, calm.setup, uk, russia)
    calm.state.system.day = 21.1
    assert moves_so_far(calm.state, calm.setup, uk, russia) == 0
    move(calm)  # a new one
    assert moves_so_far(calm.state, calm.setup, uk, russia) == 1
    assert calm.state.pairs[uk, russia].crises == 2


def test_the_risk_that_is_seen_grows_with_the_rung_and_with_every_move(calm: Crisis) -> None:
    assert feared_risk(calm.setup, 8.0, 0, 1.0) == pytest.approx(logistic(-2.5))
    assert feared_risk(calm.setup, 10.0, 3, 1.0) == pytest.approx(
        logistic(-2.5 + 2 * 0.7 + 3 * 0.5)
    )


def test_what_a_side_bears_is_its_policys_moved_by_nerve_and_by_shame(calm: Crisis) -> None:
    uk, russia = who(calm)
    calm.setup.policies[uk].risk_borne = 0.2
    assert borne_risk(calm.state, calm.setup, uk, russia) == pytest.approx(0.2)
    calm.state.nerve[uk] = 1.0
    odds = 0.25 * np.exp(0.8)
    assert borne_risk(calm.state, calm.setup, uk, russia) == pytest.approx(odds / (1 + odds))
    calm.state.nerve[uk] = 0.0
    calm.pair(*PAIR).unanswered = 2.0
    odds = 0.25 * np.exp(0.6)
    assert borne_risk(calm.state, calm.setup, uk, russia) == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize(("borne", "highest"), [(0.02, 7), (0.08, 8), (0.15, 9), (0.3, 10)])
def test_a_side_goes_as_high_as_the_risk_that_it_bears(
    calm: Crisis, borne: float, highest: int
) -> None:
    """Shots look like a risk of 7.6 in 100, an engagement of 14, a strike of 25."""
    uk, russia = who(calm)
    calm.setup.policies[uk].risk_borne = borne
    dared = [r for r in range(1, 11) if dares(calm.state, calm.setup, uk, russia, float(r))]
    assert dared == list(range(1, highest + 1))


def test_the_longer_it_lasts_the_fewer_dare(calm: Crisis) -> None:
    uk, russia = who(calm)
    calm.setup.policies[uk].risk_borne = 0.08
    assert dares(calm.state, calm.setup, uk, russia, 8.0)
    move(calm)
    assert not dares(calm.state, calm.setup, uk, russia, 8.0)
    assert dares(calm.state, calm.setup, uk, russia, 7.0)  # below shots it always may


def test_who_sees_far_more_risk_than_it_bears_gives_way_and_only_in_a_crisis(calm: Crisis) -> None:
    """After two moves shots look like a risk of 18.2 in 100: three times 6.1."""
    uk, russia = who(calm)
    calm.setup.policies[uk].risk_borne = 0.055
    assert not gives_way(calm.state, calm.setup, uk, russia)
    move(calm)
    assert not gives_way(calm.state, calm.setup, uk, russia), "the first blow is answered"
    move(calm)
    assert gives_way(calm.state, calm.setup, uk, russia)
    calm.setup.policies[uk].risk_borne = 0.065
    assert not gives_way(calm.state, calm.setup, uk, russia)


def test_a_move_leaves_something_to_chance_more_with_each_and_with_its_rung(calm: Crisis) -> None:
    chances = []
    for rung in (8, 8, 8, 9, 10, 11):
        move(calm)
        chances.append(chance_of_war(calm.state, calm.setup, *who(calm), rung))
    shots = 0.0012
    assert chances == pytest.approx(
        [0.0, shots, 2 * shots, 3 * shots * 3, 4 * shots * 9, 5 * shots * 9]
    )


def test_nerve_is_drawn_once_a_run_and_by_name(crisis: Crisis) -> None:
    draw_nerve(crisis.state, crisis.setup, crisis.whole_run)
    first = crisis.state.nerve.copy()
    assert len(set(first[: crisis.setup.n_actors].tolist())) == crisis.setup.n_actors
    draw_nerve(crisis.state, crisis.setup, crisis.whole_run)
    assert np.array_equal(crisis.state.nerve, first)


def test_while_two_sides_talk_less_is_feared_and_less_goes_wrong(calm: Crisis) -> None:
    uk, russia = who(calm)
    move(calm, 4)
    before = chance_of_war(calm.state, calm.setup, uk, russia, 9)
    assert before == pytest.approx(0.0012 * 3 * 3)
    talk(calm.state, uk, russia, 14.0)
    assert ease(calm.state, calm.setup, russia, uk) == pytest.approx(0.6)
    assert chance_of_war(calm.state, calm.setup, uk, russia, 9) == pytest.approx(0.6 * before)
    feared = feared_risk(calm.setup, 9.0, 4, 1.0)
    assert feared_risk(calm.setup, 9.0, 4, 0.6) == pytest.approx(0.6 * feared)
    assert ease(calm.state, calm.setup, calm.who("Belgium"), russia) == 1.0


def test_talks_end_and_shorter_ones_cut_no_longer_ones_short(calm: Crisis) -> None:
    uk, russia = who(calm)
    talk(calm.state, uk, russia, 30.0)
    talk(calm.state, russia, uk, 14.0)
    for day, factor in ((29.9, 0.6), (30.0, 1.0)):
        calm.state.system.day = day
        assert ease(calm.state, calm.setup, uk, russia) == pytest.approx(factor)


def test_who_talks_dares_a_move_that_it_would_not_dare_in_silence(calm: Crisis) -> None:
    """Shots look like a risk of 7.6 in 100; while they talk, of 4.6."""
    uk, russia = who(calm)
    calm.setup.policies[uk].risk_borne = 0.05
    assert not dares(calm.state, calm.setup, uk, russia, 8.0)
    talk(calm.state, uk, russia, 14.0)
    assert dares(calm.state, calm.setup, uk, russia, 8.0)
