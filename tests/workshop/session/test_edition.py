"""The edition of a screen moves when that screen does, and not with what others do in secret."""

from __future__ import annotations

import json
from pathlib import Path

from sim.workshop import Session
from tests.workshop.table import WHITE, order, sit_down, to_phase

SECRETS = {
    "ask": {"text": "What does the satellite see?"},
    "seat_note": {"text": "They bluff."},
    "message": {"to": ["NATO"], "text": "Between us."},
    "poll": {"who": "unsure", "intent": 2, "rung": 3, "climb": 7},
    "draft": {"orders": [order("drone_swarm_incursion", "Belgium")]},
}
OTHERS = ("UK", "Belgium", "projector", "observer", "observer:UK")


def editions(session: Session) -> dict[str, int]:
    return {viewer: session.edition(viewer) for viewer in OTHERS}


def test_anothers_secrets_do_not_move_it(tmp_path: Path) -> None:
    session, clock = sit_down(tmp_path / "s")
    with session:
        to_phase(session, "orders")
        before, own = editions(session), session.edition("Russia")
        for command, data in SECRETS.items():
            session.do(command, by="Russia", **data)
            assert session.edition("Russia") > own
            own = session.edition("Russia")
            clock.now += 1
        session.do("note", by=WHITE, text="They argue.")
        assert editions(session) == before
        session.do("seal", by="Russia")
        assert all(now > before[viewer] for viewer, now in editions(session).items())


def test_the_number_of_hidden_cases_does_not_move_it(tmp_path: Path) -> None:
    session, _ = sit_down(tmp_path / "s")
    with session:
        to_phase(session, "adjudicate")
        before, queue = editions(session), session.view(WHITE)["queue"]
        for case in queue:
            session.do("accept", by=WHITE, case=case["case"])
        assert editions(session) == before
        assert len(queue) > 0


def test_twin_tables_that_differ_in_anothers_secrets_are_the_same_to_me(tmp_path: Path) -> None:
    """Answers and ids too: what is said back to me counts only what I have read."""
    told = []
    for name, secrets in (("quiet", {}), ("busy", SECRETS)):
        session, _ = sit_down(tmp_path / name)
        with session:
            to_phase(session, "orders")
            session.edition("UK")
            for command, data in secrets.items():
                session.do(command, by="Russia", **data)
            answers = [
                session.do("ask", by="UK", text="And what do we see?"),
                session.do("seat_note", by="UK", text="Quiet here."),
                session.do("message", by="UK", to=["Belgium"], text="Ready?"),
                session.do("message", by="Belgium", to=["UK"], text="Ready."),
            ]
            told.append((answers, session.view("UK"), session.edition("UK")))
    assert json.dumps(told[0]) == json.dumps(told[1])
