"""A position of the game: the state between two turns, and what a turn makes of it.

The rules are those of every other driver: `brief`, then `resolve` with the orders of people. A
position is the part of a `World` that outlives its turn, as bytes, so that it can be kept, hashed
and compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from sim.core.capacity import MAX_RULINGS
from sim.core.setup import Setup
from sim.core.state import WORLD
from sim.core.world import World, new_world
from sim.turn.take_turn import brief, resolve, start
from sim.workshop.refused import Refused

_FIELDS: Any = WORLD.fields
_KEPT = int(_FIELDS["incidents"][1])
"""Bytes of a WORLD before the logs of the last turn."""
PARTS = tuple(name for name in WORLD.names or () if int(_FIELDS[name][1]) < _KEPT)


class Ruling(NamedTuple):
    """What people decided that a roll should come to; purpose 0 strikes the act itself."""

    purpose: int
    key: int
    result: bool


class Resolution(NamedTuple):
    """What a turn came to."""

    end: bytes
    """the position after it"""
    orders: np.ndarray
    """(options) int64, how many acts of each option were ordered"""
    injected: np.ndarray
    """(options) int64"""
    events: np.ndarray
    """(events) EVENT"""
    rolls: np.ndarray
    """(rolls) ROLL"""
    n_briefed: int
    """events that the turn began with, before anybody's orders"""
    has_ended: bool


def freeze(world: World) -> bytes:
    """Return a world's lasting part."""
    return world.tobytes()[:_KEPT]


def thaw(position: bytes) -> World:
    """Return a world in this position, ready for its next turn."""
    worlds = new_world()
    worlds.view(np.uint8)[:_KEPT] = np.frombuffer(position, np.uint8)
    return worlds[0]


def first_position(setup: Setup, run_key: np.uint64) -> bytes:
    """Return the position before the first turn."""
    world = new_world()[0]
    world.system.is_traced = 1
    start(world, setup, run_key)
    return freeze(world)


def brief_turn(
    position: bytes, setup: Setup, run_key: np.uint64, forget: Iterable[int] = ()
) -> World:
    """Return the world of a turn in which everybody has seen, and nobody has decided.

    `forget` names actors whose policy is a new one and remembers nothing.
    """
    world = thaw(position)
    for actor in forget:
        world.memory[actor] = 0.0
    brief(world, setup, run_key)
    return world


def resolve_turn(
    briefed: World,
    setup: Setup,
    run_key: np.uint64,
    orders: np.ndarray,
    injected: Mapping[int, int],
    rulings: Iterable[Ruling] = (),
) -> Resolution:
    """Return what these orders come to; neither `briefed` nor `orders` is changed.

    `injected` says how many acts of which option the white cell forces.
    """
    worlds = new_world()
    worlds[0] = briefed
    world = worlds[0]
    for option, count in injected.items():
        world.injected[option] += count
    rules = list(rulings)
    if len(rules) > MAX_RULINGS:
        raise Refused(f"At most {MAX_RULINGS} rolls of one turn can be ruled otherwise.")
    for number, ruling in enumerate(rules):
        world.rulings[number].purpose = ruling.purpose
        world.rulings[number].key = np.uint64(ruling.key)
        world.rulings[number].result = int(ruling.result)
    world.system.n_rulings = len(rules)
    n_briefed = int(world.system.n_events)
    taken = orders.copy()
    resolve(world, setup, run_key, taken)
    world.system.n_rulings = 0
    return Resolution(
        end=freeze(world),
        orders=taken,
        injected=world.injected[: len(taken)].copy(),
        events=world.events[: int(world.system.n_events)].copy(),
        rolls=world.rolls[: int(world.system.n_rolls)].copy(),
        n_briefed=n_briefed,
        has_ended=bool(world.system.ended),
    )


def digests(resolution: Resolution) -> dict[str, str]:
    """Return a short hash of every part of the state after a turn, and of its events and rolls."""
    world = thaw(resolution.end)
    parts = {name: world[name].tobytes() for name in PARTS}
    parts["events"] = resolution.events.tobytes()
    parts["rolls"] = resolution.rolls.tobytes()
    return {name: hashlib.sha256(content).hexdigest()[:16] for name, content in parts.items()}
