"""Stateless luck: the same on every machine and in every version, and free of patterns."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.core import draws

quick = settings(max_examples=200, deadline=None, database=None)
N = 20_000


def turn_of(seed: int, run: int, turn: int) -> np.uint64:
    return np.uint64(draws.turn_key(np.uint64(draws.run_key(seed, run)), turn))


def test_known_answers_guard_old_records() -> None:
    """A change of any of these makes every stored study impossible to replay."""
    key = draws.name_key("option", "UK", "isr_flight", "Russia")
    assert key == 9242668666344022759
    assert draws.name_key("actor", "UK") == 4828029820313057690
    assert draws.mix(np.uint64(1)) == 0x5692161D100B05E5  # SplitMix64's own finaliser
    run = np.uint64(draws.run_key(1, 0))
    assert run == 15916886550466581944
    turn = np.uint64(draws.turn_key(run, 0))
    assert turn == 11247113734838082214
    assert draws.uniform(turn, draws.DETECTION, key) == 0.05032892829280933
    assert draws.normal(turn, draws.READING, key) == 0.021251453088040436
    once = turn_of(2025, 41, -1)
    assert draws.uniform(once, draws.ELECTION, draws.EVERYBODY) == 0.07021556445559785


def test_a_draw_by_its_word_is_that_draw() -> None:
    key = draws.name_key("option", "UK", "isr_flight", "Russia")
    turn = turn_of(2025, 41, 3)
    word = np.uint64(draws.word_of(draws.OPTION_COUNT, key))
    assert draws.uniform_of(turn, word) == draws.uniform(turn, draws.OPTION_COUNT, key)


def test_a_key_handed_back_by_a_kernel_is_still_that_key() -> None:
    run = draws.run_key(2025, 41)
    assert run < 2**63
    assert draws.turn_key(run, -1) == draws.turn_key(np.uint64(run), -1)


def test_purposes_are_numbered_apart() -> None:
    numbers = [
        value for name, value in vars(draws).items() if name.isupper() and type(value) is int
    ]
    purposes = [value for value in numbers if value != draws.COUNT_LIMIT]
    assert len(set(purposes)) == len(purposes) >= 23


def test_names_are_not_run_together() -> None:
    assert draws.name_key("ab", "c") != draws.name_key("a", "bc")


def sample(vary: str) -> np.ndarray:
    """Return draws that differ in one of the things they hang on."""
    key = draws.name_key("actor", "UK")
    if vary == "turn":
        run = np.uint64(draws.run_key(1, 0))
        turns = [np.uint64(draws.turn_key(run, t)) for t in range(N)]
        return np.array([draws.uniform(turn, draws.VOTE, key) for turn in turns])
    if vary == "run":
        return np.array([draws.uniform(turn_of(1, run, 0), draws.VOTE, key) for run in range(N)])
    if vary == "seed":
        return np.array([draws.uniform(turn_of(seed, 0, 0), draws.VOTE, key) for seed in range(N)])
    turn = turn_of(1, 0, 0)
    if vary == "purpose":
        return np.array([draws.uniform(turn, purpose, key) for purpose in range(N)])
    items = [np.uint64(draws.item(key, number)) for number in range(N)]
    return np.array([draws.uniform(turn, draws.VOTE, thing) for thing in items])


@pytest.mark.parametrize("vary", ["turn", "run", "seed", "purpose", "item"])
def test_luck_is_uniform_and_neighbours_are_strangers(vary: str) -> None:
    """Neighbouring numbers are what a weak hash would correlate first."""
    u = sample(vary)
    assert 0.0 < u.min() < u.max() < 1.0
    assert len(np.unique(u)) == N
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    for lag in (1, 2, 7, 52):
        # Five standard errors: a false alarm once in a million.
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 5 / np.sqrt(N)


def test_two_purposes_of_one_event_share_no_luck() -> None:
    key = draws.name_key("actor", "UK")
    turns = [turn_of(1, run, 3) for run in range(N)]
    seen = np.array([draws.uniform(turn, draws.DETECTION, key) for turn in turns])
    hit = np.array([draws.uniform(turn, draws.DEFEAT_EW, key) for turn in turns])
    assert abs(np.corrcoef(seen, hit)[0, 1]) < 5 / np.sqrt(N)


def test_normal_draws_are_standard_normal() -> None:
    key = draws.name_key("actor", "UK")
    z = [draws.normal(turn_of(1, run, 0), draws.READING, key) for run in range(N)]
    assert stats.kstest(z, "norm").pvalue > 1e-4


@pytest.mark.parametrize("mean", [0.01, 0.3, 1.0, 4.0, 20.0])
def test_poisson_counts_have_their_mean_and_variance(mean: float) -> None:
    key = draws.name_key("actor", "UK")
    u = [draws.uniform(turn_of(1, run, 0), draws.OPTION_COUNT, key) for run in range(N)]
    counts = np.array([draws.poisson(value, mean) for value in u])
    error = np.sqrt(mean / N)
    assert counts.mean() == pytest.approx(mean, abs=5 * error)
    assert counts.var() == pytest.approx(mean, abs=5 * np.sqrt((mean + 2 * mean**2) / N))


@quick
@given(st.floats(1e-9, 1 - 1e-9), st.floats(0, 30))
def test_poisson_is_the_quantile_of_its_distribution(u: float, mean: float) -> None:
    count = draws.poisson(u, mean)
    # A hair's breadth either way: our exp is a billionth off, and so is the quantile's edge.
    assert stats.poisson.cdf(count, mean) >= u - 1e-8
    assert count == 0 or stats.poisson.cdf(count - 1, mean) <= u + 1e-8


@quick
@given(st.floats(1e-9, 1 - 1e-9), st.floats(1e-9, 1 - 1e-9), st.floats(0, 30), st.floats(0, 30))
def test_more_luck_or_a_higher_rate_never_means_fewer_acts(
    u: float, other: float, mean: float, higher: float
) -> None:
    """This is what pairs two policies: the keener one acts wherever the other does."""
    assert draws.poisson(min(u, other), mean) <= draws.poisson(max(u, other), mean)
    assert draws.poisson(u, min(mean, higher)) <= draws.poisson(u, max(mean, higher))


def test_a_rate_of_zero_never_rings() -> None:
    assert draws.poisson(1 - 1e-16, 0.0) == 0


def test_a_mad_rate_ends_at_the_limit() -> None:
    assert draws.poisson(0.5, 2000.0) == draws.COUNT_LIMIT


@pytest.mark.parametrize("mean", [0.01, 0.5, 3.0, 12.0])
def test_a_count_is_one_more_than_its_luck_allows_for_fewer(mean: float) -> None:
    """Just below the chance of at most k acts it is k, just above it is k + 1."""
    for count in range(5):
        reached = float(stats.poisson.cdf(count, mean))
        if 1e-6 < reached < 1 - 1e-6:
            assert draws.poisson(reached - 1e-8, mean) == count
            assert draws.poisson(reached + 1e-8, mean) == count + 1


def test_the_quiet_turn_is_told_without_an_exponential() -> None:
    """1 - m is below e**-m: with less luck than that nothing happens, with a little more too."""
    for u in (0.5, 0.7 - 1e-9, 0.7, 0.74):  # e**-0.3 is 0.7408
        assert draws.poisson(u, 0.3) == 0
    assert draws.poisson(0.7409, 0.3) == 1


@pytest.mark.parametrize(("mean", "count"), [(650.0, 650), (651.0, draws.COUNT_LIMIT)])
def test_beyond_the_largest_mean_the_count_is_the_limit(mean: float, count: int) -> None:
    assert draws.poisson(0.505, mean) == pytest.approx(count, abs=3)


def test_a_count_never_passes_its_limit() -> None:
    assert draws.poisson(1.0, 600.0) == draws.COUNT_LIMIT


def test_keys_are_made_as_the_records_of_old_runs_have_them() -> None:
    """SplitMix64's steps in plain integers."""
    limit = 2**64

    def mix(x: int) -> int:
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 % limit
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB % limit
        return x ^ (x >> 31)

    golden = 0x9E3779B97F4A7C15
    run = mix((mix(5 + golden) + 3 * golden) % limit)
    assert draws.run_key(5, 3) == run
    for turn in (-1, 0, 7):
        key = mix((run + (turn + 2) * 0xBF58476D1CE4E5B9) % limit)
        assert draws.turn_key(np.uint64(run), turn) == key
    assert draws.item(np.uint64(9), 4) == (9 + 4 * 0x94D049BB133111EB) % limit
    assert draws.joined(np.uint64(limit - 1), np.uint64(5)) == 4
    word = mix(77 ^ mix((9 + draws.VOTE * golden) % limit))
    u = draws.uniform(np.uint64(77), draws.VOTE, np.uint64(9))
    assert u == ((word >> 12) + 0.5) / 2**52
