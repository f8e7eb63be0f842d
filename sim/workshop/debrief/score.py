"""How good people's forecasts were: will somebody climb, and who was behind it?

A climb in a turn is this: of all actors, in truth and whether anybody noticed or not, the highest
rung on which one acted in that turn stands above the highest on which one acted in the turn
before; before the first turn it is 0. Injected acts count for no rung, accidents and votes do.

Brier score: the squared distance from what happened, 0 to 1 for a yes or no; lower is better, and
always saying 5 in 10 scores .25 (Brier 1950). Log score: the log of the chance given to what
happened; higher is better, a coin has -.69 (Good 1952). Beside each stands what a forecaster
would score who knew nothing but how often it happened in this very game: a hard one to beat.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from sim.statistics import wilson

NEVER_SURE = 0.05
"""0 and 10 in 10 count as half a step less in the log score: a wrong 10 in 10 would score
minus infinity, and no other answer would count any more."""
SOURCES = ("adversary", "hobbyist", "nobody")
UNSURE = "unsure"


class ClimbForecast(NamedTuple):
    """What one seat said of one turn, and what happened."""

    seat: str
    turn: int
    in_ten: int
    happened: bool


class Call(NamedTuple):
    """Whom one seat took to be behind an incident, and who was."""

    seat: str
    turn: int
    """in which it was asked"""
    who: str
    """adversary, hobbyist, nobody, unsure"""
    truth: str
    """adversary, hobbyist, nobody"""


def climbs(rungs: Sequence[int]) -> list[bool]:
    """Return, turn by turn, whether there was a climb; `rungs` holds the highest of each turn."""
    return [rung > before for before, rung in zip([0, *rungs], rungs, strict=False)]


def brier(p: float, happened: bool) -> float:
    """Return the Brier score of one forecast of a yes or no."""
    return (p - float(happened)) ** 2


def log_score(p: float, happened: bool) -> float:
    """Return the log score of one forecast, held NEVER_SURE away from certainty."""
    held = min(max(p, NEVER_SURE), 1.0 - NEVER_SURE)
    return math.log(held if happened else 1.0 - held)


def score_climbs(forecasts: Sequence[ClimbForecast]) -> dict[str, Any] | None:
    """Return the scores of some forecasts; None where there are none.

    `base_rate` is the share of them in which there was a climb, `base_brier` and `base_log` what
    saying that share each time would have scored.
    """
    if not forecasts:
        return None
    n = len(forecasts)
    rate = sum(row.happened for row in forecasts) / n
    return {
        "n": n,
        "brier": sum(brier(row.in_ten / 10, row.happened) for row in forecasts) / n,
        "log": sum(log_score(row.in_ten / 10, row.happened) for row in forecasts) / n,
        "base_rate": rate,
        "base_brier": sum(brier(rate, row.happened) for row in forecasts) / n,
        "base_log": sum(log_score(rate, row.happened) for row in forecasts) / n,
    }


def calibration(forecasts: Sequence[ClimbForecast]) -> list[dict[str, Any]]:
    """Return, for each answer that was given, how often it was, and how often it came true.

    A well calibrated seat that says 3 in 10 sees a climb 3 times in 10; with few answers the
    interval (Wilson, 95%) is wide, and says so.
    """
    rows = []
    for in_ten in sorted({row.in_ten for row in forecasts}):
        told = [row.happened for row in forecasts if row.in_ten == in_ten]
        low, high = wilson(sum(told), len(told))
        rows.append(
            {
                "in_ten": in_ten,
                "n": len(told),
                "happened": sum(told),
                "share": sum(told) / len(told),
                "low": low,
                "high": high,
            }
        )
    return rows


def score_calls(calls: Sequence[Call]) -> dict[str, Any] | None:
    """Return how often calls were right, and their Brier score over the three sources.

    A call is all on one source, "unsure" a third on each: 0 where right, 2 where wrong, 2/3 where
    unsure. `base_brier` is that of naming the shares that the sources had among these incidents,
    `base_right` the share right of always naming the most frequent one. None without calls.
    """
    if not calls:
        return None
    n = len(calls)
    shares = [sum(call.truth == source for call in calls) / n for source in SOURCES]
    return {
        "n": n,
        "right": sum(call.who == call.truth for call in calls),
        "wrong": sum(call.who not in (call.truth, UNSURE) for call in calls),
        "unsure": sum(call.who == UNSURE for call in calls),
        "brier": sum(_brier_of(_shares_of(call.who), call.truth) for call in calls) / n,
        "base_right": max(shares),
        "base_brier": sum(_brier_of(shares, call.truth) for call in calls) / n,
    }


def _shares_of(who: str) -> list[float]:
    if who == UNSURE:
        return [1 / len(SOURCES)] * len(SOURCES)
    return [float(who == source) for source in SOURCES]


def _brier_of(shares: Sequence[float], truth: str) -> float:
    pairs = zip(shares, SOURCES, strict=True)
    return sum((share - float(source == truth)) ** 2 for share, source in pairs)
