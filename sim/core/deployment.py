"""Kit and teams: sent from a stock, days on the way, at work on a host's soil, brought home."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import exp
from sim.core.kernel import kernel
from sim.core.perception import feel, read
from sim.core.setup import N_KITS, NOBODY, Setup
from sim.core.world import (
    ARRIVED,
    BROUGHT_HOME,
    CHOSEN,
    NEVER,
    NONE_LEFT,
    SENT,
    World,
    add_event,
    muster,
)  # fmt: skip


@kernel
def unit_at(world: World, setup: Setup, owner: int, kit: int, host: int) -> int:
    """Return the first unit of this owner at `host` (NOBODY: at home), or NOBODY.

    Any kit will do where `kit` is NOBODY.
    """
    for u in range(setup.n_units):
        fixed = setup.units[u]
        fits = fixed.owner == owner and (kit == NOBODY or fixed.kit == kit)
        if fits and world.units[u].host == host:
            return u
    return NOBODY


@kernel
def deploy(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    owner: int, host: int, action: int, cause: int,
) -> bool:  # fmt: skip
    """Send one kit to a host; False where none is left in stock.

    Adversaries read the act at once and go on reading the kit while it stands.
    """
    act = setup.actions[action]
    u = unit_at(world, setup, owner, act.kit, NOBODY)
    if u == NOBODY:
        add_event(world, owner, host, action, act.rung, cause, 1, 0, 1.0, NONE_LEFT, NOBODY)
        return False
    rates, system = setup.rates, world.system
    span = rates.delay_kit_high_days - rates.delay_kit_low_days
    wait = rates.delay_kit_low_days + span * draws.uniform(turn, draws.DELAY, key)
    world.units[u].host = host
    world.units[u].arrived = 0
    world.units[u].ready_day = system.day + wait + setup.kits[act.kit].delay_days
    world.actors[owner].deployments += 1
    pair = world.pairs[owner, host]
    pair.request *= 1.0 - rates.request_met
    _be_read(world, setup, turn, key, u, owner, act.offensive, act.defensive)
    muster(world, setup)
    add_event(world, owner, host, action, act.rung, cause, 1, 0, 1.0, SENT, NOBODY)
    return True


@kernel
def _be_read(
    world: World, setup: Setup, turn: np.uint64, key: np.uint64,
    u: int, owner: int, offensive: float, defensive: float,
) -> None:  # fmt: skip
    for observer in range(setup.n_actors):
        world.readings[u, observer] = 0.0
        if setup.pairs[observer, owner].is_adversary == 0:
            continue
        change = read(world, setup, turn, key, observer, owner, offensive, defensive)
        world.readings[u, observer] = change
        world.actors[owner].readings += 1
        if change > 0.0:
            world.actors[owner].read_as_offensive += 1
            mark = setup.rates.deployment_grievance * offensive
            feel(world, setup, observer, owner, mark, 1.0, True)


@kernel
def arrive(world: World, setup: Setup) -> None:
    """Put to work every unit whose delay is over; the first one dates the help."""
    day = world.system.day
    for u in range(setup.n_units):
        unit = world.units[u]
        if unit.host == NOBODY or unit.arrived == 1 or unit.ready_day > day:
            continue
        unit.arrived = 1
        if world.actors[unit.host].first_kit_day == NEVER:
            world.actors[unit.host].first_kit_day = unit.ready_day
        fixed = setup.units[u]
        action = setup.kits[fixed.kit].action
        add_event(world, fixed.owner, unit.host, action, 0, CHOSEN, 1, 0, 1.0, ARRIVED, NOBODY)
    muster(world, setup)


@kernel
def bring_home(world: World, setup: Setup, owner: int, action: int, cause: int) -> bool:
    """Bring the unit home that went out first in the owner's list; False where none is out."""
    for u in range(setup.n_units):
        unit = world.units[u]
        if setup.units[u].owner == owner and unit.host != NOBODY:
            add_event(world, owner, unit.host, action, 0, cause, 1, 0, 1.0, BROUGHT_HOME, NOBODY)
            unit.host = NOBODY
            unit.arrived = 0
            for i in range(setup.n_actors):
                world.readings[u, i] = 0.0
            muster(world, setup)
            return True
    return False


@kernel
def p_defeat(world: World, setup: Setup, host: int) -> float:
    """Return the chance that a drone seen over the host is hijacked or brought down."""
    return 1.0 - exp(-(miss_ew(world, setup, host) + miss_physical(world, setup, host)))


@kernel
def miss_ew(world: World, setup: Setup, host: int) -> float:
    """Return minus the log of the chance that electronic warfare misses."""
    total = 0.0
    for k in range(N_KITS):
        total += world.on_soil[host, k] * setup.kits[k].miss_ew
    return total


@kernel
def miss_physical(world: World, setup: Setup, host: int) -> float:
    """Return minus the log of the chance that nothing physical brings the drone down."""
    total = 0.0
    for k in range(N_KITS):
        total += world.on_soil[host, k] * setup.kits[k].miss_physical
    if world.actors[host].order_days_left > 0.0:
        total += setup.rates.defeat_own_order
    return total


@kernel
def miss_intercept(world: World, setup: Setup, host: int) -> float:
    """Return minus the log of the chance that no fighter meets an intruder over the host."""
    total = 0.0
    for k in range(N_KITS):
        total += world.on_soil[host, k] * setup.kits[k].intercept
    return total
