"""Intervals, quantiles, summaries and paired differences; independent of scenarios."""

from sim.statistics.exceedance import exceedance
from sim.statistics.interval import (
    Interval,
    count_interval,
    mean_interval,
    paired_count_interval,
    paired_share_interval,
    poisson_interval,
    upper_bound_of_none,
    wilson,
)
from sim.statistics.paired import PAIRED_COLUMNS, paired, paired_row, variance_ratio
from sim.statistics.quantile import censored_quantiles, quantiles
from sim.statistics.source import Declared, FrameRuns, Runs
from sim.statistics.summary import SUMMARY_COLUMNS, summarise, summary_row
from sim.statistics.turns import TURN_COLUMNS, rung_shares, series_quantiles

__all__ = [
    "PAIRED_COLUMNS",
    "SUMMARY_COLUMNS",
    "TURN_COLUMNS",
    "Declared",
    "FrameRuns",
    "Interval",
    "Runs",
    "censored_quantiles",
    "count_interval",
    "exceedance",
    "mean_interval",
    "paired",
    "paired_count_interval",
    "paired_row",
    "paired_share_interval",
    "poisson_interval",
    "quantiles",
    "rung_shares",
    "series_quantiles",
    "summarise",
    "summary_row",
    "upper_bound_of_none",
    "variance_ratio",
    "wilson",
]
