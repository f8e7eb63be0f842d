"""One person at a terminal: a game told as text, from one seat's view."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli.solo import loop
from sim.cli.solo.loop import Table
from sim.scenario import load_scenario
from sim.workshop import Session, Settings


def play(
    folder: Path, lines: list[str], turns: int = 2, forecasts: bool = False
) -> tuple[Session, bool]:
    """Play UK with these lines typed; the end of input follows them."""
    session = Session.create(
        folder, load_scenario("belgium_2025"), title="Alone", seed=4, humans=["UK"],
        settings=Settings(self_running=True, turns=turns, forecasts=forecasts),
    )  # fmt: skip
    typed = iter(lines)

    def read(_: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    return session, Table(session, "UK", read).play()


def test_two_turns_are_played_to_the_end(tmp_path: Path, capsys) -> None:
    session, ended = play(
        tmp_path / "s",
        ["4", "They should hear it from us.", "seal", "poll", "unsure", "3", "4", "2", "seal"],
    )
    told = capsys.readouterr().out
    assert ended
    assert "Turn 2 of 2" in told
    assert "1. Public protest → Russia" in told
    assert session.game.branch.turn(2).polls["UK"].climb == 2
    session.close()


def test_slips_of_the_hand_are_told_and_lose_nothing(tmp_path: Path, capsys) -> None:
    session, ended = play(
        tmp_path / "s",
        ["sael", "99", "4 x9", "4 often", "3", "4", "", "seal", "drop 2", "drop 1", "orders", ""],
    )
    told = capsys.readouterr().out
    assert not ended
    for words in (
        "Did you mean seal?", "from 1 to", "less than or equal to 5", "say how often",
        "needs an active deployment", "a rationale is required", "from 1 to 1", "you hold",
    ):  # fmt: skip
        assert words in told
    session.close()


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    session, _ = play(
        tmp_path / "s",
        ["all", "card 8", "news", "ladder", "help", "4", "A reason. " * 30, "seal", "turn", "all"],
    )
    lines = capsys.readouterr().out.splitlines()
    typed = [line for line in lines if line.startswith("A reason.")]
    assert max(len(line) for line in lines if line not in typed) <= width
    session.close()


def test_a_forecast_is_told_in_words_for_each_way_to_go_on(tmp_path: Path, capsys) -> None:
    session, _ = play(tmp_path / "s", ["4", "They should hear it.", "forecast"], forecasts=True)
    told = capsys.readouterr().out
    for words in ("Your drafts", "You hold", "As your policy would", "in 100", "1,000 futures"):
        assert words in told
    session.close()


def test_a_player_who_leaves_is_told_how_to_go_on(tmp_path: Path, capsys, monkeypatch) -> None:
    session = Session.create(
        tmp_path / "s", load_scenario("belgium_2025"), humans=["UK"],
        settings=Settings(self_running=True),
    )  # fmt: skip
    monkeypatch.setattr("builtins.input", lambda _: "quit")
    assert not loop.play_alone(session, "UK")
    assert f"play.folder={tmp_path / 's'}" in capsys.readouterr().out.replace("\n", "")
    session.close()
