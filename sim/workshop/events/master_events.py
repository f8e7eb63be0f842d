"""The master events list: injects as a table, from CSV or Excel, and back to CSV.

The list is found below title rows and behind cover sheets; its columns go by many names (see
`event_column`). A turn, day, date or time; to; title; text; effect ("sabotage: Russia > Allies",
or "Russia sabotage Allies"; empty for text only); expected response. What else there is is kept
as notes for the facilitator. Nothing is read where anything is wrong, and nothing is guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import explain
from sim.scenario.scenario import Scenario
from sim.store.atomic import write_text
from sim.workshop.events.cell import safe_cell
from sim.workshop.events.column import (
    DEEPEST_HEADER,
    TIMES,
    Header,
    find_header,
    key_of,
    read_header,
    unknown_notice,
)
from sim.workshop.events.line import Act, expected_effect, receivers
from sim.workshop.events.sheet import Sheet, read_sheets
from sim.workshop.events.time import Problem, day_at, turn_of_day
from sim.workshop.game.inject import Inject
from sim.workshop.refused import Refused
from sim.workshop.text import one_line

MOST_ROWS = 500
LONGEST_TITLE, LONGEST_TEXT = 200, 2000
LONGEST_WORD = 200
"""Of the cells that are read as times, names and acts."""
MOST_PROBLEMS_SHOWN = 8
WRITTEN = ("turn", "to", "title", "text", "effect", "expected response", "notes")
"""The columns of a list that is written."""
EXAMPLES = (
    ("1", "all", "Airport closed", "The main airport is closed after sightings of drones.", "", "",
     ""),
    ("Day 10", "UK; Belgium", "Question in parliament", "The opposition asks what is done.", "",
     "A public statement", "Channel: mail"),
)  # fmt: skip


class Row(NamedTuple):
    """One event."""

    turn: int
    """the scenario's turn, as long as none is taken day by day"""
    to: tuple[str, ...]
    """the seats it goes to; empty for all"""
    title: str
    text: str
    effect: Act | None
    expected: str
    notes: str = ""
    """what other columns say, for the facilitator alone"""
    day: float | None = None
    """days from the scenario's start; None for the beginning of the turn"""

    def as_data(self) -> dict[str, Any]:
        """Return the row as the command `import_injects` takes it."""
        act = self.effect
        return {
            "turn": self.turn,
            "day": self.day,
            "to": list(self.to),
            "title": self.title,
            "text": self.text,
            "effect": None if act is None else act._asdict(),
            "expected": self.expected,
            "notes": self.notes,
        }


class Reading(NamedTuple):
    """What was understood of a list, to be shown before it is imported."""

    rows: list[Row]
    header: str
    """where the row of column names was found"""
    columns: list[tuple[str, str]]
    """each column's name in the list, and what it is read as"""
    notices: list[str]

    def lines(self) -> list[str]:
        """Return it as lines of text."""
        told = [f"{len(self.rows)} events; column names in {self.header}"]
        told += [f"  column '{name}' is read as {key}" for name, key in self.columns]
        told += [f"  {notice}" for notice in self.notices]
        for row in self.rows:
            to = ", ".join(row.to) or "all"
            act = "" if row.effect is None else f" [{' '.join(row.effect)}]"
            told.append(f"  turn {row.turn:>3}  to {to}: {row.title}{act}")
        return told


def read_events(name: str, content: bytes, scenario: Scenario, turns: int) -> list[Row]:
    """Return the events of a list for a game of so many turns, in the order of the list.

    Raises Refused, and names file, row, column, value and what is allowed, for all that is wrong.
    """
    return understand(name, content, scenario, turns).rows


def understand(name: str, content: bytes, scenario: Scenario, turns: int) -> Reading:
    """Return the events of a list with how each of its columns was read; as `read_events`."""
    file = one_line(name.replace("\\", "/").rsplit("/", 1)[-1])[:80] or "list"
    sheets = read_sheets(file, content)
    sheet, place = _list_in(file, sheets)
    rows = sheet.rows
    header = read_header(file, rows, place)
    filled = [
        (number, row)
        for number, row in enumerate(rows[place + 1 :], place + 2)
        if any(row) and row != rows[place]
    ]
    if not filled:
        raise Refused(f"{file}: has column names and no rows", "file")
    if len(filled) > MOST_ROWS:
        raise Refused(f"{file}: {len(filled):,} rows are more than {MOST_ROWS}, the limit", "file")
    events, problems = [], []
    for number, row in filled:
        event, wrong = _event(row, header, scenario, turns)
        events.append(event)
        problems += [f"{file}: row {number}, {problem}" for problem in wrong]
    if problems:
        shown = problems[:MOST_PROBLEMS_SHOWN]
        if len(problems) > len(shown):
            shown.append(f"and {len(problems) - len(shown)} more")
        raise Refused("\n".join(shown), "file")
    return _reading(events, sheets, sheet, header)


