"""What the facilitator does beside the game: links, and lists of events from a file."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

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
from sim.workshop.events.master_events import (
    read_events,
    rows_of,
    template,
    understand,
    write_events,
)
from sim.workshop.session.session import Session

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
async def events_list(request: Request, name: str = "", look: bool = False) -> dict[str, Any]:
    """Read a master events list, .csv or .xlsx, sent as it is; nothing is added if a line fails.

    With `look` nothing is added at all: the answer says how the list was understood.
    """
    guest = facilitator_of(request)
    spend(guest.room.commands, guest.link.key)
    check_origin(request)
    content = await body_of(request, MOST_FILE_BYTES)
    if look:
        told = await guest.room.call(lambda: _look(guest.room.session, name[:MOST_NAME], content))
        return {"understood": told}
    answer = await guest.room.call(lambda: _import(guest.room.session, name[:MOST_NAME], content))
    return {"version": await guest.room.edition(guest.viewer), "answer": answer}


@router.get("/play/{session}/facilitator/events-template.csv")
async def events_template(request: Request) -> Response:
    """A master events list to fill in."""
    facilitator_of(request)
    return _as_csv(template(), "events-template.csv")


@router.get("/play/{session}/facilitator/events-list.csv")
async def events_of_session(request: Request) -> Response:
    """The injects of the session as a master events list."""
    guest = facilitator_of(request)
    session = guest.room.session
    game = session.game
    text = await guest.room.call(
        lambda: write_events(rows_of(game.injects.values(), game.scenario))
    )
    return _as_csv(text, "events-list.csv")


def _as_csv(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + text, media_type="text/csv", headers=headers)


def _look(session: Session, name: str, content: bytes) -> list[str]:
    return understand(name, content, session.game.scenario, session.game.n_turns).lines()


def _import(session: Session, name: str, content: bytes) -> dict[str, Any]:
    rows = read_events(name, content, session.game.scenario, session.game.n_turns)
    return session.do("import_injects", FACILITATOR, rows=[row.as_data() for row in rows])
