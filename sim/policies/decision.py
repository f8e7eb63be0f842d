"""Phase 3: each actor's policy sees its View and names its rates; luck makes counts of them."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.kernel import kernel
from sim.core.setup import Setup
from sim.core.world import World
from sim.policies.family import View
from sim.policies.registry import propose

ASK_POLICY = -1
"""An order of this value means: this actor's policy decides."""


@kernel
def decide(world: World, setup: Setup, i: int) -> None:
    """Let actor i's policy write how many acts a day it wants of each of its options."""
    policy = setup.policies[i]
    view = View(world.selves[i], world.views[i, : setup.n_actors], world.memory[i], world.tempo)
    propose(
        policy.family, view, policy, setup.menu, setup.rates, world.is_open,
        i, world.intensity, world.reactive,
    )  # fmt: skip


@kernel
def give_orders(world: World, setup: Setup, turn: np.uint64, i: int, orders: np.ndarray) -> None:
    """Decide for actor i wherever its orders say ASK_POLICY.

    One draw an option makes the number of acts this turn, Poisson in turn length times rate: so
    daily and weekly turns agree, and a change to one option leaves the luck of all others.
    """
    menu = setup.menu
    first, last = menu.first[i, 0], menu.first[i, setup.n_actors]
    n_asked = 0
    for o in range(first, last):
        n_asked += int(orders[o] == ASK_POLICY)
    if n_asked == 0:
        return  # a policy with a memory must not be asked about a turn twice
    decide(world, setup, i)
    days = setup.clock.days_per_turn
    for o in range(first, last):
        if orders[o] == ASK_POLICY:
            luck = draws.uniform(turn, draws.OPTION_COUNT, menu.key[o])
            orders[o] = draws.poisson(luck, days * world.intensity[o])
