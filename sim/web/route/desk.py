"""What the facilitator does beside the game: links, and lists of events from a file."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from sim.scenario.role import FACILITATOR
from sim.web import page
from sim.web.guard import (
    MOST_FILE_BYTES,
    body_of,
    check_origin,
    facilitator_of,
    hall_of,
    json_of,
    spend,
)
from sim.web.refusal import Bad
from sim.workshop.master_events import read_events
from sim.workshop.session import Session

router = APIRouter()
MOST_NAME = 200


@router.post("/play/{session}/facilitator/link")
async def new_link(request: Request) -> dict[str, Any]:
    """Make one more link for {"viewer": ...}; it is told in this answer only."""
    guest = facilitator_of(request)
    spend(guest.room.commands, guest.link.key)
    viewer = (await json_of(request)).get("viewer")
    if viewer not in [FACILITATOR, *await page.viewers(guest.room)]:
        raise Bad(422, "There is no such seat or screen.", "viewer")
    link = await guest.room.call(lambda: hall_of(request).new_link(guest.room, str(viewer)))
    return {"viewer": link.viewer, "path": link.path}


@router.post("/play/{session}/facilitator/revoke")
async def revoke(request: Request) -> dict[str, Any]:
    """Close the link {"key": ...}: its screens stop at once."""
    guest = facilitator_of(request)
    spend(guest.room.commands, guest.link.key)
    key = (await json_of(request)).get("key")
    if key == guest.link.key:
        raise Bad(422, "This is the link you are using; make another one and use that.", "key")
    if not isinstance(key, str) or not await guest.room.call(lambda: guest.room.access.revoke(key)):
        raise Bad(422, "There is no such link.", "key")
    return {"revoked": key}


@router.post("/play/{session}/facilitator/events-list")
async def events_list(request: Request, name: str = "") -> dict[str, Any]:
    """Read a master events list, .csv or .xlsx, sent as it is; nothing is added if a line fails."""
    guest = facilitator_of(request)
    spend(guest.room.commands, guest.link.key)
    check_origin(request)
    content = await body_of(request, MOST_FILE_BYTES)
    answer = await guest.room.call(lambda: _import(guest.room.session, name[:MOST_NAME], content))
    return {"version": await guest.room.edition(guest.viewer), "answer": answer}


def _import(session: Session, name: str, content: bytes) -> dict[str, Any]:
    rows = read_events(name, content, session.game.scenario, session.game.n_turns)
    return session.do("import_injects", FACILITATOR, rows=[row.as_data() for row in rows])
