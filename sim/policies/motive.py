"""Motives: what speaks for and against every option toward another actor, in nats of utility.

A family says what moves its actor against an adversary, as `Motives`; weighing them for each
option, and what moves anybody to help a friend, is common to all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.ladder import TOP_RUNG
from sim.core.layout.setup import Menu
from sim.core.means.scarcity import HALF_HARMED


class Motives(NamedTuple):
    """What moves an actor against one adversary, in nats per unit of what an option is like."""

    always: float
    per_rung: float
    """for an act on the top rung; in proportion below"""
    per_offence: float
    """for an act that looks wholly offensive"""
    per_denial: float
    """for an act that can be wholly denied"""
    per_drone: float
    """against drones, which defences stop"""


@kernel
def weigh_against(
    motives: Motives, own: np.record, other: np.record, policy: np.record, menu: Menu,
    parameters: np.record, first: int, last: int, utility: np.ndarray,
) -> None:  # fmt: skip
    """Weigh the options toward an adversary.

    Beside its motives every actor minds the audience cost of a step down, risk and cost, and the
    answer that it expects: the surer, the harder it believes the other to be (Powell 1990 and
    Fearon 1994 have both sides look one move ahead; here in closed form). Only a tired actor wants
    to recall.
    """
    per_meur = 1.0 / max(1.0, own.free_budget_meur)
    tired = policy.fatigue * parameters.fatigue_scale * own.strain
    dread = parameters.answer_expectation * other.hardness
    for o in range(first, last):
        rung = menu.rung[o]
        utility[o] = (
            motives.always
            + motives.per_rung * rung / TOP_RUNG
            + motives.per_offence * menu.offensive[o]
            + motives.per_denial * menu.deniability[o]
            - motives.per_drone * menu.is_drone[o]
            - policy.audience * max(0.0, other.own_rung - rung) / TOP_RUNG
            - dread * menu.draws_answer[o]
            - policy.risk * menu.hazard[o]
            - policy.cost * min(1.0, menu.cost_meur[o] * per_meur)
            + tired * menu.is_recall[o]
        )


@kernel
def will_to_help(
    own: np.record, other: np.record, policy: np.record, parameters: np.record
) -> float:
    """Return what speaks for helping an ally, whatever the kit, in nats.

    Resolve (it was asked) and reputation as a guarantor; against, fatigue and a doubting public.
    """
    aid = policy.resolve * other.request + policy.reputation * own.cohesion
    return aid - own.doubt - policy.fatigue * parameters.fatigue_scale * own.strain


@kernel
def weigh_among_friends(
    own: np.record, other: np.record, policy: np.record, menu: Menu, parameters: np.record,
    first: int, last: int, utility: np.ndarray,
) -> None:  # fmt: skip
    """Weigh the options toward an ally or at home.

    For aid: the will to help, denial (harm it would avert). It asks for help itself the sooner, the
    more harm it has suffered lately.
    Against: fatigue, how it would look to an adversary who may only be afraid, risk, cost. A
    weight that a family does not declare is 0.
    """
    aid = will_to_help(own, other, policy, parameters)
    denial = policy.denial * other.harm_rate
    harm = own.harm_rate / (own.harm_rate + HALF_HARMED)
    need = policy.denial * (2.0 * harm - 1.0)
    per_offence = policy.reassurance * own.p_adversary_secure
    per_meur = 1.0 / max(1.0, own.free_budget_meur)
    for o in range(first, last):
        utility[o] = (
            aid * menu.is_aid[o]
            + denial * menu.averts[o]
            + need * menu.is_request[o]
            - per_offence * menu.offensive[o]
            - policy.risk * menu.hazard[o]
            - policy.cost * min(1.0, menu.cost_meur[o] * per_meur)
        )
