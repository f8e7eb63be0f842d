"""A position of the game: the state between two turns, and what a turn makes of it.

The rules are those of every other driver: `brief`, then `resolve` with the orders of people.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.core.layout.capacity import MAX_INJECTS, MAX_RULINGS
from sim.core.layout.setup import Setup
from sim.core.layout.state import STATE, State, new_state
from sim.core.layout.trace import Trace, new_trace
from sim.turn.calendar import force, times_forced
from sim.turn.take_turn import brief, resolve, start
from sim.workshop.game.inject import Forced
from sim.workshop.refused import Refused

Position = np.ndarray
"""(1) STATE, which nobody may change: what there is of a game between two turns."""


class Briefed(NamedTuple):
    """A turn in which everybody has seen, and nobody has decided."""

    state: State
    trace: Trace
    """what it began with: kit that arrived, votes that waited, elections"""


class Ruling(NamedTuple):
    """What people decided that a roll should come to; purpose 0 strikes the act itself."""

    purpose: int
    key: int
    result: bool


class Resolution(NamedTuple):
    """What a turn came to."""

    end: Position
    """the position after it"""
    orders: np.ndarray
    """(options) int64, how many acts of each option were ordered"""
    forced: np.ndarray
    """(options) int64, how many acts of each option injects forced"""
    answered: np.ndarray
    """(options) int64, how many answers policies gave with each option"""
    events: np.ndarray
    """(events) EVENT"""
    rolls: np.ndarray
    """(rolls) ROLL"""
    n_briefed: int
    """events that the turn began with, before anybody's orders"""
    has_ended: bool


def kept(state: State) -> Position:
    """Return a state as a position: a copy that cannot be changed."""
    position = np.array([state], STATE)
    position.flags.writeable = False
    return position


def state_at(position: Position) -> State:
    """Return a state of its own in this position, ready for its next turn."""
    states = new_state()
    states[0] = position[0]
    return states[0]


def first_position(setup: Setup, run_key: np.uint64) -> Position:
    """Return the position before the first turn."""
    state = new_state()[0]
    start(state, setup, run_key)
    return kept(state)


def brief_turn(
    position: Position, setup: Setup, run_key: np.uint64, forget: Iterable[int] = ()
) -> Briefed:
    """Return a turn from this position before anybody has decided.

    `forget` names actors whose policy is a new one and remembers nothing.
    """
    state, trace = state_at(position), new_trace(is_on=True)[0]
    for actor in forget:
        state.memory[actor] = 0.0
    brief(state, trace, setup, run_key)
    return Briefed(state, trace)


def resolve_turn(
    briefed: Briefed,
    setup: Setup,
    run_key: np.uint64,
    orders: np.ndarray,
    forced: Iterable[Forced],
    rulings: Iterable[Ruling] = (),
) -> Resolution:
    """Return what these orders come to; neither `briefed` nor `orders` is changed.

    `forced` are the acts that the facilitator's injects force.
    """
    state, trace = briefed.state.copy(), briefed.trace.copy()
    acts = list(forced)
    if len(acts) > MAX_INJECTS - int(state.system.n_forced):
        raise Refused(f"At most {MAX_INJECTS} injects can force an act in one turn.")
    for act in acts:
        force(state, act.option, act.day)
    rules = list(rulings)
    if len(rules) > MAX_RULINGS:
        raise Refused(f"At most {MAX_RULINGS} rolls of one turn can be ruled otherwise.")
    for number, ruling in enumerate(rules):
        trace.rulings[number].purpose = ruling.purpose
        trace.rulings[number].key = np.uint64(ruling.key)
        trace.rulings[number].result = int(ruling.result)
    trace.n_rulings = len(rules)
    taken = orders.copy()
    resolve(state, trace, setup, run_key, taken)
    return Resolution(
        end=kept(state),
        orders=taken,
        forced=np.array([times_forced(state, o) for o in range(len(taken))]),
        answered=state.answered[: len(taken)].copy(),
        events=trace.events[: int(trace.n_events)].copy(),
        rolls=trace.rolls[: int(trace.n_rolls)].copy(),
        n_briefed=int(briefed.trace.n_events),
        has_ended=bool(state.system.ended),
    )
