"""Numbers in words: every chance is "n in 100" first."""

from __future__ import annotations

import math

from sim.outcomes.column import Column

MINUS = "−"

FEW_RUNS = 100
"""Below this many runs a share is told as it was counted: "3 of 8"."""

RUNG_EVENT = (
    "all is calm",
    "someone protests or asks for help",
    "someone applies covert pressure",
    "sanctions are imposed or borders overflown",
    "something is jammed or kit is sent",
    "drones swarm, units move or Article 4 is called",
    "a border is crossed or something is sabotaged",
    "forces meet at close quarters",
    "shots are fired",
    "a manned aircraft is engaged",
    "there is a limited strike",
    "it comes to collective defence or war",
)


def base_of(share: float) -> int:
    """The number of runs a share is told of: 100, or more where that would be below 1."""
    base = 100
    while 0 < share * base < 0.995 and base < 1_000_000:
        base *= 100 if base == 100 else 10
    return base


def per(share: float, base: int) -> str:
    """A share of `base` runs as a figure: two digits, never rounded onto none or onto all."""
    value = share * base
    if share > 0 and value < 0.095:
        return "under 0.1"
    if share < 1 and value > base - 0.5:
        return f"over {base - 1:,}"
    if value < 9.95 and abs(value - round(value)) >= 0.05:
        return f"{value:.1f}"
    return f"{value:,.0f}"


def chance(share: float, n: int | None = None) -> str:
    """ "37 in 100"; "none" and "all" of so many runs are said as they were seen."""
    if math.isnan(share):
        return "–"
    if n and share == 0:
        return f"0 of {n:,}"
    if n and share == 1:
        return f"all {n:,}"
    if n and n < FEW_RUNS:
        return f"{round(share * n)} of {n}"
    if n and n < 10_000 and share < 0.0095:
        return f"{round(share * n)} in {n:,}"
    base = base_of(share)
    return f"{per(share, base)} in {base:,}"


def chance_range(low: float, high: float, share: float, n: int) -> str:
    """An interval on the base of its estimate: "36 to 38"; an open end is said as a bound."""
    if math.isnan(low) or math.isnan(high):
        return "–"
    if share == 0:
        return f"under {_bound(high)}"
    if share == 1:
        floor = math.floor(low * 1000) / 10
        return f"over {floor if floor > 99 else math.floor(floor):g} in 100"
    base = n if n < 10_000 and share < 0.0095 else base_of(share)
    few = " in 100" if n < FEW_RUNS else ""
    return f"{per(low, base)} to {per(high, base)}{few}"


def _bound(share: float) -> str:
    base = 100 if share >= 0.01 else 10 ** math.ceil(-math.log10(share))
    return f"{math.ceil(share * base - 1e-9):,} in {base:,}"


def amount(value: float, unit: str = "") -> str:
    """A quantity to about three digits with its unit; money as €25M."""
    if math.isnan(value):
        return "–"
    if unit in MONEY:
        return money(value)
    sign = MINUS if value < 0 else ""
    return sign + number(abs(value))


def amount_range(low: float, high: float, unit: str = "") -> str:
    """An interval of amounts with as many decimals as it takes to tell its ends apart."""
    if math.isnan(low) or math.isnan(high):
        return "–"
    ends = amount(low, unit), amount(high, unit)
    if ends[0] != ends[1] or low == high:
        return f"{ends[0]} to {ends[1]}"
    for digits in range(1, 5):
        ends = f"{low:,.{digits}f}", f"{high:,.{digits}f}"
        if ends[0] != ends[1]:
            break
    return f"€{ends[0]}M to {ends[1]}M" if unit in MONEY else f"{ends[0]} to {ends[1]}"


def number(value: float) -> str:
    """A number to about three digits, without an exponent, without empty decimals."""
    size = abs(value)
    if size >= 100 or value == round(value):
        return f"{value:,.0f}"
    text = f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 0.095 else f"{value:.3f}"
    return text.rstrip("0").rstrip(".")


MONEY = ("M EUR", "MEUR", "meur", "million EUR")


def money(meur: float) -> str:
    """Million euros: "€25M", "€0.4M", "€1.2bn"."""
    if math.isnan(meur):
        return "–"
    sign = MINUS if meur < 0 else ""
    size = abs(meur)
    if size >= 1000:
        return f"{sign}€{size / 1000:.1f}bn"
    return f"{sign}€{size:.0f}M" if size >= 9.95 or size == round(size) else f"{sign}€{size:.1f}M"


def signed(value: float) -> str:
    """A difference with its sign: "+8", "−2.1"."""
    if value == 0:
        return "0"
    return ("+" if value > 0 else MINUS) + number(abs(value))


def period(days_per_turn: float) -> str:
    """What a turn is called: week, day or turn."""
    return {7.0: "week", 1.0: "day"}.get(float(days_per_turn), "turn")


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def outcome_words(column: Column) -> str:
    """A declared outcome as a label: `cost_meur.UK` is "Cost, UK"."""
    name = column.name.partition(".")[0]
    index = column.name[len(name) + 1 :]
    for unit in _UNIT_ENDINGS:
        name = name.removesuffix(unit)
    words = name.replace("_", " ")
    words = words[:1].upper() + words[1:]
    return f"{words}, {index.replace('_', ' ')}" if index else words


_UNIT_ENDINGS = ("_meur", "_days", "_day")
