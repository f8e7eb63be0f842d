"""The projector's view, and the observer's: what is public, and one seat's screen a turn late."""

from __future__ import annotations

from typing import Any

from sim.scenario.role import PUBLIC
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.view.ladder import ladder
from sim.workshop.view.news import news
from sim.workshop.view.player import player


def public(game: Game, turn: Turn) -> dict[str, Any]:
    """Return what is public: named acts, others under "?"; no odds, no polls, no money."""
    return {"ladder": ladder(game, turn, PUBLIC), "news": news(game, turn, PUBLIC)}


def watched(game: Game, turn: Turn, seat: str) -> dict[str, Any] | None:
    """Return a seat's screen of the turn before, for an observer; None in the first turn."""
    if turn.number < 2:
        return None
    earlier = game.branch.turn(turn.number - 1)
    content = player(game, earlier, seat)
    for key in ("messages", "requests", "notes"):
        content[key] = [row for row in content[key] if row["turn"] < turn.number]
    content["news"] = [row for row in content["news"] if row["turn"] < turn.number]
    content["turn"] = earlier.number
    return content
