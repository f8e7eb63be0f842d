"""What is said to those who are kept out: the same, whatever the reason."""

from __future__ import annotations

import math

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from sim.web.hall import Hall

_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Not open · Countermove</title>
<link rel="stylesheet" href="/static/tokens.css"><link rel="stylesheet" href="/static/css/base.css">
</head><body><main class="alone"><h1>This link does not open anything</h1>
<p>Ask the facilitator for a new one.</p></main></body></html>
"""
_SLOWER = "Too many requests; wait a moment."


class KeptOut(Exception):
    """Raised where a request has no business: no link, a wrong one, one that was closed."""


class TooFast(Exception):
    """Raised where something is asked too often; `seconds` until it may be asked again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(_SLOWER)
        self.seconds = seconds


class Bad(Exception):
    """A request that cannot be understood, with the status to say so."""

    def __init__(self, status: int, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.field = field


def keep_out(request: Request, hall: Hall) -> Response:
    """403, or 429 where an address has tried too often."""
    address = request.client.host if request.client else ""
    wait = hall.strangers.take(address)
    return too_fast(wait) if wait else HTMLResponse(_PAGE, status_code=403)


def too_fast(seconds: float) -> Response:
    """429, saying when to come back."""
    headers = {"Retry-After": str(math.ceil(seconds))}
    return JSONResponse({"error": _SLOWER}, status_code=429, headers=headers)


def bad(error: Bad) -> Response:
    """What was wrong with a request, as JSON."""
    return JSONResponse({"error": str(error), "field": error.field}, status_code=error.status)
