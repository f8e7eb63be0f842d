"""The scores of a game's polls, seat by seat; open to the facilitator, and to all at the end."""

from __future__ import annotations

from typing import Any

from sim.core.layout.setup import NOBODY
from sim.core.layout.trace import HOBBYIST
from sim.workshop.debrief.score import (
    Call,
    ClimbForecast,
    calibration,
    climbs,
    score_calls,
    score_climbs,
)
from sim.workshop.game.game import Game
from sim.workshop.view.item import Item
from sim.workshop.view.ladder import true_rung
from sim.workshop.view.question import item_by_id


def score_polls(game: Game) -> dict[str, Any]:
    """Return the scores of every seat that answered polls on the active line of play."""
    forecasts, calls = climb_forecasts(game), attribution_calls(game)
    seats = sorted({row.seat for row in forecasts} | {call.seat for call in calls})
    return {
        "seats": [
            {
                "seat": seat,
                "climbs": score_climbs([row for row in forecasts if row.seat == seat]),
                "calls": score_calls([call for call in calls if call.seat == seat]),
            }
            for seat in seats
        ],
        "calibration": calibration(forecasts),
        "climbs": score_climbs(forecasts),
        "calls": score_calls(calls),
    }


def climb_forecasts(game: Game) -> list[ClimbForecast]:
    """Return what seats said of the turns that were played since."""
    played = [turn for turn in game.branch.turns if turn.is_published]
    rungs = [max(true_rung(game, turn, name) for name in game.actors) for turn in played]
    return [
        ClimbForecast(seat, turn.number, poll.climb, happened)
        for turn, happened in zip(played, climbs(rungs), strict=True)
        for seat, poll in turn.polls.items()
    ]


def attribution_calls(game: Game) -> list[Call]:
    """Return whom seats named for the incidents they were asked about, and who it was."""
    calls = []
    for turn in game.branch.turns:
        for seat, poll in turn.polls.items():
            item = item_by_id(game, seat, poll.about) if poll.about else None
            if item is not None and item.event is not None:
                calls.append(Call(seat, turn.number, poll.who, source_of(item)))
    return calls


def source_of(item: Item) -> str:
    """Return who was behind an incident in truth: adversary, hobbyist or nobody."""
    event = item.event
    assert event is not None
    if event.actor != NOBODY:
        return "adversary"
    return "hobbyist" if event.note == HOBBYIST else "nobody"
