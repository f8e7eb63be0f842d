"""The facts beside the headline and the rows of the columns, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.report.words import listed, money, number, signed


class Fact(NamedTuple):
    """A number and what it is."""

    value: str
    words: str


def facts(debrief: dict[str, Any]) -> list[Fact]:
    """Return the four facts at the head of the page."""
    numbers = debrief["numbers"]
    peak, climbs = numbers["peak"], numbers["climbs"]
    people = [actor["name"] for actor in debrief["actors"] if actor["control"] == "human"]
    told = f"highest rung, {listed(peak['actors'])}, turn {peak['turn']}"
    return [
        Fact(str(peak["rung"]), told if peak["actors"] else "highest rung"),
        Fact(" · ".join(str(climbs[name]) for name in ("chosen", "accident", "misread")),
             "climbs chosen, by accident, misread"),
        _kit(numbers["kit"]),
        *_cost(numbers["actors"], people),
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


def _cost(rows: list[dict[str, Any]], people: list[str]) -> list[Fact]:
    """What it cost the seat of people that paid most; of all, where policies played."""
    among = [row for row in rows if row["actor"] in people] or rows
    if not among:
        return []
    most = max(among, key=lambda row: row["cost_meur"])
    strain = f"strain {most['strain'] * 100:.0f}% at the end"
    return [Fact(money(most["cost_meur"]), f"{most['actor']} cost; {strain}")]


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
    """Return the seats whose climb forecasts or calls have scores, best forecaster first."""
    rows = [row for row in debrief["scores"]["seats"] if row["climbs"] or row["calls"]]
    return sorted(rows, key=lambda row: row["climbs"]["brier"] if row["climbs"] else 2.0)


def what_if_rows(debrief: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the what-ifs in words, with how many futures of 100 more or fewer are grave."""
    return [_what_if(row) for row in debrief["what_ifs"]["rows"]]


def _what_if(row: dict[str, Any]) -> dict[str, Any]:
    share = row["share"]
    difference = share["difference"]
    moved = [one for one in row["rungs"] if one["as_played"] != one["other_way"]]
    path = "The same dice lead to the same rungs."
    if moved:
        one = max(moved, key=lambda one: abs((one["as_played"] or 0) - (one["other_way"] or 0)))
        ended = "the game is over" if one["other_way"] is None else f"rung {one['other_way']}"
        was = "over" if one["as_played"] is None else f"rung {one['as_played']}"
        path = f"On the same dice turn {one['turn']} is {ended}, not {was}."
    return {
        **row,
        "more": more(difference["p"]),
        "range": span(difference["low"], difference["high"]),
        "as_played_words": in_100(share["as_played"]["p"]),
        "other_way_words": in_100(share["other_way"]["p"]),
        "path": path,
        "first_words": first_words(row["first"]),
    }


def in_100(share: float) -> str:
    """A share that may be small: "0.9 in 100"."""
    return f"{number(round(share * 100, 1))} in 100"


def more(difference: float) -> str:
    """ "4 fewer in 100", "1.5 more in 100", "no difference"."""
    size = abs(difference) * 100
    if size < 0.05:
        return "no difference"
    return f"{number(round(size, 1))} {'more' if difference > 0 else 'fewer'} in 100"


def span(low: float, high: float) -> str:
    """An interval of differences in 100, signed: "−1 to +3"."""
    return f"{signed(round(low * 100, 1))} to {signed(round(high * 100, 1))}"


def first_words(first: dict[str, Any] | None) -> str:
    """The first event that is not the same either way, in words."""
    if first is None:
        return "No other event differs."
    was, other = first["as_played"], first["other_way"]
    if was is None:
        return f"First comes {other['title']}, turn {first['turn']}."
    if other is None:
        return f"First falls away: {was['title']}, turn {first['turn']}."
    return f"First differs: {other['title']} for {was['title']}, turn {first['turn']}."
