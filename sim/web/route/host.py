"""The page of whoever runs the server: its sessions, and a form for another one."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.scenario import load_scenario
from sim.scenario.load import scenario_names
from sim.web import page
from sim.web.guard import hall_of, host_of, json_of, spend
from sim.web.hall import Wanted, scenario_titles
from sim.web.refusal import Bad
from sim.workshop.game.settings import Settings
from sim.workshop.session.opening import MAX_SEED

router = APIRouter()
SEED_WARNING = (
    "A seed was given: whoever knows it can play this scenario alone and see what is hidden."
)


@router.get("/host/")
async def sessions(request: Request) -> Response:
    """All sessions of this server."""
    host_of(request)
    titles = await run_in_threadpool(scenario_titles)
    return HTMLResponse(await page.host(hall_of(request), titles))


@router.post("/host/session")
async def open_session(request: Request) -> dict[str, Any]:
    """Make a session; its links are told in this answer only."""
    guest = host_of(request)
    spend(guest.room.commands, guest.link.key)
    document = await json_of(request)
    wanted = await run_in_threadpool(lambda: _wanted(document))
    links = await hall_of(request).open_room(wanted)
    warning = None if wanted.seed is None else SEED_WARNING
    return {"links": [link._asdict() for link in links], "warning": warning}


def _wanted(document: dict[str, Any]) -> Wanted:
    """Read the form. Raises Bad for what it may not hold: no path ever comes from a browser."""
    name = document.get("scenario")
    if name not in scenario_names():
        raise Bad(422, "Choose one of the scenarios.", "scenario")
    scenario = load_scenario(str(name))
    humans = document.get("humans", list(scenario.focus))
    if not isinstance(humans, list) or not set(humans) <= set(scenario.actors):
        raise Bad(422, f"Seats of this scenario: {', '.join(scenario.actors)}.", "humans")
    seed = document.get("seed")
    is_seed = isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed <= MAX_SEED
    if seed is not None and not is_seed:
        raise Bad(422, f"The seed is empty, or a whole number from 0 to {MAX_SEED:,}.", "seed")
    title = document.get("title", "")
    if not isinstance(title, str) or len(title) > 120:
        raise Bad(422, "The title has at most 120 letters.", "title")
    try:
        settings = Settings(**document.get("settings", {}))
    except (ValidationError, TypeError) as error:
        raise Bad(422, "The settings are not valid.", "settings") from error
    return Wanted(scenario, title, seed, 0, tuple(humans), settings)
