"""The seed is nobody's before the end: whoever has it can see who flew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.workshop import Refused, Session, Settings
from sim.workshop.debrief import debrief
from tests.workshop.table import WHITE, to_phase

VIEWERS = (WHITE, "StateA", "StateB", "projector", "observer", "observer:StateA")


def start(folder: Path, seed: int | None = None) -> Session:
    scenario = load_scenario("generic_dyad")
    return Session.create(folder, scenario, seed=seed, settings=Settings(turns=3, forecasts=True))


def traces_of(session: Session) -> list[str]:
    """The seed, and the key that follows from it, as anybody might write them."""
    numbers = (session.game.seed, int(session.game.run_key))
    return [text for n in numbers for text in (str(n), f"{n:x}", f"{n:X}", str(float(n)))]


def shown_by(session: Session) -> str:
    """All that anybody is shown, and every answer."""
    told = [session.do("seat_note", by="StateA", text="a note"), session.view("StateA", 1)]
    return json.dumps([*told, *(session.view(viewer) for viewer in VIEWERS)])


def test_a_session_draws_a_seed_of_63_bits_that_is_its_own(tmp_path: Path) -> None:
    seeds = []
    for number in range(8):
        with start(tmp_path / str(number)) as session:
            seeds.append(session.game.seed)
    assert len(set(seeds)) == len(seeds)
    assert max(seeds) > 2**55, "eight times below would be luck of 1 in 2 to the 64"
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_no_view_shows_the_seed_before_the_end(tmp_path: Path) -> None:
    with start(tmp_path / "s") as session:
        for phase in ("brief", "signal", "orders", "adjudicate", "reveal", "state"):
            to_phase(session, phase)
            shown = shown_by(session)
            assert not [trace for trace in traces_of(session) if trace in shown]
        assert debrief(session, draft=True, replays=0)["session"]["seed"] is None
        session.do("end", by=WHITE)
        assert session.view(WHITE)["seed"] == str(session.game.seed)
        assert debrief(session, replays=0)["session"]["seed"] == session.game.seed


def test_a_session_with_a_drawn_seed_replays_to_the_same(tmp_path: Path) -> None:
    with start(tmp_path / "s") as session:
        session.do("play_on", by=WHITE, turns=2)
        shown = session.view(WHITE)
    with Session.open(tmp_path / "s") as again:
        assert again.game.seed == session.game.seed
        assert again.view(WHITE)["news"] == shown["news"]


@pytest.mark.parametrize("seed", [-1, 2**63, 1.5, "7"])
def test_a_seed_out_of_range_is_refused_and_nothing_is_made(tmp_path: Path, seed: object) -> None:
    with pytest.raises(Refused, match="seed"):
        start(tmp_path / "s", seed)  # type: ignore[arg-type]
    assert not (tmp_path / "s").exists()
