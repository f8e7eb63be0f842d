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
def propose_utility(
    view: View, policy: np.record, menu: Menu, rates: np.record, is_open: np.ndarray,
    i: int, intensity: np.ndarray, reactive: np.ndarray,
) -> None:  # fmt: skip
    """Want each open option at its tempo times e**U, and answer what was felt."""
    n = len(view.others)
    for j in range(n):
        first, last = menu.first[i, j], menu.first[i, j + 1]
        if first < last and view.others[j].is_adversary == 1:
            _want_against(view, policy, menu, rates, j, first, last, intensity)
        elif first < last:
            _want_among_friends(view, policy, menu, rates, j, first, last, intensity)
    cap = rates.choice_utility_cap
    for o in range(menu.first[i, 0], menu.first[i, n]):  # one long loop, so that it vectorises
        u = min(max(intensity[o], -cap), cap)
        intensity[o] = is_open[o] * view.tempo[o] * exp(u)
        reactive[o] = 0.0
    for j in range(n):
        if view.others[j].is_adversary == 1:
            first, last = menu.first[i, j], menu.first[i, j + 1]
            _react(view, policy, menu, rates, j, first, last, intensity, reactive)


@kernel
def _want_against(
    view: View, policy: np.record, menu: Menu, rates: np.record,
    j: int, first: int, last: int, intensity: np.ndarray,
) -> None:  # fmt: skip
    """Weigh the options toward an adversary.

    For: boldness (salami slices, higher each time), fear of what it has come to look like.
    Against: coercion (being stopped; firmness deters by rung), audience cost of a step down,
    reassurance, risk, cost. Only a tired actor wants to recall.
    """
    own, other = view.own, view.others[j]
    fear = policy.fear * other.belief_shift
    per_rung = policy.boldness * other.boldness
    per_rung -= policy.coercion * other.firmness * rates.deterrence_d1
    always = 0.5 * fear - policy.coercion * other.firmness * rates.deterrence_d0
    per_offence = fear - policy.reassurance * own.p_adversary_secure
    per_drone = policy.coercion * other.defence
    per_meur = 1.0 / max(1.0, own.free_budget_meur)
    tired = policy.fatigue * rates.fatigue_scale * own.strain
    for o in range(first, last):
        rung = menu.rung[o]
        intensity[o] = (
            always
            + per_rung * rung / TOP_RUNG
            + per_offence * menu.offensive[o]
            - per_drone * menu.is_drone[o]
            - policy.audience * max(0.0, other.own_rung - rung) / TOP_RUNG
            - policy.risk * menu.hazard[o]
            - policy.cost * min(1.0, menu.cost_meur[o] * per_meur)
            + tired * menu.is_recall[o]
        )


@kernel
def _want_among_friends(
    view: View, policy: np.record, menu: Menu, rates: np.record,
    j: int, first: int, last: int, intensity: np.ndarray,
) -> None:  # fmt: skip
    """Weigh the options toward an ally or at home.

    For aid: resolve (it was asked), reputation as a guarantor, denial (harm it would avert).
    Against: fatigue, how it would look to an adversary who may only be afraid, risk, cost.
    """
    own, other = view.own, view.others[j]
    aid = policy.resolve * other.request + policy.reputation * own.cohesion
    aid -= policy.fatigue * rates.fatigue_scale * own.strain
    denial = policy.denial * other.harm_rate
    per_offence = policy.reassurance * own.p_adversary_secure
    per_meur = 1.0 / max(1.0, own.free_budget_meur)
    for o in range(first, last):
        intensity[o] = (
            aid * menu.is_aid[o]
            + denial * menu.averts[o]
            - per_offence * menu.offensive[o]
            - policy.risk * menu.hazard[o]
            - policy.cost * min(1.0, menu.cost_meur[o] * per_meur)
        )


@kernel
def _react(
    view: View, policy: np.record, menu: Menu, rates: np.record,
    j: int, first: int, last: int, intensity: np.ndarray, reactive: np.ndarray,
) -> None:  # fmt: skip
    """Share the reaction to j among the options toward j, those in kind first."""
    other = view.others[j]
    total = 0.0
    for o in range(first, last):
        reactive[o] = 0.0
        if other.certainty >= required_certainty(policy, menu.rung[o]):
            gap = abs(menu.rung[o] - other.answered_rung)
            habit = abs(menu.rung[o] - other.own_rung) if other.own_rung >= 1.0 else 0.0
            reactive[o] = intensity[o] * exp(
                -rates.choice_inkind_rung * gap - rates.choice_habit_rung * habit
            )
            total += reactive[o]
    if total <= 0.0:
        return
    share = reaction(other, policy, rates) / total
    for o in range(first, last):
        reactive[o] *= share
        intensity[o] += reactive[o]


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
        PolicyParameter("responsiveness", "factor", 1.0, 0.0, 2.5, "multiplies its reaction"),
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
