"""The names under which a server may be asked for: its own, and no other.

A page of a stranger can point a name of its own at this server and then read it as if it were
part of that page (DNS rebinding). So the Host header must name this server.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MISDIRECTED = 421
_TEXT = (
    "This server does not go by that name. Use the address that it printed when it started, or "
    "start it with play.url=http://NAME:PORT.\n"
)


class OwnName:
    """ASGI middleware that refuses a request whose Host header names another server.

    `names` are allowed beside the address that the connection came to.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_own(scope):
            answer = PlainTextResponse(_TEXT, status_code=MISDIRECTED)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        given = Headers(scope=scope).getlist("host")
        name = _name_of(given[0]) if len(given) == 1 else ""
        server: Any = scope.get("server") or ("", None)
        local = _plain(str(server[0]))
        if not name:
            return False
        return name in self._names or name == local or (is_loopback(local) and is_loopback(name))


def own_names(host: str, url: str = "") -> frozenset[str]:
    """The names of a server that listens on `host`; `url` is where people find it, if elsewhere."""
    machine = socket.gethostname().lower()
    found = {host.lower(), machine, f"{machine}.local", urlsplit(url).hostname or ""}
    return frozenset(_plain(name) for name in found) - {"", "0.0.0.0", "::"}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name_of(header: str) -> str:
    """The name in a Host header, without its port; empty where it is not valid."""
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return ""
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        return ""
    return _plain(parts.hostname or "")


def _plain(name: str) -> str:
    """A name in small letters, an address in its shortest form."""
    name = name.lower().rstrip(".")
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
