"""One file per figure: a frame goes in, a Matplotlib figure comes out."""

from sim.report.figure.cells import cells, cost_by_cell
from sim.report.figure.cost import cost
from sim.report.figure.exceedance import exceedance
from sim.report.figure.first_passage import first_passage
from sim.report.figure.grid import grid
from sim.report.figure.incursion import incursion
from sim.report.figure.paired import higher_lower, paired
from sim.report.figure.ranking import ranking
from sim.report.figure.rung_share import rung_share, shares_by_rung

__all__ = [
    "cells",
    "cost",
    "cost_by_cell",
    "exceedance",
    "first_passage",
    "grid",
    "higher_lower",
    "incursion",
    "paired",
    "ranking",
    "rung_share",
    "shares_by_rung",
]
