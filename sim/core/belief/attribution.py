"""Whose was it? Evidence, the posterior of one incident, and the belief in a campaign behind many.

A sighting over a base may be the adversary's drone, a hobbyist's, or nothing. The observer weighs
it by the log-likelihood ratio its sensors give, an equal-variance signal-detection model (Green
and Swets 1966), against its belief that a campaign is under way; a false alarm is not evidence
against a campaign, only weak evidence for it.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core import draws
from sim.core.arithmetic import clip, exp, log, logistic
from sim.core.kernel import kernel
from sim.core.layout.ladder import TOP_RUNG
from sim.core.layout.setup import N_KITS, NOBODY, Setup
from sim.core.layout.state import State
from sim.core.means.accounting import DAYS_PER_MONTH

NO_HARM = 1e-3
"""Marks below which nothing was suffered lately."""
DPRIME_LIMIT = 3.0
"""Kit adds up only so far: past this an incident is as good as proven."""


@kernel
def evidence(turn: np.uint64, purpose: int, key: np.uint64, dprime: float, is_true: bool) -> float:
    """Return the log-likelihood ratio that sensors of discrimination d' give for one incident."""
    mean = 0.5 * dprime * dprime
    return (mean if is_true else -mean) + dprime * draws.normal(turn, purpose, key)


@kernel
def sighting_posterior(campaign: float, share: float, likelihood: float) -> float:
    """Return P(this sighting is the adversary's).

    `campaign` is the log-odds of a campaign, `share` the part of sightings that a campaign would
    cause, `likelihood` the log-likelihood ratio of this one.
    """
    p_campaign = logistic(campaign)
    odds = share * exp(likelihood)
    return p_campaign * odds / (p_campaign * (1.0 - share + odds) + 1.0 - p_campaign)


@kernel
def share_of_many(share: float, objects: float) -> float:
    """Return what part of sightings of so many drones at once a campaign would cause.

    `share` is that of single drones. Without a state behind them each would have to be a
    stranger's of its own, by chance in the same night.
    """
    if objects <= 1.0:
        return share
    return share / (share + exp(objects * log(1.0 - share)))


@kernel
def looks_at(objects: float) -> float:
    """Return by what factor sensors tell so many drones apart better than one: independent looks.

    The d' of n looks is that of one times the root of n (Green and Swets 1966).
    """
    return math.sqrt(max(1.0, objects))


@kernel
def campaign_update(share: float, likelihood: float) -> float:
    """Return what one sighting adds to the log-odds of a campaign."""
    return log(1.0 - share + share * exp(likelihood))


@kernel
def host_dprime(state: State, setup: Setup, host: int, objects: float) -> float:
    """Return how well the host tells the source of so many drones, with the kit on its soil."""
    dprime = setup.parameters.attribution_dprime
    for k in range(N_KITS):
        dprime += state.on_soil[host, k] * setup.kits[k].dprime
    return min(dprime * looks_at(objects), DPRIME_LIMIT)


@kernel
def threshold(setup: Setup, observer: int, rung: float) -> float:
    """Return how sure an actor must be before it answers at a rung; surer for higher rungs."""
    return required_certainty(setup.policies[observer], rung)


@kernel
def required_certainty(policy: np.record, rung: float) -> float:
    """Return the posterior that a policy asks for at a rung (its threshold, rising by rung)."""
    return policy.threshold + policy.threshold_slope * max(0.0, rung - 1.0) / TOP_RUNG


@kernel
def is_sure(setup: Setup, observer: int, p: float, rung: int) -> bool:
    """Tell whether a posterior is enough for this observer to attribute an act to somebody."""
    return p >= threshold(setup, observer, float(rung))


@kernel
def learn_of_campaign(state: State, setup: Setup, i: int, j: int, change: float) -> None:
    """Move the log-odds, in i's eyes, that j runs a campaign; held within the declared limit."""
    limit = setup.parameters.attribution_campaign_limit
    pair = state.pairs[i, j]
    pair.campaign = clip(pair.campaign + change, -limit, limit)


@kernel
def hear_from_intelligence(state: State, setup: Setup, turn: np.uint64) -> None:
    """Let intelligence tell every host, rightly more often than not, whether a campaign is on.

    A month of it is worth `attribution.intelligence_dprime`; shorter turns tell less each.
    """
    parameters = setup.parameters
    months = state.system.days / DAYS_PER_MONTH
    dprime = parameters.attribution_intelligence_dprime * math.sqrt(months)
    for host in range(setup.n_actors):
        fixed = setup.actors[host]
        if fixed.first_site == fixed.end_site or fixed.main_adversary == NOBODY:
            continue
        is_on = (
            state.pairs[fixed.main_adversary, host].drones >= parameters.attribution_campaign_drones
        )
        told = evidence(turn, draws.INTELLIGENCE, setup.name_keys[host], dprime, is_on)
        learn_of_campaign(state, setup, host, fixed.main_adversary, told)


@kernel
def certainty(felt: float, harm: float, campaign: float) -> float:
    """Return how sure an actor is that the recent harm was this adversary's doing.

    The attributed part of what was suffered; with nothing suffered lately, the belief in a
    campaign.
    """
    return min(1.0, felt / harm) if harm > NO_HARM else logistic(campaign)
