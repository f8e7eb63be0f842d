"""The numbers at the head of the report: peak, climbs by cause, kit, cost and strain."""

from __future__ import annotations

from typing import Any

from sim.core.layout.state import NEVER, State
from sim.workshop.game.game import Game
from sim.workshop.game.position import Position, state_at
from sim.workshop.game.turn import Turn
from sim.workshop.view.ladder import true_rung

CLIMBS = {
    "chosen": "climbs_chosen",
    "accident": "climbs_accidental",
    "misread": "climbs_misattributed",
}
"""A climb is a new high of one state toward an adversary; the last kind answered what that
adversary had not done."""


def played(game: Game) -> list[Turn]:
    """Return the turns of the active line of play that were published."""
    return [turn for turn in game.branch.turns if turn.is_published and turn.resolution is not None]


def numbers(game: Game) -> dict[str, Any]:
    """Return the headline numbers of the active line of play."""
    turns = played(game)
    state = state_at(_end(turns[-1]) if turns else game.turn.start)
    system = state.system
    return {
        "turns": len(turns),
        "peak": _peak(game, turns),
        "climbs": climbs(state),
        "kit": [_kit(game, state, name) for name in game.actors],
        "actors": [_actor(game, state, name) for name in game.actors],
        "deaths": int(system.deaths),
        "near_misses": int(system.near_misses),
        "accidents": int(system.accidents),
        "war": bool(system.war),
        "cohesion": round(float(system.cohesion), 3),
    }


def climbs(state: State) -> dict[str, int]:
    """Return how many climbs there were so far, by cause."""
    return {name: int(state.system[column]) for name, column in CLIMBS.items()}


def climbs_of(turn: Turn) -> dict[str, int]:
    """Return how many climbs a published turn brought, by cause."""
    before, after = climbs(state_at(turn.start)), climbs(state_at(_end(turn)))
    return {name: after[name] - before[name] for name in CLIMBS}


def _end(turn: Turn) -> Position:
    assert turn.resolution is not None
    return turn.resolution.end


def _peak(game: Game, turns: list[Turn]) -> dict[str, Any]:
    stood = [(true_rung(game, turn, name), turn.number, name) for turn in turns
             for name in game.actors]  # fmt: skip
    rung = max((row[0] for row in stood), default=0)
    turn = min((row[1] for row in stood if row[0] == rung), default=0)
    names = [row[2] for row in stood if row[:2] == (rung, turn)]
    return {"rung": rung, "turn": turn, "actors": names if rung else []}


def _kit(game: Game, state: State, name: str) -> dict[str, Any]:
    """Days from a host's first request to the first kit that arrived; None where one is missing."""
    actor = state.actors[game.actors.index(name)]
    asked, arrived = float(actor.first_request_day), float(actor.first_kit_day)
    has_both = asked != NEVER and arrived >= asked
    return {
        "host": name,
        "asked_day": None if asked == NEVER else round(asked, 2),
        "arrived_day": None if arrived == NEVER else round(arrived, 2),
        "days": round(arrived - asked, 2) if has_both else None,
    }


def _actor(game: Game, state: State, name: str) -> dict[str, Any]:
    actor = state.actors[game.actors.index(name)]
    return {
        "actor": name,
        "cost_meur": round(float(actor.spent_meur), 3),
        "strain": round(float(actor.strain), 4),
        "highest_rung": int(actor.highest_rung),
    }
