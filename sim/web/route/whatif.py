"""What would have come of it: a turn that was played, without one of its orders."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sim.report.after_action.fact import first_words
from sim.scenario.role import FACILITATOR
from sim.web.guard import facilitator_of, json_of, spend
from sim.web.refusal import Bad
from sim.workshop.forecast.hindsight import look_back

router = APIRouter()
REPLAYS = 500


@router.post("/play/{session}/facilitator/what-if")
async def ask(request: Request) -> dict[str, Any]:
    """Answer {"turn": ..., "actor": ..., "instead_of": order, "other": order or null} in words.

    Raises Refused for an order that was not, or could not be, given.
    """
    guest = facilitator_of(request)
    spend(guest.room.forecasts, guest.link.key)
    document = await json_of(request)
    turn, actor = document.get("turn"), document.get("actor")
    orders = [document.get(key) for key in ("instead_of", "other")]
    are_orders = all(order is None or isinstance(order, dict) for order in orders)
    if type(turn) is not int or not isinstance(actor, str) or not are_orders:
        raise Bad(400, 'Send {"turn": ..., "actor": ..., "instead_of": {...}, "other": null}.')
    told = await run_in_threadpool(
        lambda: look_back(
            guest.room.session, FACILITATOR, turn, actor, orders[0], orders[1], REPLAYS
        )
    )
    return {"words": _words(told)}


def _words(told: dict[str, Any]) -> list[str]:
    share, gap = told["share"], told["share"]["difference"]
    with_it, without = (f"{share[way]['p'] * 100:.0f}" for way in ("as_played", "other_way"))
    is_clear = gap["low"] > 0 or gap["high"] < 0
    return [
        f"Rung {share['rung']} or higher: {with_it} in 100 as played, {without} in 100 the other "
        f"way, in {share['replays']} replays with the same random numbers on both sides"
        + ("." if is_clear else "; no clear difference."),
        first_words(told["first"]),
    ]
