"""Utility: competing clocks whose rates follow a weighted sum of motives.

Every option has its own clock. Its rate is its tempo times e**U, plus a share of the actor's
reaction to what it was made to feel. U adds up motives (coercion, boldness, fear, reassurance,
risk, cost, fatigue, resolve, denial, reputation, audience), held within a cap. The reaction is
additive, as in a self-exciting point process (Hawkes 1971), and prefers the rung of the last
attributed act: answers in kind.
"""

from __future__ import annotations

import numpy as np

from sim.core.arithmetic import LN2, exp
from sim.core.attribution import required_certainty
from sim.core.kernel import kernel
from sim.core.ladder import TOP_RUNG
from sim.core.setup import Menu
from sim.policies.family import Family, PolicyParameter, View


@kernel
def reaction(other: np.record, policy: np.record, rates: np.record) -> float:
    """Return how many acts a day the actor has in it against `other`, from what it felt.

    Marks felt lately and over months, scaled by the policy's responsiveness, and the momentum of
    its own campaign; each stock gives its branching ratio in acts over its whole decay.
    """
    fast = rates.response_fast_branching * other.felt_fast / rates.response_fast_half_life_days
    slow = rates.response_slow_branching * other.felt_slow / rates.response_slow_half_life_days
    own = rates.response_momentum_branching * other.momentum
    return LN2 * (
        policy.responsiveness * (fast + slow) + own / rates.response_momentum_half_life_days
    )


@kernel
def pull(view: View, policy: np.record, menu: Menu, rates: np.record, o: int) -> float:
    """Return U of one option: the motives for it less those against it, in nats."""
    own, other = view.own, view.others[menu.target[o]]
    offensive, height = menu.offensive[o], menu.rung[o] / TOP_RUNG
    deterrent = other.firmness * (rates.deterrence_d0 + rates.deterrence_d1 * height)
    hostile = (
        policy.boldness * other.boldness * height
        + policy.fear * other.belief_shift * (0.5 + offensive)
        - policy.coercion * (menu.is_drone[o] * other.defence + deterrent)
        - policy.audience * max(0.0, other.own_rung - menu.rung[o]) / TOP_RUNG
    )
    aid = (
        policy.resolve * other.request
        + policy.denial * menu.averts[o] * other.harm_rate
        + policy.reputation * own.cohesion
        - policy.fatigue * rates.fatigue_scale * own.strain
    )
    against = (
        policy.reassurance * offensive * own.p_adversary_secure
        + policy.risk * menu.hazard[o]
        + policy.cost * min(1.0, menu.cost_meur[o] / max(1.0, own.free_budget_meur))
    )
    tired = policy.fatigue * rates.fatigue_scale * own.strain * menu.is_recall[o]
    u = menu.toward_adversary[o] * hostile + menu.is_aid[o] * aid + tired - against
    return min(max(u, -rates.choice_utility_cap), rates.choice_utility_cap)


@kernel
def propose_utility(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    first: int, last: int, intensity: np.ndarray, reactive: np.ndarray,
) -> None:  # fmt: skip
    """Want each open option at its tempo times e**U, and answer what was felt."""
    for o in range(first, last):
        wanted = is_open[o] * menu.tempo[o]
        intensity[o] = wanted * exp(pull(view, policy, menu, rates, o)) if wanted > 0.0 else 0.0
        reactive[o] = 0.0
    for j in range(len(view.others)):
        if view.others[j].is_adversary == 1:
            _react(view, policy, menu, rates, first, last, j, intensity, reactive)
    for o in range(first, last):
        intensity[o] += reactive[o]


@kernel
def _react(
    view: View, policy: np.record, menu: Menu, rates: np.record,
    first: int, last: int, j: int, intensity: np.ndarray, reactive: np.ndarray,
) -> None:  # fmt: skip
    """Share the reaction to j among the options toward j, those in kind first."""
    other = view.others[j]
    rate = reaction(other, policy, rates)
    if rate < 1e-6:
        return
    total = 0.0
    for o in range(first, last):
        if menu.target[o] != j or intensity[o] == 0.0:
            continue
        if other.certainty < required_certainty(policy, menu.rung[o]):
            continue
        gap = abs(menu.rung[o] - other.answered_rung)
        reactive[o] = intensity[o] * exp(-rates.choice_inkind_rung * gap)
        total += reactive[o]
    if total <= 0.0:
        return
    for o in range(first, last):
        if menu.target[o] == j:
            reactive[o] *= rate / total


WEIGHT = "nats"
UTILITY = Family(
    name="utility",
    behaviour=(
        "Weighs motives for every option: what it gains, what it fears, what it costs, what it "
        "owes to allies and audiences; answers what it was made to feel, preferably in kind."
    ),
    source=(
        "competing clocks: Hawkes (1971); motives: Jervis (1976, 1978), Fearon (1994), "
        "Snyder and Diesing (1977); weights assumed"
    ),
    propose=propose_utility,
    parameters=(
        PolicyParameter("responsiveness", "factor", 1.0, 0.0, 3.0, "multiplies its reaction"),
        PolicyParameter("coercion", WEIGHT, 0.0, 0.0, 9.0, "stops where it is resisted"),
        PolicyParameter("boldness", WEIGHT, 0.0, 0.0, 6.0, "goes further where it got away"),
        PolicyParameter("fear", WEIGHT, 0.0, 0.0, 12.0, "reads firmness as threat"),
        PolicyParameter("reassurance", WEIGHT, 0.0, 0.0, 6.0, "spares one who may be afraid"),
        PolicyParameter("risk", WEIGHT, 1.0, 0.0, 6.0, "shuns acts that may go wrong"),
        PolicyParameter("cost", WEIGHT, 1.0, 0.0, 6.0, "shuns outlay against its free budget"),
        PolicyParameter("fatigue", WEIGHT, 1.0, 0.0, 6.0, "tires as its budget is strained"),
        PolicyParameter("resolve", WEIGHT, 0.0, 0.0, 6.0, "honours an ally's request"),
        PolicyParameter("denial", WEIGHT, 0.0, 0.0, 6.0, "sends what would avert harm"),
        PolicyParameter("reputation", WEIGHT, 0.0, 0.0, 6.0, "wants to be seen as guarantor"),
        PolicyParameter("audience", WEIGHT, 0.5, 0.0, 6.0, "cost of acting below its last rung"),
    ),
)
