"""The server: one process, on this machine's loopback address unless told otherwise."""

from __future__ import annotations

import asyncio
import socket
from types import FrameType

import uvicorn

from sim.core.errors import ConfigError
from sim.web.app import close, create_app
from sim.web.connection import new_protocol
from sim.web.hall import Hall

try:
    import resource
except ImportError:  # a system without such limits
    resource = None

GRACE_SECONDS = 3
MOST_DESCRIPTORS = 65_536


class Server(uvicorn.Server):
    """Lets go of open event streams when it is told to stop."""

    def __init__(self, config: uvicorn.Config, hall: Hall) -> None:
        super().__init__(config)
        self._hall = hall
        self._loop: asyncio.AbstractEventLoop | None = None

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal comes."""
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, and end the streams first."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(close, self._hall)
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Raises ConfigError where it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        raise ConfigError(
            f"play.host={host} play.port={port}: cannot listen there ({error})"
        ) from error
    return bound


def config_of(hall: Hall) -> uvicorn.Config:
    """How a hall is served. Addresses are not logged: they hold secrets."""
    return uvicorn.Config(
        create_app(hall),
        http=new_protocol(),
        access_log=False,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=False,
    )


def serve(hall: Hall, bound: socket.socket) -> None:
    """Serve a hall on a socket until interrupted, and close its sessions."""
    try:
        raise_limit()
        Server(config_of(hall), hall).run(sockets=[bound])
    finally:
        hall.close()


def raise_limit() -> None:
    """Let this process have as many open connections as the system allows it."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
