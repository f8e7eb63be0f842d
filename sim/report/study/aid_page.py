"""The one-page account of aid, as Markdown: what stabilises, what provokes, with intervals."""

from __future__ import annotations

import math

import pandas as pd

from sim.report.figure.aid import AID_WORDS
from sim.report.words import plain, tenth

QUALITIES = ("poor", "usual", "good")


def aid_page(
    table: pd.DataFrame, command: str, runs: int, title: str = "", question: str = ""
) -> str:
    """Return the page; `table` as `sim.study.aid.account_table` makes it.

    `title` and `question` are the scenario's.
    """
    parts = [
        "# Which aid stabilises, and which provokes?\n",
        *([f"Scenario: {plain(title)}. {plain(question)}".rstrip() + "\n"] if title else []),
        "Exploration, not prediction: what the model does under stated numbers, most of them "
        f"assumed. {runs:,} runs a cell on common random numbers; one kind of kit is sent three "
        "days after the request, two units of it, and nothing else; harm, incursions and close "
        "encounters "
        "are changes from nothing sent, with their 95% intervals. *Harm* is the severity of "
        "hostile acts against the supporter and the host, where they have sites; *incursions* are "
        "drones over the host; *close encounters* are runs in which supporter or host reaches "
        "rung 7 or above with the adversary.\n",
        headline(table),
    ]
    for quality in QUALITIES:
        chosen = pd.DataFrame(table[table["attribution"] == quality])
        if len(chosen):
            parts += [f"## Attribution {quality}\n", aid_rows(chosen)]
    parts.append(f"Made by `{command}`.\n")
    return "\n".join(parts)


def aid_rows(table: pd.DataFrame) -> str:
    """Return one Markdown table: adversary, aid, changes with intervals, reading, verdict."""
    lines = [
        "| adversary | aid | harm, % | incursions, % | close encounters, in 100 | "
        "read as offensive | verdict |",
        "|---|---|---|---|---|---|---|",
    ]
    before = ""
    for row in table.to_dict("records"):
        lines.append(
            f"| {row['adversary'] if row['adversary'] != before else ''} "
            f"| {AID_WORDS.get(row['aid'], row['aid'])} "
            f"| {_interval(row, 'severity_share')} | {_interval(row, 'incursions_share')} "
            f"| {_interval(row, 'encounter_points')} "
            f"| {_percent(row['read_as_offensive'])} | {row['verdict']} |"
        )
        before = row["adversary"]
    return "\n".join(lines) + "\n"


def headline(table: pd.DataFrame) -> str:
    """Return the finding in words: per adversary, what the verdicts say at usual attribution."""
    usual = table[table["attribution"] == "usual"]
    sentences = []
    for adversary in dict.fromkeys(usual["adversary"]):
        own = pd.DataFrame(usual[usual["adversary"] == adversary])
        said = []
        for verdict in dict.fromkeys(own["verdict"]):
            kinds = [
                AID_WORDS.get(str(row["aid"]), str(row["aid"]))
                for row in own.to_dict("records")
                if row["verdict"] == verdict
            ]
            said.append(f"{', '.join(kinds)}: {verdict}")
        sentences.append(f"- **Facing the {adversary}**: {'; '.join(said)}.")
    return "\n".join(sentences) + "\n"


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100.0 * share:.0f}%"


def _interval(row: dict[str, float], name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if math.isnan(row[name]):
        return "–"
    return f"{tenth(row[name])} ({tenth(low)} to {tenth(high)})"
