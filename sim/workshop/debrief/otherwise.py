"""What-ifs for the talk afterwards: the gravest orders, each held back or given otherwise.

Every other order and every draw is kept; `sim.workshop.forecast.what_if` says what would have
differed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.workshop.forecast.line import Line, line_from
from sim.workshop.forecast.what_if import SEED, Swap, what_if
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Order
from sim.workshop.refused import Refused

MOST_ASKED, MOST_TOLD = 40, 6
"""How many what-ifs are worked out, and how many of them are told."""
SIFTING, SIFTING_SEED = 100, 7
"""Replays, and their own luck, to choose by: what is told is counted on luck that chose nothing."""


class Candidate(NamedTuple):
    """An order that might have been another."""

    turn: int
    seat: str
    rung: int
    is_human: bool
    order: Order
    label: str
    other: Order | None
    other_label: str


def what_ifs(game: Game, turns: list[dict[str, Any]], replays: int) -> dict[str, Any]:
    """Return the most telling what-ifs of a game, and how many were asked to find them.

    `turns` is its timeline; at most one is told of a seat in a turn.
    """
    if replays < 1:
        return {"asked": 0, "rows": []}
    lines = {turn["turn"]: line_from(game, turn["turn"]) for turn in turns}
    sifted = [
        (_telling(told), one)
        for one in _candidates(turns)[:MOST_ASKED]
        if (told := _asked(lines[one.turn], one, min(replays, SIFTING), SIFTING_SEED)) is not None
    ]
    best: dict[tuple[int, str], Candidate] = {}
    for _, one in sorted(sifted, key=lambda pair: pair[0], reverse=True):
        best.setdefault((one.turn, one.seat), one)
    chosen = list(best.values())[:MOST_TOLD]
    rows = [_asked(lines[one.turn], one, replays, SEED) for one in chosen]
    told = [row for row in rows if row is not None]
    told.sort(key=lambda row: -abs(row["share"]["difference"]["p"]))
    return {"asked": len(sifted), "rows": told}


def _telling(row: dict[str, Any]) -> tuple[float, int, bool]:
    """How much a what-if tells: by the share of grave futures, the rungs, then any event at all."""
    moved = sum(
        abs((one["as_played"] or 0) - (one["other_way"] or 0)) for one in row["rungs"]
    )  # fmt: skip
    return round(abs(row["share"]["difference"]["p"]), 2), moved, row["first"] is not None


def _candidates(turns: list[dict[str, Any]]) -> list[Candidate]:
    """People's orders before those of policies, higher rungs before lower ones.

    Each is asked about twice: held back, and changed for what the seat's policy wanted most.
    """
    found = [
        one
        for turn in turns
        for decision in turn["decisions"]
        for one in _of_decision(turn["turn"], decision)
    ]
    return sorted(found, key=lambda one: (not one.is_human, -one.rung, one.other is not None))


def _of_decision(number: int, decision: dict[str, Any]) -> list[Candidate]:
    wanted = next((row for row in decision["alternatives"] if row["kind"] == "policy"), None)
    others: list[tuple[Order | None, str]] = [(None, "nothing")]
    if wanted is not None:
        others.append((Order(wanted["action"], wanted["target"], 1), wanted["label"]))
    return [
        Candidate(
            number, decision["seat"], int(row["rung"] or 0), decision["control"] == "human",
            Order(row["action"], row["target"], row["times"]), row["label"], other, label,
        )
        for row in decision["orders"]
        if row["action"] is not None
        for other, label in others
    ]  # fmt: skip


def _asked(line: Line, one: Candidate, replays: int, seed: int) -> dict[str, Any] | None:
    """The answer in words; None where the other order could not have been given."""
    try:
        told = what_if(line, Swap(one.seat, one.order, one.other), replays, seed)
    except Refused:
        return None
    words = f"{one.seat} holds back: {one.label}"
    if one.other is not None:
        words = f"{one.seat}: {one.other_label}, not {one.label}"
    return {**told, "words": words, "instead_of_label": one.label, "other_label": one.other_label}
