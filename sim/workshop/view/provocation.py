"""What a seat may still answer, provocations and requests: its own book, with the days left."""

from __future__ import annotations

import math
from typing import Any

from sim.core.answer.book import is_request
from sim.core.layout.state import EMPTY_ENTRY, OPEN_ENTRY
from sim.scenario.catalogue import ACTIONS
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.words import day


def provocations(game: Game, turn: Turn, seat: str) -> list[dict[str, Any]]:
    """Return the lines of a seat's book as it stands in a turn, the highest rung first.

    All of it is known to the seat; whether the one that is blamed did it stands elsewhere.
    """
    state, i = game.briefed(turn).state, game.actors.index(seat)
    rows = []
    for place in range(int(state.actors[i].book_end)):
        entry = state.book[i, place]
        if entry.status == EMPTY_ENTRY:
            continue
        victim = game.actors[entry.victim]
        rows.append(
            {
                "against": game.actors[entry.against],
                "is_request": bool(is_request(game.setup, entry)),
                "victim": victim if victim != seat else None,
                "action": ACTIONS.at(entry.action).id,
                "label": ACTIONS.at(entry.action).short,
                "rung": int(entry.rung),
                "date": day(game.scenario.day_of(float(entry.day))),
                "days_left": max(0, math.ceil(float(entry.lapses - state.system.day))),
                "certainty": round(float(entry.certainty), 3),
                "answer": None if entry.status == OPEN_ENTRY else ACTIONS.at(entry.answer).short,
            }
        )
    return sorted(rows, key=lambda row: (row["answer"] is not None, -row["rung"], row["days_left"]))
