"""What belongs to the line of play that is shown: its own turns, and those before its forks."""

from __future__ import annotations

from sim.workshop.game.game import Game


def is_before(game: Game, branch: str, turn: int) -> bool:
    """Tell whether a turn of some branch lies on the active line of play."""
    here, until = game.branch, 10**9
    while True:
        if here.id == branch:
            return turn < until
        if here.parent is None or here.fork is None:
            return False
        until = min(until, here.fork)
        here = game.branches[here.parent]
