"""The practice game: advice every turn, no facilitator, an end that opens everything."""

from __future__ import annotations

from sim.workshop.session.practice import ADVICE, SEAT, start_practice
from tests.workshop.table import WHITE, Wrist


def test_advice_comes_turn_by_turn_and_to_the_player_alone(tmp_path) -> None:
    session = start_practice(tmp_path / "p", clock=Wrist())
    for turn, (title, _) in enumerate(ADVICE, 1):
        view = session.view(SEAT)
        assert view["turn"]["number"] == turn
        assert title in [row["title"] for row in view["news"] if row["turn"] == turn]
        assert title not in [row["title"] for row in session.view("projector")["news"]]
        session.do("seal", by=SEAT)
    assert session.view(SEAT)["session"]["ended"]
    told = [row["title"] for row in session.view(WHITE)["news"] if row["kind"] == "inject"]
    assert {title for title, _ in ADVICE} <= set(told)
    session.close()


def test_five_turns_fit_a_quarter_of_an_hour(tmp_path) -> None:
    session = start_practice(tmp_path / "p", clock=Wrist())
    settings = session.view(WHITE)["settings"]
    assert settings["turns"] * settings["orders_seconds"] <= 15 * 60
    session.close()
