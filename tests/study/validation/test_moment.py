"""Self-excitation of simulated dyads, and for how long each was watched."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import load_scenario
from sim.study.validation.moment import MOMENTS, branching, measure_all
from sim.study.validation.sample import Sample, sample_of

DAYS = 8035


def test_a_dyad_is_watched_until_it_goes_to_war(sample: Sample) -> None:
    acts = sample.acts
    runs = np.unique(acts["run"])
    at_war = np.isin(runs, acts["run"][acts["level"] == 5])
    assert 0 < at_war.sum() < len(runs)
    assert np.all(sample.watched_days[~at_war] == DAYS)
    assert np.all(sample.watched_days[at_war] < DAYS)
    last = np.array([acts["day"][acts["run"] == run].max() for run in runs])
    assert np.all(last < sample.watched_days)


@pytest.mark.slow
def test_branching_rises_with_the_engines_own_and_not_with_how_dyads_differ() -> None:
    alike = {f"dyad.{name}_sd": 0.0 for name in ("tempo", "asymmetry", "force", "repertoire")}

    def measured(**changes: float) -> float:
        named = {name.replace("__", "."): value for name, value in changes.items()}
        return branching(sample_of(load_scenario("generic_dyad", None, named), 600, seed=4))

    weak, strong = (measured(answer__expected=n) for n in (0.2, 1.2))
    assert weak < 0.15 < 0.22 < strong
    both = measured(answer__expected=1.2, **alike)
    assert both == pytest.approx(strong, abs=0.08)


def test_every_moment_can_be_measured(sample: Sample) -> None:
    found = measure_all(sample)
    assert list(found) == [moment.name for moment in MOMENTS]
    assert all(np.isfinite(value) for value in found.values())