def write_events(rows: Iterable[Row]) -> str:
    """Return a list as CSV that `read_events` takes back; no cell is a formula."""
    return _csv(
        (
            _when(row), "; ".join(row.to) or "all", row.title, row.text,
            "" if row.effect is None
            else f"{row.effect.action}: {row.effect.actor} > {row.effect.target}",
            row.expected, row.notes,
        )
        for row in rows
    )  # fmt: skip


def _when(row: Row) -> str:
    if row.day is None:
        return str(row.turn)
    minutes = round(row.day % 1.0 * 24 * 60)
    return f"D+{int(row.day)}" + (f" {minutes // 60:02d}:{minutes % 60:02d}" if minutes else "")


def rows_of(injects: Iterable[Inject], scenario: Scenario) -> list[Row]:
    """Return the injects of a session as rows of a list."""
    return [
        Row(
            turn_of_day(one.day, scenario), one.to, one.title, one.text,
            Act(*one.effect) if one.effect else None, one.expected, one.notes, one.day,
        )
        for one in injects
    ]  # fmt: skip


def template() -> str:
    """Return an example of a list as CSV, to be filled in."""
    return _csv(EXAMPLES)


def write_template(path: str | Path) -> Path:
    """Write an example of a list as CSV, in full or not at all; returns its path."""
    target = Path(path)
    target = target if target.suffix else target.with_suffix(".csv")
    write_text(target, "\ufeff" + template())  # the mark tells Excel that it is UTF-8
    return target


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(WRITTEN)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return written.getvalue()


def _list_in(file: str, sheets: list[Sheet]) -> tuple[Sheet, int]:
    """Return the sheet that holds the list, and the place of its column names."""
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise Refused(f"{file}: is empty; it needs a row of column names", "file")
    found = [
        (sheet, place)
        for sheet in filled
        if not sheet.is_hidden and (place := find_header(sheet.rows)) is not None
    ]
    if len(found) > 1:
        names = ", ".join(f"'{sheet.name[:40]}'" for sheet, _ in found)
        raise Refused(
            f"{file}: the sheets {names} each hold a list; keep the one that is meant", "file"
        )
    if found:
        return found[0]
    if len(filled) > 1:
        raise Refused(
            f"{file}: no sheet has a row of column names in its first {DEEPEST_HEADER} rows; a "
            "time (turn, day, date) and a text or title are needed",
            "file",
        )
    first = next(place for place, row in enumerate(filled[0].rows) if any(row))
    return filled[0], first


def _reading(rows: list[Row], sheets: list[Sheet], sheet: Sheet, header: Header) -> Reading:
    names = sheet.rows[header.row]
    meant = {at: key for key, at in header.at.items()} | dict.fromkeys(header.noted, "notes")
    columns = [(one_line(names[at])[:60], meant[at]) for at in sorted(meant)]
    notices = [unknown_notice(header.unknown)] if header.unknown else []
    passed = [one_line(cell)[:60] for cell in names if cell and key_of(cell) == ""]
    if passed:
        notices.append(f"Not kept: {', '.join(passed)}.")
    if "time" in header.at and len(set(TIMES) & set(header.at)) > 1 and "turn" in header.at:
        notices.append("The turn decides; the time of day is not used.")
    others = [other.name for other in sheets if other is not sheet and any(map(any, other.rows))]
    if others:
        notices.append(f"Not read: {', '.join(f'sheet {name[:40]}' for name in others)}.")
    where = f"row {header.row + 1}" + (f" of sheet '{sheet.name[:40]}'" if sheet.name else "")
    return Reading(rows, where, columns, notices)


def _event(row: list[str], header: Header, scenario: Scenario, turns: int) -> tuple[Row, list[str]]:
    """Return one event, and what is wrong with it, column by column."""
    cells = {key: row[at] if at < len(row) else "" for key, at in header.at.items()}
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
    times = {column: cells[column] for column in TIMES if column in cells}
    day = read(next(iter(times)), lambda _: _day(times, scenario, turns), 0.0)
    event = Row(
        turn=turn_of_day(day, scenario),
        day=day,
        to=read("to", receivers, (), scenario),
        title=one_line(title or text)[:LONGEST_TITLE],
        text=text,
        effect=read("effect", expected_effect, None, scenario),
        expected=read("expected response", _bounded, "", LONGEST_TEXT),
        notes=_notes(cells.get("notes", ""), row, header),
    )
    return event, problems


def _day(times: dict[str, str], scenario: Scenario, turns: int) -> float:
    return day_at({key: _bounded(cell, LONGEST_WORD) for key, cell in times.items()},
                   scenario, turns)  # fmt: skip


def _notes(own: str, row: list[str], header: Header) -> str:
    """Return what the columns that are not read say, each with its name."""
    told = [own] if own else []
    told += [f"{name}: {row[at]}" for at, name in header.noted.items() if at < len(row) and row[at]]
    text = "\n".join(told)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _bounded(cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise Problem(explain("value", cell, f"at most {longest:,} characters, not {len(cell):,}"))
    return cell
