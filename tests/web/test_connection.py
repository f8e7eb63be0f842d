"""Connections that ask nothing keep nobody out, and are closed."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from sim.web.connection import MOST_OF_ADDRESS, Connection
from sim.web.server import raise_limit
from tests.web.conftest import Served


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def connect(served: Served, stack: ExitStack, say: bytes = b"") -> socket.socket:
    parts = urlsplit(served.url)
    opened = stack.enter_context(socket.create_connection((parts.hostname, parts.port), 60))
    opened.sendall(say)
    return opened


def ask(served: Served) -> int:
    with httpx.Client(base_url=served.url, follow_redirects=True, timeout=60) as client:
        return client.get(served.host.links["UK"]).status_code


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_a_crowd_of_half_open_connections_keeps_nobody_out(
    served: Served, stack: ExitStack, said: bytes
) -> None:
    crowd = [connect(served, stack, said) for _ in range(4 * MOST_OF_ADDRESS)]
    assert ask(served) == 200
    assert len(crowd) > MOST_OF_ADDRESS


def test_more_of_them_than_there_are_descriptors(served: Served, stack: ExitStack) -> None:
    """1,100 with room for 1,024: the server holds only the newest few of one address."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 4096:
        pytest.skip("this process may not open so many connections itself")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, hard))
    try:
        for _ in range(1100):
            connect(served, stack)
        assert ask(served) == 200
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_one_that_says_nothing_is_closed_after_a_while(
    served: Served, stack: ExitStack, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(Connection, "header_seconds", 0.05)
    opened = connect(served, stack, said)
    try:
        rest = opened.recv(1)
    except ConnectionError:
        rest = b""
    assert rest == b""
    assert ask(served) == 200


def test_a_stream_of_events_is_not_closed(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "header_seconds", 0.05)
    with httpx.Client(base_url=served.url, follow_redirects=True, timeout=60) as client:
        client.get(served.host.links["UK"])
        with client.stream("GET", served.host.path("seat-uk") + "events") as answer:
            lines = answer.iter_lines()
            heard = [next(lines) for _ in range(6)]
    assert sum(line == "event: change" for line in heard) == 1
    assert "event: beat" in heard, "long after the time for a header"


def test_the_limit_of_descriptors_is_raised() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
    try:
        raise_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(
            65_536, hard if hard != resource.RLIM_INFINITY else 65_536
        )
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
