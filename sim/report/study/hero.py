"""The head of a report: the finding in a sentence, a table of a few rows, a hundred squares."""

from __future__ import annotations

import re
from typing import NamedTuple

from sim.report.drawing.waffle import Waffle, waffle
from sim.report.row import at_rung
from sim.report.study import burden, finding, versus
from sim.report.study.reading import Reading
from sim.report.study.table import Line, outcome_line, rung_lines
from sim.report.words import chance, chance_range, money
from sim.scenario.scenario import period

_RUNGS = (5, 6, 7, 9, 11)


class Hero(NamedTuple):
    """What stands at the top of the page; `payer` heads a column of costs, where there is one."""

    scenario: str
    question: str
    plays: dict[str, str]
    headline: str
    lead: str
    over: str
    rows: list[Line]
    waffle: Waffle | None
    payer: str | None


def one_config(reading: Reading) -> Hero:
    """The head of a report on one config."""
    cell = next(iter(reading.labels))
    frame = reading.exceedance(cell)
    rung = finding.telling_rung(frame)
    row = at_rung(frame, rung)
    n, share, low, high = row["n"], row["share"], row["ci_low"], row["ci_high"]
    over = _horizon(reading)
    lead = (
        f"Rung {rung} or higher, {over}, in {n:,} runs. The 95% interval is "
        f"{chance_range(low, high, share, n)}{_base(share, n)}."
    )
    return Hero(
        scenario=" · ".join(reading.titles),
        question=reading.question,
        plays=reading.policies(cell),
        headline=finding.headline(frame),
        lead=lead if rung else f"No act above rung 0, {over}, in {n:,} runs.",
        over=over,
        rows=_rows(reading, cell),
        waffle=waffle(share, low, high) if rung else None,
        payer=None,
    )


def several_configs(reading: Reading) -> Hero:
    """The head of a report on several configs: a row for each."""
    rung = versus.telling_rung(reading)
    payer = burden.payer(reading)
    rows = []
    for cell in versus.shown(reading, rung):
        label = reading.labels[cell]
        row = at_rung(reading.exceedance(cell), rung)
        n, share = row["n"], row["share"]
        interval = chance_range(row["ci_low"], row["ci_high"], share, n)
        spent = reading.outcome(cell, f"cost_meur.{payer}")["q50"] if payer else 0.0
        rows.append(Line(label, n, chance(share, n), interval, money(spent)))
    return Hero(
        scenario=" · ".join(reading.titles),
        question=reading.question,
        plays={},
        headline=versus.headline(reading),
        lead=f"Rung {rung} or higher, {_horizon(reading)}. {len(reading.labels)} configs on common "
        f"random numbers, compared run by run.{versus.left_out(reading, rung)}",
        over=f"runs that reach rung {rung}",
        rows=rows,
        waffle=None,
        payer=payer,
    )


def _rows(reading: Reading, cell: int) -> list[Line]:
    rows = rung_lines(reading.exceedance(cell), _RUNGS, "{label} (rung {rung})")
    flags = [c for c in reading.columns.values() if c.kind == "share" and c.headline]
    rows += [outcome_line(column, reading.outcome(cell, column.name)) for column in flags]
    payer = burden.payer(reading)
    if payer is not None:
        row = reading.outcome(cell, f"cost_meur.{payer}")
        spread = f"{money(row['q05'])} to {money(row['q95'])} (5 to 95 of 100)"
        rows.append(Line(f"{payer} cost, median", row["n"], money(row["q50"]), spread, ""))
    return rows


def _base(share: float, n: int) -> str:
    """What an interval that stands alone is counted in: " in 100"; " of 8"."""
    counted = re.search(r" (?:in|of) [\d,]+$", chance(share, n))
    return counted.group() if counted else f" of {n:,}"


def _horizon(reading: Reading) -> str:
    if not reading.n_turns:
        return "over the horizon"
    return f"within {reading.n_turns} {period(reading.days_per_turn)}s"
