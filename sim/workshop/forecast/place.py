"""From where a forecast starts: the turn under way, or the next one once orders are closed."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.policies.decision import ASK_POLICY
from sim.scenario.role import FACILITATOR
from sim.turn.calendar import force
from sim.workshop.game.game import Game
from sim.workshop.game.inject import option_of
from sim.workshop.game.position import brief_turn
from sim.workshop.game.turn import OPEN_PHASES
from sim.workshop.refused import Refused


class Place(NamedTuple):
    """From where a forecast starts; `orders` (options) are those that stand already."""

    state: State
    setup: Setup
    orders: np.ndarray
    turn: int
    last_turn: int


def place_for(game: Game, viewer: str) -> Place:
    """Return from where a viewer's forecasts start now, or refuse."""
    if viewer != FACILITATOR:
        if viewer not in game.seats or not game.seats[viewer].may_forecast:
            raise Refused("The facilitator has not opened forecasts to you.")
        if game.turn.phase not in OPEN_PHASES:
            raise Refused("Orders are closed. Forecasts open with the next turn.")
    return place_of(game, with_sealed=viewer == FACILITATOR)


def place_of(game: Game, with_sealed: bool) -> Place:
    """Return where a game stands: the turn under way, or the next one where orders are closed.

    `with_sealed`: sealed orders stand, injects that are due happen, and planned ones come.
    """
    turn, setup = game.turn, game.setup
    if game.is_over:
        raise Refused("The game is over.")
    nothing = np.full(int(setup.n_options), ASK_POLICY, np.int64)
    if turn.phase not in OPEN_PHASES:
        assert turn.resolution is not None
        if turn.resolution.has_ended or turn.number >= game.n_turns:
            raise Refused("This is the last turn: nothing follows it.")
        forget = [game.actors.index(name) for name in game.forget_next]
        state = brief_turn(turn.resolution.end, setup, game.run_key, forget).state
        number = turn.number + 1
        return Place(state, _with_injects(game, setup, number), nothing, number, game.n_turns)
    state = game.briefed(turn).state.copy()
    if not with_sealed:
        return Place(state, setup, nothing, turn.number, game.n_turns)
    due = game.due(turn) if game.settings.auto_injects else []
    sealed = replace(
        turn,
        controls=dict.fromkeys(turn.sealed, "human"),
        published_injects=[*turn.published_injects, *due],
    )
    for act in game.forced_in(sealed):
        force(state, act.option, act.day)
    setup = _with_injects(game, setup, turn.number + 1)
    return Place(state, setup, game.orders_of(sealed), turn.number, game.n_turns)


def _with_injects(game: Game, setup: Setup, first_turn: int) -> Setup:
    """Return the setup with the injects that are planned from a turn on."""
    told = setup.copy()
    told.n_injects = 0
    if not game.settings.auto_injects:
        return told
    for key, inject in game.injects.items():
        if inject.effect is None or game.turn.injects.get(key) != "planned":
            continue
        option = option_of(setup, game.actors, inject.effect)
        if option is None or inject.turn < first_turn or told.n_injects >= len(told.injects):
            continue
        told.injects[told.n_injects].option = option
        told.injects[told.n_injects].day = max(
            inject.day, (inject.turn - 1) * game.scenario.days_per_turn
        )
        told.n_injects += 1
    return told
