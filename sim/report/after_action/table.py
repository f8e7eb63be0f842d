"""The debrief as tables: CSV texts that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from sim.workshop.events.cell import safe_cell

Row = dict[str, Any]


def after_action_csv(debrief: dict[str, Any]) -> dict[str, str]:
    """Return the tables of a debrief: name of the file → its text.

    Every cell that might be read as a formula begins with an apostrophe. Chances are from 0 to 1.
    """
    turns = debrief["turns"]
    tables = {
        "rungs": _rungs(turns),
        "decisions": _decisions(turns),
        "alternatives": _alternatives(turns),
        "beliefs": _beliefs(turns),
        "misreadings": [row for turn in turns for row in turn["misreadings"]],
        "dice": _dice(turns),
        "rulings": [{"turn": turn["turn"], **row} for turn in turns for row in turn["rulings"]],
        "events": [{"turn": turn["turn"], **row} for turn in turns for row in turn["events"]],
        "injects": debrief["injects"],
        "said": debrief["said"],
        "costs": debrief["numbers"]["actors"],
        "scores": _scores(debrief["scores"]["seats"]),
        "what_ifs": _what_ifs(debrief["what_ifs"]["rows"]),
        "branches": _branches(debrief["branches"]),
    }
    return {f"{name}.csv": _csv(rows) for name, rows in tables.items() if rows}


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    return safe_cell(str(value))


def _rungs(turns: list[Row]) -> list[Row]:
    return [
        {"turn": turn["turn"], "from": turn["from"], "to": turn["to"], "actor": row["actor"],
         "was": row["was"], "observer": seen["observer"], "seen": seen["estimate"],
         "low": seen["low"], "high": seen["high"]}
        for turn in turns
        for row in turn["rungs"]
        for seen in row["seen"]
    ]  # fmt: skip


def _decisions(turns: list[Row]) -> list[Row]:
    return [
        {"turn": turn["turn"], "seat": seat["seat"], "control": seat["control"],
         "plays": seat["plays"], "sealed": seat["sealed"], **order}
        for turn, seat in _seats(turns)
        for order in seat["orders"] or [{"label": "holds"}]
    ]  # fmt: skip


def _alternatives(turns: list[Row]) -> list[Row]:
    return [
        {"turn": turn["turn"], "seat": seat["seat"], **row}
        for turn, seat in _seats(turns)
        for row in seat["alternatives"]
    ]


def _beliefs(turns: list[Row]) -> list[Row]:
    return [
        seat["belief"] | {"has_climbed": turn["has_climbed"]}
        for turn, seat in _seats(turns)
        if seat["belief"]
    ]


def _dice(turns: list[Row]) -> list[Row]:
    return [
        {"turn": turn["turn"], "actor": case["actor"], "target": case["target"],
         "act": case["title"], "cause": case["cause"], **roll}
        for turn in turns
        for case in turn["dice"]
        for roll in case["rolls"]
    ]  # fmt: skip


def _scores(seats: list[Row]) -> list[Row]:
    return [
        {"seat": row["seat"]}
        | {f"climbs_{name}": value for name, value in (row["climbs"] or {}).items()}
        | {f"calls_{name}": value for name, value in (row["calls"] or {}).items()}
        for row in seats
    ]


def _what_ifs(rows: list[Row]) -> list[Row]:
    return [
        {"turn": row["turn"], "actor": row["actor"], "instead_of": row["instead_of_label"],
         "other": row["other_label"], "rung": row["share"]["rung"],
         "replays": row["share"]["replays"], "as_played": row["share"]["as_played"]["p"],
         "other_way": row["share"]["other_way"]["p"],
         "difference": row["share"]["difference"]["p"], "low": row["share"]["difference"]["low"],
         "high": row["share"]["difference"]["high"]}
        for row in rows
    ]  # fmt: skip


def _branches(rows: list[Row]) -> list[Row]:
    return [
        {name: row[name] for name in ("label", "parent", "fork", "is_active", "rungs", "parts_at",
                                      "until", "until_day", "peak_as_played", "peak")}
        for row in rows
    ]  # fmt: skip


def _seats(turns: list[Row]) -> Iterable[tuple[Row, Row]]:
    return ((turn, seat) for turn in turns for seat in turn["decisions"])
