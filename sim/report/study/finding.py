"""What a figure on one config shows, said in words that are computed from its numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.report.figure.cost import middle
from sim.report.row import at_rung, rows
from sim.report.words import FEW_RUNS, RUNG_EVENT, chance, money
from sim.statistics import quantiles

_FRACTIONS = ((1 / 4, "One in four"), (1 / 3, "One in three"), (1 / 2, "Half of the runs"),
              (2 / 3, "Two in three"), (3 / 4, "Three in four"))  # fmt: skip
_TELLING = range(5, 10)


def telling_rung(exceedance: pd.DataFrame) -> int:
    """The rung that says most about how high runs climb: reached by some, not by most.

    Of rungs 5 to 9 the one whose share is nearest to a third; where none of these is reached, the
    highest rung that is.
    """
    share = {row["rung"]: row["share"] for row in rows(exceedance)}
    open_rungs = [rung for rung in _TELLING if 0 < share[rung] < 1]
    if open_rungs:
        return min(open_rungs, key=lambda rung: abs(share[rung] - 1 / 3))
    return max(rung for rung in share if share[rung] > 0)


def headline(exceedance: pd.DataFrame) -> str:
    """ "In 37 of 100 runs, a border is crossed or something is sabotaged." """
    rung = telling_rung(exceedance)
    row = at_rung(exceedance, rung)
    n, share = int(row["n"]), float(row["share"])
    if rung == 0:
        return f"In none of {n:,} runs does anyone leave calm."
    if share == 1:
        if rung == 11:
            return f"In every one of {n:,} runs, {RUNG_EVENT[rung]}."
        return f"In every one of {n:,} runs, {RUNG_EVENT[rung]}; in none does it go further."
    return f"In {chance(share, n).replace(' in ', ' of ')} runs, {RUNG_EVENT[rung]}."


def exceedance_finding(exceedance: pd.DataFrame) -> str:
    """ "Three in four reach rung 5; 18 in 100 reach rung 7"."""
    rung = telling_rung(exceedance)
    parts = []
    for each in (rung - 1, rung + 1):
        if 0 < each <= 11:
            row = at_rung(exceedance, each)
            parts.append(_reach(float(row["share"]), int(row["n"]), each))
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def rung_share_finding(shares: np.ndarray, rung: int, period: str) -> str:
    """ "In a typical week, 4.2 in 100 runs are on rung 6 or higher".

    `shares` has shape (rungs, turns); typical is the median turn.
    """
    there = shares[rung:].sum(axis=0)
    if there.max() == 0:
        return f"No run is on rung {rung} or higher in any {period}"
    typical = quantiles(there, (0.5,))[0]
    told = "no run is" if typical == 0 else f"{chance(min(typical, 1.0))} runs are"
    return f"In a typical {period}, {told} on rung {rung} or higher"


def first_passage_finding(curves: Mapping[int, pd.DataFrame], rung: int, period: str) -> str:
    """ "Half of the runs that reach rung 6 do so by week 22"."""
    share = curves[rung]["share"].to_numpy()
    if share[-1] == 0:
        return f"No run reaches rung {rung}"
    turn = int(np.searchsorted(share, share[-1] / 2)) + 1
    if int(curves[rung]["events"].iloc[-1]) == 1:
        return f"The one run that reaches rung {rung} does so in {period} {turn}"
    return f"Half of the runs that reach rung {rung} do so by {period} {turn}"


def cost_finding(actor: str, dots: np.ndarray, budget: float | None) -> str:
    """ "UK cost stays under €40M in 45 of 50 dots", or the median and the upper tail."""
    if budget is not None:
        under = int(np.count_nonzero(dots <= budget))
        return f"{actor} cost stays under {money(budget)} in {under} of {len(dots)} dots"
    high = dots[math.ceil(0.9 * len(dots)) - 1]
    return f"{actor} cost: half of the runs up to {money(middle(dots))}, 1 in 10 over {money(high)}"


def fraction(share: float, n: int) -> str:
    """ "Three in four", or "18 in 100" where no plain fraction is near."""
    if share == 0:
        return "none"
    if share == 1:
        return "all"
    close = 0.0151 if n >= FEW_RUNS else 0.0
    near = [words for value, words in _FRACTIONS if abs(value - share) < close]
    return near[0] if near else chance(share, n)


def _reach(share: float, n: int, rung: int) -> str:
    word = fraction(share, n)
    verb = "reaches" if word == "none" else "reach"
    return f"{word} {verb} rung {rung}"
