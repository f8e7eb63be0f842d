"""The master events list: injects as a table, from CSV or Excel, and back to CSV.

Columns, in any order and by usual names: time (a turn, a date, or D+days), to, title, text,
effect ("sabotage: Russia > Allies", or "Russia sabotage Allies"; empty for text only), expected
response. Nothing is read where anything is wrong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sim.core.errors import closest, explain
from sim.scenario.scenario import Scenario
from sim.workshop.cell import safe_cell
from sim.workshop.event_line import Act, Problem, expected_effect, receivers, turn_of
from sim.workshop.refused import Refused
from sim.workshop.sheet import read_sheet
from sim.workshop.text import one_line

MOST_ROWS = 500
LONGEST_TITLE, LONGEST_TEXT = 200, 2000
LONGEST_WORD = 200
"""Of the cells that are read as times, names and acts."""
MOST_PROBLEMS_SHOWN = 8
COLUMNS = {
    "time": ("time", "turn", "date", "when", "move", "round", "day"),
    "to": ("to", "to whom", "recipient", "recipients", "receiver", "audience", "seat", "seats",
           "addressee", "for"),
    "title": ("title", "headline", "subject", "event", "inject", "name"),
    "text": ("text", "description", "body", "message", "content", "details", "narrative"),
    "effect": ("effect", "act", "action", "forced act", "game effect"),
    "expected response": ("expected response", "expected", "response", "expected reaction",
                          "reaction", "expected action", "expected player action"),
}  # fmt: skip
"""Every column with the names it goes by."""
IGNORED = ("id", "no", "no.", "number", "serial", "from", "source", "means", "method", "owner",
           "remarks", "notes", "comment", "comments", "status")  # fmt: skip
"""Columns that such lists often have, and that are not read."""


class Row(NamedTuple):
    """One event."""

    turn: int
    to: tuple[str, ...]
    """the seats it goes to; empty for all"""
    title: str
    text: str
    effect: Act | None
    expected: str

    def as_data(self) -> dict[str, Any]:
        """Return the row as the command `import_injects` takes it."""
        act = self.effect
        return {
            "turn": self.turn,
            "to": list(self.to),
            "title": self.title,
            "text": self.text,
            "effect": None if act is None else act._asdict(),
            "expected": self.expected,
        }


def read_events(name: str, content: bytes, scenario: Scenario, turns: int) -> list[Row]:
    """Return the events of a list for a game of so many turns, in the order of the list.

    Raises Refused, and names file, row, column, value and what is allowed, for all that is wrong.
    """
    file = one_line(name.replace("\\", "/").rsplit("/", 1)[-1])[:80] or "list"
    rows = read_sheet(file, content)
    start = next((place for place, row in enumerate(rows) if any(row)), None)
    if start is None:
        raise Refused(f"{file}: is empty; it needs a row of column names", "file")
    columns = _columns(file, start + 1, rows[start])
    filled = [(place, row) for place, row in enumerate(rows[start + 1 :], start + 2) if any(row)]
    if not filled:
        raise Refused(f"{file}: has column names and no rows", "file")
    if len(filled) > MOST_ROWS:
        raise Refused(f"{file}: {len(filled):,} rows are more than {MOST_ROWS}, the limit", "file")
    events, problems = [], []
    for place, row in filled:
        cells = {key: row[at] if at < len(row) else "" for key, at in columns.items()}
        event, wrong = _event(cells, scenario, turns)
        events.append(event)
        problems += [f"{file}: row {place}, {problem}" for problem in wrong]
    if problems:
        shown = problems[:MOST_PROBLEMS_SHOWN]
        if len(problems) > len(shown):
            shown.append(f"and {len(problems) - len(shown)} more")
        raise Refused("\n".join(shown), "file")
    return events


def write_events(rows: Iterable[Row]) -> str:
    """Return a list as CSV that `read_events` takes back; no cell is a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        act = row.effect
        effect = "" if act is None else f"{act.action}: {act.actor} > {act.target}"
        cells = ("; ".join(row.to) or "all", row.title, row.text, effect, row.expected)
        writer.writerow([str(row.turn), *(safe_cell(cell) for cell in cells)])
    return written.getvalue()


def _columns(file: str, place: int, header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands."""
    names = {synonym: key for key, synonyms in COLUMNS.items() for synonym in synonyms}
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        word = " ".join(cell.lower().replace("_", " ").rstrip("?:").split())
        if not word or word in IGNORED:
            continue
        if word not in names:
            match = closest(word[:60], names)
            hint = f" Did you mean '{names[match]}'?" if match else ""
            allowed = ", ".join(COLUMNS)
            raise Refused(
                f"{file}: row {place}, column {at + 1}: {cell[:60]!r} is no column; "
                f"allowed: {allowed}.{hint}",
                "file",
            )
        key = names[word]
        if key in found:
            raise Refused(
                f"{file}: row {place}, column {at + 1}: {cell[:60]!r} stands for '{key}', "
                f"as column {found[key] + 1} does",
                "file",
            )
        found[key] = at
    if "time" not in found or not {"title", "text"} & set(found):
        raise Refused(
            f"{file}: row {place}: the columns 'time' and 'text' or 'title' are needed; "
            f"allowed: {', '.join(COLUMNS)}",
            "file",
        )
    return found


def _event(cells: dict[str, str], scenario: Scenario, turns: int) -> tuple[Row, list[str]]:
    """Return one event, and what is wrong with it, column by column."""
    problems: list[str] = []

    def read(column: str, rule: Any, otherwise: Any, *about: Any) -> Any:
        cell = cells.get(column, "")
        try:
            return rule(_bounded(cell, LONGEST_WORD) if rule is not _bounded else cell, *about)
        except Problem as problem:
            problems.append(f"column {column}: {problem}")
            return otherwise

    text = read("text", _bounded, "", LONGEST_TEXT)
    title = read("title", _bounded, "", LONGEST_TITLE)
    if not text and not title:
        problems.append("column text: is empty, and so is the title")
    event = Row(
        turn=read("time", turn_of, 1, scenario, turns),
        to=read("to", receivers, (), scenario),
        title=one_line(title or text)[:LONGEST_TITLE],
        text=text,
        effect=read("effect", expected_effect, None, scenario),
        expected=read("expected response", _bounded, "", LONGEST_TEXT),
    )
    return event, problems


def _bounded(cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise Problem(explain("value", cell, f"at most {longest:,} characters, not {len(cell):,}"))
    return cell
