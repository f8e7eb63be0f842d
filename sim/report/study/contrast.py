"""What figures on several configs show, in words: of all configs, and never more than luck allows.

A config is called the highest or the lowest only where its paired difference to every other one is
clear (`sim.statistics.standing`). Ties are named, and so is "no clear difference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sim.report.figure.ranking import SCALE_WORDS
from sim.report.row import Row, rows
from sim.report.words import chance, chances, listed, money, number, per
from sim.statistics.standing import Sign, Standing

MOST_NAMES = 3
"""Configs named one by one; of more, the others are counted."""


def names(labels: Sequence[str]) -> str:
    """ "a, b and c"; of many, "a, b, c and 4 others"."""
    named, more = list(labels[:MOST_NAMES]), len(labels) - MOST_NAMES
    if more > 0:
        named.append(f"{more} other{'s' if more > 1 else ''}")
    return listed(named)


def end(labels: Sequence[str]) -> str:
    """The config at one end, with those that are not clearly apart from it."""
    if len(labels) == 1:
        return labels[0]
    return f"{labels[0]}; not clearly apart: {names(labels[1:])}"


def all_of(count: int) -> str:
    """ "all 9 configs", "both configs"."""
    return "both configs" if count == 2 else f"all {count} configs"


def among(count: int) -> str:
    """ "among the 9 configs", "between the two configs"."""
    return "between the two configs" if count == 2 else f"among the {count} configs"


def cells_finding(found: Standing, rung: int, n: int | None) -> str:
    """ "From 22 (hold) to 58 (firm) of 100 runs reach rung 6"."""
    count = len(found.value)
    told = f"{chances(found.low, found.high, n)} runs reach rung {rung}"
    if count == 1:
        return told
    if found.is_tie:
        return f"Under {all_of(count)}, {told}"
    if not found.is_clear:
        return f"No clear difference {among(count)}: {told}"
    if n and n < 100:
        low, high, base = round(found.low * n), round(found.high * n), n
    else:
        low, high, base = per(found.low, 100), per(found.high, 100), 100
    return (
        f"From {low} ({end(found.lowest)}) to {high} ({end(found.highest)}) "
        f"of {base} runs reach rung {rung}"
    )


def furthest_finding(found: Standing, rung: int, n: int | None) -> str:
    """ "Rung 9 or higher is reached most under firm, in 4.1 of 100 runs"."""
    count = len(found.value)
    subject = f"Rung {rung} or higher"
    if found.high == 0:
        return f"Under no config does a run reach rung {rung}"
    told = f"in {chances(found.low, found.high, n)} runs"
    if count == 1:
        return f"{subject} is reached {told}"
    if found.is_tie:
        return f"{subject} is reached equally often under {all_of(count)}, {told}"
    if len(found.highest) == 1:
        most = chance(found.high, n).replace(" in ", " of ")
        return f"{subject} is reached most under {found.highest[0]}, in {most} runs"
    if not found.is_clear:
        return f"{subject}: no clear difference {among(count)}, {told}"
    least = min(found.value[label] for label in found.highest)
    return (
        f"{subject} is reached most under {names(found.highest)}, not clearly apart: "
        f"in {chances(least, found.high, n)} runs"
    )


def grid_finding(frame: pd.DataFrame, rung: int, sign: Sign, alpha: float) -> str:
    """Whether one row is clearly least in every column, else which has the least bad worst case.

    `frame` has row, column, label and share; `sign` compares two labels.
    """
    share = frame.pivot(index="row", columns="column", values="share")
    label = frame.pivot(index="row", columns="column", values="label")
    side, other = frame.attrs.get("rows", "one side"), frame.attrs.get("columns", "the other")

    def is_least(row: str) -> bool:
        return all(
            sign(label.at[row, column], label.at[rival, column], alpha) > 0
            for column in share.columns
            for rival in share.index
            if rival != row
        )

    least = [str(row) for row in share.index if is_least(row)]
    if least:
        return f"{side} {least[0]} reaches rung {rung} least, whatever {other} plays"
    worst, at = share.max(axis=1).sort_values(kind="stable"), share.idxmax(axis=1)
    best = str(worst.index[0])
    rivals = [str(row) for row in worst.index[1:]]
    close = [
        row for row in rivals
        if sign(label.at[best, at[best]], label.at[row, at[row]], alpha) <= 0
    ]  # fmt: skip
    opening = f"No {side} policy is clearly least against all of {other}'s"
    figure = f"{per(float(worst.iloc[0]), 100)} of 100"
    if len(close) == len(rivals):
        return f"{opening}, and no worst case is clearly the lowest ({best}: {figure})"
    if close:
        return f"{opening}; lowest worst case: {end([best, *close])} ({figure})"
    return f"{opening}; {best} has the lowest worst case, {figure}"


def cost_by_cell_finding(actor: str, found: Standing | None) -> str:
    """ "Median UK cost runs from €5M (hold) to €60M (firm)"; None: nobody spends."""
    if found is None:
        return f"No {actor} cost in any config"
    count, low, high = len(found.value), money(found.low), money(found.high)
    if count == 1 or found.is_tie:
        return f"Median {actor} cost is {low} under {all_of(count) if count > 1 else 'one config'}"
    if not found.is_clear:
        ends = low if low == high else f"{low} to {high}"
        return f"Median {actor} cost: no clear difference {among(count)}, {ends}"
    ends = f"{low} ({end(found.lowest)}) to {high} ({end(found.highest)})"
    return f"Median {actor} cost runs from {ends}"


def paired_finding(frame: pd.DataFrame, outcome: str, baseline: str, found: Standing) -> str:
    """ "Rung 6 or higher, of 100 runs against restrained: 8.2 more under firm".

    `frame` has every config, with `clear`: 1 and -1 where it is clearly above and below the
    baseline for so many comparisons; `found` is where all configs stand on the outcome.
    """
    told = [row for row in rows(frame) if row["outcome"] == outcome]
    parts = []
    for sign, word, ends in ((1, "more", found.highest), (-1, "fewer", found.lowest)):
        clear = [row for row in told if row["clear"] == sign]
        if not clear:
            continue
        far = max(clear, key=lambda row: sign * row["difference"])
        size = f"{per(abs(far['difference']), 100)} {word} under"
        counted = f"clearly {word} under {len(clear)} of {len(told)} configs"
        if len(clear) == 1:
            parts.append(f"{size} {far['label']}")
        elif far["label"] == ends[0]:
            parts.append(f"up to {size} {end(ends)} ({counted})")
        else:
            parts.append(counted)
    if not parts:
        lower = outcome[:1].lower() + outcome[1:]
        return f"Against {baseline}, no config differs clearly in {lower}"
    return f"{outcome}, of 100 runs against {baseline}: {', '.join(parts)}"


def higher_lower_finding(frame: pd.DataFrame, baseline: str) -> str:
    """ "Of 100 pairs, firm ends higher in 29 and lower in 9"; of several, which do so clearly."""
    told = rows(frame)
    if len(told) == 1:
        row = told[0]
        luck = "" if row["clear"] else ": no clear difference"
        return (
            f"Of 100 pairs, {row['label']} ends higher in {per(float(row['higher']), 100)} "
            f"and lower in {per(float(row['lower']), 100)}{luck}"
        )
    up, down = (_labels(told, sign) for sign in (1, -1))
    parts = [
        f"clearly {word} under {names(chosen) if len(chosen) < len(told) else all_of(len(told))}"
        for word, chosen in (("higher", up), ("lower", down))
        if chosen
    ]
    if not parts:
        return f"Against {baseline}, no config ends clearly higher or lower, pair by pair"
    return f"Highest rung against {baseline}, pair by pair: {', '.join(parts)}"


def _labels(told: list[Row], sign: int) -> list[str]:
    return [str(row["label"]) for row in told if row["clear"] == sign]


def incursion_finding(frame: pd.DataFrame, host: str = "") -> str:
    """ "After kit comes, incursions over Belgium fall from 1.5 to 0.6 a month".

    `frame` has one row per config and host, with `clear`: 1, 0, -1 as the change within a run is
    clear. `host` is whose soil the whole frame is about.
    """
    told = [row for row in rows(frame) if row["n"] > 0]
    if not told:
        return "No kit came in any run"
    place = f" over {host}" if host else ""
    opening = f"After kit comes, incursions{place}"
    signs = [int(row["clear"]) for row in told]
    if len(set(signs)) == 1:
        verb = {1: "rise", -1: "fall", 0: "do not change clearly:"}[signs[0]]
        where = "" if len(told) == 1 else f" in all {len(told)} cases"
        ends = f"from {_span(told, 'before')} to {_span(told, 'after')} a month"
        return f"{opening} {verb} {ends}{where}"
    parts = [
        f"{verb} in {signs.count(sign)}"
        for sign, verb in ((-1, "fall"), (1, "rise"), (0, "do not change clearly"))
        if sign in signs
    ]
    return f"{opening} {', '.join(parts)} of {len(told)} cases"


def _span(told: list[Row], name: str) -> str:
    low, high = (number(pick(float(row[name]) for row in told)) for pick in (min, max))
    return low if low == high else f"{low}–{high}"


def scales_finding(signs: Mapping[str, Sign], labels: Sequence[str], alpha: float) -> str:
    """Whether two scales clearly contradict each other on two configs, and who is calmest.

    `signs` compares two labels on each scale.
    """
    pairs = [(a, b) for place, a in enumerate(labels) for b in labels[place + 1 :]]
    strict = alpha / max(1, len(pairs) * len(signs))
    told = {(scale, pair): sign(*pair, strict) for scale, sign in signs.items() for pair in pairs}
    for pair in pairs:
        up = [scale for scale in signs if told[scale, pair] > 0]
        down = [scale for scale in signs if told[scale, pair] < 0]
        if up and down:
            return (
                f"The order depends on the scale: {pair[0]} is calmer than {pair[1]} on "
                f"{_scales(up)}, and the other way round on {_scales(down)}"
            )
    calmest = [
        label for label in labels
        if all(sign(label, other, alpha) > 0
               for sign in signs.values() for other in labels if other != label)
    ]  # fmt: skip
    if calmest:
        return f"{calmest[0]} is calmest on all {len(signs)} scales"
    if not any(told.values()):
        return f"No clear difference {among(len(labels))} on any of {len(signs)} scales"
    return (
        f"No two of {len(signs)} scales contradict each other; no config is clearly calmest on all"
    )


def _scales(scales: Sequence[str]) -> str:
    return listed([SCALE_WORDS.get(scale, scale) for scale in scales])
