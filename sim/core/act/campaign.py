"""A hidden campaign: whether drones fly over a host at all is drawn, and nobody is told.

Over each host an adversary's drone campaign is off, low or high. It may start or stop: now and then
its level is drawn anew. Hosts and allies learn of it by evidence alone; what was done for nothing,
and what nobody answered, is told by the record after the end.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import exp
from sim.core.kernel import kernel
from sim.core.layout.setup import Setup, own_options
from sim.core.layout.state import State

OFF = 0.0
"""The factor on the tempo of drones while there is no campaign."""


@kernel
def draw_campaigns(state: State, setup: Setup, whole_run: np.uint64) -> None:
    """Draw at which level every campaign of drones stands on the first day."""
    for i in range(setup.n_actors):
        for h in range(setup.n_actors):
            if setup.pairs[i, h].may_fly == 1:
                state.pairs[i, h].flying = draw_level(state, setup, whole_run, i, h)


@kernel
def change_campaigns(state: State, setup: Setup, turn: np.uint64) -> None:
    """Let campaigns start, stop or change: each is drawn anew once in `campaign.mean_days`.

    Then count the days on which one is on, for the record.
    """
    change = 1.0 - exp(-state.system.days / setup.parameters.campaign_mean_days)
    for i in range(setup.n_actors):
        for h in range(setup.n_actors):
            if setup.pairs[i, h].may_fly == 0:
                continue
            key = draws.joined(setup.name_keys[i], draws.item(setup.name_keys[h], 1))
            if draws.uniform(turn, draws.CAMPAIGN_CHANGE, key) < change:
                state.pairs[i, h].flying = draw_level(state, setup, turn, i, h)
            if state.pairs[i, h].flying > OFF:
                state.actors[h].campaign_days += state.system.days


@kernel
def draw_level(state: State, setup: Setup, key: np.uint64, i: int, h: int) -> float:
    """Return the factor on the tempo of i's drones over h: of no campaign, a low or a high one."""
    parameters = setup.parameters
    pair = draws.joined(setup.name_keys[i], draws.item(setup.name_keys[h], 1))
    u = draws.uniform(key, draws.CAMPAIGN, pair)
    if u < parameters.campaign_off:
        return OFF
    on = (u - parameters.campaign_off) / (1.0 - parameters.campaign_off)
    is_high = on >= 1.0 - parameters.campaign_high
    return parameters.campaign_high_factor if is_high else parameters.campaign_low_factor


@kernel
def expected_level(setup: Setup) -> float:
    """Return the mean factor on the tempo of drones of a campaign that is on."""
    parameters = setup.parameters
    more = parameters.campaign_high_factor - parameters.campaign_low_factor
    return parameters.campaign_low_factor + parameters.campaign_high * more


@kernel
def fly_by_campaign(state: State, setup: Setup, i: int) -> None:
    """Bring the rates of i's drones to the level of its campaigns, after its policy has spoken.

    The level stands in no View: not even the policy that flies is told, nor one that reads tempos.
    """
    first, last = own_options(setup.menu, i)
    for o in range(first, last):
        if setup.menu.is_drone[o] == 1.0:
            state.intensity[o] *= state.pairs[i, setup.menu.target[o]].flying
