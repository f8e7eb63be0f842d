"""What every screen shows: the session, the turn and its phases, the clock, who has sealed."""

from __future__ import annotations

import math
from typing import Any

from sim.scenario.scenario import period
from sim.workshop.game.calendar import dates_of, span_of, turns_expected
from sim.workshop.game.game import Game
from sim.workshop.game.turn import PHASE_LABELS, PHASES, Turn
from sim.workshop.words import days

NOTIONAL = "Exploration, not prediction"


def common(game: Game, viewer: str, role: str, turn: Turn, now: float) -> dict[str, Any]:
    """Return the part of a view that is the same for all viewers."""
    return {
        "viewer": viewer,
        "role": role,
        "session": {
            "title": game.title,
            "marking": game.settings.marking,
            "scenario": game.scenario.title,
            "question": game.scenario.file.question,
            "ended": game.is_over,
            "notional": NOTIONAL,
        },
        "actors": [
            {
                "name": name,
                "title": spec.title or name,
                "letters": spec.look.letters,
                "shape": spec.look.shape,
                "light": spec.look.light,
                "dark": spec.look.dark,
            }
            for name, spec in game.scenario.file.actors.items()
        ],
        "turn": _turn(game, turn),
        "clock": _clock(game, now),
        "seals": [_seal(game, turn, name) for name in game.seats],
        "after_action": game.is_over,
    }


def _turn(game: Game, turn: Turn) -> dict[str, Any]:
    span = span_of(game, turn)
    first, last = dates_of(game, turn)
    at = PHASES.index(turn.phase)
    return {
        "number": turn.number,
        "of": turns_expected(game),
        "is_day": span.parts > 1,
        "day": span.part,
        "days": span.parts,
        "period": period(game.scenario.days_per_turn),
        "whole": span.whole,
        "wholes": game.n_turns,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "dates": days(first, last),
        "phase": turn.phase,
        "phases": [
            {
                "id": phase,
                "label": label,
                "state": ("past", "now", "next")[(k >= at) + (k > at)],
            }
            for k, (phase, label) in enumerate(zip(PHASES, PHASE_LABELS, strict=True))
        ],
        "looking_back": game.looking_back,
        "branch": game.branch.label,
    }


def _clock(game: Game, now: float) -> dict[str, Any]:
    clock = game.clock
    left = clock.left if clock.ends_at is None else max(0.0, clock.ends_at - now)
    return {
        "running": clock.ends_at is not None,
        "ends_at": clock.ends_at,
        "seconds_left": None if left is None else math.ceil(left),
        "seconds_total": clock.total or None,
    }


def _seal(game: Game, turn: Turn, name: str) -> dict[str, Any]:
    """Whether a seat has sealed; never what."""
    seat = game.seats[name]
    is_open = turn.phase in ("brief", "signal", "orders")
    if seat.control != "human":
        status = "ready"
    elif not is_open:
        status = "closed"
    else:
        status = "sealed" if name in turn.sealed else "drafting"
    return {
        "seat": name,
        "control": "human" if seat.control == "human" else "ai",
        "status": status,
        "at": turn.sealed.get(name) if status == "sealed" else None,
        "plays": None,
    }
