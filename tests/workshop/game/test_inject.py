"""Injects: published, paused, skipped, moved; known only to those they are for."""

from __future__ import annotations

import pytest

from sim.workshop import Refused, Session
from tests.workshop.table import WHITE, Wrist, play_turn, sit_down, to_phase

Table = tuple[Session, Wrist]
SABOTAGE = {"actor": "Russia", "action": "sabotage", "target": "Allies"}


def state(session: Session, key: str) -> str:
    return next(row["state"] for row in session.view(WHITE)["injects"] if row["id"] == key)


def add(session: Session, **data) -> str:
    return session.do("add_inject", by=WHITE, **({"turn": 1, "title": "News"} | data))["added"][0]


def test_the_scenario_brings_its_own_injects(table: Table) -> None:
    session, _ = table
    rows = session.view(WHITE)["injects"]
    assert [row["id"] for row in rows] == ["S1", "S2", "S3", "S4"]
    assert state(session, "S1") == "next"
    to_phase(session, "adjudicate")
    assert state(session, "S1") == "published", "what is due happens, unless it is held back"


def test_a_private_inject_is_private(table: Table) -> None:
    session, _ = table
    key = add(session, to=["Belgium"], title="The port has questions", text="Two days of delays.")
    session.do("publish_inject", by=WHITE, id=key)
    titles = {
        viewer: [row["title"] for row in session.view(viewer)["news"]]
        for viewer in ("Belgium", "UK", "projector", "Russia", WHITE)
    }
    assert [viewer for viewer, seen in titles.items() if "The port has questions" in seen] == [
        "Belgium", WHITE,
    ]  # fmt: skip


def test_an_inject_forces_its_act_and_hides_its_author_as_any_act_does(table: Table) -> None:
    session, _ = table
    for key in ("S1", "S2"):
        session.do("skip_inject", by=WHITE, id=key)
    key = add(session, title="Rail line cut", effect=SABOTAGE)
    session.do("publish_inject", by=WHITE, id=key)
    to_phase(session, "adjudicate")
    cases = [case for case in session.view(WHITE)["queue"] if case["subtitle"] == "An inject."]
    assert [case["actor"] for case in cases] == ["Russia"]


def test_a_paused_inject_waits_and_a_skipped_one_is_gone(table: Table) -> None:
    session, _ = table
    first, second = add(session, title="Held back"), add(session, title="Left out")
    session.do("pause_inject", by=WHITE, id=first)
    session.do("skip_inject", by=WHITE, id=second)
    play_turn(session)
    assert (state(session, first), state(session, second)) == ("paused", "skipped")
    session.do("pause_inject", by=WHITE, id=first)
    assert state(session, first) == "next"


def test_injects_are_put_in_another_order(table: Table) -> None:
    session, _ = table
    first, second = add(session, turn=3, title="A"), add(session, turn=3, title="B")
    session.do("move_inject", by=WHITE, id=second, turn=3, before=first)
    order = [row["id"] for row in session.view(WHITE)["injects"]]
    assert order.index(second) < order.index(first)
    with pytest.raises(Refused, match="52 turns"):
        session.do("move_inject", by=WHITE, id=first, turn=99)


def test_a_branch_gets_its_injects_back(table: Table) -> None:
    session, _ = table
    play_turn(session)
    assert state(session, "S1") == "published"
    session.do("branch", by=WHITE, turn=1, label="Again")
    assert state(session, "S1") == "next"


def test_a_wrong_line_keeps_the_whole_list_out(table: Table) -> None:
    session, _ = table
    rows = [
        {"turn": 1, "title": "Fine"},
        {"turn": 2, "title": "Not fine", "effect": SABOTAGE | {"target": "Mars"}},
    ]
    with pytest.raises(Refused, match="Not fine"):
        session.do("import_injects", by=WHITE, rows=rows)
    assert len(session.view(WHITE)["injects"]) == 4


def test_nothing_is_published_by_itself_where_that_was_chosen(tmp_path) -> None:
    session, _ = sit_down(tmp_path / "s", auto_injects=False)
    play_turn(session)
    assert state(session, "S1") == "next"
    session.close()
