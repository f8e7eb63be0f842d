"""The application: routes, what refusals look like, and the clock that ticks for all sessions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from sim.core.errors import CountermoveError
from sim.web.address import OwnName
from sim.web.guard import hall_of
from sim.web.hall import Hall
from sim.web.header import Headers
from sim.web.refusal import Bad, KeptOut, TooFast, bad, keep_out, too_fast
from sim.web.room import Room
from sim.web.route import asset, command, desk, export, forecast, host, join, screen, sheet, whatif
from sim.workshop.record.disk import NotSaved
from sim.workshop.refused import Refused

TICK_SECONDS = 1.0
_LOG = logging.getLogger("countermove.web")
_STATIC = Path(__file__).with_name("static")


def create_app(hall: Hall) -> FastAPI:
    """The application that serves a hall."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        ticking = asyncio.create_task(_tick(hall))
        try:
            yield
        finally:
            close(hall)
            ticking.cancel()

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.hall = hall
    for module in (join, asset, host, screen, sheet, command, desk, forecast, whatif, export):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for kind, answer in _ANSWERS.items():
        app.add_exception_handler(kind, answer)
    app.add_middleware(OwnName, names=hall.names)
    app.add_middleware(Headers)
    return app


def close(hall: Hall) -> None:
    """End all event streams, so that a server can stop."""
    hall.is_closing = True
    for room in hall.rooms.values():
        room.wake()


async def _tick(hall: Hall) -> None:
    while True:
        await asyncio.sleep(TICK_SECONDS)
        await asyncio.gather(*(_tick_room(room) for room in hall.rooms.values()))


async def _tick_room(room: Room) -> None:
    try:
        await room.call(room.session.tick)
    except Exception:
        # One session in trouble must not stop the clocks of the others.
        _LOG.exception("a session could not close its orders")


async def _kept_out(request: Request, _: Exception) -> Response:
    return keep_out(request, hall_of(request))


async def _not_found(request: Request, error: Exception) -> Response:
    # An address that does not exist looks like one that is not yours.
    if isinstance(error, HTTPException) and error.status_code not in (404, 405):
        return bad(Bad(error.status_code, str(error.detail)))
    return keep_out(request, hall_of(request))


async def _too_fast(_: Request, error: Exception) -> Response:
    assert isinstance(error, TooFast)
    return too_fast(error.seconds)


async def _bad(_: Request, error: Exception) -> Response:
    assert isinstance(error, Bad)
    return bad(error)


async def _refused(_: Request, error: Exception) -> Response:
    return bad(Bad(422, str(error), getattr(error, "field", None)))


async def _not_saved(_: Request, error: Exception) -> Response:
    # Not the sender's fault: a screen keeps what it sent and tries again.
    return bad(Bad(503, str(error)))


async def _broken(_: Request, error: Exception) -> Response:
    _LOG.error("a request failed", exc_info=error)
    return bad(Bad(500, "Something went wrong here; nothing was changed. Try again."))


_ANSWERS: dict[type[Exception], Callable[[Request, Exception], Any]] = {
    KeptOut: _kept_out,
    HTTPException: _not_found,
    TooFast: _too_fast,
    Bad: _bad,
    Refused: _refused,
    NotSaved: _not_saved,
    CountermoveError: _refused,
    Exception: _broken,
}
