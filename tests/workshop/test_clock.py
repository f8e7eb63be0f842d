"""Whatever ends by itself ends properly, in every state that the table can be in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.workshop import Refused, Session, Settings
from sim.workshop.game.turn import OPEN_PHASES, PHASES
from tests.workshop.table import WHITE, Wrist, to_phase

LOOKS = ("does not look back", "looks back, then starts", "starts, then looks back")
PLACES = ("the main line", "a branch")


@pytest.fixture
def duel(tmp_path: Path) -> Iterator[tuple[Session, Wrist]]:
    """Two states in their second turn, one of them played by people."""
    with start(tmp_path / "duel") as session:
        yield session, session._clock  # type: ignore[misc]


def start(folder: Path, **settings: bool) -> Session:
    session = Session.create(
        folder, load_scenario("generic_dyad"), seed=3, humans=["StateA"],
        settings=Settings(turns=6, **settings), clock=Wrist(),
    )  # fmt: skip
    if not settings:
        to_phase(session, "state")
        session.do("advance", by=WHITE)
    return session


def start_clock(session: Session) -> bool:
    try:
        session.do("start_clock", by=WHITE, seconds=30)
    except Refused:
        return False
    return True


def state_of(session: Session) -> tuple[str, bool]:
    return session.game.turn.phase, session.view(WHITE)["clock"]["running"]


@pytest.mark.parametrize(("look", "place"), list(itertools.product(LOOKS, PLACES)))
def test_a_countdown_ends_in_every_phase(
    duel: tuple[Session, Wrist], look: str, place: str
) -> None:
    session, clock = duel
    for phase in PHASES:
        if place == "a branch":
            session.do("branch", by=WHITE, turn=2, label=f"before {phase}")
        to_phase(session, phase)
        if look == "looks back, then starts":
            session.do("rewind", by=WHITE, turn=1)
        is_running = start_clock(session)
        assert is_running == (phase in OPEN_PHASES)
        if look == "starts, then looks back":
            session.do("rewind", by=WHITE, turn=1)
            is_running = False  # it waits while everybody looks at an earlier turn
        clock.now += 31
        assert session.tick() == is_running
        assert not session.tick(), "it ends once"
        is_closed = is_running and phase == "orders" and session.game.looking_back is None
        assert state_of(session) == ("adjudicate" if is_closed else phase, False)
        if session.game.looking_back is not None:
            session.do("forward", by=WHITE)
            assert not session.tick()
            assert state_of(session) == (phase, False)
        if phase == "orders" and not is_closed:
            assert session.view("StateA")["orders"]["open"], "orders still wait"
    to_phase(session, "state")
    shown = session.view(WHITE)
    session.close()
    with Session.open(session.folder, clock=clock) as again:
        assert again.view(WHITE) == shown


@pytest.mark.parametrize("look", LOOKS)
def test_a_countdown_ends_where_a_session_runs_by_itself(tmp_path: Path, look: str) -> None:
    with start(tmp_path / "alone", self_running=True) as session:
        clock = session._clock
        session.do("seal", by="StateA")
        for turn in range(2, 7):
            assert session.game.turn.number == turn
            if look == "looks back, then starts":
                session.do("rewind", by=WHITE, turn=1)
            assert start_clock(session)
            if look == "starts, then looks back":
                session.do("rewind", by=WHITE, turn=1)
            clock.now += 31  # type: ignore[attr-defined]
            session.tick()
            if session.game.looking_back is not None:
                assert session.game.turn.number == turn
                session.do("forward", by=WHITE)
                session.do("seal", by="StateA")
        assert session.game.is_over
        assert not session.tick()


def test_a_countdown_is_nothing_to_a_game_that_is_over(duel: tuple[Session, Wrist]) -> None:
    session, clock = duel
    start_clock(session)
    session.do("rewind", by=WHITE, turn=1)
    start_clock(session)
    session.do("end", by=WHITE)
    clock.now += 31
    assert not session.tick()
    assert session.game.is_over


def test_a_clock_that_has_run_out_starts_anew(duel: tuple[Session, Wrist]) -> None:
    session, clock = duel
    start_clock(session)
    clock.now += 31
    session.do("rewind", by=WHITE, turn=1)
    session.do("forward", by=WHITE)
    session.do("start_clock", by=WHITE)
    assert session.view(WHITE)["clock"]["seconds_left"] == 720


def test_a_closed_session_ticks_and_does_nothing(duel: tuple[Session, Wrist]) -> None:
    session, clock = duel
    to_phase(session, "orders")
    start_clock(session)
    session.close()
    clock.now += 31
    assert not session.tick()
    assert session.game.turn.phase == "orders"


def test_what_a_stopped_process_left_undone_is_done_when_the_session_is_opened(
    tmp_path: Path,
) -> None:
    with start(tmp_path / "alone", self_running=True) as session:
        session.do("seal", by="StateA")
        clock = session._clock
    log = session.folder / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    closed = next(n for n, line in enumerate(lines) if b'"do": "close"' in line)
    log.write_bytes(b"".join(lines[: closed + 1]))
    with Session.open(session.folder, clock=clock) as again:
        assert (again.game.turn.number, again.game.turn.phase) == (2, "orders")
