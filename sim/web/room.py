"""One session as it is served: one thing at a time, outside the loop that serves the others."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from sim.scenario.role import FACILITATOR, HOST, OBSERVER, PROJECTOR
from sim.web.access import Access
from sim.web.rate import COMMANDS, FORECASTS, Buckets
from sim.workshop.session.session import Session

T = TypeVar("T")
MOST_STREAMS = 12
"""Open event streams a link may have: a few windows, and those a network has not let go of."""


class Room:
    """A session with its lock, its links, and everybody who listens."""

    def __init__(self, session: Session, access: Access) -> None:
        self.session = session
        self.access = access
        self.commands = Buckets(COMMANDS)
        self.forecasts = Buckets(FORECASTS)
        self.streams: dict[str, int] = {}
        self.futures: dict[str, tuple[int, dict[str, Any]]] = {}
        """the last forecasts, with the version they are of"""
        self._lock = asyncio.Lock()
        self._changed = asyncio.Event()
        self._kept: dict[Any, Any] = {}
        self._kept_at: tuple[int, int] = (-1, -1)

    @property
    def id(self) -> str:
        """The name of the session in addresses."""
        return self.access.session

    @property
    def version(self) -> int:
        """Grows with whatever may change a screen: the log, and the links. Nobody is told it."""
        return self.session.entries + self.access.version

    async def call(self, work: Callable[[], T]) -> T:
        """Do `work` on the session in a thread, alone."""
        async with self._lock:
            before = self.version
            try:
                return await run_in_threadpool(work)
            finally:
                if self.version != before:
                    self.wake()

    async def do(self, command: str, by: str, author: str, data: dict[str, Any]) -> dict[str, Any]:
        """Carry out a command. Raises Refused."""
        return await self.call(lambda: self.session.submit(command, by, author, data))

    async def kept(self, key: Any, work: Callable[[], T]) -> T:
        """`work` done once for the state that the session is in, whoever asks for it."""
        if self._is_fresh() and key in self._kept:
            return self._kept[key]

        def once() -> T:
            if not self._is_fresh():
                self._kept, self._kept_at = {}, (self.session.entries, self.access.version)
            if key not in self._kept:
                self._kept[key] = work()
            return self._kept[key]

        return await self.call(once)

    async def view(self, viewer: str, turn: int | None = None) -> dict[str, Any]:
        """What a viewer sees, of this turn or of an earlier one."""
        return await self.kept(("view", viewer, turn), lambda: self.session.view(viewer, turn))

    async def edition(self, viewer: str) -> int:
        """How often a viewer's own screen has changed; it moves with nothing else."""
        return await self.kept(("edition", viewer), lambda: self.edition_now(viewer))

    def edition_now(self, viewer: str) -> int:
        """The same, for work that holds the session already."""
        own = self.session.edition(viewer)
        return own + self.access.version if viewer == FACILITATOR else own

    async def wait(self, seconds: float) -> None:
        """Wait for the next change, at most so long."""
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    def wake(self) -> None:
        """Tell everybody who waits that something has changed."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _is_fresh(self) -> bool:
        return self._kept_at == (self.session.entries, self.access.version)


def slug(viewer: str) -> str:
    """A viewer as part of an address: "UK" is "seat-uk", "observer:UK" is "observer-uk"."""
    if viewer in (HOST, FACILITATOR, PROJECTOR, OBSERVER):
        return viewer
    word = re.sub(r"[^a-z0-9]+", "-", viewer.lower()).strip("-")
    return word if viewer.startswith(f"{OBSERVER}:") else f"seat-{word}"
