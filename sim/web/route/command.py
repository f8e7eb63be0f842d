"""The one door for everything that is done: a command of a seat or of the facilitator."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request

from sim.web.guard import guest_of, json_of, spend
from sim.web.refusal import Bad

router = APIRouter()


@router.post("/play/{session}/{slug}/do")
async def do(request: Request) -> dict[str, Any]:
    """Carry out {"command": ..., "data": {...}, "author": ...}; returns its answer.

    400 or 422 with the text of the refusal where it is not carried out.
    """
    guest = guest_of(request)
    spend(guest.room.commands, guest.link.key)
    document = await json_of(request)
    command, data = document.get("command"), document.get("data", {})
    author = document.get("author", "")
    if not isinstance(command, str) or not isinstance(data, dict) or not isinstance(author, str):
        raise Bad(400, 'Send {"command": "...", "data": {...}}.')
    answer = await guest.room.do(command, guest.viewer, author, data)
    return {"version": await guest.room.edition(guest.viewer), "answer": answer}
