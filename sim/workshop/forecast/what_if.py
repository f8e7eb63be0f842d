"""What if: one order swapped in one turn, every other order and every draw kept.

The turns are taken again from there: what people ordered stands as they ordered it, policies
decide anew, the dice of every act that still takes place fall as they fell. Beside it stands how
often the grave comes about on fresh luck, as played and the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.core.layout.setup import Setup
from sim.montecarlo.roll_out import roll_out
from sim.policies.decision import ASK_POLICY
from sim.statistics import paired_share_interval, wilson
from sim.turn.calendar import force
from sim.workshop.forecast.difference import came_to_nothing, ends, first_difference, rungs
from sim.workshop.forecast.fan import GRAVE
from sim.workshop.forecast.line import Line, take_again
from sim.workshop.game.inject import option_of
from sim.workshop.game.position import Resolution, brief_turn
from sim.workshop.game.turn import Order
from sim.workshop.refused import Refused

SEED = 20_251_111
"""Of the fresh luck."""
REPLAYS = 2000


class Swap(NamedTuple):
    """In the line's first turn `actor` does `other` instead; None stands for nothing."""

    actor: str
    instead_of: Order | None
    other: Order | None


def what_if(
    line: Line,
    swap: Swap,
    replays: int = REPLAYS,
    seed: int = SEED,
    threads: int | None = None,
) -> dict[str, Any]:
    """Return what would have differed, and how often rung 7 comes about either way.

    Raises Refused for an order that was not given, or could not have been.
    """
    as_played = take_again(line)
    pinned, other = _both_ways(line, swap, as_played[0].orders)
    other_way = take_again(other)
    own = [_option(line, swap, order) for order in (swap.instead_of, swap.other)]
    return {
        "turn": line.first_turn,
        "actor": swap.actor,
        "instead_of": swap.instead_of and swap.instead_of._asdict(),
        "other": swap.other and swap.other._asdict(),
        "first": first_difference(line, as_played, other_way, [o for o in own if o is not None]),
        "end": ends(line, as_played[-1], other_way[-1]),
        "rungs": rungs(line, as_played, other_way),
        "came_to_nothing": came_to_nothing(line, as_played, other_way),
        "share": _shares(pinned, other, as_played, replays, seed, threads),
    }


def _both_ways(line: Line, swap: Swap, decided: np.ndarray) -> tuple[Line, Line]:
    """Return the line as played, and with the order swapped.

    In both the counts of the swapped options are fixed; a policy decides its others as it did.
    """
    if swap.actor not in line.scenario.actors or swap.instead_of == swap.other:
        raise Refused("A what-if swaps one order of one actor for another one, or for none.")
    played = line.turns[0]
    as_played = played.orders.copy()
    taken, given = (_option(line, swap, order) for order in (swap.instead_of, swap.other))
    for option in (taken, given):
        if option is not None and as_played[option] == ASK_POLICY:
            as_played[option] = decided[option]
    other = as_played.copy()
    if taken is not None and swap.instead_of is not None:
        if other[taken] < swap.instead_of.times:
            raise Refused(f"{swap.actor} did not order that in turn {line.first_turn}.")
        other[taken] -= swap.instead_of.times
    if given is not None and swap.other is not None:
        briefed = brief_turn(line.start, line.setup, line.run_key, played.forget)
        if briefed.state.is_open[given] == 0.0:
            raise Refused(f"{swap.actor} could not order that in turn {line.first_turn}.")
        other[given] += swap.other.times
    ways = [
        line._replace(turns=[played._replace(orders=orders), *line.turns[1:]])
        for orders in (as_played, other)
    ]
    return ways[0], ways[1]


def _option(line: Line, swap: Swap, order: Order | None) -> int | None:
    if order is None:
        return None
    act = (swap.actor, order.action, order.target)
    option = option_of(line.setup, line.scenario.actors, act)
    if option is None:
        raise Refused(f"{order.action} toward {order.target} is not on the menu of {swap.actor}.")
    return option


def _shares(
    line: Line,
    other: Line,
    taken: Sequence[Resolution],
    replays: int,
    seed: int,
    threads: int | None,
) -> dict[str, Any]:
    """Return the share of replays in which somebody reaches rung 7 after that turn.

    Luck is fresh from that turn on and equal for both ways; orders of that turn stand, policies
    play all that follows, up to the last turn of the line. In a line of one turn that turn counts.
    """
    setups = np.array([_with_injects(line, taken)], line.setup.dtype)
    played = line.turns[0]
    state = brief_turn(line.start, line.setup, line.run_key, played.forget).state
    for act in played.forced:
        force(state, act.option, act.day)
    start, end = line.start[0].system, taken[-1].end[0].system
    turns = max(1, int(end.turn) - int(start.turn) + int(end.part > 0))
    reached = []
    for way in (line, other):
        futures = roll_out(
            state, setups, way.turns[0].orders, seed, replays, turns, threads=threads
        )
        reached.append(futures.rung[:, min(1, turns - 1) :].max(axis=1) >= GRAVE)
    one, two = reached
    rows = {}
    for name, hits in (("as_played", one), ("other_way", two)):
        low, high = wilson(int(hits.sum()), replays)
        rows[name] = {"p": float(hits.mean()), "low": low, "high": high}
    low, high = paired_share_interval(int((two & ~one).sum()), int((one & ~two).sum()), replays)
    difference = {"p": float(two.mean() - one.mean()), "low": low, "high": high}
    return {"rung": GRAVE, "replays": replays, **rows, "difference": difference}


def _with_injects(line: Line, taken: Sequence[Resolution]) -> Setup:
    """Return the setup with the acts that the facilitator forced in the turns after the first."""
    setup = line.setup.copy()
    setup.n_injects = 0
    for played, before in zip(line.turns[1:], taken, strict=False):
        begin = float(before.end[0].system.day)
        for act in played.forced:
            if setup.n_injects < len(setup.injects):
                setup.injects[setup.n_injects].option = act.option
                setup.injects[setup.n_injects].day = max(act.day, begin)
                setup.n_injects += 1
    return setup
