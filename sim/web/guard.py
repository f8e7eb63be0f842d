"""Checks that stand before every screen and every command."""

from __future__ import annotations

import asyncio
import json
from typing import Any, NamedTuple

from starlette.requests import Request

from sim.scenario.role import FACILITATOR, HOST
from sim.web.access import Pass
from sim.web.hall import Hall
from sim.web.refusal import Bad, KeptOut, TooFast
from sim.web.room import Room, slug

COOKIE = "countermove"
MOST_BYTES = 256 * 1024
MOST_FILE_BYTES = 2 * 1024 * 1024
BODY_SECONDS = 60.0


class Guest(NamedTuple):
    """Somebody whose link works: the session, the link, and who they are in it."""

    room: Room
    link: Pass

    @property
    def viewer(self) -> str:
        return self.link.viewer

    @property
    def path(self) -> str:
        """The address of this guest's screen; everything it may ask lies below it."""
        return home_path(self.room, self.viewer)


def hall_of(request: Request) -> Hall:
    """The hall that this server serves."""
    return request.app.state.hall


def home_path(room: Room, viewer: str) -> str:
    """Where a viewer's screen is, with a slash at the end."""
    return "/host/" if viewer == HOST else f"/play/{room.id}/{slug(viewer)}/"


def guest_of(request: Request) -> Guest:
    """Who asks, by the cookie of this very address.

    Raises KeptOut for no cookie, a wrong or closed one, or one of another screen; nobody is told
    which of these it was, or whether there is such a session.
    """
    secret = request.cookies.get(COOKIE, "")
    found = hall_of(request).find(secret)
    if found is None:
        raise KeptOut
    guest = Guest(*found)
    if not request.url.path.startswith(guest.path):
        raise KeptOut
    return guest


def facilitator_of(request: Request) -> Guest:
    """Like `guest_of`, for what only the facilitator may ask."""
    guest = guest_of(request)
    if guest.viewer != FACILITATOR:
        raise KeptOut
    return guest


def host_of(request: Request) -> Guest:
    """Like `guest_of`, for the page that opens sessions."""
    guest = guest_of(request)
    if guest.viewer != HOST:
        raise KeptOut
    return guest


def spend(buckets: Any, key: str) -> None:
    """Take one from a bucket. Raises TooFast where it is empty."""
    wait = buckets.take(key)
    if wait:
        raise TooFast(wait)


def check_origin(request: Request) -> None:
    """A browser must say that the request comes from our own page. Raises KeptOut.

    Scheme, name and port are compared: a page of the same name by another scheme is not ours.
    """
    origin = request.headers.get("origin", "").lower()
    here = f"{request.url.scheme}://{request.headers.get('host', '')}".lower()
    if not origin or origin not in (here, hall_of(request).url):
        raise KeptOut
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise KeptOut


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request. Raises Bad where it is too long (413) or does not come (408)."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _body(request, most)
    except TimeoutError as error:
        raise Bad(408, "The request did not arrive in time.") from error


async def _body(request: Request, most: int) -> bytes:
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > most:
        raise Bad(413, f"At most {most // 1024} KB can be sent at once.")
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > most:
            raise Bad(413, f"At most {most // 1024} KB can be sent at once.")
    return bytes(found)


async def json_of(request: Request) -> dict[str, Any]:
    """A JSON object from our own page.

    Raises KeptOut for a foreign origin, Bad for another content type, a body that is too long, or
    text that is not a JSON object.
    """
    check_origin(request)
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Bad(415, "Send application/json.")
    content = await body_of(request, MOST_BYTES)
    try:
        document = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Bad(400, "This is not valid JSON.") from error
    if not isinstance(document, dict):
        raise Bad(400, "Send a JSON object.")
    return document


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
