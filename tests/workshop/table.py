"""A table to play at: sessions with a clock that the test winds, and a turn in a few words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.core.answer.crisis import note_move
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.scenario import load_scenario
from sim.workshop import Session, Settings
from sim.workshop.game.position import kept, state_at

WHITE = "facilitator"
SEATS = ("UK", "Belgium", "Russia", "NATO")


class Wrist:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_764_000_000.0

    def __call__(self) -> float:
        return self.now


def sit_down(
    folder: Path, humans: tuple[str, ...] = SEATS, seed: int = 3, **settings: Any
) -> tuple[Session, Wrist]:
    """Start a session on the Belgian scenario."""
    clock = Wrist()
    session = Session.create(
        folder, load_scenario("belgium_2025"), title="Friday", seed=seed,
        humans=humans, settings=Settings(**settings), clock=clock,
    )  # fmt: skip
    return session, clock


def to_phase(session: Session, phase: str) -> None:
    """Advance until the session is in this phase, settling all cases on the way."""
    while session.view(WHITE)["turn"]["phase"] != phase:
        if session.view(WHITE)["turn"]["phase"] == "adjudicate":
            session.do("accept_all", by=WHITE)
        session.do("advance", by=WHITE)


def order(action: str, target: str, why: str = "to see what happens", times: int = 1) -> dict:
    """One slot with a card."""
    return {"action": action, "target": target, "times": times, "rationale": why}


def play_turn(session: Session, **orders: list[dict]) -> None:
    """Play one turn: these seats seal these orders, all else holds."""
    to_phase(session, "orders")
    for seat, rows in orders.items():
        session.do("draft", by=seat, orders=rows)
        session.do("seal", by=seat)
    to_phase(session, "state")
    session.do("advance", by=WHITE)


def put_on_the_brink(session: Session) -> None:
    """Let shots have fallen between London and Moscow just before the turn under way."""
    game = session.game
    state = state_at(game.turn.start)
    let_shots_fall(state, game.setup, game.actors.index("UK"), game.actors.index("Russia"))
    game.turn.start, game.turn.briefed = kept(state), None
    game.turn.cache.clear()


def let_shots_fall(state: State, setup: Setup, i: int, j: int) -> None:
    """Let j have shot at i, whose aircraft are still near."""
    note_move(state, setup, i, j)
    state.pairs[i, j].contact, state.pairs[i, j].high_rung = 1.0, 8.0
