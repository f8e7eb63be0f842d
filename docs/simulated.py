"""Write the simulated tables of the pages: `make simulated`, a few minutes of computing.

They stand between markers as the generated ones do, but no quick test can tell whether they are
fresh: refresh them with every change of a rule or a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from docs.figure.belgium import headlines, swept
from docs.figure.kick import kick_rows, kicked
from docs.table.effect import effect_rows, effects
from docs.table.poland import night_rows, nights
from sim.report.study.aid_page import aid_rows, headline
from sim.report.study.table import Line
from sim.scenario import load_scenario
from sim.study.aid import account, account_table
from sim.study.calibration.posterior import (
    MADE_BY,
    described,
    shipped_coverage,
    shipped_posterior,
)
from sim.study.validation.battery import Row, judge, patterns_met
from sim.study.validation.null import null_rows
from sim.study.validation.sample import sample_of
from sim.study.validation.sighting import sighting_rows
from sim.study.validation.target import shipped_targets

ROOT = Path(__file__).parent.parent
DYADS, SIGHTING_RUNS, AID_RUNS, SEED = 3_000, 2_000, 4_000, 7


def main() -> None:
    """Simulate and write every table."""
    sample = sample_of(load_scenario("generic_dyad"), DYADS, SEED)
    rows = judge(sample, shipped_targets())
    sightings = sighting_rows(load_scenario("belgium_2025"), SIGHTING_RUNS, SEED)
    account_of = account_table(list(account("belgium_2025", AID_RUNS, SEED)))
    usual = pd.DataFrame(account_of[account_of["attribution"] == "usual"])
    write(
        ROOT / "docs" / "validation.md",
        {
            "figures": figures(rows, len(sample.disputes)),
            "sightings": figures(sightings, None),
            "nulls": nulls(null_rows(sample)),
            "posterior": posterior(),
            "kicks": kick_rows(kicked()),
            "poland": night_rows(nights()),
            "effects": effect_rows(effects()),
        },
    )
    aid = f"{headline(account_of)}\n{aid_rows(usual)}"
    write(ROOT / "README.md", {"aid": aid, "sweep": sweep_table(headlines(swept()))})


def write(page: Path, parts: Mapping[str, str]) -> None:
    """Put parts between their markers. Raises ValueError where a marker is missing."""
    text = page.read_text(encoding="utf-8")
    for name, content in parts.items():
        begin, end = f"<!-- simulated {name}: begin -->", f"<!-- simulated {name}: end -->"
        if begin not in text or end not in text:
            raise ValueError(f"{page.name}: no marker for {name}")
        before, after = text.partition(begin)[0], text.partition(end)[2]
        text = f"{before}{begin}\n\n{content.strip()}\n\n{end}{after}"
    page.write_text(text, encoding="utf-8")


def figures(rows: Sequence[Row], disputes: int | None) -> str:
    """Return the battery as a table, and how many patterns are met."""
    lines = [
        "| pattern | figure | data | 95% interval | simulated | verdict |",
        "|---|---|---|---|---|---|",
    ]
    before = ""
    for row in rows:
        simulated = "–" if row.simulated is None else f"{row.simulated:.3g}"
        lines.append(
            f"| {row.group if row.group != before else ''} | {row.meaning} | {row.target:.3g} "
            f"| {row.low:.3g} to {row.high:.3g} | {simulated} | {row.verdict} |"
        )
        before = row.group
    if disputes is not None:
        met, patterns = patterns_met(rows)
        lines += ["", f"{met} of {patterns} patterns inside, on {disputes:,} simulated disputes."]
    return "\n".join(lines)


def sweep_table(told: Sequence[Line]) -> str:
    """Return lines of a sweep's table as one in Markdown."""
    rows = [
        f"| {line.outcome} | {line.estimate} | {line.interval} | {line.tail} |" for line in told
    ]
    heads = ["| rung or outcome | estimate | 95 in 100 | 1 in 20 |", "|---|---|---|---|"]
    return "\n".join([*heads, *rows])


def nulls(scores: Sequence[Mapping[str, Any]]) -> str:
    """Return all scores against nulls as a table."""
    lines = [
        "| contest | null | agents | agents less null | the agents are |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {score['pattern']} | {score['target']:.3f} | {score['simulated']:.3f} "
        f"| {score['low']:.3f} to {score['high']:.3f} | {score['verdict']} |"
        for score in scores
    ]
    return "\n".join(lines)


def posterior() -> str:
    """Return the shipped posterior and its coverage as a table; nothing is simulated."""
    covered = {
        (row["parameter"], row["level"]): row for row in shipped_coverage().to_dict("records")
    }
    lines = [
        "| parameter | median | 90% interval | spread left | 50% interval held | 90% held |",
        "|---|---|---|---|---|---|",
    ]
    for row in described(shipped_posterior()).to_dict("records"):
        half, most = (covered.get((row["parameter"], level)) for level in (0.5, 0.9))
        lines.append(
            f"| `{row['parameter']}` | {row['median']:.3g} | {row['low']:.3g} to {row['high']:.3g} "
            f"| {row['spread_left']:.0%} | {_held(half)} | {_held(most)} |"
        )
    return "\n".join([*lines, "", f"Made by `{MADE_BY}`."])


def _held(row: Mapping[str, Any] | None) -> str:
    return "–" if row is None else f"{row['covered']:.0%} ({row['low']:.0%} to {row['high']:.0%})"


if __name__ == "__main__":
    main()
