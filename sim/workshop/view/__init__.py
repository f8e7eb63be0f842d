"""Views: the only way out of a session. Each is made for one viewer and holds nothing else."""

from __future__ import annotations

from typing import Any

from sim.core.errors import explain
from sim.scenario.role import FACILITATOR, OBSERVER, PROJECTOR
from sim.workshop.game.game import Game
from sim.workshop.refused import Refused
from sim.workshop.view.common import common
from sim.workshop.view.desk import desk
from sim.workshop.view.player import player
from sim.workshop.view.public import public, watched


def view(game: Game, viewer: str, number: int | None, now: float) -> dict[str, Any]:
    """Return what a viewer sees of the turn under way, or of an earlier one.

    Raises Refused for an unknown viewer or turn.
    """
    turn = game.branch.turn(_number(game, number))
    kind, _, seat = viewer.partition(":")
    if viewer == FACILITATOR:
        return common(game, viewer, "facilitator", turn, now) | desk(game, turn)
    if viewer == PROJECTOR:
        return common(game, viewer, "projector", turn, now) | public(game, turn)
    if kind == OBSERVER and (not seat or seat in game.seats):
        content = common(game, viewer, "observer", turn, now) | public(game, turn)
        if seat:
            content["watch"] = watched(game, turn, seat)
        return content
    if viewer in game.seats:
        return common(game, viewer, "player", turn, now) | player(game, turn, viewer)
    allowed = [FACILITATOR, PROJECTOR, OBSERVER, *game.seats]
    raise Refused(explain("viewer", viewer, allowed))


def _number(game: Game, number: int | None) -> int:
    last = game.turn.number
    if number is None:
        return game.looking_back or last
    if not 1 <= number <= last:
        raise Refused(f"turn {number}: this line of play has turns 1 to {last}", "turn")
    return number
