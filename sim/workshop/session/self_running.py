"""A session without a facilitator: one that goes on by itself, for practice and for one person."""

from __future__ import annotations

from sim.workshop.act.command import Command, InjectId, Nothing
from sim.workshop.game.calendar import is_last
from sim.workshop.game.case import unsettled
from sim.workshop.game.game import Game


def next_step(game: Game) -> tuple[str, Command] | None:
    """Return the command that a facilitator would give now, or None where people are to act.

    It opens the orders, closes them when everybody has sealed, accepts what the dice say, and
    ends the session after the last turn.
    """
    if not game.settings.self_running or game.is_over or game.looking_back is not None:
        return None
    turn = game.turn
    if turn.phase == "orders":
        waits = [name for name in game.humans if name not in turn.sealed]
        return None if waits or not game.humans else ("close", Nothing())
    if turn.phase == "brief":  # what is only told is told now; what is done waits for the orders
        told = [key for key in game.due(turn) if game.injects[key].effect is None]
        if told:
            return "publish_inject", InjectId(id=told[0])
    if turn.phase == "adjudicate" and unsettled(game, turn):
        return "accept_all", Nothing()
    if turn.phase == "state":
        assert turn.resolution is not None
        if is_last(game, turn):
            return "end", Nothing()
    return "advance", Nothing()
