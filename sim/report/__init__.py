"""Frames become figures, a result becomes a page; no statistic is computed here."""

from sim.report.page import render
from sim.report.plot import Plot
from sim.report.reading import Reading
from sim.report.story import story
from sim.report.style import STYLE
from sim.report.table import cells_table, lines, terminal_table

__all__ = [
    "STYLE",
    "Plot",
    "Reading",
    "cells_table",
    "lines",
    "render",
    "story",
    "terminal_table",
]
