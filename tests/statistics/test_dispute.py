"""Disputes from incidents: a story small enough to count by hand."""

import numpy as np

from sim.montecarlo.run_incidents import INCIDENT_ROW
from sim.statistics.dispute import disputes_of

NAMES = ("run", "day", "until", "actor", "level", "dispute", "deaths")


def rows(*acts: tuple[int, float, float, int, int, int, int]) -> np.ndarray:
    """Acts as (run, day, until, actor, level, dispute, deaths)."""
    table = np.zeros(len(acts), INCIDENT_ROW)
    for k, act in enumerate(acts):
        for name, value in zip(NAMES, act, strict=True):
            table[k][name] = value
    table["target"] = 1 - table["actor"]
    return table


def test_one_answered_dispute_and_one_that_nobody_answered() -> None:
    table = disputes_of(
        rows(
            (0, 10, 10, 0, 3, 1, 0),
            (0, 14, 20, 1, 4, 1, 1),
            (0, 400, 400, 0, 2, 2, 0),
            (1, 5, 5, 1, 3, 1, 0),
            (1, 6, 6, 0, 0, 1, 0),  # settled
        ),
        1_000,
    )
    assert table.days.tolist() == [11.0, 1.0, 1.0]
    assert table.incidents.tolist() == [2, 1, 1]
    assert table.highest_level.tolist() == [4, 2, 3]
    assert table.reciprocated.tolist() == [True, False, False]
    assert table.deaths.tolist() == [1, 0, 0]
    assert table.settled.tolist() == [False, False, True]


def test_what_goes_on_at_the_horizon_ends_there() -> None:
    table = disputes_of(rows((0, 90, 300, 0, 3, 1, 0)), 100)
    assert table.days.tolist() == [11.0]
