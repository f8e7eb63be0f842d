"""Incidents of many dyads: the same ones on any number of threads, and those of the outcomes."""

import numpy as np

from sim.montecarlo import run_many
from sim.montecarlo.run_incidents import run_incidents
from sim.scenario import load_scenario
from sim.statistics.dispute import disputes_of

DYADS = 24


def test_threads_and_starts_change_nothing() -> None:
    setup = load_scenario("generic_dyad").setup
    found = run_incidents(setup, 3, DYADS, threads=1)
    assert len(found) > 100
    assert np.array_equal(found, run_incidents(setup, 3, DYADS, threads=2))
    later = run_incidents(setup, 3, DYADS // 2, first_run=DYADS // 2)
    assert np.array_equal(found[found["run"] >= DYADS // 2], later)


def test_the_log_agrees_with_the_outcomes() -> None:
    """Every incident that a run counts is logged, in as many disputes; deaths are deaths."""
    scenario = load_scenario("generic_dyad")
    outcomes = run_many(scenario.setup, 3, 0, DYADS).outcomes
    table = {column.name: outcomes[:, k] for k, column in enumerate(scenario.columns)}
    found = run_incidents(scenario.setup, 3, DYADS)
    acts = found[found["level"] > 0]
    logged = np.bincount(acts["run"], minlength=DYADS)
    assert np.array_equal(logged, table["militarised_incidents.StateA-StateB"])
    disputes = disputes_of(found, scenario.turns)
    counted = np.bincount(disputes.run, minlength=DYADS)
    assert np.array_equal(counted, table["disputes.StateA-StateB"])
    assert (disputes.groupby("run").deaths.max() <= table["deaths"][disputes.run.unique()]).all()
