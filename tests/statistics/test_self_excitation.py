"""The branching ratio is found again in processes of which it is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core import draws
from sim.statistics.self_excitation import fit_self_excitation

DAYS = 8035
"""As long as the MID data are daily: 1993 to 2014."""


def lucky(run: int, purpose: int, number: int) -> float:
    """Return one uniform number of the run."""
    key = np.uint64(draws.turn_key(np.uint64(draws.run_key(11, run)), 0))
    return draws.uniform(key, purpose, np.uint64(number))


def clusters(
    dyads: int, branching: float, half_life_days: float, spread: float = 1.5, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Return dyad and day of a Hawkes process by its clusters (Hawkes and Oakes 1974).

    Founders come at the dyad's own rate (log-normal, 4 in all those years at the median); each
    incident sets off a Poisson number, at exponential lags rounded up to whole days.
    """
    found: list[tuple[int, int]] = []
    for dyad in range(dyads):
        run = seed * dyads + dyad
        mean = 4.0 * math.exp(
            spread * draws.normal(np.uint64(draws.run_key(11, run)), 1, draws.EVERYBODY)
        )
        founders = draws.poisson(lucky(run, 2, 0), min(mean, 200.0))
        waiting = [int(DAYS * lucky(run, 3, k)) for k in range(founders)]
        drawn = 0
        while waiting:
            day = waiting.pop()
            if day >= DAYS:
                continue
            found.append((dyad, day))
            for _ in range(draws.poisson(lucky(run, 4, len(found)), branching)):
                drawn += 1
                lag = -half_life_days / math.log(2.0) * math.log(lucky(run, 5, drawn))
                waiting.append(day + math.ceil(lag))
    rows = np.array(found)
    return rows[:, 0], rows[:, 1]


@pytest.mark.parametrize(("branching", "half_life"), [(0.2, 2.0), (0.35, 5.0), (0.67, 2.0)])
def test_a_known_branching_ratio_is_found_though_dyads_differ(
    branching: float, half_life: float
) -> None:
    dyad, day = clusters(600, branching, half_life)
    fit = fit_self_excitation(dyad, day, DAYS)
    assert fit.branching == pytest.approx(branching, abs=0.04)
    assert fit.half_life_days == pytest.approx(half_life, rel=0.25)


def test_dyads_that_differ_are_not_taken_for_contagion() -> None:
    dyad, day = clusters(600, 0.0, 2.0)
    assert fit_self_excitation(dyad, day, DAYS).branching < 0.03


def test_the_order_of_the_incidents_does_not_matter() -> None:
    dyad, day = clusters(100, 0.3, 3.0)
    one, other = (
        fit_self_excitation(dyad, day, DAYS),
        fit_self_excitation(dyad[::-1], day[::-1], DAYS),
    )
    assert one.branching == other.branching


def test_base_rates_add_up_to_the_incidents_that_nothing_set_off() -> None:
    dyad, day = clusters(300, 0.4, 2.0)
    fit = fit_self_excitation(dyad, day, DAYS)
    founders = fit.base_rate_day.sum() * DAYS
    assert founders / len(day) == pytest.approx(1.0 - fit.branching, abs=0.03)


def test_nothing_is_known_where_no_dyad_has_two_incidents() -> None:
    assert math.isnan(fit_self_excitation(np.arange(5), np.arange(5), DAYS).branching)
