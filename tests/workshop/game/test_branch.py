"""Looking back, forking with the same draws, and policies that play on."""

from __future__ import annotations

import numpy as np
import pytest

from sim.crisis import CrisisModel
from sim.outcomes import measure
from sim.scenario import load_scenario
from sim.workshop import Refused, Session
from sim.workshop.game.position import state_at
from tests.workshop.table import WHITE, Wrist, order, play_turn, sit_down

Table = tuple[Session, Wrist]
PROTEST = order("diplomatic_protest", "Russia")
FLIGHT = order("isr_flight", "Russia")


def test_a_session_of_policies_is_that_run_of_a_sweep(tmp_path) -> None:
    """All drivers take the same turns: here the workshop, there Mesa (and so Monte Carlo)."""
    scenario = load_scenario("belgium_2025")
    for seed in (3, 8):
        session, _ = sit_down(tmp_path / str(seed), humans=(), seed=seed)
        session.do("play_on", by=WHITE, turns=100)
        game = session.game
        row = np.empty(int(game.setup.n_columns))
        assert game.turn.resolution is not None
        measure(state_at(game.turn.resolution.end), game.setup, game.setup.columns, row)
        here = dict(zip([c.name for c in game.scenario.columns], row.tolist(), strict=True))
        there = CrisisModel(scenario, seed=seed, run=0).run_to_end().outcomes()
        np.testing.assert_array_equal(
            np.array([here[name] for name in there]), np.array(list(there.values()))
        )
        session.close()


def test_looking_back_shows_an_earlier_turn_and_changes_nothing(table: Table) -> None:
    session, _ = table
    for _ in range(3):
        play_turn(session, UK=[PROTEST])
    before = session.view("UK")
    session.do("rewind", by=WHITE, turn=2)
    shown = session.view("projector")["turn"]
    assert (shown["number"], shown["looking_back"]) == (2, 2)
    with pytest.raises(Refused, match="looks back"):
        session.do("draft", by="UK", orders=[PROTEST])
    session.do("forward", by=WHITE)
    after = session.view("UK")
    assert after | {"version": 0} == before | {"version": 0}
    with pytest.raises(Refused, match="turn 4"):
        session.do("rewind", by=WHITE, turn=5)


def test_a_branch_with_the_same_orders_is_the_same_game(table: Table) -> None:
    session, _ = table
    for _ in range(3):
        play_turn(session, UK=[PROTEST], Russia=[order("cyber_probe", "UK")])
    main = session.game.branches["main"]
    session.do("branch", by=WHITE, turn=2, label="As it was")
    assert [row["label"] for row in session.view("UK")["orders"]["drafts"]] == ["Public protest"]
    for _ in range(2):
        play_turn(session, UK=[PROTEST], Russia=[order("cyber_probe", "UK")])
    fork = session.game.branch
    for one, other in zip(main.turns[:3], fork.turns[:3], strict=True):
        assert one.resolution is not None
        assert other.resolution is not None
        assert one.resolution.end == other.resolution.end


def test_a_branch_keeps_the_original(table: Table) -> None:
    session, _ = table
    for _ in range(3):
        play_turn(session, UK=[PROTEST])
    before = session.view(WHITE)
    session.do("branch", by=WHITE, turn=2, label="A flight instead")
    session.do("message", by="UK", text="Only said on this branch.")
    play_turn(session, UK=[FLIGHT])
    assert [b["label"] for b in session.view(WHITE)["timeline"]["branches"]] == [
        "Main line", "A flight instead",
    ]  # fmt: skip
    assert any("branch" in row["title"] for row in session.view("Russia")["news"])
    session.do("switch", by=WHITE, branch="main")
    after = session.view(WHITE)
    assert after["news"] == before["news"]
    assert after["ladder"] == before["ladder"]


def test_policies_play_on_and_people_take_over_again(table: Table) -> None:
    session, _ = table
    play_turn(session, UK=[PROTEST])
    session.do("play_on", by=WHITE, turns=3)
    view = session.view("UK")
    assert view["turn"]["number"] == 5
    session.do("draft", by="UK", orders=[PROTEST])


def test_the_last_turn_is_the_last(tmp_path) -> None:
    session, _ = sit_down(tmp_path / "s", turns=2)
    play_turn(session)
    session.do("play_on", by=WHITE, turns=10)
    with pytest.raises(Refused, match="last turn"):
        session.do("advance", by=WHITE)
    session.do("branch", by=WHITE, turn=1, label="Once more")
    session.close()
