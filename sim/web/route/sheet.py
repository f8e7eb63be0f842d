"""Sheets for paper: the role of a seat, the briefing, the action cards."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.scenario.role import FACILITATOR
from sim.web import page
from sim.web.guard import guest_of
from sim.web.refusal import KeptOut

router = APIRouter()
SHEETS = ("role", "briefing", "cards")


@router.get("/play/{session}/{slug}/print/{name}")
async def sheet(request: Request, name: str, seat: str = "") -> Response:
    """A sheet of one's own seat; the facilitator names the seat."""
    guest = guest_of(request)
    viewer = guest.viewer
    if viewer == FACILITATOR and seat:
        viewer = seat
    seats = [actor["name"] for actor in (await guest.room.view(guest.viewer))["actors"]]
    if name not in SHEETS or (viewer not in seats and name != "briefing"):
        raise KeptOut
    return HTMLResponse(await page.print_out(guest.room, viewer, name, guest.path))
