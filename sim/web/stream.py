"""Server-sent events: that something changed and how late it is, never what."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator

from sim.web.guard import Guest
from sim.web.hall import Hall
from sim.web.room import MOST_STREAMS

BEAT_SECONDS = 10.0
"""A screen that hears nothing for a few of these knows that it is cut off."""


def is_full(guest: Guest) -> bool:
    """Whether a link has as many open streams as it may have."""
    return guest.room.streams.get(guest.link.key, 0) >= MOST_STREAMS


async def events(hall: Hall, guest: Guest) -> AsyncIterator[str]:
    """One event at once, one a change of this screen, and a regular beat; ends with the link."""
    room, key = guest.room, guest.link.key
    room.streams[key] = room.streams.get(key, 0) + 1
    told, beat_at = -1, 0.0
    try:
        while not hall.is_closing and room.access.holds(guest.link):
            edition = await room.edition(guest.viewer)
            if edition != told:
                told = edition
                yield _event({"version": told, "now": hall.clock()})
            elif time.monotonic() >= beat_at:
                yield _event({"now": hall.clock()}, "beat")
            else:  # another's screen has changed: nothing is said of it here
                await room.wait(beat_at - time.monotonic())
                continue
            beat_at = time.monotonic() + BEAT_SECONDS
    finally:
        room.streams[key] -= 1


def _event(data: dict[str, float], name: str = "change") -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
