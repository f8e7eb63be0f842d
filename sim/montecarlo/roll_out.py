"""`roll_out`: many futures of one position, each on luck of its own, on every core.

A position is a world that has been through `brief` of its turn: everybody has seen, nobody has
decided. What people order now is given; the rest, and all that follows, is left to policies. Like
a run, a future depends on its seed and number alone.

Luck that is drawn once a run and not yet part of the position (how members will vote, how an
election will end) is drawn anew in every future.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.kernel import kernel
from sim.core.ladder import WAR
from sim.core.legality import open_menu
from sim.core.setup import N_KITS, Setup
from sim.core.state import MEMORY_SLOTS, N_MOTIONS, N_SCALES, WORLD
from sim.core.world import World, new_world
from sim.montecarlo.run_many import available_threads
from sim.turn.calendar import draw_background
from sim.turn.take_turn import ONCE, brief, leave_to_policies, luck_of, resolve, start

BLOCK = 125
"""Futures a thread takes at a time."""


class Futures(NamedTuple):
    """What the futures came to; turn 0 is the one now decided, a war keeps its rung to the end."""

    rung: np.ndarray
    """(runs, turns) int64, the system's rung"""
    acted: np.ndarray
    """(runs, turns, actors) int64, the highest rung on which each actor acted"""
    met: np.ndarray
    """(runs, turns, actors) int64, the highest rung in any dyad that the actor is part of"""
    cost_meur: np.ndarray
    """(runs, actors) float64, what each spent from now on"""
    war: np.ndarray
    """(runs) int64, 1 where it came to war"""


class Doubt(NamedTuple):
    """What may be so or so, future by future, for one who does not know it.

    Tempos, dispositions and this turn's background are then drawn by each future's own luck, not
    taken from the position.
    """

    which: np.ndarray
    """(runs, actors) int64, by the policies of which of the setups each actor plays"""
    group: np.ndarray
    """(options) int64, the group of options that each option belongs to, or -1"""
    factor: np.ndarray
    """(runs, groups) float64, by how much the tempo of each group is multiplied"""


@kernel
def take_up(world: World, position: World, setup: Setup, is_known: int) -> None:
    """Put a world into a position; hidden tempos and dispositions only where they are known.

    The logs of the turn stay behind: a future is not traced, and nobody has ruled on it.
    """
    n = setup.n_actors
    world.system = position.system
    world.system.is_traced = 0
    world.system.n_rulings = 0
    for i in range(n):
        world.actors[i] = position.actors[i]
        world.selves[i] = position.selves[i]
        for kind in range(2):
            world.false_sightings[i, kind] = position.false_sightings[i, kind]
        for k in range(N_KITS):
            world.stock[i, k] = position.stock[i, k]
            world.on_soil[i, k] = position.on_soil[i, k]
        for j in range(n):
            world.pairs[i, j] = position.pairs[i, j]
            world.views[i, j] = position.views[i, j]
            for slot in range(MEMORY_SLOTS):
                world.memory[i, j, slot] = position.memory[i, j, slot]
        if is_known == 1:
            world.disposition[i] = position.disposition[i]
    for u in range(setup.n_units):
        world.units[u] = position.units[u]
    for m in range(N_MOTIONS):
        world.motions[m] = position.motions[m]
    for rung in range(len(position.first_day)):
        world.first_day[rung] = position.first_day[rung]
    for s in range(N_SCALES):
        world.scale_total[s] = position.scale_total[s]
        world.scale_highest[s] = position.scale_highest[s]
    _take_up_options(world, position, setup, is_known)


@kernel
def _take_up_options(world: World, position: World, setup: Setup, is_known: int) -> None:
    for o in range(setup.n_options):
        world.injected[o] = position.injected[o]
        world.is_open[o] = position.is_open[o]
        world.intensity[o] = position.intensity[o]
        world.reactive[o] = position.reactive[o]
        world.exact[o] = position.exact[o]
        if is_known == 1:
            world.tempo[o] = position.tempo[o]


@kernel
def begin(
    world: World, position: World, setup: Setup, key: np.uint64, is_known: int,
    group: np.ndarray, factor: np.ndarray,
) -> None:  # fmt: skip
    """Put a world at the beginning of one future; `factor` (groups) is that of this future."""
    if is_known == 0:
        start(world, setup, key)  # tempos and dispositions, on this future's luck
    take_up(world, position, setup, is_known)
    if is_known == 0:
        draw_background(world, setup, luck_of(key, world.system.turn).turn)
        open_menu(world, setup)
    for o in range(setup.n_options):
        if group[o] >= 0:
            world.tempo[o] *= factor[group[o]]


