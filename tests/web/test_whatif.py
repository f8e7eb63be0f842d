"""The facilitator asks what would have come of a turn without one of its orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from tests.web.conftest import Desk, Host, Served, post

WITHOUT = {"action": "diplomatic_protest", "target": "Russia", "times": 1}


def play_a_turn(host: Host) -> None:
    host.lead("advance", "advance")
    host.session.do("draft", "UK", orders=[{**WITHOUT, "rationale": "Because."}])
    host.lead("advance", "accept_all", "advance", "advance", "advance")


def test_a_what_if_is_answered_in_words(host: Host, join: Callable[[str], TestClient]) -> None:
    play_a_turn(host)
    desk, url = join("facilitator"), host.path("facilitator") + "what-if"
    asked = {"turn": 1, "actor": "UK", "instead_of": WITHOUT}
    answer: Any = post(desk, url, asked)
    assert answer.status_code == 200, answer.text
    assert "in 100 as played" in answer.json()["words"][0]
    for wrong, status in (({"turn": 9}, 422), ({"turn": "1"}, 400), ({"actor": "Russia"}, 422),
                          ({"instead_of": 3}, 400), ({"instead_of": {"x": 1}}, 422)):  # fmt: skip
        answer = post(desk, url, asked | wrong)
        assert answer.status_code == status, answer.text
    assert post(join("UK"), url, asked).status_code == 403  # type: ignore[attr-defined]


def test_it_is_asked_from_the_desk(served: Served, sit: Callable[..., Desk]) -> None:
    play_a_turn(served.host)
    desk = sit("facilitator")
    desk.page.click("[data-open=whatif]")
    desk.page.click("form[data-what-if] button")
    desk.page.get_by_text("in 100 as played").wait_for(timeout=60_000)
    assert desk.errors == []
