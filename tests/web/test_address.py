"""A server answers to its own names only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from sim.web.address import own_names
from sim.web.app import create_app
from tests.web.conftest import Host

Join = Callable[[str], TestClient]


@pytest.mark.parametrize(
    "name",
    ["evil.example", "evil.example:8080", "testserver.evil.example", "127.0.0.1.evil.example",
     "testserver@evil.example", "192.0.2.7", "", "a b", "[::1", "testserver, evil.example"],
)  # fmt: skip
def test_another_name_is_refused_whatever_is_asked(host: Host, join: Join, name: str) -> None:
    client = join("UK")
    for path in (host.path("seat-uk"), "/static/css/base.css", host.links["UK"]):
        answer = client.get(path, headers={"Host": name})
        assert answer.status_code == 421
        assert "play.url" in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("host_name", "url", "names"),
    [
        ("127.0.0.1", "", {"127.0.0.1"}),
        ("0.0.0.0", "", set()),
        ("::", "https://Game.Example.org", {"game.example.org"}),
        ("0:0:0:0:0:0:0:1", "http://[::1]:80", {"::1"}),
    ],
)
def test_a_server_knows_its_names(host_name: str, url: str, names: set[str]) -> None:
    found = own_names(host_name, url)
    assert names <= found
    assert not found & {"0.0.0.0", "::", "", "evil.example"}


@pytest.mark.parametrize(
    ("server", "name", "status"),
    [
        ("127.0.0.1", "localhost:8080", 200),
        ("127.0.0.1", "127.0.0.1", 200),
        ("::1", "[::1]:8080", 200),
        ("127.0.0.1", "10.0.0.5", 421),
        ("10.0.0.5", "10.0.0.5:8080", 200),
        ("10.0.0.5", "localhost", 421),
        ("::ffff:10.0.0.5", "10.0.0.5", 200),
        ("10.0.0.5", "game.example.org", 200),
        ("10.0.0.5", "GAME.example.org.", 200),
    ],
)
def test_the_address_that_was_reached_and_the_configured_name_are_its_own(
    host: Host, server: str, name: str, status: int
) -> None:
    host.hall.names = own_names("10.0.0.5", "https://game.example.org") - {"10.0.0.5"}
    app = create_app(host.hall)

    async def reached(scope, receive, send) -> None:
        await app({**scope, "server": (server, 8080)}, receive, send)

    answer = TestClient(reached).get("/static/css/base.css", headers={"Host": name})
    assert answer.status_code == status


def test_the_origin_of_a_proxy_is_ours_where_it_is_named(host: Host, join: Join) -> None:
    desk, url = join("facilitator"), host.path("facilitator") + "do"
    told = {"command": "note", "data": {"text": "by way of the proxy"}}
    headers = {"Origin": "https://game.example.org"}
    assert desk.post(url, json=told, headers=headers).status_code == 403
    host.hall.url = "https://game.example.org"
    assert desk.post(url, json=told, headers=headers).status_code == 200
