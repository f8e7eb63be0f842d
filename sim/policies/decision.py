"""Phase 3: each actor's policy sees its View and sets its action rates; draws make them counts.

In phase 4 it is asked whether, and how high, it answers what provokes its actor.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.campaign import fly_by_campaign
from sim.core.answer.book import is_request
from sim.core.arithmetic import clip, exp
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup, own_options
from sim.core.layout.state import State
from sim.policies.family import Rates, View
from sim.policies.motive import will_to_help
from sim.policies.registry import propose, respond

ASK_POLICY = -1
"""An order of this value means: this actor's policy decides."""


@kernel
def respond_to(
    state: State, setup: Setup, i: int, entry: np.record, expected: float
) -> tuple[float, float]:
    """Return the chance that actor i's policy answers an entry of its book, and the step."""
    policy = setup.policies[i]
    view = View(state.selves[i], state.views[i, : setup.n_actors], state.memory[i], state.tempo)
    if is_request(setup, entry):
        cap = setup.parameters.choice_utility_cap
        nats = will_to_help(view.own, state.views[i, entry.against], policy, setup.parameters)
        expected *= exp(clip(nats, -cap, cap))
    return respond(policy.family, view, policy, setup.parameters, entry, expected)


@kernel
def decide(state: State, setup: Setup, i: int) -> None:
    """Let actor i's policy set the rate of each of its options."""
    policy = setup.policies[i]
    view = View(state.selves[i], state.views[i, : setup.n_actors], state.memory[i], state.tempo)
    rates = Rates(state.intensity, state.taste, state.exact)
    propose(policy.family, view, policy, setup.menu, setup.parameters, state.is_open, i, rates)


def count_word(key: np.uint64) -> np.uint64:
    """Return the word of the draw of how many acts of an option there are, by the option's key."""
    return np.uint64(draws.word_of(draws.OPTION_COUNT, key))


@kernel
def give_orders(state: State, setup: Setup, turn: np.uint64, i: int, orders: np.ndarray) -> None:
    """Decide for actor i wherever its orders say ASK_POLICY.

    One draw an option makes the number of acts this turn, Poisson in turn length times rate: so
    daily and weekly turns agree, and a change to one option leaves the luck of all others. What a
    policy orders exactly is added to it.
    """
    menu = setup.menu
    first, last = own_options(menu, i)
    n_asked = 0
    for o in range(first, last):
        n_asked += int(orders[o] == ASK_POLICY)
    if n_asked == 0:
        return  # a policy with a memory must not be asked about a turn twice
    state.actors[i].policy_decides = 1
    decide(state, setup, i)
    fly_by_campaign(state, setup, i)
    days = state.system.days
    for o in range(first, last):
        if orders[o] == ASK_POLICY:
            orders[o] = state.exact[o]
            if state.intensity[o] > 0.0:
                luck = draws.uniform_of(turn, menu.count_word[o])
                orders[o] += draws.poisson(luck, days * state.intensity[o])
