"""A secret link becomes a cookie of one screen."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.web.guard import COOKIE, Guest, hall_of
from sim.web.refusal import KeptOut

router = APIRouter()
YEAR_SECONDS = 365 * 86_400


@router.get("/join/{secret}")
async def join(request: Request, secret: str) -> Response:
    """303 to the screen that a link opens, with its cookie. Raises KeptOut."""
    found = hall_of(request).find(secret)
    if found is None:
        raise KeptOut
    guest = Guest(*found)
    response = RedirectResponse(guest.path, status_code=303)
    response.set_cookie(
        COOKIE, secret, max_age=YEAR_SECONDS, path=guest.path, httponly=True, samesite="lax",
        secure="https" in (request.url.scheme, hall_of(request).url.partition(":")[0]),
    )  # fmt: skip
    return response
