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
from sim.workshop.game.calendar import is_last
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
    """the number of the turn that it starts with"""
    last_turn: int
    """the number of the last one, if whole turns follow"""


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
        if is_last(game, turn):
            raise Refused("This is the last turn: nothing follows it.")
        forget = [game.actors.index(name) for name in game.forget_next]
        state = brief_turn(turn.resolution.end, setup, game.run_key, forget).state
        return _place(game, state, _with_injects(game, state), nothing, turn.number + 1)
    state = game.briefed(turn).state.copy()
    if not with_sealed:
        return _place(game, state, setup, nothing, turn.number)
    due = game.due(turn) if game.settings.auto_injects else []
    sealed = replace(
        turn,
        controls=dict.fromkeys(turn.sealed, "human"),
        published_injects=[*turn.published_injects, *due],
    )
    for act in game.forced_in(sealed):
        force(state, act.option, act.day)
    setup = _with_injects(game, state)
    return _place(game, state, setup, game.orders_of(sealed), turn.number)


def _place(game: Game, state: State, setup: Setup, orders: np.ndarray, number: int) -> Place:
    """Return a place; what is left of a turn that is taken day by day counts as one."""
    left = max(1, game.n_turns - int(state.system.turn))
    return Place(state, setup, orders, number, number + left - 1)


def _with_injects(game: Game, state: State) -> Setup:
    """Return the setup with the injects that are planned for after the turn of this state."""
    told = game.setup.copy()
    told.n_injects = 0
    if not game.settings.auto_injects:
        return told
    after = state.system.day + state.system.days
    for key, inject in game.injects.items():
        if inject.effect is None or game.turn.injects.get(key) != "planned":
            continue
        option = option_of(told, game.actors, inject.effect)
        if option is None or inject.day < after or told.n_injects >= len(told.injects):
            continue
        told.injects[told.n_injects].option = option
        told.injects[told.n_injects].day = inject.day
        told.n_injects += 1
    return told
