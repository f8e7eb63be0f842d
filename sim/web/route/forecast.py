"""Futures from here, for those who may ask."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.web import page
from sim.web.guard import Guest, guest_of, spend
from sim.web.refusal import KeptOut
from sim.workshop.forecast.forecast import forecast

router = APIRouter()
ROLLOUTS = 1000
DESK_WIDTH, SEAT_WIDTH = 424.0, 272.0
OPEN_PHASES = ("brief", "signal", "orders")
AS_POLICIES = {"label": "As policies would"}
HOLD: dict[str, Any] = {"label": "You hold", "orders": []}


@router.get("/play/{session}/{slug}/forecast")
async def ask(request: Request) -> Response:
    """A fragment with a fan for each way to go on. Raises Refused where it is not allowed."""
    guest = guest_of(request)
    view = await guest.room.view(guest.viewer)
    if view["role"] not in ("player", "facilitator"):
        raise KeptOut
    spend(guest.room.forecasts, guest.link.key)
    found = await _found(guest, _options(view))
    width = DESK_WIDTH if view["role"] == "facilitator" else SEAT_WIDTH
    return HTMLResponse(page.forecast(found, width))


async def _found(guest: Guest, options: list[dict[str, Any]]) -> dict[str, Any]:
    """One computation a state and viewer; others go on meanwhile."""
    key, version = f"{guest.viewer} {options!r}", guest.room.session.entries
    known = guest.room.futures.get(key)
    if known is not None and known[0] == version:
        return known[1]
    session = guest.room.session
    found = await run_in_threadpool(
        lambda: forecast(session, guest.viewer, options, rollouts=ROLLOUTS)
    )
    guest.room.futures = {key: (version, found), **dict(list(guest.room.futures.items())[:7])}
    return found


def _options(view: dict[str, Any]) -> list[dict[str, Any]]:
    """What is compared: policies for all, what is drafted, and for a seat to hold."""
    if view["turn"]["phase"] not in OPEN_PHASES:
        return [AS_POLICIES]
    if view["role"] == "facilitator":
        rows = [(seat["seat"], row) for seat in view["seats"] for row in seat["drafts"]]
        drafted = [{"actor": seat, **_order(row)} for seat, row in rows if row["action"]]
        label = "Orders as drafted"
        return [AS_POLICIES, *([{"label": label, "orders": drafted[:10]}] if drafted else [])]
    drafted = [_order(row) for row in view["orders"]["drafts"] if row["action"]]
    own = [{"label": "Your drafts", "orders": drafted}] if drafted else []
    return [*own, HOLD, AS_POLICIES]


def _order(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("action", "target", "times")}
