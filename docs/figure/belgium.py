"""The Belgian scenario as it is shipped: how high its runs climb, and the headlines of README."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim import load_scenario, sweep
from sim.report.study.ascent import high
from sim.report.study.reading import Reading
from sim.report.study.table import Line, lines

RUNS, SEED = 20_000, 7
TOLD = (
    "5+ ", "6+ ", "7+ ", "8+ ", "9+ ", "11 ", "Armed force used", "Somebody died", "War",
    "Return to calm", "Drone incursions, Belgium", "Aid read as offensive, UK", "Request to first",
    "Deployments, UK", "Cost, UK", "Article 4", "Article 5", "Alliance cohesion",
)  # fmt: skip
"""How the lines begin that README tells."""


def swept() -> Reading:
    """Simulate what `make sweep` does."""
    return Reading(sweep(load_scenario("belgium_2025"), RUNS, SEED))


def headlines(reading: Reading) -> list[Line]:
    """Return the lines of the table that README tells, in the order of the command."""
    return [line for line in lines(reading) if line.outcome.startswith(TOLD)]


def climb(reading: Reading) -> Figure:
    """Draw in how many of 100 runs each rung is reached at least."""
    return high(reading).figure()
