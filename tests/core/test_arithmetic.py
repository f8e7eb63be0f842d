"""Our own exp and log against the platform's: they may differ in the last bits and no further."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from sim.core.arithmetic import (
    EXPONENT_LIMIT,
    clip,
    exp,
    log,
    logistic,
    logit,
    normal_quantile,
    power_of_two,
)

quick = settings(max_examples=300, deadline=None, database=None)


@quick
@given(st.floats(-700, 700))
def test_exp_is_within_a_billionth_of_the_platforms(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-9, abs=0)


@pytest.mark.parametrize("k", [-1022, -1010, -1, 0, 1, 52, 1010, 1023])
def test_powers_of_two_are_exact(k: int) -> None:
    assert power_of_two(float(k)) == math.ldexp(1.0, k)


def test_what_lies_beyond_a_bound_is_put_on_it() -> None:
    assert [clip(x, -2.0, 3.0) for x in (-9.0, -2.0, 0.5, 3.0, 9.0)] == [-2.0, -2.0, 0.5, 3.0, 3.0]


def test_exp_is_exact_where_a_neutral_motive_must_change_nothing() -> None:
    assert exp(0.0) == 1.0


@pytest.mark.parametrize("x", [800.0, 1e6, math.inf])
def test_exp_is_held_instead_of_overflowing(x: float) -> None:
    assert exp(x) == exp(EXPONENT_LIMIT) < math.inf
    assert exp(-x) == exp(-EXPONENT_LIMIT) > 0.0


def test_exp_never_falls_across_the_seams_of_its_range_reduction() -> None:
    seams = np.arange(-40, 41) * math.log(2) / 2
    for seam in seams:
        assert exp(seam - 1e-7) < exp(seam + 1e-7)


@quick
@given(st.floats(1e-300, 1e300))
def test_log_is_the_platforms_within_its_promise(x: float) -> None:
    assert log(x) == pytest.approx(math.log(x), rel=1e-12, abs=1e-13)


def test_log_of_one_is_zero() -> None:
    assert log(1.0) == 0.0


@quick
@given(st.floats(-20, 20))
def test_log_odds_of_a_probability_come_back(x: float) -> None:
    p = logistic(x)
    assert 0.0 < p < 1.0
    assert p + logistic(-x) == pytest.approx(1.0, abs=1e-9)
    # One unit in the last place of p moves its log-odds by 1e-16 / (1 - p): e**20 times at worst.
    assert logit(p) == pytest.approx(x, rel=1e-7, abs=1e-7)


@quick
@given(st.floats(1e-15, 1 - 1e-15))
def test_normal_quantile_is_scipys(u: float) -> None:
    assert normal_quantile(u) == pytest.approx(ndtri(u), abs=1e-6)


@pytest.mark.parametrize("u", [0.074999, 0.075001, 1.38e-11, 1.4e-11])
def test_normal_quantile_has_no_step_where_its_formula_changes(u: float) -> None:
    assert normal_quantile(u) == pytest.approx(ndtri(u), abs=1e-6)
    assert normal_quantile(u) == pytest.approx(-normal_quantile(1.0 - u), abs=1e-4)


@pytest.mark.parametrize("x", np.linspace(-3.0, 3.0, 61))
def test_exp_is_exact_to_a_billionth_everywhere_near_zero(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-9, abs=0)


@pytest.mark.parametrize("x", [-700.0, -300.5, -50.25, 50.25, 300.5, 700.0])
def test_exp_is_exact_to_a_billionth_far_from_zero(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-9, abs=0)


def test_exp_is_held_at_its_limit_and_not_before() -> None:
    assert exp(699.5) < exp(700.0) == exp(700.5)
    assert exp(-699.5) > exp(-700.0) == exp(-700.5)


@pytest.mark.parametrize("x", [*np.geomspace(0.5, 2.0, 33), 1e-300, 0.1, 7.0, 1e300])
def test_log_is_exact_to_its_promise_over_a_whole_octave(x: float) -> None:
    """Within an octave every term of the series shows; outside only the exponent changes."""
    assert log(x) == pytest.approx(math.log(x), rel=1e-13, abs=1e-13)


@pytest.mark.parametrize("p", [0.001, 0.2, 0.5, 0.75, 0.999])
def test_log_odds_by_hand(p: float) -> None:
    assert logit(p) == pytest.approx(math.log(p) - math.log(1.0 - p), abs=1e-12)
    assert logistic(logit(p)) == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize(
    "u", [*np.linspace(0.001, 0.999, 101), *np.geomspace(1e-300, 1e-3, 40), 1 - 1e-12, 1 - 1e-9]
)
def test_the_normal_quantile_is_within_a_millionth_from_tail_to_tail(u: float) -> None:
    assert normal_quantile(u) == pytest.approx(ndtri(u), rel=1e-6, abs=1e-6)
