"""The ladder as a viewer sees it: its own rung known, others as far as their acts show."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.core.layout.ladder import RUNG_LABELS
from sim.scenario.role import FACILITATOR, PUBLIC
from sim.workshop.game.game import Game
from sim.workshop.game.position import state_at
from sim.workshop.game.turn import Turn
from sim.workshop.view.item import UNNAMED, Item
from sim.workshop.view.news import items_of

SUSPECTED, BELIEVED = 0.2, 0.5
"""A suspicion this strong widens the range of a rung; this strong, it is the best estimate."""


class Rung(NamedTuple):
    """Where an actor stands: the best estimate, and the range that is likely."""

    estimate: int
    low: int
    high: int


def ladder(game: Game, turn: Turn, viewer: str, drafted: int | None = None) -> dict[str, Any]:
    """Return the ladder after the last turn that the viewer has seen published."""
    shown = turn if turn.is_published else None
    if shown is None and turn.number > 1:
        shown = game.branch.turn(turn.number - 1)
    before = game.branch.turn(shown.number - 1) if shown and shown.number > 1 else None
    lanes = [
        _lane(game, turn, name, viewer, shown, before, drafted if name == viewer else None)
        for name in game.actors
    ]
    if viewer in (PUBLIC, FACILITATOR):
        lanes.append(_unnamed(game, shown, before))
    return {
        "turn": shown.number if shown else 0,
        "rungs": [{"rung": rung, "label": label} for rung, label in enumerate(RUNG_LABELS)],
        "lanes": lanes,
    }


def seen_rung(game: Game, turn: Turn | None, name: str, viewer: str) -> Rung:
    """Return where an actor stands in a turn, as far as a viewer can tell."""
    if turn is None:
        return Rung(0, 0, 0)
    items = items_of(game, turn, viewer)
    open_rung = max((item.rung or 0 for item in items if item.actor == name), default=0)
    suspected = [
        item for item in items
        if item.suspect == name and item.p is not None and item.p >= SUSPECTED
    ]  # fmt: skip
    believed = [item for item in suspected if (item.p or 0.0) >= BELIEVED]
    return Rung(max(open_rung, _top(believed)), open_rung, max(open_rung, _top(suspected)))


def true_rung(game: Game, turn: Turn | None, name: str) -> int:
    """Return the highest rung on which an actor acted in a published turn."""
    if turn is None or turn.resolution is None:
        return 0
    rungs = turn.cache.get("rungs")
    if rungs is None:
        state = state_at(turn.resolution.end)
        rungs = [int(state.actors[i].turn_rung) for i in range(len(game.actors))]
        turn.cache["rungs"] = rungs
    return rungs[game.actors.index(name)]


def _lane(
    game: Game, turn: Turn, name: str, viewer: str,
    shown: Turn | None, before: Turn | None, draft: int | None,
) -> dict[str, Any]:  # fmt: skip
    lane: dict[str, Any] = {"actor": name, "known": None, "estimate": None, "low": None,
                            "high": None, "draft": draft, "ceiling": None}  # fmt: skip
    if viewer in (name, FACILITATOR):
        lane["known"] = true_rung(game, shown, name)
        lane["last"] = true_rung(game, before, name) if before else None
        where = f"on rung {lane['known']}"
        if viewer == name:
            lane["ceiling"] = _ceiling(game, turn, name)
        else:
            seen = [seen_rung(game, shown, name, other).estimate
                    for other in game.actors if other != name]  # fmt: skip
            lane["low"], lane["high"] = min(seen), max(seen)
            where += f"; others see {_range(lane['low'], lane['high'])}"
    elif viewer == PUBLIC:
        lane["known"] = seen_rung(game, shown, name, viewer).low
        lane["last"] = seen_rung(game, before, name, viewer).low if before else None
        where = f"in public on rung {lane['known']}"
    else:
        seen_now = seen_rung(game, shown, name, viewer)
        lane["estimate"], lane["low"], lane["high"] = seen_now
        lane["last"] = seen_rung(game, before, name, viewer).estimate if before else None
        where = f"you estimate rung {seen_now.estimate}"
        if seen_now.low != seen_now.high:
            where += f", between {seen_now.low} and {seen_now.high}"
    lane["words"] = f"{name}: {where}"
    return lane


def _unnamed(game: Game, shown: Turn | None, before: Turn | None) -> dict[str, Any]:
    now, last = (
        _top([item for item in items_of(game, turn, PUBLIC) if item.actor == UNNAMED])
        if turn else None
        for turn in (shown, before)
    )  # fmt: skip
    return {
        "actor": UNNAMED, "known": now, "estimate": None, "low": None, "high": None, "last": last,
        "draft": None, "ceiling": None,
        "words": f"Acts nobody has been named for: up to rung {now or 0}",
    }  # fmt: skip


def _ceiling(game: Game, turn: Turn, name: str) -> int:
    return int(game.setup_of(turn).policies[game.actors.index(name)].ceiling)


def _top(items: list[Item]) -> int:
    return max((item.rung or 0 for item in items), default=0)


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"
