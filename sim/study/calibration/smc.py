"""Approximate Bayesian computation by sequential Monte Carlo, done by pyABC.

Toni et al. (2009) for the method, Schaelte et al. (2022) for the library. The library's proposals
use its own random numbers, seeded here; the simulations draw through `sim.core.draws` alone.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyabc  # pyright: ignore[reportMissingImports]

from sim.study.calibration.problem import Problem, declared


def posterior(
    problem: Problem, particles: int, generations: int, seed: int,
    tell: Callable[[int, float, int], None],
) -> pd.DataFrame:  # fmt: skip
    """Return the particles of the last generation: parameters, `weight`, `distance`.

    `tell` is told generation, tolerance and simulations so far.
    """
    logging.getLogger("ABC").setLevel(logging.ERROR)
    prior = pyabc.Distribution(
        **{
            _word(p.name): pyabc.RV("loguniform", p.low, p.high)
            if p.distribution == "log-uniform"
            else pyabc.RV("uniform", p.low, p.high - p.low)
            for p in declared()
        }
    )
    names = {_word(p.name): p.name for p in declared()}

    def model(point: Any) -> dict[str, float]:
        return problem.simulate({names[word]: point[word] for word in names})

    np.random.seed(seed)  # the library draws from numpy's global generator
    with tempfile.TemporaryDirectory() as scratch:
        search = pyabc.ABCSMC(
            model, prior, problem.distance, population_size=particles,
            sampler=pyabc.sampler.SingleCoreSampler(),
        )  # fmt: skip
        search.new(f"sqlite:///{Path(scratch) / 'search.db'}", problem.observed)
        history = None
        for generation in range(generations):
            history = search.run(max_nr_populations=generation + 1)
            reached = history.get_all_populations().iloc[-1]
            tell(generation + 1, float(reached.epsilon), int(history.total_nr_simulations))
        assert history is not None
        frame, weights = history.get_distribution(m=0)
        distances = history.get_weighted_distances()
    found = frame.rename(columns=names)[list(names.values())].reset_index(drop=True)
    found["weight"] = np.asarray(weights, float)
    found["distance"] = distances["distance"].to_numpy(float)
    return found


def _word(name: str) -> str:
    """A parameter's name as the library takes it: an identifier."""
    return name.replace(".", "__")
