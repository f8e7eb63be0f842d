"""What the facilitator rules: nothing is rolled twice, and everything else keeps its luck."""

from __future__ import annotations

import pytest

from sim.workshop import Refused, Session
from tests.workshop.table import WHITE, Wrist, order, to_phase

Table = tuple[Session, Wrist]
DRONES = order("recon_drone_incursion", "Belgium", "To see how long they need.", times=3)


def queue_of_drones(session: Session) -> list[dict]:
    to_phase(session, "orders")
    session.do("draft", by="Russia", orders=[DRONES])
    session.do("seal", by="Russia")
    session.do("advance", by=WHITE)
    return drones(session)


def drones(session: Session) -> list[dict]:
    """Russia's drones over Belgium; a scenario's inject may stand beside them."""
    queue = session.view(WHITE)["queue"]
    return [case for case in queue if (case["actor"], case["target"]) == ("Russia", "Belgium")]


def noticed(case: dict) -> dict:
    return next(roll for roll in case["rolls"] if roll["question"].startswith("Does Belgium"))


def test_the_queue_shows_the_odds_and_the_dice(table: Table) -> None:
    session, _ = table
    cases = queue_of_drones(session)
    assert len(cases) == 3
    for case in cases:
        roll = noticed(case)
        assert roll["result"] == (roll["luck"] < roll["chance"])
        assert "To see how long they need." in case["subtitle"]
    assert session.view("UK").get("queue") is None


def test_an_override_changes_its_roll_what_follows_from_it_and_nothing_else(table: Table) -> None:
    session, _ = table
    before = queue_of_drones(session)
    roll = noticed(before[1])
    session.do(
        "override", by=WHITE, author="Anna", roll=roll["roll"], result=not roll["result"],
        reason="Fog had closed the field.",
    )  # fmt: skip
    after = drones(session)
    changed = noticed(after[1])
    assert changed["result"] is not roll["result"]
    assert changed["ruled"]
    assert changed["luck"] == roll["luck"], "the die stays on the table"
    assert after[1]["settled"] == "overridden"
    assert after[1]["ruling"] == {
        "reason": "Fog had closed the field.",
        "author": "Anna",
        "before": "noticed" if roll["result"] else "not noticed",
        "after": "not noticed" if roll["result"] else "noticed",
    }
    for one, other in ((before[0], after[0]), (before[2], after[2])):
        assert [r["luck"] for r in one["rolls"][:1]] == [r["luck"] for r in other["rolls"][:1]]


def test_an_override_back_is_a_ruling_too(table: Table) -> None:
    session, _ = table
    roll = noticed(queue_of_drones(session)[0])
    for result in (not roll["result"], roll["result"]):
        case = drones(session)[0]
        session.do("override", by=WHITE, roll=noticed(case)["roll"], result=result,
                   reason="On second thoughts.")  # fmt: skip
    case = drones(session)[0]
    assert noticed(case)["result"] is roll["result"]
    with pytest.raises(Refused, match="already"):
        session.do("override", by=WHITE, roll=noticed(case)["roll"], result=roll["result"],
                   reason="Once more.")  # fmt: skip


def test_an_override_needs_a_reason_and_a_roll(table: Table) -> None:
    session, _ = table
    roll = noticed(queue_of_drones(session)[0])
    with pytest.raises(Refused, match="reason"):
        session.do("override", by=WHITE, roll=roll["roll"], result=True, reason="")
    with pytest.raises(Refused, match="no such roll"):
        session.do("override", by=WHITE, roll="1:2:3", result=True, reason="Because.")


def test_a_struck_act_does_not_take_place(table: Table) -> None:
    session, _ = table
    cases = queue_of_drones(session)
    session.do("strike", by=WHITE, case=cases[0]["case"], reason="The crew was not ready.")
    after = next(c for c in session.view(WHITE)["queue"] if c["case"] == cases[0]["case"])
    assert after["settled"] == "struck"
    assert after["rolls"] == []
    session.do("accept_all", by=WHITE)
    session.do("advance", by=WHITE)
    news = session.view("Russia")["news"]
    own = [row for row in news if row["target"] == "Belgium" and row["actor"] == "Russia"]
    titles = " ".join(row["title"] for row in own)
    assert ("(2 times)" in titles) or len(own) == 2


def test_an_override_survives_the_replay(table: Table) -> None:
    session, clock = table
    roll = noticed(queue_of_drones(session)[0])
    session.do("override", by=WHITE, roll=roll["roll"], result=not roll["result"],
               reason="Fog had closed the field.")  # fmt: skip
    to_phase(session, "state")
    shown = session.view(WHITE)
    session.close()
    again = Session.open(session.folder, clock=clock)
    assert again.view(WHITE) == shown
    again.close()