@kernel
def note_rungs(world: World, setup: Setup, acted: np.ndarray, met: np.ndarray) -> None:
    """Write on which rung each actor acted this turn, and was met; a war is everybody's."""
    for i in range(setup.n_actors):
        acted[i] = world.actors[i].turn_rung
        highest = WAR if world.system.war == 1 else 0
        for j in range(setup.n_actors):
            highest = max(highest, world.pairs[i, j].turn_rung, world.pairs[j, i].turn_rung)
        met[i] = highest


@kernel
def roll_out_block(
    room: np.ndarray, position: np.ndarray, setups: np.ndarray, own: np.ndarray,
    orders: np.ndarray, which: np.ndarray, group: np.ndarray, factor: np.ndarray, is_known: int,
    seed: int, first_run: int, rung: np.ndarray, acted: np.ndarray, met: np.ndarray,
    cost_meur: np.ndarray, war: np.ndarray,
) -> None:  # fmt: skip
    """Take the futures from number `first_run` on, as many as there is room for in `war`.

    `room` (1) is a world to be used over and over, `own` (1) a setup whose policies change from
    future to future; the arrays by future begin with `first_run`.
    """
    world, setup = room[0], own[0]
    ordered = orders.copy()
    n = setup.n_actors
    cast = np.full(n, -1, np.int64)
    for r in range(len(war)):
        key = draws.run_key(seed, first_run + r)
        for i in range(n):
            if cast[i] != which[r, i]:
                cast[i] = which[r, i]
                setup.policies[i] = setups[int(cast[i])].policies[i]
        begin(world, position[0], setup, key, is_known, group, factor[r])
        ordered[:] = orders
        for turn in range(rung.shape[1]):
            if world.system.ended == 0:
                if turn > 0:
                    brief(world, setup, key)
                    leave_to_policies(ordered)
                resolve(world, setup, key, ordered)
            rung[r, turn] = world.system.turn_rung
            note_rungs(world, setup, acted[r, turn], met[r, turn])
        for i in range(n):
            cost_meur[r, i] = world.actors[i].spent_meur - position[0].actors[i].spent_meur
        war[r] = world.system.war


@kernel
def deal(seed: int, thing: np.uint64, p: float, dealt: np.ndarray) -> None:
    """Write, for every future, 1 with chance p and 0 otherwise; `thing` says what is in doubt."""
    for r in range(len(dealt)):
        once = draws.turn_key(draws.run_key(seed, r), ONCE)
        dealt[r] = int(draws.uniform(once, draws.DESIGN, thing) < p)


def roll_out(
    world: World,
    setups: np.ndarray,
    orders: np.ndarray,
    seed: int,
    n_runs: int,
    turns: int,
    doubt: Doubt | None = None,
    threads: int | None = None,
) -> Futures:
    """Return `n_runs` futures of a position; the bits do not depend on `threads`.

    `setups` (1 or more) differ in policies alone; without `doubt` everybody plays by the first.
    `orders` (options) int64 are those of the turn now decided, ASK_POLICY where a policy decides.
    Neither `world` nor `orders` is changed.
    """
    position = np.array([world], WORLD)
    n, options = int(setups[0].n_actors), int(setups[0].n_options)
    told = doubt or Doubt(
        np.zeros((n_runs, n), np.int64), np.full(options, -1, np.int64), np.ones((n_runs, 1))
    )
    futures = Futures(
        rung=np.zeros((n_runs, turns), np.int64),
        acted=np.zeros((n_runs, turns, n), np.int64),
        met=np.zeros((n_runs, turns, n), np.int64),
        cost_meur=np.zeros((n_runs, n)),
        war=np.zeros(n_runs, np.int64),
    )

    def take(first: int) -> None:
        part = slice(first, min(first + BLOCK, n_runs))
        roll_out_block(
            new_world(), position, setups, setups[:1].copy(), orders, told.which[part],
            told.group, told.factor[part], int(doubt is None), seed, first,
            *(values[part] for values in futures),
        )  # fmt: skip

    starts = range(0, n_runs, BLOCK)
    workers = min(threads or available_threads(), max(1, len(starts)))
    if workers == 1:
        for first in starts:
            take(first)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(take, starts))
    return futures
