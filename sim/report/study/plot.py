"""`Result.plot`: every figure of the report, its finding as its title."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.core.errors import ConfigError
from sim.report.study import ascent, burden, pairs, versus
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.study import Result


class Plot:
    """Figures of a result, each a Matplotlib `Figure` that a notebook shows and `savefig` writes.

    All raise ConfigError where the result holds nothing to draw.
    """

    def __init__(self, result: Result) -> None:
        self.reading = Reading(result)

    def exceedance(self, cell: int = 0) -> Figure:
        """How high: the share of runs that reach each rung at least."""
        return ascent.high(self.reading, cell).figure()

    def rung_share(self, cell: int = 0) -> Figure:
        """Where the runs stand, turn by turn."""
        return _drawn(ascent.where(self.reading, cell), "the study has no turns yet")

    def first_passage(self, cell: int = 0) -> Figure:
        """How soon: the share of runs that have reached a rung by each turn."""
        return _drawn(ascent.soon(self.reading, cell), "no run leaves calm")

    def incursions(self) -> Figure:
        """Incursions a month before and after the first kit."""
        return _drawn(burden.incursions(self.reading), "no kit came in any run")

    def cost(self, actor: str | None = None, cell: int = 0, budget: float | None = None) -> Figure:
        """What an actor spends, each dot 2 in 100 runs; `budget` (M EUR) adds a line."""
        section = burden.cost(self.reading, actor, cell, budget)
        return _drawn(section, "nobody spends anything")

    def cells(self) -> Figure:
        """Several configs: how many runs reach each rung."""
        return versus.cells(self.reading).figure()

    def grid(self) -> Figure:
        """One side's policies against the other's."""
        return _drawn(versus.grid(self.reading), "not exactly two actors vary over all pairs")

    def cost_by_cell(self) -> Figure:
        """What every config costs."""
        return _drawn(versus.cost_by_cell(self.reading), "nobody spends anything")

    def paired(self, baseline: int = 0) -> Figure:
        """Differences from a baseline, run by run on common random numbers."""
        section = pairs.paired(self.reading, baseline)
        return _drawn(section, "there is no other complete config to compare with")

    def higher_lower(self, baseline: int = 0) -> Figure:
        """In how many pairs the highest rung came out lower, the same, higher."""
        section = pairs.higher_lower(self.reading, baseline)
        return _drawn(section, "there is no other complete config to compare with")


def _drawn(section: Section | None, missing: str) -> Figure:
    if section is None:
        raise ConfigError(f"nothing to draw: {missing}")
    return section.figure()
