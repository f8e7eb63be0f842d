"""Who is clearly highest: never one whom luck could have put there, and ties are ties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics.interval import paired_share_interval
from sim.statistics.standing import (
    Standing,
    mean_sign,
    median_sign,
    pairs_sign,
    share_sign,
    standing,
)


def flags(n: int, *events: int) -> dict[str, np.ndarray]:
    """Configs of `n` runs of which the first so many show the event."""
    return {f"config {k}": np.arange(n) < count for k, count in enumerate(events)}


def of_shares(cells: dict[str, np.ndarray]) -> Standing:
    value = {label: float(runs.mean()) for label, runs in cells.items()}
    return standing(value, lambda one, other, a: share_sign(cells[one], cells[other], a))


def test_the_highest_of_nine_is_found_whichever_place_it_has() -> None:
    for place in range(9):
        events = [100] * 9
        events[place] = 400
        found = of_shares(flags(1_000, *events))
        assert found.highest == [f"config {place}"]
        assert found.is_clear
        assert len(found.lowest) == 8


def test_one_config_alone_is_both_ends_and_claims_nothing() -> None:
    found = of_shares(flags(100, 40))
    assert found.lowest == found.highest == ["config 0"]
    assert found.is_tie
    assert not found.is_clear


@pytest.mark.parametrize(
    ("n", "events"),
    [(10, (1, 1, 1)), (50, (3, 2)), (300, (8, 6)), (1, (1, 0)), (4, (4, 0)), (5, (5, 0))],
)
def test_what_luck_explains_is_no_clear_difference(n: int, events: tuple[int, ...]) -> None:
    found = of_shares(flags(n, *events))
    assert not found.is_clear
    assert set(found.highest) == set(found.lowest) == set(found.value)


def test_eight_of_eight_against_none_is_clear() -> None:
    assert of_shares(flags(8, 8, 0)).is_clear


def test_twenty_configs_of_pure_noise_seldom_differ_clearly() -> None:
    draw = np.random.default_rng(3)
    wrong = 0
    for _ in range(100):
        cells = {f"{k}": draw.random(300) < 0.1 for k in range(20)}
        wrong += of_shares(cells).is_clear
    assert wrong <= 8


@given(st.integers(1, 40), st.lists(st.floats(0, 1), min_size=2, max_size=20), st.integers(0, 99))
def test_a_lone_maximum_is_apart_from_every_other(n: int, shares: list[float], seed: int) -> None:
    luck = np.random.default_rng(seed).random(n)
    cells = {f"config {k}": luck < share for k, share in enumerate(shares)}
    found = of_shares(cells)
    top = found.highest[0]
    assert found.value[top] == max(found.value.values())
    for label, runs in cells.items():
        if label in found.highest:
            continue
        higher, lower = int((cells[top] & ~runs).sum()), int((runs & ~cells[top]).sum())
        assert paired_share_interval(higher, lower, n).low > 0


def test_a_mean_needs_more_than_two_lucky_pairs() -> None:
    assert mean_sign(np.array([1.0, 2.0]), np.array([6.0, 8.0])) == 0
    before = np.arange(40.0)
    assert mean_sign(before, before + 1.0 + 0.1 * (before % 3)) == 1
    assert mean_sign(before + 5.0, before) == -1
    assert mean_sign(before, before) == 0
    assert mean_sign(np.array([1.0, np.nan]), np.array([np.nan, 2.0])) == 0


def test_medians_differ_where_runs_change_sides() -> None:
    draw = np.random.default_rng(5)
    costs = draw.lognormal(3.0, 0.4, 400)
    assert median_sign(costs, 1.3 * costs) == 1
    assert median_sign(1.3 * costs, costs) == -1
    assert median_sign(costs, costs + draw.normal(0, 0.1, 400)) == 0
    assert median_sign(np.full(30, 5.0), np.full(30, 60.0)) == 1
    assert median_sign(np.array([np.nan]), np.array([np.nan])) == 0


def test_pairs_are_split_clearly_or_not() -> None:
    assert pairs_sign(0, 0, 100) == 0
    assert pairs_sign(30, 5, 100) == 1
    assert pairs_sign(5, 30, 100) == -1
    assert pairs_sign(12, 8, 1_000) == 0
    assert pairs_sign(0, 0, 0) == 0
