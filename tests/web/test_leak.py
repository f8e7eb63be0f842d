"""What is hidden from a viewer is in nothing that the server sends to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Host

SECRET = "kingfisher-at-midnight"
VIEWERS = {"UK": "seat-uk", "Belgium": "seat-belgium", "projector": "projector",
           "observer": "observer"}  # fmt: skip
PAGES = ("", "?part=true", "actors.css", "print/role", "print/briefing", "print/cards", "after/",
         "forecast", "events-list", "as/Russia/")  # fmt: skip


@pytest.mark.parametrize("viewer", VIEWERS)
def test_another_seats_orders_reasons_and_notes_are_nowhere(
    host: Host, join: Callable[[str], TestClient], viewer: str
) -> None:
    host.lead("advance", "advance")
    card = next(
        card for card in host.session.view("Russia")["cards"]
        if card["is_legal"] and card["domain"] != "Diplomacy"
    )  # fmt: skip
    order = {"action": card["action"], "target": card["target"], "rationale": SECRET}
    host.session.do("draft", "Russia", orders=[order, {"free": SECRET, "rationale": SECRET}])
    host.session.do("seal", "Russia")
    host.session.do("seat_note", "Russia", text=SECRET)
    host.session.do("ask", "Russia", text=SECRET)
    host.session.do("message", "Russia", to=["NATO"], text=SECRET)
    host.session.do("note", "facilitator", text=SECRET)
    client = join(viewer)
    for name in PAGES:
        answer = client.get(host.path(VIEWERS[viewer]) + name)
        assert SECRET not in answer.text, name
    assert SECRET in host.session.view("Russia")["notes"][0]["text"]


def test_an_observer_of_a_seat_sees_it_a_turn_late(
    host: Host, join: Callable[[str], TestClient]
) -> None:
    link = host.hall.new_link(host.hall.first, "observer:Russia")
    client = join("observer")
    host.lead("advance", "advance")
    host.session.do("draft", "Russia", orders=[{"free": SECRET, "rationale": "Why not?"}])
    host.session.do("seal", "Russia")
    assert SECRET not in client.get(link.path).text
    host.lead("advance")
    host.session.do("map_free", "facilitator", seat="Russia", slot=1, orders=[], reason="nothing")
    if host.session.view("facilitator")["queue"]:
        host.lead("accept_all")
    assert SECRET not in client.get(host.path("observer-russia")).text
    host.lead("advance", "advance", "advance")
    assert SECRET in client.get(host.path("observer-russia")).text


def test_a_reader_of_the_page_source_learns_no_odds_from_the_projector(
    host: Host, join: Callable[[str], TestClient]
) -> None:
    text = join("projector").get(host.path("projector")).text
    assert "in 100" not in text
    assert "€" not in text
