"""Utility: competing clocks whose rates follow a weighted sum of motives, each weight free."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.policies.answering import RISK_BORNE, STEP, answer_in_measure
from sim.policies.clock import competing_clocks
from sim.policies.family import Family, PolicyParameter
from sim.policies.motive import Motives
from sim.policies.weight import AUDIENCE, COST, FATIGUE, NATS, RESPONSIVENESS, RISK


@kernel
def utility_motives(
    own: np.record, other: np.record, policy: np.record, parameters: np.record
) -> Motives:
    """Return what moves the actor against an adversary.

    For: boldness (salami slices, higher each time), fear of what it has come to look like.
    Against: coercion (being stopped; firmness deters by rung), reassurance.
    """
    fear = policy.fear * other.belief_shift
    coercion = policy.coercion
    return Motives(
        always=parameters.choice_fear_any_act * fear
        - coercion * other.firmness * parameters.deterrence_d0,
        per_rung=policy.boldness * other.boldness
        - coercion * other.firmness * parameters.deterrence_d1,
        per_offence=fear - policy.reassurance * own.p_adversary_secure,
        per_denial=0.0,
        per_drone=coercion * other.defence,
    )


UTILITY = Family(
    name="utility",
    behaviour=(
        "Weighs motives for every option: what it gains, what it fears, what it costs, what it "
        "owes to allies and audiences; answers provocations on its step, preferably in kind."
    ),
    source=(
        "competing clocks; motives: Jervis (1976, 1978), Fearon (1994), "
        "Snyder and Diesing (1977); weights assumed"
    ),
    propose=competing_clocks(utility_motives),
    respond=answer_in_measure,
    parameters=(
        RESPONSIVENESS,
        STEP,
        RISK_BORNE,
        PolicyParameter("coercion", NATS, 0.0, 0.0, 9.0, "stops where it is resisted"),
        PolicyParameter("boldness", NATS, 0.0, 0.0, 6.0, "goes further where it got away"),
        PolicyParameter("fear", NATS, 0.0, 0.0, 12.0, "answers what it has come to believe"),
        PolicyParameter("reassurance", NATS, 0.0, 0.0, 6.0, "spares one who may be afraid"),
        RISK,
        COST,
        FATIGUE,
        PolicyParameter("resolve", NATS, 0.0, 0.0, 6.0, "honours an ally's request"),
        PolicyParameter("denial", NATS, 0.0, 0.0, 6.0, "sends what would avert harm"),
        PolicyParameter("reputation", NATS, 0.0, 0.0, 6.0, "wants to be seen as guarantor"),
        AUDIENCE,
    ),
)
