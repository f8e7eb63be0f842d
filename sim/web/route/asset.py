"""Style sheets that follow from data: the colours of all screens, and of a session's actors."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from sim.web.draw.look import actor_css, token_css
from sim.web.guard import guest_of

router = APIRouter()


@router.get("/static/tokens.css")
async def tokens() -> Response:
    """The colours of every screen, light and dark."""
    return Response(token_css(), media_type="text/css")


@router.get("/play/{session}/{slug}/actors.css")
async def actors(request: Request) -> Response:
    """The colours of the actors of a session."""
    guest = guest_of(request)
    view = await guest.room.view(guest.viewer)
    return Response(actor_css(view["actors"]), media_type="text/css")


@router.get("/favicon.ico")
async def favicon() -> Response:
    """No icon: browsers ask for one whatever the page says."""
    return Response(status_code=204)
