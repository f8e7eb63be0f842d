"""After the end: the report, and what can be taken along."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.web import page
from sim.web.guard import guest_of
from sim.web.refusal import KeptOut

router = APIRouter()


@router.get("/play/{session}/{slug}/after/")
async def after(request: Request) -> Response:
    """The page around the after-action report, once the game is over."""
    guest = guest_of(request)
    view = await guest.room.view(guest.viewer)
    if not view["session"]["ended"]:
        raise KeptOut
    return HTMLResponse(page.after(view, guest.path, []))
