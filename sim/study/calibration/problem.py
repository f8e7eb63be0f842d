"""What is calibrated: eight parameters, their priors, and how far a simulation is from the data.

Priors are the declared ranges and distributions of the parameters. The distance is the root mean
square of (simulated - target) / half-width of the target's 95% interval: about 1 where figures
lie at the edge of their intervals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import count

import numpy as np

from sim.core import draws
from sim.core.arithmetic import exp, log
from sim.core.errors import ConfigError
from sim.scenario import load_scenario
from sim.scenario.parameter import PARAMETERS, Parameter
from sim.study.validation.moment import measure_all
from sim.study.validation.sample import sample_of
from sim.study.validation.target import Target

SCENARIO = "generic_dyad"
CALIBRATED = (
    "dyad.tempo",
    "dyad.tempo_sd",
    "dyad.asymmetry_sd",
    "answer.expected",
    "answer.lag_days",
    "answer.per_rung",
    "response.momentum_branching",
    "spell.share_long",
)
"""At most eight: more than the moments could tell apart."""
FITTED = (
    "hostlev_ge4", "war_hostlev5", "reciprocated", "dur_one_day", "dur_median_days", "dur_le30",
    "dur_gt365", "single_incident_dispute", "mean_per_dispute", "level_3_to_3", "level_4_to_4",
    "answer_show_of_force", "answer_border_violation", "answer_median_days",
    "answer_within_7_days",
)  # fmt: skip
"""The figures that the eight parameters can move; counts and shares that repeat others are out."""
WORST = 10.0
"""The distance in one figure that could not be measured."""


class Problem:
    """Simulates the generic dyad at other parameters, with fresh luck every time.

    Raises ConfigError where no target is one that is fitted, or one has an interval of no width.
    """

    def __init__(self, targets: Sequence[Target], dyads: int, seed: int) -> None:
        self.targets = [target for target in targets if target.figure in FITTED]
        if not self.targets:
            raise ConfigError(f"targets: none is fitted; allowed: {', '.join(FITTED)}")
        for target in self.targets:
            if target.low == target.high:
                raise ConfigError(f"targets: {target.figure}: its interval has no width")
        self.dyads = dyads
        self.seed = seed
        self._next = count()

    @property
    def observed(self) -> dict[str, float]:
        """The figures of the data."""
        return {target.figure: target.value for target in self.targets}

    def simulate(self, values: Mapping[str, float]) -> dict[str, float]:
        """Return the figures of `dyads` runs at these parameters (by name)."""
        scenario = load_scenario(SCENARIO, parameters={k: float(v) for k, v in values.items()})
        first = next(self._next) * self.dyads
        found = measure_all(sample_of(scenario, self.dyads, self.seed, first), list(self.observed))
        return found

    def distance(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        """Return how far two sets of figures are from each other, in half-widths."""
        total = 0.0
        for target in self.targets:
            half = (target.high - target.low) / 2.0
            gap = (one[target.figure] - other[target.figure]) / half
            total += WORST**2 if math.isnan(gap) else min(gap * gap, WORST**2)
        return math.sqrt(total / len(self.targets))


def declared() -> list[Parameter]:
    """Return the declarations of the calibrated parameters."""
    return [PARAMETERS[name] for name in CALIBRATED]


def draw_uniformly(
    box: Mapping[str, tuple[float, float]], seed: int, number: int
) -> dict[str, float]:
    """Return the number-th point of a box of parameters; uniform in the log where declared so."""
    key = np.uint64(draws.turn_key(np.uint64(draws.run_key(seed, number)), 0))
    point = {}
    for name, (low, high) in box.items():
        u = draws.uniform(key, draws.DESIGN, np.uint64(draws.name_key("parameter", name)))
        if PARAMETERS[name].distribution == "log-uniform":
            point[name] = exp(log(low) + u * (log(high) - log(low)))
        else:
            point[name] = low + u * (high - low)
    return point
