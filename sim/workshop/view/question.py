"""The perception poll: which incident a seat is asked about."""

from __future__ import annotations

from typing import Any

from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.view.item import Item
from sim.workshop.view.news import items_of


def question_of(game: Game, seat: str, turn: Turn) -> dict[str, Any] | None:
    """Return what a seat is asked about in a turn, or None where it has met nothing unclear.

    The gravest sighting of the turn before, and of equals the one that is least clear.
    """
    if turn.number < 2:
        return None
    before = game.branch.turn(turn.number - 1)
    asked = [
        (f"{before.number}.{k}", item)
        for k, item in enumerate(items_of(game, before, seat))
        if item.p is not None
    ]
    if not asked:
        return None
    key, item = max(asked, key=lambda pair: (pair[1].rung or 0, -abs((pair[1].p or 0.0) - 0.5)))
    return {"news_id": key, "title": item.title, "adversary": item.suspect}


def item_by_id(game: Game, seat: str, key: str) -> Item | None:
    """Return the item that a seat was asked about, on the line of play that is active."""
    number, _, place = key.partition(".")
    if not number.isdigit() or not place.isdigit() or int(number) > len(game.branch.turns):
        return None
    items = items_of(game, game.branch.turn(int(number)), seat)
    return items[int(place)] if int(place) < len(items) else None
