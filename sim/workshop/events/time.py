"""When an event of a list happens: a turn, a date, a day of the game, with or without an hour.

What may be read in two ways is refused, with what to write instead.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from sim.core.errors import explain
from sim.scenario.scenario import Scenario

_TURN = re.compile(r"(?:(?:turn|move|round|t)\s*(?:no\.?|#)?\s*)?(\d{1,6})", re.IGNORECASE)
_DAY = re.compile(r"(?:(?:exercise|ex|game)\s*)?day\s*(?:no\.?|#)?\s*(\d{1,6})", re.IGNORECASE)
_DAYS = re.compile(r"d(?:ay)?\s*\+\s*(\d{1,6})", re.IGNORECASE)
_GROUP = re.compile(
    r"(\d{2})\s*(\d{2})(\d{2})\s*([A-Z])\s*([A-Z]{3})\s*(\d{4}|\d{2})", re.IGNORECASE
)
"""A date-time group: 200900ZNOV25."""
_HOUR = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)(?::[0-5]\d)?\s*(?:hrs?|h|z|[A-Z])?", re.IGNORECASE)
_WITH_HOUR = re.compile(
    r"(.*\S?)(?:\s*[,/]?\s+|T)((?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}\s*(?:Z|hrs?|h)?"
    r"|(?:[01]\d|2[0-3])[0-5]\d\s*(?:[A-Z]|hrs?)?)",
    re.IGNORECASE,
)
_TWO_WAYS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{2}|\d{4})")
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d %b %y", "%B %d %Y",
          "%b %d %Y", "%d%b%Y", "%d%b%y", "%Y%m%d")  # fmt: skip


class Problem(ValueError):
    """What is wrong with one cell."""


def day_at(cells: dict[str, str], scenario: Scenario, turns: int) -> float:
    """Return the moment of an event, in days from the start, by its cells turn, day, date, time.

    A column of turns decides, a day or date within that turn says when in it; a time beside them
    is a time of day. Raises Problem, which names what is allowed, for anything else, and where
    two cells disagree.
    """
    hour = _hour_of(cells["time"]) if len(cells) > 1 and cells.get("time") else 0.0
    found = {
        column: _day_of(column, cell, hour, scenario, turns)
        for column, cell in cells.items()
        if cell and (column != "time" or len(cells) == 1)
    }
    if not found:
        raise Problem(explain("value", "", _allowed(scenario, turns)))
    in_turns = {column: turn_of_day(day, scenario) for column, day in found.items()}
    if len(set(in_turns.values())) > 1:
        told = ", ".join(f"{column} says turn {turn}" for column, turn in in_turns.items())
        raise Problem(f"the columns disagree: {told}")
    return max(found.values())


def turn_of_day(day: float, scenario: Scenario) -> int:
    """Return the scenario's turn, 1 or more, in which a day lies."""
    return int(day // scenario.days_per_turn) + 1


def is_hour(cell: str) -> bool:
    """Tell whether a cell is a time of day and nothing else."""
    return _HOUR.fullmatch(cell) is not None and (":" in cell or len(cell) >= 4)


def _day_of(column: str, cell: str, hour: float, scenario: Scenario, turns: int) -> float:
    numbered = _TURN.fullmatch(cell)
    if column in ("turn", "time") and numbered and not _is_clock(cell):
        day = (int(numbered[1]) - 1) * scenario.days_per_turn
    else:
        if column == "day" and cell.isdecimal():
            cell = f"day {cell}"
        days = _days_of(cell, scenario)
        if days is None:
            raise Problem(explain("value", cell, _allowed(scenario, turns)))
        day = days + hour / 24
    if not 0.0 <= day < turns * scenario.days_per_turn:
        raise Problem(explain("value", cell, _allowed(scenario, turns)))
    return day


def _is_clock(cell: str) -> bool:
    """0900 is an hour and not a turn."""
    return cell.startswith("0") and len(cell) == 4


def _days_of(cell: str, scenario: Scenario) -> float | None:
    """Return how many days after the start a cell says; None where it says no such thing."""
    group = _GROUP.fullmatch(cell)
    if group:
        day, hour, minute, _, month, year = group.groups()
        cell = f"{day} {month} {year} {hour}:{minute}"
    hour = 0.0
    split = None if _is_date(cell) else _WITH_HOUR.fullmatch(cell)  # 2025 may look like an hour
    if split and split[1].strip(" ,/"):
        hour, cell = _hour_of(split[2]), split[1].strip(" ,/")
    counted, numbered = _DAYS.fullmatch(cell), _DAY.fullmatch(cell)
    if counted:
        return int(counted[1]) + hour / 24
    if numbered:
        if int(numbered[1]) < 1:
            raise Problem(f"{cell!r}: the first day is day 1; write D+0 or Day 1")
        return int(numbered[1]) - 1 + hour / 24
    day = _date_of(cell)
    return None if day is None else (day - scenario.start).days + hour / 24


def _is_date(cell: str) -> bool:
    return _TWO_WAYS.fullmatch(cell) is None and _date_of(cell) is not None


def _hour_of(cell: str) -> float:
    found = _HOUR.fullmatch(cell.strip())
    if found is None:
        raise Problem(explain("value", cell, "a time of day such as 09:00 or 0900"))
    return int(found[1]) + int(found[2]) / 60


def _date_of(cell: str) -> date | None:
    two_ways = _TWO_WAYS.fullmatch(cell)
    if two_ways:
        return _one_way(cell, int(two_ways[1]), int(two_ways[3]), two_ways[4])
    plain = " ".join(cell.replace(",", " ").split())
    words = re.sub(r"[-\s]*([A-Za-z]{3,9})\.?[-\s]*", r" \1 ", plain).strip()
    for text in (plain, words):
        for form in _FORMS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
    return None


def _one_way(cell: str, first: int, second: int, year: str) -> date | None:
    """Return the date of 17/11/2025; Problem where day, month and year may be told two ways."""
    if len(year) == 2:
        raise Problem(f"{cell!r} may be several dates; write year-month-day, such as 2025-11-20")
    if first <= 12 and second <= 12 and first != second:
        raise Problem(f"{cell!r} may be two dates; write {year}-{second:02}-{first:02} or "
                      f"{year}-{first:02}-{second:02}")  # fmt: skip
    day, month = (second, first) if second > 12 else (first, second)
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _allowed(scenario: Scenario, turns: int) -> str:
    return (
        f"a turn from 1 to {turns}, a date such as {scenario.start.isoformat()}, Day 3 (Day 1 is "
        "the first), or D+7 for seven days after the start"
    )
