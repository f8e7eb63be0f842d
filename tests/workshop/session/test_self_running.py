"""A game without a facilitator: for practice, and for one person at a terminal."""

from __future__ import annotations

import pytest

from sim.workshop import Refused, Session
from tests.workshop.table import order, sit_down


def test_one_person_plays_three_turns_to_the_end(tmp_path) -> None:
    session, clock = sit_down(tmp_path / "s", humans=("UK",), self_running=True, turns=3)
    for turn in (1, 2, 3):
        view = session.view("UK")
        assert (view["turn"]["number"], view["turn"]["phase"]) == (turn, "orders")
        session.do("draft", by="UK", orders=[order("diplomatic_protest", "Russia")])
        session.do("seal", by="UK")
    assert session.view("UK")["session"]["ended"]
    session.close()
    again = Session.open(tmp_path / "s", clock=clock)
    assert again.entries == session.entries
    again.close()


def test_two_people_wait_for_each_other(tmp_path) -> None:
    session, clock = sit_down(tmp_path / "s", humans=("UK", "Belgium"), self_running=True)
    session.do("seal", by="UK")
    assert session.view("UK")["turn"]["number"] == 1
    session.do("unseal", by="UK")
    session.do("seal", by="Belgium")
    session.do("seal", by="UK")
    assert session.view("UK")["turn"]["number"] == 2
    session.do("start_clock", by="facilitator", seconds=30)
    clock.now += 31
    session.tick()
    assert session.view("UK")["turn"]["number"] == 3, "the countdown closes for both"
    session.close()


def test_a_free_text_has_nobody_to_read_it(tmp_path) -> None:
    session, _ = sit_down(tmp_path / "s", humans=("UK",), self_running=True)
    with pytest.raises(Refused, match="no facilitator"):
        session.do("draft", by="UK", orders=[{"free": "Talk to them.", "rationale": "Cheap."}])
    session.close()
