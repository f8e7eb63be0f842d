"""What a figure shows, said in words that are computed from its numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.report.figure.cost import middle
from sim.report.figure.ranking import SCALE_WORDS
from sim.report.row import at_rung, rows
from sim.report.words import FEW_RUNS, RUNG_EVENT, chance, listed, money, number, per
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
    """ "In a typical week, 4.2 in 100 runs stand on rung 6 or higher".

    `shares` has shape (rungs, turns); typical is the median turn.
    """
    there = shares[rung:].sum(axis=0)
    if there.max() == 0:
        return f"No run stands on rung {rung} or higher in any {period}"
    typical = quantiles(there, (0.5,))[0]
    told = "no run stands" if typical == 0 else f"{chance(min(typical, 1.0))} runs stand"
    return f"In a typical {period}, {told} on rung {rung} or higher"


def first_passage_finding(curves: Mapping[int, pd.DataFrame], rung: int, period: str) -> str:
    """ "Half of the runs that reach rung 6 do so by week 22"."""
    share = curves[rung]["share"].to_numpy()
    if share[-1] == 0:
        return f"No run reaches rung {rung}"
    turn = int(np.searchsorted(share, share[-1] / 2)) + 1
    return f"Half of the runs that reach rung {rung} do so by {period} {turn}"


def incursion_finding(frame: pd.DataFrame, host: str = "") -> str:
    """ "After kit comes, incursions over Belgium fall from 1.5 to 0.6 a month".

    `host` is whose soil the whole frame is about; else the label of the row told says it.
    """
    told = [row for row in rows(frame) if row["n"] > 0]
    if not told:
        return "No kit came in any run"
    row = max(told, key=lambda row: row["n"])
    before, after = float(row["before"]), float(row["after"])
    apart = row["after_high"] < row["before_low"] or row["after_low"] > row["before_high"]
    verb = ("fall" if after < before else "rise") if apart else "hardly change:"
    place = f" over {host}" if host else ""
    under = "" if row["label"] == host else f" ({row['label']})"
    return (
        f"After kit comes, incursions{place} {verb} "
        f"from {number(before)} to {number(after)} a month{under}"
    )


def cost_finding(actor: str, dots: np.ndarray, budget: float | None) -> str:
    """ "UK cost stays under €40M in 45 of 50 dots", or the median and the upper tail."""
    if budget is not None:
        under = int(np.count_nonzero(dots <= budget))
        return f"{actor} cost stays under {money(budget)} in {under} of {len(dots)} dots"
    high = dots[math.ceil(0.9 * len(dots)) - 1]
    return f"{actor} cost: half of the runs up to {money(middle(dots))}, 1 in 10 over {money(high)}"


def cells_finding(frame: pd.DataFrame, rung: int) -> str:
    """ "Between 22 and 58 of 100 runs reach rung 6, depending on the config"."""
    told = sorted((row for row in rows(frame) if row["rung"] == rung), key=lambda row: row["share"])
    least, most = told[0], told[-1]
    if least["share"] == most["share"]:
        return f"All configs: {_reach(float(least['share']), int(least['n']), rung)}"
    return (
        f"From {per(float(least['share']), 100)} ({least['label']}) "
        f"to {per(float(most['share']), 100)} ({most['label']}) of 100 runs reach rung {rung}"
    )


def furthest_finding(frame: pd.DataFrame, rung: int) -> str:
    """ "Rung 9 or higher is reached most under firm, in 4.1 of 100 runs"."""
    most = max((row for row in rows(frame) if row["rung"] == rung), key=lambda row: row["share"])
    if most["share"] == 0:
        return f"Under no config does a run reach rung {rung}"
    told = chance(float(most["share"]), int(most["n"])).replace(" in ", " of ")
    return f"Rung {rung} or higher is reached most under {most['label']}, in {told} runs"


def grid_finding(frame: pd.DataFrame, rung: int) -> str:
    """Whether one row is least in every column, else which has the least bad worst case."""
    share = frame.pivot(index="row", columns="column", values="share")
    side, other = frame.attrs.get("rows", "one side"), frame.attrs.get("columns", "the other")
    least = [name for name in share.index if (share.loc[name] <= share.min()).all()]
    if len(least) == 1:
        return f"{side} {least[0]} reaches rung {rung} least, whatever {other} plays"
    worst = share.max(axis=1)
    best = str(worst.idxmin())
    return (
        f"No {side} policy is least against all of {other}'s; "
        f"{best} has the lowest worst case, {per(float(worst.min()), 100)}"
    )


def cost_by_cell_finding(actor: str, frame: pd.DataFrame) -> str:
    """ "Median UK cost runs from €5M (hold) to €60M (firm)"."""
    spent = [row for row in rows(frame) if not math.isnan(row["q50"])]
    if not spent:
        return f"No {actor} cost in any config"
    spent.sort(key=lambda row: row["q50"])
    least, most = spent[0], spent[-1]
    return (
        f"Median {actor} cost runs from {money(least['q50'])} ({least['label']}) "
        f"to {money(most['q50'])} ({most['label']})"
    )


def paired_finding(frame: pd.DataFrame, outcome: str, baseline: str) -> str:
    """ "Rung 6 or higher, of 100 runs against restrained: 8.2 more under firm".

    Only differences whose interval leaves zero out are told: the largest up, the largest down.
    """
    told = sorted(
        (row for row in rows(frame) if row["outcome"] == outcome),
        key=lambda row: row["difference"],
    )
    up = [row for row in told if row["ci_low"] > 0][-1:]
    down = [row for row in told if row["ci_high"] < 0][:1]
    parts = [
        f"{per(abs(row['difference']), 100)} {word} under {row['label']}"
        for word, chosen in (("more", up), ("fewer", down))
        for row in chosen
    ]
    if not parts:
        lower = outcome[:1].lower() + outcome[1:]
        return f"Against {baseline}, no config differs clearly in {lower}"
    return f"{outcome}, of 100 runs against {baseline}: {listed(parts)}"


def higher_lower_finding(frame: pd.DataFrame) -> str:
    """ "Of 100 pairs, firm ends higher in 29 and lower in 9"."""
    row = max(rows(frame), key=lambda row: abs(row["higher"] - row["lower"]))
    return (
        f"Of 100 pairs, {row['label']} ends higher in {per(float(row['higher']), 100)} "
        f"and lower in {per(float(row['lower']), 100)}"
    )


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


def scales_finding(frame: pd.DataFrame) -> str:
    """Whether the configs rank alike on all scales, and if not, on which they do not."""
    order = {
        str(scale): tuple(own.sort_values("rank")["label"])
        for scale, own in frame.groupby("scale", sort=False)
    }
    first, *others = order
    apart = [scale for scale in others if order[scale] != order[first]]
    if not apart:
        return f"All {len(order)} scales rank the configs alike, {order[first][0]} calmest"
    words = ", ".join(SCALE_WORDS.get(scale, scale) for scale in apart)
    return f"The order hangs on the scale: {words} rank{'s' if len(apart) == 1 else ''} otherwise"
