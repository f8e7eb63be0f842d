"""Frames become figures, a result becomes a page; no statistic is computed here.

`study` tells what runs found · `after_action` tells a session · `figure` has one file per figure ·
`drawing` is what figures are drawn with. Here lies what they share: words, style, rows.
"""

from sim.report.study.page import render
from sim.report.study.plot import Plot
from sim.report.study.reading import Reading
from sim.report.study.result_card import result_card
from sim.report.study.story import story
from sim.report.study.table import cells_table, lines, terminal_table
from sim.report.study.turning_point import exchanges, turning_points
from sim.report.style import STYLE

__all__ = [
    "STYLE",
    "Plot",
    "Reading",
    "cells_table",
    "exchanges",
    "lines",
    "render",
    "result_card",
    "story",
    "terminal_table",
    "turning_points",
]
