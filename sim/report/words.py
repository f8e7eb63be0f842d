"""Numbers in words: every chance is "n in 100" first."""

from __future__ import annotations

import math
import re

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
    if n and _is_counted(share, n):
        return f"{round(share * n)} {'of' if n < FEW_RUNS else 'in'} {n:,}"
    base = base_of(share)
    return f"{per(share, base)} in {base:,}"


def chance_range(low: float, high: float, share: float, n: int) -> str:
    """An interval on the base of its estimate: "36 to 38"; an open end is said as a bound.

    Where the estimate is told as it was counted, "3 of 8", the ends are whole runs of as many.
    """
    if math.isnan(low) or math.isnan(high):
        return "–"
    if share == 0:
        return f"under {_up(high, n):,}"
    if share == 1:
        return f"over {_down(low, n):,}"
    if _is_counted(share, n):
        return f"{_down(low, n):,} to {_up(high, n):,}"
    base = base_of(share)
    return f"{per(low, base)} to {per(high, base)}"


def chances(low: float, high: float, n: int | None = None) -> str:
    """Two shares on one base: "2 to 2.7 of 100"; one figure where both read alike.

    `n` is how many runs each is a share of; None where they differ in that.
    """
    if n and _is_counted(high, n):
        ends, base = (f"{round(low * n)}", f"{round(high * n)}"), n
    else:
        base = base_of(high)
        ends = per(low, base), per(high, base)
    told = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return f"{told} of {base:,}"


def _is_counted(share: float, n: int) -> bool:
    """Whether a share is told as so many of `n`: few runs, or an event that few of them show."""
    return n < FEW_RUNS or (n < 10_000 and share < 0.0095)


def _up(share: float, n: int) -> int:
    return math.ceil(share * n - 1e-9)


def _down(share: float, n: int) -> int:
    return math.floor(share * n + 1e-9)


def amount(value: float, unit: str = "") -> str:
    """A quantity to about three digits; money as €25M."""
    if math.isnan(value):
        return "–"
    if unit in MONEY:
        return money(value)
    told = number(abs(value))
    return told if value >= 0 or told == "0" else MINUS + told


def amount_range(low: float, high: float, unit: str = "") -> str:
    """An interval of amounts with as many decimals as it takes to tell its ends apart.

    Values without spread say so.
    """
    if math.isnan(low) or math.isnan(high):
        return "–"
    if low == high:
        return "no variation"
    digits = _digits(low, high, unit)
    if digits is None:
        return f"{amount(low, unit)} to {amount(high, unit)}"
    ends = [_fixed(end, digits) for end in (low, high)]
    return f"€{ends[0]}M to {ends[1]}M" if unit in MONEY else f"{ends[0]} to {ends[1]}"


def amount_within(value: float, low: float, high: float, unit: str = "") -> str:
    """An estimate with the decimals of its interval, so that it is seen to lie inside."""
    digits = None if math.isnan(low) or low == high else _digits(low, high, unit)
    if digits is None or math.isnan(value):
        return amount(value, unit)
    return f"€{_fixed(value, digits)}M" if unit in MONEY else _fixed(value, digits)


def _digits(low: float, high: float, unit: str) -> int | None:
    """The decimals that tell two amounts apart; None where they differ as they are told."""
    if amount(low, unit) != amount(high, unit):
        return None
    least = len(re.sub(r"\D", "", amount(low, unit).partition(".")[2])) + 1
    return next((d for d in range(least, 5) if _fixed(low, d) != _fixed(high, d)), 5)


def _fixed(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}".replace("-", MINUS)


def mean_range(mean: float, low: float, high: float, unit: str = "") -> str:
    """The interval of a mean; that of what was never seen is an upper bound: "under 0.03"."""
    if mean == 0 and low == 0 and high > 0:
        return f"under {amount(high, unit)}"
    return amount_range(low, high, unit)


def number(value: float) -> str:
    """A number to about three digits, without an exponent, without empty decimals."""
    size = abs(value)
    if size >= 100 or value == round(value):
        told = f"{value:,.0f}"
    else:
        digits = 1 if size >= 10 else 2 if size >= 0.095 else 3 if size >= 0.00095 else 6
        told = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if told in ("-0", "") else told


MONEY = ("M EUR", "MEUR", "meur", "million EUR")


def money(meur: float) -> str:
    """Million euros: "€25M", "€0.4M", "€1.2bn"."""
    if math.isnan(meur):
        return "–"
    size = abs(meur)
    if size >= 999.5:
        told = f"€{size / 1000:,.1f}bn"
    elif size >= 9.95 or size == round(size):
        told = f"€{size:.0f}M"
    else:
        told = f"€{size:.1f}M" if size >= 0.095 else f"€{number(size)}M"
    return told if meur >= 0 or told == "€0M" else MINUS + told


def signed(value: float, unit: str = "") -> str:
    """A difference with its sign: "+8", "−2.1", "+€3M"; none on what is told as zero."""
    told = amount(abs(value), unit)
    if told in ("0", "€0M"):
        return told
    return ("+" if value > 0 else MINUS) + told


def tenth(value: float) -> str:
    """A difference with its sign and one decimal, for tables: "+1.6", "-10.4", "0.0"."""
    if math.isnan(value):
        return "–"
    told = f"{value:+.1f}"
    return "0.0" if told in ("+0.0", "-0.0") else told


def tidy(text: str) -> str:
    """A text in which numbers of a computer, 0.30000000000000004, are as people write them."""
    return _LONG_NUMBER.sub(lambda match: f"{float(match.group()):.6g}", text)


_LONG_NUMBER = re.compile(r"(?<![\w.])-?\d+\.\d{7,}(?![\w.])")


_MARKUP = re.compile(r"([\\`*_{}\[\]#|!~])")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""As entities: some readers of Markdown do not take a backslash before these."""


def plain(text: object) -> str:
    """A text of one line as Markdown in which nothing is markup, and no HTML."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()).translate(_HTML))


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
