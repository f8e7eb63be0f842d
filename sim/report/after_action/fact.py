"""What stands beside the headline and in the columns: rows in words, from the debrief's numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.report.words import listed, money


class Fact(NamedTuple):
    """A number and what it is."""

    value: str
    words: str


def facts(debrief: dict[str, Any]) -> list[Fact]:
    """Return the four facts at the head of the page."""
    numbers = debrief["numbers"]
    peak, climbs = numbers["peak"], numbers["climbs"]
    told = f"highest rung, {listed(peak['actors'])}, turn {peak['turn']}"
    return [
        Fact(str(peak["rung"]), told if peak["actors"] else "highest rung"),
        Fact(" · ".join(str(climbs[name]) for name in ("chosen", "accident", "misread")),
             "climbs chosen, by accident, misread"),
        _kit(numbers["kit"]),
        *_cost(numbers["actors"]),
    ]  # fmt: skip


def _kit(rows: list[dict[str, Any]]) -> Fact:
    came = [row for row in rows if row["days"] is not None]
    if came:
        row = min(came, key=lambda row: row["asked_day"])
        return Fact(days_in_words(row["days"]), f"from {row['host']}’s request to the first kit")
    asked = [row["host"] for row in rows if row["asked_day"] is not None]
    return Fact("–", f"{listed(asked)} asked; no kit came" if asked else "nobody asked for kit")


def days_in_words(days: float) -> str:
    """ "9 days"; under one is said so."""
    if 0 < days < 1:
        return "under a day"
    return "1 day" if round(days) == 1 else f"{days:.0f} days"


def _cost(actors: list[dict[str, Any]]) -> list[Fact]:
    if not actors:
        return []
    most = max(actors, key=lambda row: row["cost_meur"])
    strain = f"strain {most['strain'] * 100:.0f}% at the end"
    return [Fact(money(most["cost_meur"]), f"{most['actor']} cost, the most; {strain}")]


def branch_rows(debrief: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the other lines of play that can be compared with this one, in order of the fork."""
    rows = [row for row in debrief["branches"] if row["parts_at"] is not None]
    return sorted(rows, key=lambda row: row["parts_at"])


def ruling_rows(debrief: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every ruling with its turn."""
    return [{"turn": turn["turn"], **row} for turn in debrief["turns"] for row in turn["rulings"]]


def said_rows(debrief: dict[str, Any]) -> dict[int, list[dict[str, Any]]]:
    """Return what was said, by turn."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for one in debrief["said"]:
        rows.setdefault(one["turn"], []).append(one)
    return rows


def score_rows(debrief: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the scores of the seats' forecasts, best first; empty where none was made."""
    return list(debrief.get("scores") or [])
