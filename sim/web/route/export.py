"""After the end: the report, and what can be taken along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.report.after_action import after_action_csv, after_action_markdown, after_action_page
from sim.web import page
from sim.web.guard import Guest, guest_of
from sim.web.header import REPORT_POLICY
from sim.web.refusal import KeptOut
from sim.workshop.debrief import debrief
from sim.workshop.debrief.bundle import ENDING, write_bundle
from sim.workshop.record.log import FILE_NAME as LOG
from sim.workshop.session.session import Session

router = APIRouter()
EXPORTS = "exports"


def _bundle(session: Session, _: dict[str, Any]) -> bytes:
    folder = session.folder / EXPORTS
    folder.mkdir(mode=0o700, exist_ok=True)
    return write_bundle(session, folder / f"session{ENDING}").read_bytes()


def _log(session: Session, _: dict[str, Any]) -> bytes:
    return (session.folder / LOG).read_bytes()


def _tables(_: Session, told: dict[str, Any]) -> bytes:
    """All tables in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in after_action_csv(told).items():
            archive.writestr(name, text)
    return out.getvalue()


def _text(_: Session, told: dict[str, Any]) -> bytes:
    return after_action_markdown(told).encode()


def _page(_: Session, told: dict[str, Any]) -> bytes:
    return after_action_page(told).encode()


Maker = Callable[[Session, dict[str, Any]], bytes]
FILES: dict[str, tuple[str, str, Maker]] = {
    f"session{ENDING}": ("Bundle", "application/zip", _bundle),
    "after-action.html": ("HTML", "text/html", _page),
    "after-action.md": ("Markdown", "text/markdown", _text),
    "tables.zip": ("CSV", "application/zip", _tables),
    "session.jsonl": ("JSONL", "application/x-ndjson", _log),
}
"""File name → what it is called, its type, and what makes it."""


@router.get("/play/{session}/{slug}/after/")
async def after(request: Request) -> Response:
    """The page around the after-action report, once the game is over."""
    guest = guest_of(request)
    view = await _ended(guest)
    exports = [(name, label) for name, (label, _, _) in FILES.items()]
    return HTMLResponse(page.after(view, guest.path, exports))


@router.get("/play/{session}/{slug}/after/report")
async def report(request: Request, framed: bool = False) -> Response:
    """The report itself, a page that holds all it needs and may ask for nothing."""
    guest = guest_of(request)
    await _ended(guest)
    told = await _debrief(guest)
    text = await guest.room.kept(
        ("report", framed), lambda: after_action_page(told, is_framed=framed)
    )
    return HTMLResponse(text, headers={"Content-Security-Policy": REPORT_POLICY})


@router.get("/play/{session}/{slug}/export/{name}")
async def export(request: Request, name: str) -> Response:
    """A file to keep. Raises KeptOut before the end, and for any other name."""
    guest = guest_of(request)
    await _ended(guest)
    if name not in FILES:
        raise KeptOut
    _, kind, make = FILES[name]
    told = await _debrief(guest)
    content = await guest.room.call(lambda: make(guest.room.session, told))
    disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})


async def _ended(guest: Guest) -> dict[str, Any]:
    """The view of a game that is over, when everything is open to all. Raises KeptOut before."""
    view = await guest.room.view(guest.viewer)
    if not view["session"]["ended"]:
        raise KeptOut
    return view


async def _debrief(guest: Guest) -> dict[str, Any]:
    return await guest.room.kept(("debrief",), lambda: debrief(guest.room.session))
