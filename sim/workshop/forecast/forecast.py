"""Forecasts: a fan of futures for each way to go on, on common random numbers.

The facilitator's starts from the truth, a seat's from what the seat can know. Policies play
everybody whose orders are not given, now and in the turns that follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import Field, ValidationError

from sim.core.errors import explain
from sim.core.layout.state import State
from sim.montecarlo.roll_out import Doubt, Futures, roll_out
from sim.policies.decision import ASK_POLICY
from sim.scenario.role import FACILITATOR
from sim.scenario.scenario import Scenario
from sim.statistics import quantiles
from sim.workshop.act.command import Command, OrderData
from sim.workshop.forecast.fan import fan, in_words, reach
from sim.workshop.forecast.knowledge import state_as_seen
from sim.workshop.forecast.place import Place, place_for
from sim.workshop.game.inject import option_of
from sim.workshop.refused import Refused
from sim.workshop.session.session import Session
from sim.workshop.text import Line

SEED = 20_251_110
"""Of the luck of all forecasts; a game's own luck has another, and is none of the futures."""
HORIZON_TURNS = 12
MOST_TURNS = 104
FEWEST, MOST_ROLLOUTS = 100, 20_000
MOST_OPTIONS = 8
MOST_WORK = 1_000_000
"""Turns of all futures of one question together: some seconds on two cores."""
AS_POLICIES_WOULD = "As policies would"


class ActorOrder(OrderData):
    """An order; the facilitator says whose."""

    actor: str | None = None


class Option(Command):
    """One way to go on; without orders the policy decides, an empty list holds."""

    label: Line = AS_POLICIES_WOULD
    orders: list[ActorOrder] | None = Field(default=None, max_length=10)


def forecast(
    session: Session,
    viewer: str,
    options: Sequence[Mapping[str, Any]] | None = None,
    rollouts: int = 1000,
    seed: int = SEED,
    horizon: int = HORIZON_TURNS,
    threads: int | None = None,
) -> dict[str, Any]:
    """Return a fan of futures for each option, from the turn under way.

    Raises Refused for a viewer who may not ask, a wrong option, or where no turn is left.
    """
    with session.held():  # futures are computed outside it, so that nobody waits for them
        place = place_for(session.game, viewer)
        scenario = session.game.scenario
    return forecast_from(scenario, place, viewer, options, rollouts, seed, horizon, threads)


def forecast_from(
    scenario: Scenario,
    place: Place,
    viewer: str,
    options: Sequence[Mapping[str, Any]] | None = None,
    rollouts: int = 1000,
    seed: int = SEED,
    horizon: int = HORIZON_TURNS,
    threads: int | None = None,
) -> dict[str, Any]:
    """Return a fan of futures for each option from a position; a seat's from what it can know."""
    if not FEWEST <= rollouts <= MOST_ROLLOUTS:
        raise Refused(explain("rollouts", rollouts, f"{FEWEST} to {MOST_ROLLOUTS:,}"), "rollouts")
    if not 1 <= horizon <= MOST_TURNS:
        raise Refused(explain("horizon", horizon, f"1 to {MOST_TURNS} turns"), "horizon")
    asked = _checked(options)
    turns = min(horizon, place.last_turn - place.turn + 1)
    if len(asked) * rollouts * turns > MOST_WORK:
        raise Refused("That is too much at once: fewer rollouts, turns or options.", "rollouts")
    state, setups, base, doubt = _as_known(scenario, place, viewer, seed, rollouts)
    planned = [_with_orders(scenario, place, viewer, base, option) for option in asked]
    return {
        "from_turn": place.turn,
        "to_turn": place.turn + turns - 1,
        "rollouts": rollouts,
        "options": [
            _shown(
                option, scenario, viewer, place.turn,
                roll_out(state, setups, orders, seed, rollouts, turns, doubt, threads),
            )
            for option, orders in zip(asked, planned, strict=True)
        ],
        "known_by": viewer,
    }  # fmt: skip


def _as_known(
    scenario: Scenario, place: Place, viewer: str, seed: int, rollouts: int
) -> tuple[State, np.ndarray, np.ndarray, Doubt | None]:
    """Return state, setups, standing orders and doubts as the viewer knows them."""
    if viewer == FACILITATOR:
        setups = np.array([place.setup], place.setup.dtype)
        return place.state, setups, place.orders, None
    known = state_as_seen(scenario, place.setup, place.state, viewer, seed, rollouts)
    return known.state, known.setups, np.full_like(place.orders, ASK_POLICY), known.doubt


def _checked(options: Sequence[Mapping[str, Any]] | None) -> list[Option]:
    if not options:
        return [Option()]
    if len(options) > MOST_OPTIONS:
        raise Refused(f"At most {MOST_OPTIONS} ways to go on at once.", "options")
    checked = []
    for number, option in enumerate(options):
        try:
            checked.append(Option.model_validate(option))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(["options", str(number), *(str(part) for part in first["loc"])])
            raise Refused(f"{where}: {first['msg']}", where) from error
    return checked


def _with_orders(
    scenario: Scenario, place: Place, viewer: str, base: np.ndarray, option: Option
) -> np.ndarray:
    """Return the orders (options) of one way to go on; whoever has orders in it does no more."""
    orders, setup = base.copy(), place.setup
    if option.orders is None:
        return orders
    owners = {order.actor or viewer for order in option.orders}
    owners |= set() if viewer == FACILITATOR else {viewer}
    for name in sorted(owners):
        if name not in scenario.actors or viewer not in (FACILITATOR, name):
            raise Refused(explain(f"{option.label}: actor", name, scenario.actors), "options")
        orders[list(scenario.options_of(name))] = 0
    for order in option.orders:
        act = (order.actor or viewer, order.action, order.target)
        found = option_of(setup, scenario.actors, act)
        if found is None or place.state.is_open[found] == 0.0:
            raise Refused(
                f"{option.label}: {order.action} toward {order.target} is not on the menu of "
                f"{act[0]} in this turn.",
                "options",
            )
        orders[found] += order.times
    return orders


def _shown(
    option: Option, scenario: Scenario, viewer: str, turn: int, futures: Futures
) -> dict[str, Any]:
    """Return one fan: the system's for the facilitator, that of its own dyads for a seat.

    Those of an alliance are its members' as well.
    """
    rungs, cost = futures.rung, futures.cost_meur.sum(axis=1)
    if viewer != FACILITATOR:
        actors = scenario.file.actors.items()
        own = [k for k, (name, a) in enumerate(actors) if viewer in (name, a.member_of)]
        rungs = futures.met[:, :, own].max(axis=2)
        cost = futures.cost_meur[:, scenario.actors.index(viewer)]
    orders = option.orders
    return {
        "label": option.label,
        "orders": None if orders is None else [row.model_dump(exclude_none=True) for row in orders],
        "fan": fan(rungs, turn),
        "reach": reach(rungs),
        "cost_meur": quantiles(cost, (0.5,))[0],
        "words": in_words(rungs, turn + rungs.shape[1] - 1),
    }
