"""Screens: a whole page, its changing part, and the events that say when to ask again."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from sim.web import page
from sim.web.guard import Guest, facilitator_of, guest_of, hall_of
from sim.web.refusal import KeptOut, TooFast
from sim.web.stream import events, is_full

router = APIRouter()


@router.get("/play/{session}/{slug}/")
async def screen(request: Request, part: bool = False) -> Response:
    """The screen of a link; with `part` only what changes in the course of play."""
    return await _shown(guest_of(request), part)


@router.get("/play/{session}/{slug}/events")
async def stream(request: Request) -> Response:
    """Server-sent events as long as the link works."""
    guest = guest_of(request)
    if is_full(guest):
        raise TooFast(5)
    return StreamingResponse(
        events(hall_of(request), guest),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


@router.get("/play/{session}/facilitator/as/{viewer}/")
async def seen_by(request: Request, viewer: str, part: bool = False) -> Response:
    """Another's screen as the facilitator may look at it; nothing can be done there."""
    guest = facilitator_of(request)
    if viewer not in await page.viewers(guest.room):
        raise KeptOut
    return await _shown(guest, part, viewer)


async def _shown(guest: Guest, part: bool, as_viewer: str = "") -> Response:
    text = await page.screen(guest.room, as_viewer or guest.viewer, part, guest.path, as_viewer)
    return HTMLResponse(text)
