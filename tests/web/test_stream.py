"""Events over a real socket: they say that something changed, and end with the link."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx

from tests.web.conftest import Served


def heard(answer: httpx.Response) -> Iterator[dict[str, float]]:
    for line in answer.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


def test_a_change_is_heard_at_once_and_says_nothing_else(served: Served) -> None:
    with httpx.Client(base_url=served.url, follow_redirects=True, timeout=120) as client:
        client.get(served.host.links["UK"])
        with client.stream("GET", served.host.path("seat-uk") + "events") as answer:
            events = heard(answer)
            first = next(events)
            assert set(first) == {"version", "now"}
            desk = httpx.Client(base_url=served.url, follow_redirects=True)
            desk.get(served.host.links["facilitator"])
            told = desk.post(
                served.host.path("facilitator") + "do", json={"command": "advance"},
                headers={"Origin": served.url},
            )  # fmt: skip
            assert told.status_code == 200
            assert next(events)["version"] > first["version"]
            desk.close()


def test_a_stream_ends_when_its_link_is_closed(served: Served) -> None:
    room = served.host.hall.first
    with httpx.Client(base_url=served.url, follow_redirects=True, timeout=120) as client:
        client.get(served.host.links["UK"])
        with client.stream("GET", served.host.path("seat-uk") + "events") as answer:
            events = heard(answer)
            next(events)
            with httpx.Client(base_url=served.url, follow_redirects=True) as desk:
                desk.get(served.host.links["facilitator"])
                key = next(item.key for item in room.access.passes if item.viewer == "UK")
                desk.post(
                    served.host.path("facilitator") + "revoke", json={"key": key},
                    headers={"Origin": served.url},
                )  # fmt: skip
            assert list(events) == []
        assert client.get(served.host.path("seat-uk") + "events").status_code == 403


def test_a_link_has_only_so_many_streams(served: Served) -> None:
    room = served.host.hall.first
    key = next(item.key for item in room.access.passes if item.viewer == "UK")
    room.streams[key] = 12
    with httpx.Client(base_url=served.url, follow_redirects=True) as client:
        client.get(served.host.links["UK"])
        assert client.get(served.host.path("seat-uk") + "events").status_code == 429
