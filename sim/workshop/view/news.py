"""What a viewer knows, turn by turn: events, injects and messages, newest turn first."""

from __future__ import annotations

from typing import Any

from sim.scenario.role import FACILITATOR, PUBLIC
from sim.workshop.game.calendar import dates_of
from sim.workshop.game.game import Game, Said
from sim.workshop.game.turn import Turn
from sim.workshop.view.item import Item, item_of
from sim.workshop.view.lineage import is_before
from sim.workshop.words import day, suspicion

MOST_SHOWN = 120
_ORDER = ("inject", "message", "accident", "sighting", "deployment", "act", "vote")


def items_of(game: Game, turn: Turn, viewer: str) -> list[Item]:
    """Return what a viewer knows of one turn so far, in an order that gives nothing away."""
    key = ("items", viewer)
    if turn.is_published and key in turn.cache:
        kept: list[Item] = turn.cache[key]
        return kept
    found = [*_injects(game, turn, viewer), *_events(game, turn, viewer)]
    found.sort(key=lambda item: (_ORDER.index(item.kind), item.title, -(item.p or 0.0), item.text))
    if turn.is_published:
        turn.cache[key] = found
    return found


def _events(game: Game, turn: Turn, viewer: str) -> list[Item]:
    if turn.is_published and turn.resolution is not None:
        events = turn.resolution.events
    else:
        trace = game.briefed(turn).trace
        events = trace.events[: int(trace.n_events)]
    items = (item_of(game, event, viewer) for event in events)
    return [item for item in items if item is not None]


def _injects(game: Game, turn: Turn, viewer: str) -> list[Item]:
    items = []
    for key in turn.published_injects:
        inject = game.injects[key]
        if inject.to and viewer not in (*inject.to, FACILITATOR):
            continue
        text = inject.text if inject.text != inject.title else ""
        items.append(Item("inject", None, None, inject.title, text, None, to=inject.to))
    return items


def news(game: Game, turn: Turn, viewer: str) -> list[dict[str, Any]]:
    """Return the news of this turn and of those before, ready for JSON."""
    rows: list[dict[str, Any]] = []
    for past in reversed(game.branch.turns[: turn.number]):
        items = [*items_of(game, past, viewer), *_messages(game, past, viewer)]
        numbered = [(f"{past.number}.{k}", item) for k, item in enumerate(items)]
        rows += [
            _row(game, past, key, item, past.number >= turn.number - 1)
            for key, item in _merged(numbered)
        ]
        if len(rows) >= MOST_SHOWN:
            break
    return rows[:MOST_SHOWN]


def _merged(numbered: list[tuple[str, Item]]) -> list[tuple[str, Item]]:
    """Tell things that look alike once, with how often; what is weighed stays apart."""
    found: dict[Item | str, tuple[str, Item, int]] = {}
    for key, item in numbered:
        alike = key if item.p is not None else item._replace(event=None)
        first = found.get(alike, (key, item, 0))
        found[alike] = (first[0], first[1], first[2] + 1)
    return [
        (key, item if n == 1 else item._replace(title=f"{item.title} ({n} times)"))
        for key, item, n in found.values()
    ]


def _row(game: Game, turn: Turn, key: str, item: Item, is_new: bool) -> dict[str, Any]:
    first = dates_of(game, turn)[0]
    p = None
    if item.p is not None and item.suspect is not None:
        p = {
            "suspect": item.suspect,
            "state": round(item.p, 3),
            "words": suspicion(item.p, item.suspect),
        }
    return {
        "id": key,
        "turn": turn.number,
        "kind": item.kind,
        "date": day(first),
        "actor": item.actor,
        "target": item.target,
        "title": item.title,
        "text": item.text,
        "rung": item.rung,
        "is_new": is_new,
        "p": p,
        "to": list(item.to) or None,
    }


def _messages(game: Game, turn: Turn, viewer: str) -> list[Item]:
    return [
        Item("message", said.by if said.by in game.actors else None, None,
             _quoted(said), "" if said.to else "Public.", None, to=said.to)
        for said in game.said
        if said.kind == "message" and said.turn == turn.number and may_read(game, said, viewer)
    ]  # fmt: skip


def _quoted(said: Said) -> str:
    return f"{said.by}: “{said.text}”" if said.by != FACILITATOR else f"Facilitator: {said.text}"


def may_read(game: Game, said: Said, viewer: str) -> bool:
    """Tell whether a viewer may read something that was said, on this line of play."""
    if not is_before(game, said.branch, said.turn):
        return False
    if viewer == FACILITATOR:
        return True
    if said.kind == "message":
        return not said.to or viewer == said.by or viewer in said.to
    return said.kind != "note" and viewer == said.by and viewer != PUBLIC
