"""What keeps an option from a seat, how often it may be taken in a turn, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterable

from sim.core.act import legality
from sim.core.belief.attribution import threshold
from sim.core.layout.setup import DEPLOY, MOTION, NOBODY, RECALL
from sim.scenario.catalogue import ACTIONS
from sim.turn.moments import is_once_a_turn
from sim.workshop.game.game import Game
from sim.workshop.game.turn import MOST_TIMES, Order, Turn

_BAR_WORDS = {
    legality.OVER_CEILING: "over your ceiling",
    legality.OVER_BUDGET: "over what is left of this year's budget",
    legality.IS_PENDING: "the motion waits for its members",
    legality.IS_STANDING: "the order stands already",
    legality.WAS_ASKED: "asked already, and not yet answered",
    legality.NO_STOCK: "none left in stock",
}


def bar_words(game: Game, turn: Turn, option: int) -> tuple[int, str]:
    """Return what bars an option in a turn (see `legality.BARS`), and that in words."""
    state, setup = game.briefed(turn).state, game.setup_of(turn)
    bar = int(legality.bar_of(state, setup, option))
    if bar == legality.LEGAL:
        return bar, ""
    if bar != legality.LACKS_NEED:
        return bar, _BAR_WORDS[bar]
    action = ACTIONS.at(setup.menu.action[option])
    if action.need == "attribution":
        i, j = setup.menu.actor[option], setup.menu.target[option]
        sure = float(state.views[i, j].certainty)
        needed = float(threshold(setup, i, setup.menu.rung[option]))
        have, want = math.floor(sure * 100), math.ceil(needed * 100)
        return bar, f"you are sure at {have} in 100 and want {want}"
    if action.need == "host_request_and_stock":
        return bar, f"{game.actors[setup.menu.target[option]]} has not asked for it"
    return bar, f"needs {action.needs_in_words or action.need.replace('_', ' ')}"


def most_times(game: Game, turn: Turn, option: int) -> int:
    """Return how often one order may name an option: what is in stock, or MOST_TIMES."""
    state, setup = game.briefed(turn).state, game.setup_of(turn)
    if is_once_a_turn(setup, option):
        return 1
    i, act = setup.menu.actor[option], setup.actions[setup.menu.action[option]]
    if act.effect == DEPLOY:
        return max(1, min(MOST_TIMES, int(state.stock[i, act.kit])))
    if act.effect == RECALL:
        out = sum(
            int(setup.units[u].owner == i and state.units[u].host != NOBODY)
            for u in range(int(setup.n_units))
        )
        return max(1, min(MOST_TIMES, out))
    return MOST_TIMES


def once_cost_meur(game: Game, action: str) -> float:
    """Return what an act costs at once, in million euros; a motion is paid by its members."""
    act = game.setup.actions[ACTIONS.number(action)]
    if act.effect == MOTION:
        return 0.0
    return float(act.cost_meur)


def cost_meur(game: Game, orders: Iterable[Order]) -> float:
    """Return what orders cost at once, in million euros."""
    return sum(once_cost_meur(game, order.action) * order.times for order in orders)


def free_meur(game: Game, turn: Turn, seat: str) -> float:
    """Return what a seat may still spend in this year, in million euros."""
    return float(game.briefed(turn).state.selves[game.actors.index(seat)].free_budget_meur)
