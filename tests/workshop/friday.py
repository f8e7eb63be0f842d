"""A short session with everything: left drafts, free play, rulings, a branch, hostile texts."""

from __future__ import annotations

from pathlib import Path

from sim.workshop import Session
from tests.workshop.table import WHITE, order, sit_down, to_phase

FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert(1)</script>"
PEOPLE = ("UK", "Belgium", "Russia")
TITLE = "Friday"


def friday(folder: Path, *, ended: bool = True) -> Session:
    """Play four turns on the main line and two on a branch; `ended` opens everything to all."""
    session, _ = sit_down(folder, humans=PEOPLE, seed=5, turns=4)
    _first(session)
    _second(session)
    _third(session)
    _seal(session, UK=[order("deploy_ew_suite", "Belgium", "they asked")])
    session.do("branch", by=WHITE, turn=3, label="Had Moscow waited")
    _seal(session, Belgium=[], Russia=[])
    session.do("switch", by=WHITE, branch="main")
    if ended:
        session.do("end", by=WHITE)
    return session


def _first(session: Session) -> None:
    """Belgium drafts a protest, and asks London instead."""
    to_phase(session, "orders")
    session.do("draft", by="Belgium", orders=[order("diplomatic_protest", "Russia", "say so")])
    session.do("seat_note", by="Russia", text=f"London is slow {SCRIPT}")
    session.do("message", by="UK", to=["Belgium"], text="Hold the council until Friday.")
    session.do("ask", by="Belgium", text="Was it on radar?")
    request = session.view(WHITE)["requests"][0]["id"]
    session.do("reply", by=WHITE, request=request, text="One contact, no track.")
    _seal(
        session,
        UK=[order("isr_flight", "Russia", "kit without a unit")],
        Belgium=[order("request_support", "UK", "we need it now")],
        Russia=[order("recon_drone_incursion", "Belgium", "see how far", times=3)],
    )


def _second(session: Session) -> None:
    """Polls, an inject, a ruling that is taken back, and one that stands."""
    to_phase(session, "orders")
    for seat, who, climb in (("UK", "adversary", 7), ("Belgium", "hobbyist", 2)):
        session.do("poll", by=seat, who=who, intent=4, rung=3, climb=climb)
    session.do("add_inject", by=WHITE, turn=2, title="A depot burns", text="Cause unknown.")
    _write(session, UK=[order("diplomatic_protest", "Russia", FORMULA)])
    session.do("advance", by=WHITE)
    for reason in ("Fog, the room agreed.", "On reflection, no fog."):
        roll = _first_roll(session)
        session.do("override", by=WHITE, author="Chief", roll=roll["roll"],
                   result=not roll["result"], reason=reason)  # fmt: skip
    session.do("note", by=WHITE, text="Belgium waits for London.")
    _conclude(session)


def _third(session: Session) -> None:
    """Free play that the facilitator maps; Moscow strikes a depot."""
    to_phase(session, "orders")
    session.do("poll", by="Belgium", who="unsure", intent=1, rung=0, climb=10)
    _write(
        session,
        Belgium=[{"free": f"Invite the press {SCRIPT}", "rationale": "be seen"}],
        Russia=[order("sabotage", "Allies", "raise the price")],
    )
    session.do("advance", by=WHITE)
    card = {"action": "strategic_communication", "target": "Belgium", "times": 1}
    session.do("map_free", by=WHITE, seat="Belgium", slot=1, orders=[card],
               reason="A campaign at home.")  # fmt: skip
    _conclude(session)


def _first_roll(session: Session) -> dict:
    cases = session.view(WHITE)["queue"]
    return next(case["rolls"][0] for case in cases if case["rolls"])


def _write(session: Session, **orders: list[dict]) -> None:
    for seat, rows in orders.items():
        session.do("draft", by=seat, orders=rows)
        session.do("seal", by=seat)


def _seal(session: Session, **orders: list[dict]) -> None:
    to_phase(session, "orders")
    _write(session, **orders)
    _conclude(session)


def _conclude(session: Session) -> None:
    """Publish the turn and go to the next one, where there is one."""
    to_phase(session, "state")
    game = session.game
    if game.turn.number < game.n_turns:
        session.do("advance", by=WHITE)
