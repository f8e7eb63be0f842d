"""When turns are: weeks, and days in a crisis, for people as for Monte Carlo."""

from __future__ import annotations

from datetime import date

import pytest

from sim.core.layout.capacity import MAX_INJECTS
from sim.scenario import load_scenario
from sim.workshop import Refused, Session
from sim.workshop.debrief.bundle import replay
from sim.workshop.debrief.record import branches
from sim.workshop.game.calendar import begin_of, dates_of, span_of, turn_on, turns_expected
from sim.workshop.game.inject import Forced
from sim.workshop.game.position import resolve_turn
from tests.core.known_crisis import Crisis
from tests.workshop.table import (
    WHITE,
    Wrist,
    let_shots_fall,
    order,
    play_turn,
    put_on_the_brink,
    sit_down,
)

Table = tuple[Session, Wrist]


def test_a_week_in_a_crisis_is_seven_turns_and_then_weeks_again(table: Table) -> None:
    session, _ = table
    game = session.game
    play_turn(session)
    assert turns_expected(game) == 52
    put_on_the_brink(session)
    assert turns_expected(game) == 58
    told = session.view("UK")["turn"]
    assert (told["number"], told["of"], told["is_day"], told["day"], told["whole"]) == (
        2, 58, True, 1, 2,
    )  # fmt: skip
    for number in range(2, 9):
        span = span_of(game, game.turn)
        assert (game.turn.number, span.begin, span.end) == (number, number + 5.0, number + 6.0)
        assert dates_of(game, game.turn) == (date(2025, 11, 10 + number + 5),) * 2
        play_turn(session)
    quiet = game.turn.start[0].system.by_day
    assert (game.turn.number, float(game.turn.start[0].system.day), int(quiet)) == (9, 14.0, 1)


def test_the_days_that_people_play_are_those_of_monte_carlo(tmp_path) -> None:
    session, _ = sit_down(tmp_path / "s", humans=(), seed=5)
    put_on_the_brink(session)
    crisis = Crisis(load_scenario("belgium_2025"), seed=5)
    let_shots_fall(crisis.state, crisis.setup, crisis.who("UK"), crisis.who("Russia"))
    crisis.take_turn()
    session.do("play_on", by=WHITE, turns=7)
    end = session.game.branch.turn(7).resolution
    assert end is not None
    assert int(end.end[0].system.turn) == 1
    there, here = crisis.state, end.end[0]
    assert there.system == here.system
    assert there.book.tobytes() == here.book.tobytes()
    assert there.pairs.tobytes() == here.pairs.tobytes()
    session.close()


def test_every_turn_is_found_by_its_day_and_every_day_by_its_turn(table: Table) -> None:
    session, _ = table
    game = session.game
    play_turn(session)
    put_on_the_brink(session)
    play_turn(session)
    play_turn(session)
    begins = [begin_of(game, number) for number in range(1, turns_expected(game) + 1)]
    assert begins[:10] == [0.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 21.0]
    assert begins[-1] == 357.0
    assert [turn_on(game, day) for day in begins] == list(range(1, 59))
    assert [turn_on(game, day + 0.9) for day in begins] == list(range(1, 59))


def test_an_inject_keeps_its_date_whatever_comes_before_it(table: Table) -> None:
    """Planned for the fifth week, it comes in the fifth week, though that is then turn 11."""
    session, _ = table
    session.do("add_inject", by=WHITE, turn=5, title="A debate", text="The house debates it.")
    play_turn(session)
    put_on_the_brink(session)
    session.game.turn.cache.clear()
    (row,) = [row for row in session.view(WHITE)["injects"] if row["title"] == "A debate"]
    assert (row["turn"], row["state"]) == (11, "planned")
    session.do("add_inject", by=WHITE, turn=3, title="Tomorrow", text="It is in the papers.")
    tomorrow = next(one for one in session.game.injects.values() if one.title == "Tomorrow")
    assert tomorrow.day == 8.0
    with pytest.raises(Refused, match="58 turns"):
        session.do("add_inject", by=WHITE, turn=59, title="Too late", text="x")


def test_a_crisis_has_three_ways_and_a_choice_is_an_order_like_any(table: Table) -> None:
    session, _ = table
    assert session.view("UK")["crises"] == []
    put_on_the_brink(session)
    (crisis,) = session.view("UK")["crises"]
    assert (crisis["with"], crisis["moves"], crisis["days_left"]) == ("Russia", 1, 21)
    ways = {way["id"]: way["acts"] for way in crisis["ways"]}
    assert ways["go_on"][0]["card"] == "warning_shots>Russia"
    assert all(act["rung"] >= 8 and act["risk"] for act in ways["go_on"])
    assert all(1 <= act["rung"] <= 7 and act["risk"] is None for act in ways["hold"])
    assert {act["card"] for act in ways["give_way"]} >= {"quiet_diplomacy>Russia"}
    cards = {card["id"]: card for card in session.view("UK")["cards"]}
    for acts in ways.values():
        assert all(cards[act["card"]]["is_legal"] for act in acts)
    assert session.view("Belgium")["crises"] == []
    play_turn(session, UK=[order("quiet_diplomacy", "Russia")])


def test_two_lines_are_compared_over_the_same_days(table: Table) -> None:
    """One goes on in weeks; the other comes to a crisis after its first, and plays days."""
    session, _ = table
    play_turn(session)
    for _ in range(3):
        play_turn(session)
    session.do("branch", by=WHITE, turn=2, label="Shots over the Channel")
    put_on_the_brink(session)
    for _ in range(9):  # seven days, and two of the next week
        play_turn(session)
    (main,) = (row for row in branches(session.game) if not row["is_active"])
    assert (main["parts_at"], main["until"], main["until_day"]) == (2, 8, "23 Nov")
    assert main["peak"] < main["peak_as_played"]


def test_a_session_with_a_crisis_replays(tmp_path) -> None:
    """Found by trying: in this one Moscow and the allies come to shots within some weeks."""
    session, _ = sit_down(tmp_path / "s", humans=(), seed=19)
    session.do("play_on", by=WHITE, turns=40)
    days = [span_of(session.game, turn).parts for turn in session.game.branch.turns]
    assert max(days) == 7
    session.close()
    assert len(replay(tmp_path / "s").branch.turns) == len(days)


def test_more_forced_acts_than_there_is_room_for_are_refused_and_none_is_lost(table: Table) -> None:
    session, _ = table
    game = session.game
    briefed, orders = game.briefed(game.turn), game.orders_of(game.turn)
    acts = [Forced(0, 0.0)] * (MAX_INJECTS + 1)
    with pytest.raises(Refused, match="At most 500 injects"):
        resolve_turn(briefed, game.setup, game.run_key, orders, acts)
