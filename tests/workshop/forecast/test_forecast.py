"""Forecasts: options on equal luck, from the truth for the facilitator, from beliefs for a seat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sim.scenario import load_scenario
from sim.workshop import Refused, Session, Settings
from sim.workshop.forecast.forecast import FEWEST, MOST_OPTIONS, MOST_ROLLOUTS, forecast
from sim.workshop.forecast.place import FACILITATOR

PROTEST = {"action": "diplomatic_protest", "target": "Russia"}
HUMANS = ("UK", "Belgium", "Russia", "NATO")


Play = Callable[..., Session]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """Start a game: orders of its first turn are open, and seats may ask for forecasts."""
    sessions = []

    def start(policies: dict[str, str] | None = None, **settings: Any) -> Session:
        session = Session.create(
            tmp_path_factory.mktemp("game") / "game",
            load_scenario("belgium_2025", policies),
            humans=HUMANS,
            seed=5,
            settings=Settings(forecasts=True, **settings),
        )
        sessions.append(session)
        for _ in range(2):
            session.do("advance", FACILITATOR)
        return session

    yield start
    for session in sessions:
        session.close()


@pytest.fixture(scope="module")
def session(play: Play) -> Session:
    return play()


def test_a_fan_for_every_option(session: Session) -> None:
    options = [{"label": "Protest", "orders": [PROTEST]}, {"label": "Hold", "orders": []}]
    told = forecast(session, "UK", options, 500)
    assert told["known_by"] == "UK"
    assert (told["from_turn"], told["to_turn"], told["rollouts"]) == (1, 12, 500)
    assert [option["label"] for option in told["options"]] == ["Protest", "Hold"]
    assert told["options"][0]["orders"] == [PROTEST | {"times": 1}]
    for option in told["options"]:
        assert [row["turn"] for row in option["fan"]] == list(range(1, 13))
        assert option["words"]
        shares = [row["p"] for row in option["reach"]]
        assert shares == sorted(shares, reverse=True)
    assert told["options"][0]["cost_meur"] >= 0.0
    assert json.loads(json.dumps(told)) == told


def test_without_options_policies_decide(session: Session) -> None:
    told = forecast(session, FACILITATOR, rollouts=200)
    assert [option["orders"] for option in told["options"]] == [None]


def test_equal_luck_makes_equal_options_equal(session: Session) -> None:
    options = [{"label": "A", "orders": [PROTEST]}, {"label": "A", "orders": [PROTEST]}]
    one, two = forecast(session, "Belgium", options, 200)["options"]
    assert one == two


def test_the_same_question_has_the_same_answer_on_any_number_of_threads(session: Session) -> None:
    answers = [forecast(session, "UK", rollouts=300, threads=threads) for threads in (1, 2, 3)]
    assert answers[0] == answers[1] == answers[2]
    assert forecast(session, "UK", rollouts=300, seed=1) != answers[0]


def test_a_provocation_shows_in_the_fan_of_whoever_gives_it(session: Session) -> None:
    options = [
        {"label": "Sabotage", "orders": [{"action": "sabotage", "target": "UK", "times": 2}]},
        {"label": "Hold", "orders": []},
    ]
    bold, calm = forecast(session, "Russia", options, 300)["options"]
    assert bold["fan"][0]["median"] >= 6 > calm["fan"][0]["band90"][0]
    assert bold["cost_meur"] > calm["cost_meur"]


def test_the_facilitator_sees_what_is_sealed_and_no_seat_does(play: Play) -> None:
    session = play()
    before = {seat: forecast(session, seat, rollouts=300) for seat in (FACILITATOR, "UK")}
    order = {"action": "sabotage", "target": "UK", "times": 3, "rationale": "to frighten"}
    session.do("draft", "Russia", orders=[order])
    session.do("seal", "Russia")
    after = {seat: forecast(session, seat, rollouts=300) for seat in (FACILITATOR, "UK")}
    assert after["UK"] == before["UK"]
    assert after[FACILITATOR] != before[FACILITATOR]
    assert after[FACILITATOR]["options"][0]["fan"][0]["median"] >= 6


def test_no_seat_can_tell_by_which_policy_the_others_play(play: Play) -> None:
    sessions = [play({"Russia": policy, "Allies": policy}) for policy in ("spiral", "hold")]
    for seat in ("UK", "Belgium", "NATO"):
        mild, wild = (forecast(session, seat, rollouts=300) for session in sessions)
        assert mild == wild
    mild, wild = (forecast(session, FACILITATOR, rollouts=300) for session in sessions)
    assert mild != wild


def test_no_seat_can_tell_what_injects_are_planned(play: Play) -> None:
    session = play()
    before = {seat: forecast(session, seat, rollouts=300) for seat in (FACILITATOR, "UK")}
    effect = {"actor": "Russia", "action": "dangerous_intercept", "target": "UK"}
    for turn in (1, 2, 3):
        session.do("add_inject", FACILITATOR, turn=turn, title="Too close", effect=effect)
    assert forecast(session, "UK", rollouts=300) == before["UK"]
    assert forecast(session, FACILITATOR, rollouts=300) != before[FACILITATOR]


def test_who_may_ask_and_when(play: Play) -> None:
    session = play()
    session.do("set_forecast", FACILITATOR, seat="Belgium", allowed=False)
    for viewer in ("Belgium", "projector", "observer:UK", "Nobody"):
        with pytest.raises(Refused, match="not opened"):
            forecast(session, viewer)
    session.do("advance", FACILITATOR)
    with pytest.raises(Refused, match="next turn"):
        forecast(session, "UK")
    assert forecast(session, FACILITATOR, rollouts=200)["from_turn"] == 2
    session.do("end", FACILITATOR)
    with pytest.raises(Refused, match="over"):
        forecast(session, FACILITATOR)


def test_a_fan_ends_with_the_game(play: Play) -> None:
    session = play(turns=4)
    assert forecast(session, "UK", rollouts=200)["to_turn"] == 4
    session.do("play_on", FACILITATOR, turns=4)
    with pytest.raises(Refused, match="last turn"):
        forecast(session, FACILITATOR)


@pytest.mark.parametrize(
    ("viewer", "options", "match"),
    [
        ("UK", [{"orders": [{"action": "sabotage", "target": "Russia"}]}], "not on the menu"),
        ("UK", [{"orders": [PROTEST | {"actor": "Belgium"}]}], "Belgium"),
        ("UK", [{"orders": [{"action": "diplomatic_protest"}]}], "target"),
        ("UK", [{"orders": [PROTEST | {"times": 99}]}], "times"),
        ("UK", [{"orders": [PROTEST], "seed": 1}], "seed"),
        ("UK", [{}] * (MOST_OPTIONS + 1), "At most"),
        (FACILITATOR, [{"orders": [PROTEST]}], "actor"),
        (FACILITATOR, [{"orders": [PROTEST | {"actor": "Atlantis"}]}], "Atlantis"),
    ],
)
def test_a_wrong_option_is_refused(
    session: Session, viewer: str, options: list[dict[str, Any]], match: str
) -> None:
    with pytest.raises(Refused, match=match):
        forecast(session, viewer, options)


@pytest.mark.parametrize("change", [{"rollouts": FEWEST - 1}, {"rollouts": MOST_ROLLOUTS + 1},
                                    {"horizon": 0}, {"horizon": 1000}])  # fmt: skip
def test_no_forecast_is_too_small_or_too_large(session: Session, change: dict[str, int]) -> None:
    with pytest.raises(Refused, match="not allowed"):
        forecast(session, "UK", **change)  # pyright: ignore[reportArgumentType]


def test_nobody_keeps_the_machine_busy_for_long(session: Session) -> None:
    with pytest.raises(Refused, match="too much at once"):
        forecast(session, "UK", [{}] * MOST_OPTIONS, MOST_ROLLOUTS, horizon=52)


def test_the_facilitator_may_order_for_anybody(session: Session) -> None:
    sabotage = {"actor": "Russia", "action": "sabotage", "target": "UK", "times": 3}
    options = [{"orders": [sabotage, PROTEST | {"actor": "UK"}]}, {}]
    bold, usual = forecast(session, FACILITATOR, options, 300)["options"]
    assert bold["fan"][0]["median"] == 6 > usual["fan"][0]["median"]


def test_forecasts_change_nothing(session: Session) -> None:
    before = session.view(FACILITATOR)
    forecast(session, "UK", rollouts=200)
    forecast(session, FACILITATOR, rollouts=200)
    after = session.view(FACILITATOR)
    assert after["version"] == before["version"]
    assert after["queue"] == before["queue"]
