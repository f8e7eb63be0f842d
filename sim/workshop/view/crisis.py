"""The crises that a seat is in: how far they have come, and the three ways from here."""

from __future__ import annotations

from typing import Any

from sim.core.act.legality import UNPROVOKED, is_legal
from sim.core.answer.choice import is_way_out
from sim.core.answer.crisis import ease, feared_risk, is_in_crisis, moves_so_far
from sim.core.layout.ladder import SHOTS
from sim.core.layout.state import State
from sim.scenario.catalogue import ACTIONS
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.words import day, in_hundred

LOWEST_ACT = 1
"""Below it stands what nobody answers: talk in private, an offer."""


def crises(game: Game, turn: Turn, seat: str) -> list[dict[str, Any]]:
    """Return the seat's crises as a turn begins, the one with most moves first.

    All of it is known to both sides: shots are seen. The risk of war is the one that the rules let
    a side see before a move (Powell 1990), beside what the seat's brief would bear.
    """
    state, setup, i = game.briefed(turn).state, game.setup_of(turn), game.actors.index(seat)
    rows = []
    for j, other in enumerate(game.actors):
        if setup.pairs[i, j].is_adversary == 0 or not is_in_crisis(state, setup, i, j):
            continue
        moves = int(moves_so_far(state, setup, i, j))
        dyad = state.pairs[min(i, j), max(i, j)]
        quiet = float(setup.parameters.crisis_quiet_days - (state.system.day - dyad.crisis_day))
        rows.append(
            {
                "with": other,
                "moves": moves,
                "last": day(game.scenario.day_of(float(dyad.crisis_day))),
                "days_left": max(1, round(quiet)),
                "bears": in_hundred(float(setup.policies[i].risk_borne)),
                "ways": _ways(game, turn, state, i, j, moves),
            }
        )
    return sorted(rows, key=lambda row: -row["moves"])


def _ways(game: Game, turn: Turn, state: State, i: int, j: int, moves: int) -> list[dict[str, Any]]:
    """Return the legal acts toward the other side, by what they say to it."""
    setup = game.setup_of(turn)
    go_on, hold, give_way = [], [], []
    for o in game.scenario.options_of(game.actors[i]):
        target, rung = int(setup.menu.target[o]), int(setup.menu.rung[o])
        if not is_legal(state, setup, o, UNPROVOKED):
            continue
        if is_way_out(setup, j, o):
            give_way.append(_act(game, o, None))
        elif target == j and rung >= SHOTS:
            factor = ease(state, setup, i, j)
            risk = float(feared_risk(setup, float(rung), moves, factor))
            go_on.append(_act(game, o, in_hundred(risk)))
        elif target == j and rung >= LOWEST_ACT:
            hold.append(_act(game, o, None))
    return [
        {"id": "go_on", "label": "Go on", "acts": sorted(go_on, key=_by_rung)},
        {"id": "hold", "label": "Hold", "acts": sorted(hold, key=_by_rung, reverse=True)},
        {"id": "give_way", "label": "Give way", "acts": give_way},
    ]


def _act(game: Game, option: int, risk: str | None) -> dict[str, Any]:
    menu = game.setup.menu
    act, target = ACTIONS.at(menu.action[option]), game.actors[menu.target[option]]
    return {"card": f"{act.id}>{target}", "label": act.short, "rung": int(menu.rung[option]),
            "risk": risk}  # fmt: skip


def _by_rung(row: dict[str, Any]) -> int:
    return row["rung"]
