"""What-ifs: one order swapped, all else kept; what differs follows from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.scenario import load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.workshop import Refused, Session
from sim.workshop.debrief.poll_score import attribution_calls, climb_forecasts, score_polls
from sim.workshop.debrief.score import climbs
from sim.workshop.forecast.hindsight import look_back
from sim.workshop.forecast.line import line_from, take_again
from sim.workshop.forecast.place import FACILITATOR
from sim.workshop.forecast.what_if import Swap, what_if
from sim.workshop.game.turn import Order
from sim.workshop.view.ladder import true_rung
from tests.core.known_crisis import duel

PROTEST = {"action": "diplomatic_protest", "target": "Russia"}
SABOTAGE = {"action": "sabotage", "target": "UK"}
FIVEFOLD = [SABOTAGE | {"times": 5}, {"action": "sabotage", "target": "Allies", "times": 5}]
TURNS = 10
Orders = dict[str, list[dict[str, Any]]]


def take_turn(session: Session, orders: Orders, polls: dict[str, dict[str, Any]]) -> None:
    """Play one turn: these seats order this, the other human seats hold."""
    for _ in range(2):
        session.do("advance", FACILITATOR)
    for seat, answers in polls.items():
        session.do("poll", seat, **answers)
    for seat, rows in orders.items():
        session.do("draft", seat, orders=[row | {"rationale": "as planned"} for row in rows])
        session.do("seal", seat)
    session.do("advance", FACILITATOR)
    session.do("accept_all", FACILITATOR)
    for _ in range(3):
        session.do("advance", FACILITATOR)


Play = Callable[..., Session]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    sessions = []

    def start(scenario: Any, **chosen: Any) -> Session:
        folder = tmp_path_factory.mktemp("game") / "game"
        session = Session.create(folder, scenario, **chosen)
        sessions.append(session)
        return session

    yield start
    for session in sessions:
        session.close()


@pytest.fixture(scope="module")
def session(play: Play) -> Session:
    """Ten weeks of the Belgian crisis; Moscow, played by people, sabotages in the second."""
    session = play(load_scenario("belgium_2025"), humans=["UK", "Russia"], seed=4)
    for number in range(1, TURNS + 1):
        orders = {"Russia": FIVEFOLD if number == 2 else [], "UK": [PROTEST]}
        poll = {"who": "adversary", "intent": 4, "rung": 5, "climb": number % 11}
        take_turn(session, orders, {"UK": poll} if number > 1 else {})
    return session


def test_what_was_played_can_be_taken_again(session: Session) -> None:
    line = line_from(session.game, 1)
    assert len(line.turns) == TURNS
    for turn, taken in zip(session.game.branch.turns, take_again(line), strict=False):
        assert turn.resolution is not None
        assert taken.end == turn.resolution.end
        assert taken.events.tobytes() == turn.resolution.events.tobytes()


def test_without_the_sabotage_things_go_another_way(session: Session) -> None:
    told = look_back(session, FACILITATOR, 2, "Russia", FIVEFOLD[1], None, 300)
    assert told["turn"] == 2
    assert (told["instead_of"]["action"], told["other"]) == ("sabotage", None)
    assert [row["turn"] for row in told["rungs"]] == list(range(2, TURNS + 1))
    first = told["first"]
    assert first is not None
    assert first["turn"] >= 2
    assert first["as_played"] != first["other_way"]
    costs = {row["what"]: row for row in told["end"]}
    assert costs["cost_meur.Russia"]["as_played"] > costs["cost_meur.Russia"]["other_way"]
    assert json.loads(json.dumps(told)) == told


def test_the_turns_before_the_first_difference_are_alike(session: Session) -> None:
    told = look_back(session, FACILITATOR, 3, "UK", PROTEST, None, 200)
    if told["first"] is not None:
        for row in told["rungs"]:
            if row["turn"] < told["first"]["turn"] and row["turn"] > 3:
                assert row["as_played"] == row["other_way"]


def test_another_order_in_its_place(session: Session) -> None:
    flight = {"action": "isr_flight", "target": "Russia"}
    told = look_back(session, FACILITATOR, 4, "UK", PROTEST, flight, 200)
    assert told["other"] == {"action": "isr_flight", "target": "Russia", "times": 1}
    share = told["share"]
    assert share["replays"] == 200
    assert share["as_played"]["low"] <= share["as_played"]["p"] <= share["as_played"]["high"]
    moved = share["other_way"]["p"] - share["as_played"]["p"]
    assert share["difference"]["p"] == pytest.approx(moved)


def test_an_order_of_a_policy_can_be_swapped_too(session: Session) -> None:
    line = line_from(session.game, 1)
    decided = take_again(line)
    menu = line.setup.menu
    allies = line.scenario.actors.index("Allies")
    found = [
        (place, int(o))
        for place, turn in enumerate(decided)
        for o in np.flatnonzero(turn.orders)
        if menu.actor[o] == allies
    ]
    place, option = found[0]
    order = Order(
        ACTIONS.at(menu.action[option]).id, line.scenario.actors[menu.target[option]],
        int(decided[place].orders[option]),
    )  # fmt: skip
    later = line_from(session.game, place + 1)
    told = what_if(later, Swap("Allies", order, None), 200)
    assert told["actor"] == "Allies"
    with pytest.raises(Refused, match="did not order"):
        what_if(later, Swap("Allies", order._replace(times=99), None), 200)


def test_the_answer_does_not_depend_on_threads(session: Session) -> None:
    told = [
        look_back(session, FACILITATOR, 2, "Russia", SABOTAGE, None, 400, threads=threads)
        for threads in (1, 2)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("turn", "actor", "instead_of", "other", "match"),
    [
        (2, "Russia", None, None, "swaps one order"),
        (2, "Russia", SABOTAGE, SABOTAGE, "swaps one order"),
        (2, "Atlantis", SABOTAGE, None, "swaps one order"),
        (3, "Russia", SABOTAGE, None, "did not order"),
        (3, "Russia", None, {"action": "limited_strike", "target": "UK"}, "could not order"),
        (3, "UK", None, SABOTAGE, "menu"),
        (12, "UK", PROTEST, None, "not played"),
        (0, "UK", PROTEST, None, "not played"),
        (2, "UK", {"action": "diplomatic_protest"}, None, "target"),
    ],
)
def test_what_cannot_be_asked(
    session: Session, turn: int, actor: str, instead_of: Any, other: Any, match: str
) -> None:
    with pytest.raises(Refused, match=match):
        look_back(session, FACILITATOR, turn, actor, instead_of, other, 200)


def test_seats_ask_when_the_game_is_over(play: Play, tmp_path: Path) -> None:
    session = play(duel(tmp_path), humans=["Blue"])
    protest = {"action": "diplomatic_protest", "target": "Red"}
    for _ in range(2):
        take_turn(session, {"Blue": [protest]}, {})
    with pytest.raises(Refused, match="when the game is over"):
        look_back(session, "Blue", 1, "Blue", protest)
    session.do("end", FACILITATOR)
    told = look_back(session, "Blue", 1, "Blue", protest, replays=200)
    # Red holds whatever happens: but for the protest itself all goes the same way.
    assert told["first"] is None
    assert [row["what"] for row in told["end"]] == ["highest_rung", "cost_meur.Blue"]
    assert told["share"]["difference"]["p"] == 0.0
    assert told["came_to_nothing"] == []


def test_turns_before_a_change_of_policy_are_taken_again_with_the_old_one(play: Play) -> None:
    session = play(load_scenario("belgium_2025"), humans=["UK"], seed=4)
    for _ in range(3):
        take_turn(session, {"UK": [PROTEST]}, {})
    session.do("set_seat", FACILITATOR, seat="Russia", control="ai", policy="hold")
    take_turn(session, {"UK": [PROTEST]}, {})
    assert look_back(session, FACILITATOR, 4, "UK", PROTEST, replays=100)["turn"] == 4
    line = line_from(session.game, 1)
    ends = [turn.resolution.end for turn in session.game.branch.turns if turn.resolution]
    assert [taken.end for taken in take_again(line)] == ends
    assert look_back(session, FACILITATOR, 1, "UK", PROTEST, replays=100)["turn"] == 1


def test_polls_are_scored_against_what_happened(session: Session) -> None:
    game = session.game
    rungs = [
        max(true_rung(game, turn, name) for name in game.actors)
        for turn in game.branch.turns[:TURNS]
    ]
    told = climb_forecasts(game)
    assert [(row.seat, row.turn, row.in_ten) for row in told] == [
        ("UK", number, number) for number in range(2, TURNS + 1)
    ]
    assert [row.happened for row in told] == climbs(rungs)[1:]
    scores = score_polls(game)
    assert [row["seat"] for row in scores["seats"]] == ["UK"]
    assert scores["climbs"]["n"] == TURNS - 1
    assert sum(row["n"] for row in scores["calibration"]) == TURNS - 1


def test_calls_are_scored_against_the_hidden_source(session: Session) -> None:
    calls = attribution_calls(session.game)
    assert calls
    third = next(call for call in calls if call.turn == 3)
    assert (third.who, third.truth) == ("adversary", "adversary")  # asked about the sabotage
    assert all(call.truth in ("adversary", "hobbyist", "nobody") for call in calls)
