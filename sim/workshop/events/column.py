"""The columns of a master events list, by the many names that they go by, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sim.core.errors import closest
from sim.workshop.events.time import is_hour
from sim.workshop.refused import Refused

COLUMNS = {
    "turn": ("turn", "move", "round", "turn no", "turn number", "game turn", "move no", "round no"),
    "day": ("day", "day no", "day number", "exercise day", "ex day", "game day"),
    "date": ("date", "date time", "datetime", "date and time", "date time group", "dtg",
             "inject date", "event date", "delivery date", "scheduled date", "start date",
             "planned date", "exercise date", "date time dtg"),
    "time": ("time", "when", "timing", "inject time", "event time", "delivery time", "start time",
             "scheduled time", "planned time", "time of inject", "exercise time", "release time"),
    "to": ("to", "to whom", "recipient", "recipients", "recipient to", "receiver", "receivers",
           "audience", "training audience", "target audience", "seat", "seats", "addressee",
           "addressees", "for", "delivered to", "deliver to", "send to", "sent to", "player",
           "players", "team", "teams", "recipient player", "receiving player", "receiving cell"),
    "title": ("title", "headline", "subject", "event", "inject", "name", "event name",
              "event title", "inject title", "inject name", "short title", "inject subject"),
    "text": ("text", "description", "body", "message", "content", "details", "narrative",
             "inject text", "inject description", "event description", "inject details",
             "inject content", "message text", "message content", "inject message", "summary",
             "event summary", "inject summary", "scenario event", "storyline text"),
    "effect": ("effect", "act", "action", "forced act", "game effect"),
    "expected response": (
        "expected response", "expected", "response", "expected reaction", "reaction",
        "expected action", "expected actions", "expected player action", "expected player actions",
        "expected player response", "expected outcome", "expected outcomes", "expected result",
        "anticipated response", "anticipated action", "anticipated player action",
        "desired outcome", "expected responses"),
    "notes": ("notes", "note"),
}  # fmt: skip
"""Every column with the names it goes by."""
TIMES = ("turn", "day", "date", "time")
NUMBERED = ("id", "no", "number", "serial", "serial no", "seq", "seq no", "sequence", "sequence no",
            "event no", "event number", "event id", "inject no", "inject number", "inject id",
            "msel no", "mel no", "mel", "msel", "item", "ser", "index", "row", "nr")  # fmt: skip
"""Columns that only count the rows; they are not kept."""
NOTED = ("from", "sender", "source", "means", "method", "delivery method", "means of delivery",
         "channel", "delivery channel", "inject type", "event type", "type", "owner", "responsible",
         "poc", "controller", "originator", "remarks", "remark", "comment", "comments", "status",
         "objective", "objectives", "location", "storyline", "phase", "delivered by", "mode",
         "medium", "category", "priority")  # fmt: skip
"""Columns that such lists often have; they are kept as notes, for the facilitator."""
DEEPEST_HEADER = 40
"""The row of column names is looked for down to here."""
_KEY_OF = {name: key for key, names in COLUMNS.items() for name in names}
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


class Header(NamedTuple):
    """Where the list begins, and what each of its columns is."""

    row: int
    """place of the row of names, from 0"""
    at: dict[str, int]
    """where each column that is read stands"""
    noted: dict[int, str]
    """columns whose cells are kept as notes, with their names"""
    unknown: list[str]
    """names among these that no such list usually has"""


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that names a time and a title or text; None where there is none."""
    for place, row in enumerate(rows[:DEEPEST_HEADER]):
        found = {key_of(cell) for cell in row}
        if found & set(TIMES) and found & {"title", "text"}:
            return place
    return None


def read_header(file: str, rows: Sequence[Sequence[str]], place: int) -> Header:
    """Return what the columns are. Raises Refused where two are the same, or one is missing."""
    at: dict[str, int] = {}
    noted: dict[int, str] = {}
    unknown: list[str] = []
    for number, cell in enumerate(rows[place]):
        key, name = key_of(cell), " ".join(cell.split())[:60]
        if not name or key == "":
            continue
        if key is None or key == "noted":
            noted[number] = name
            unknown += [name] if key is None else []
        elif key in at:
            raise _twice(file, place, number, name, key, at[key])
        else:
            at[key] = number
    if not set(TIMES) & set(at) or not {"title", "text"} & set(at):
        raise Refused(
            f"{file}: row {place + 1}: a column 'turn', 'day' or 'date' and a column 'text' or "
            f"'title' are needed; allowed: {', '.join(COLUMNS)}.{_hints(unknown)}",
            "file",
        )
    if "time" in at and {"turn", "day", "date"} & set(at):
        # Beside another time this one is a time of day; else both would say when.
        hours = [row[at["time"]] for row in rows[place + 1 :] if len(row) > at["time"]]
        if not all(is_hour(cell) for cell in hours if cell):
            other = next(key for key in TIMES if key in at)
            first, second = sorted((at["time"], at[other]))
            raise _twice(file, place, second, rows[place][second][:60], "time", first)
    return Header(place, at, noted, unknown)


def key_of(cell: str) -> str | None:
    """Return a column by a name: one of COLUMNS, "noted", "" to pass over, None if unknown."""
    text = cell.lower().replace("_", " ").replace("#", " no ")
    inside = _BRACKETS.findall(text)
    forms = (_BRACKETS.sub(r" \1 ", text), _BRACKETS.sub(" ", text), *inside)
    names = [" ".join(re.sub(r"[^\w\s]", " ", form).split()) for form in forms]
    for name in filter(None, names):
        if name in _KEY_OF:
            return _KEY_OF[name]
        if name in NUMBERED:
            return ""
        if name in NOTED:
            return "noted"
    return None if any(names) else ""


def unknown_notice(names: Sequence[str]) -> str:
    """Say that columns are kept as notes, and what one of them may have been meant to be."""
    quoted = ", ".join(f"'{name}'" for name in names)
    return f"Not known, kept as notes for the facilitator: {quoted}.{_hints(names)}"


def _hints(names: Sequence[str]) -> str:
    hints = ""
    for name in names:
        match = closest(name.lower()[:60], _KEY_OF)
        hints += f" '{name}': did you mean '{_KEY_OF[match]}'?" if match else ""
    return hints


def _twice(file: str, row: int, number: int, name: str, key: str, other: int) -> Refused:
    return Refused(
        f"{file}: row {row + 1}, column {number + 1}: {name!r} means '{key}', "
        f"as column {other + 1} does",
        "file",
    )
