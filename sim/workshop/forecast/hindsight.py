"""Looking back on a game: what-ifs on its turns, asked by the facilitator, or by all at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sim.scenario.role import FACILITATOR
from sim.workshop.act.command import OrderData
from sim.workshop.forecast.line import line_from
from sim.workshop.forecast.what_if import REPLAYS, Swap, what_if
from sim.workshop.game.turn import Order
from sim.workshop.refused import Refused
from sim.workshop.session.session import Session

FEWEST, MOST_REPLAYS = 100, 20_000


def look_back(
    session: Session,
    viewer: str,
    turn: int,
    actor: str,
    instead_of: Mapping[str, Any] | None = None,
    other: Mapping[str, Any] | None = None,
    replays: int = REPLAYS,
    threads: int | None = None,
) -> dict[str, Any]:
    """Return what would have differed had `actor` done `other` in a turn; see `what_if`.

    `instead_of` and `other` are orders ({action, target, times}), or None for nothing. Raises
    Refused for a viewer who may not ask yet, or an order that was not or could not be given.
    """
    if not FEWEST <= replays <= MOST_REPLAYS:
        raise Refused(f"replays: {replays} is not from {FEWEST} to {MOST_REPLAYS:,}.", "replays")
    swap = Swap(actor, _order(instead_of, "instead_of"), _order(other, "other"))
    with session.held():
        game = session.game
        if viewer != FACILITATOR and not game.is_over:
            raise Refused("What might have been is open to all when the game is over.")
        line = line_from(game, turn)
    return what_if(line, swap, replays, threads=threads)


def _order(data: Mapping[str, Any] | None, field: str) -> Order | None:
    if data is None:
        return None
    try:
        order = OrderData.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join([field, *(str(part) for part in first["loc"])])
        raise Refused(f"{where}: {first['msg']}", where) from error
    return Order(order.action, order.target, order.times)
