"""What the article says and what the model does with it, from `docs/article.yaml`."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from docs.table.markdown import code, codes, plain, table
from sim.scenario.catalogue import ACTIONS

FILE = Path(__file__).parent.parent / "article.yaml"
MECHANISMS = Path(__file__).parent.parent.parent / "tests" / "mechanisms.csv"
"""What `tests/test_mechanisms.py` moves, and which outcome must follow: a row a story."""


class Gap(NamedTuple):
    """What the model leaves out; `until` is the name whose declaration would close it."""

    says: str
    until: str = ""


class Row(NamedTuple):
    """One line of the article: its mechanism, what governs it, what it moves."""

    row: str
    title: str
    quotes: list[str]
    mechanism: str
    phrases: list[str]
    parameters: list[str]
    motives: list[str]
    scenario: list[str]
    outcomes: list[str]
    gaps: list[Gap]

    @property
    def actions(self) -> list[str]:
        """Return the acts of the catalogue that serve this row, by their phrase."""
        return [name for name, act in ACTIONS.items() if act.article_phrase in self.phrases]

    @property
    def shown(self) -> list[dict[str, str]]:
        """Return the tested stories in which one of this row's parameters is moved."""
        return [story for story in stories() if story["parameter"] in self.parameters]


@cache
def stories() -> list[dict[str, str]]:
    """Return the tested stories, in the order of their table."""
    return list(csv.DictReader(MECHANISMS.read_text(encoding="utf-8").splitlines()))


@cache
def article_rows() -> list[Row]:
    """Return all rows, in the order of the file."""
    return [_row(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


def _row(entry: dict[str, Any]) -> Row:
    gaps = [Gap(**gap) for gap in entry.pop("gaps", [])]
    return Row(**entry, gaps=gaps)


def overview() -> str:
    """Return the table of rows with the outcomes that each moves."""
    return table(
        ("the article", "outcomes it should move"),
        (
            (f"[{number}. {row.title}](#{anchor(number, row)})", codes(row.outcomes))
            for number, row in enumerate(article_rows(), 1)
        ),
    )


def anchor(number: int, row: Row) -> str:
    """Return the name under which GitHub and MyST link to a row's heading."""
    return re.sub(r"[^\w\- ]", "", f"{number}. {row.title}".lower()).replace(" ", "-")


def rows() -> str:
    """Return a section for each row."""
    return "\n\n".join(_section(number, row) for number, row in enumerate(article_rows(), 1))


def _section(number: int, row: Row) -> str:
    said = "; ".join(f"“{quote}”" for quote in row.quotes)
    facts = {
        "acts": row.actions,
        "parameters": row.parameters,
        "policy parameters": row.motives,
        "scenario file": row.scenario,
        "outcomes it should move": row.outcomes,
    }
    parts = [
        f"### {number}. {row.title}",
        f"> {plain(said)}",
        plain(row.mechanism.strip()),
        table(
            (f"row `{row.row}`", ""),
            [(kind, codes(names)) for kind, names in facts.items() if names],
        ),
    ]
    if row.shown:
        parts.append(
            table(
                ("shown by a test", "scenario", "moved up", "what follows", ""),
                (
                    (plain(s["story"]), code(s["scenario"]), code(s["parameter"]),
                     code(s["outcome"]), s["way"])
                    for s in row.shown
                ),
            )
        )  # fmt: skip
    if row.gaps:
        parts.append("Left out: " + " ".join(plain(gap.says.strip()) for gap in row.gaps))
    return "\n\n".join(parts)


def unphrased() -> str:
    """Return the acts of the catalogue that serve no phrase of the article."""
    used = {phrase for row in article_rows() for phrase in row.phrases}
    rest = [act for act in ACTIONS.values() if act.article_phrase not in used]
    return table(("act", "what it is"), [(code(act.id), plain(act.label)) for act in rest])
