"""Connections that have not asked anything: closed after a while, and bounded in number.

Somebody who opens connections and sends no request, or half of one, must not keep others out.
"""

from __future__ import annotations

import asyncio
from collections import Counter

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 10.0
"""How long a request may take until its header is complete."""
MOST_OF_ADDRESS, MOST_WAITING = 64, 400
"""Connections without a request, of one address and of all; of more, the oldest is closed."""


class Waiting:
    """Who has connected and has not yet asked anything, oldest first."""

    def __init__(self, of_address: int = MOST_OF_ADDRESS, of_all: int = MOST_WAITING) -> None:
        self._most_of_address, self._most = of_address, of_all
        self._held: dict[Connection, str] = {}
        self._of_address: Counter[str] = Counter()

    def add(self, connection: Connection, address: str) -> None:
        """Note a connection; the oldest is closed where there are too many."""
        if connection in self._held:
            return
        self._held[connection] = address
        self._of_address[address] += 1
        if self._of_address[address] > self._most_of_address:
            self._close(next(one for one, other in self._held.items() if other == address))
        if len(self._held) > self._most:
            self._close(next(iter(self._held)))

    def discard(self, connection: Connection) -> None:
        """Forget a connection that has asked something, or is closed."""
        address = self._held.pop(connection, None)
        if address is not None:
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]

    def __len__(self) -> int:
        return len(self._held)

    def _close(self, connection: Connection) -> None:
        self.discard(connection)
        connection.transport.abort()


class Connection(H11Protocol):
    """One connection of HTTP/1.1, closed where its next request is not there in time."""

    header_seconds = HEADER_SECONDS
    waiting: Waiting
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._let_go()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; its header must be complete in time."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for none."""
        super().on_response_complete()
        self._watch()

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._let_go()
            return
        if self._timer is None:
            self._timer = self.loop.call_later(self.header_seconds, self.transport.abort)
        self.waiting.add(self, self.client[0] if self.client else "")

    def _let_go(self) -> None:
        self.waiting.discard(self)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def new_protocol() -> type[Connection]:
    """The protocol of one server, with its own list of who waits."""
    return type("ServedConnection", (Connection,), {"waiting": Waiting()})
