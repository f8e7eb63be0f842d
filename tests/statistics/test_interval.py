"""Intervals against published values, and against what they promise: coverage."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.statistics.interval import (
    bounded_interval,
    count_interval,
    mean_interval,
    paired_count_interval,
    paired_share_interval,
    poisson_interval,
    upper_bound_of_none,
    wilson,
)


def test_wilson_gives_the_textbook_interval() -> None:
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    low, high = wilson(81, 263)
    assert low == pytest.approx(0.2553, abs=5e-5)
    assert high == pytest.approx(0.3662, abs=5e-5)


@pytest.mark.parametrize(("events", "n"), [(1, 10), (37, 100), (24, 10_000), (999, 1000)])
def test_wilson_agrees_with_scipy(events: int, n: int) -> None:
    theirs = stats.binomtest(events, n).proportion_ci(method="wilson")
    assert wilson(events, n) == pytest.approx((theirs.low, theirs.high), rel=1e-9)


def test_no_event_is_an_upper_bound_and_all_events_mirror_it() -> None:
    low, high = wilson(0, 1000)
    assert low == 0
    # A share that high shows nothing in 1,000 runs one time in twenty.
    assert (1 - high) ** 1000 == pytest.approx(0.05)
    assert wilson(1000, 1000) == pytest.approx((1 - high, 1.0))
    assert high == pytest.approx(3 / 1000, rel=0.01)  # the rule of three


def test_no_runs_say_nothing_and_impossible_counts_are_refused() -> None:
    assert all(math.isnan(bound) for bound in wilson(0, 0))
    for events, n in ((-1, 5), (6, 5)):
        with pytest.raises(ValueError, match=r"events in 5 runs"):
            wilson(events, n)
    with pytest.raises(ValueError, match="of 5 runs"):
        paired_share_interval(3, 3, 5)


@given(n=st.integers(1, 5000), share=st.floats(0, 1))
def test_wilson_contains_its_estimate_and_stays_a_share(n: int, share: float) -> None:
    events = round(share * n)
    low, high = wilson(events, n)
    assert 0 <= low <= events / n <= high <= 1


@pytest.mark.parametrize("share", [0.02, 0.1, 0.37, 0.5, 0.9])
def test_wilson_covers_the_truth_about_95_times_in_100(share: float) -> None:
    n = 400
    events = np.arange(n + 1)
    covered = [low <= share <= high for low, high in (wilson(int(k), n) for k in events)]
    coverage = stats.binom.pmf(events, n, share)[covered].sum()
    assert 0.93 <= coverage <= 0.985


def test_the_interval_of_a_mean_is_the_normal_one() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    half = 1.959964 * values.std(ddof=1) / 2
    assert mean_interval(values) == pytest.approx((2.5 - half, 2.5 + half), rel=1e-6)
    assert all(math.isnan(bound) for bound in mean_interval(np.array([1.0])))


@given(n=st.integers(1, 2000), higher=st.floats(0, 1), lower=st.floats(0, 1))
def test_a_paired_interval_contains_the_difference(n: int, higher: float, lower: float) -> None:
    up = int(higher * n)
    down = int(lower * (n - up))
    low, high = paired_share_interval(up, down, n)
    assert -1 <= low <= (up - down) / n <= high <= 1
    mirrored = paired_share_interval(down, up, n)
    assert mirrored == pytest.approx((-high, -low))


def test_a_paired_interval_is_not_empty_where_no_run_differs() -> None:
    low, high = paired_share_interval(0, 0, 1000)
    assert low < 0 < high
    assert high < 2 * upper_bound_of_none(1000)


def test_a_paired_interval_covers_the_true_difference() -> None:
    n, p_up, p_down = 200, 0.10, 0.04
    draw = np.random.default_rng(5).multinomial(n, [p_up, p_down, 1 - p_up - p_down], size=2000)
    hits = 0
    for up, down, _ in draw:
        low, high = paired_share_interval(int(up), int(down), n)
        hits += low <= p_up - p_down <= high
    assert 0.93 <= hits / len(draw) <= 0.985


def test_a_count_that_was_never_seen_is_bounded_from_above() -> None:
    low, high = count_interval(np.zeros(100))
    assert low == 0
    # A Poisson mean that high shows nothing in 100 runs one time in twenty.
    assert math.exp(-100 * high) == pytest.approx(0.05)
    assert math.isnan(count_interval(np.zeros(0)).high)


@pytest.mark.parametrize("events", [1, 2, 7, 40])
def test_the_poisson_interval_agrees_with_scipy(events: int) -> None:
    low = stats.chi2.ppf(0.025, 2 * events) / 2
    high = stats.chi2.ppf(0.975, 2 * events + 2) / 2
    assert poisson_interval(events) == pytest.approx((low, high))


def test_seeing_more_never_lowers_the_upper_end() -> None:
    ends = [count_interval((np.arange(100) < events).astype(float)) for events in range(10)]
    highs = [high for _, high in ends]
    assert highs == sorted(highs)
    assert all(0 <= low <= events / 100 for events, (low, _) in enumerate(ends))


def test_one_run_with_many_events_claims_little() -> None:
    values = np.zeros(100)
    values[3] = 20
    low, high = count_interval(values)
    assert low == 0
    assert high > 0.5


def test_a_count_seen_in_many_runs_has_the_normal_interval() -> None:
    values = np.random.default_rng(2).poisson(8, 500)
    assert count_interval(values) == mean_interval(values)


def test_a_difference_of_counts_is_not_empty_where_no_pair_differs() -> None:
    low, high = paired_count_interval(np.zeros(1000))
    assert low == -high
    assert high == pytest.approx(3 / 1000, rel=0.01)
    one = np.zeros(100)
    one[0] = 1
    low, high = paired_count_interval(one)
    assert low < 0 < 0.01 < high
    assert paired_count_interval(-one) == pytest.approx((-high, -low))
    many = np.zeros(100)
    many[0] = 30
    assert paired_count_interval(many).low < 0


def test_a_bounded_quantity_without_spread_is_bounded_too() -> None:
    assert bounded_interval(np.zeros(100)) == pytest.approx((0.0, upper_bound_of_none(100)))
    assert bounded_interval(np.ones(100)) == pytest.approx((1 - upper_bound_of_none(100), 1.0))
    low, high = bounded_interval(np.full(50, 0.25))
    assert low < 0.25 < high < 0.35
    assert bounded_interval(np.array([0.0] * 99 + [1.0])).low == 0
