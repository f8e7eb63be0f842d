"""Opportunist: salami slices, one a little thicker than the last, until somebody resists.

The adversary of the deterrence model: it wants what it can get, takes weakness for licence and
firmness for a warning.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.kernel import kernel
from sim.policies.answering import at_least_one
from sim.policies.clock import competing_clocks
from sim.policies.family import Family, PolicyParameter, View
from sim.policies.firmness import shown_firmness
from sim.policies.motive import Motives
from sim.policies.weight import NATS, RESTRAINTS


@kernel
def respond_with_caution(
    view: View, policy: np.record, parameters: np.record, entry: np.record, expected: float
) -> tuple[float, float]:
    """Answer the lower, the firmer the other has shown itself."""
    chance = at_least_one(policy.responsiveness * expected)
    other: Any = view.others[entry.against]
    firmness = shown_firmness(other)
    return chance, policy.step - policy.step_firmness * firmness


@kernel
def opportunist_motives(
    own: np.record, other: np.record, policy: np.record, parameters: np.record
) -> Motives:
    """Return what moves the actor against an adversary.

    For: boldness, the higher the rung, where it got away with the last slice; stealth, for acts
    that may be denied stay below the threshold of an answer. Against: firmness, by rung as all
    deterrence, and defences that stop drones.
    """
    resisted = policy.coercion * shown_firmness(other)
    return Motives(
        always=-resisted * parameters.deterrence_d0,
        per_rung=policy.boldness * other.boldness - resisted * parameters.deterrence_d1,
        per_offence=0.0,
        per_denial=policy.stealth,
        per_drone=policy.coercion * other.defence,
    )


OPPORTUNIST = Family(
    name="opportunist",
    behaviour=(
        "Takes salami slices below the threshold of an answer, bolder after each that nobody "
        "resisted, and stops where it meets firmness: the adversary of the deterrence model."
    ),
    source=(
        "salami tactics: Schelling (1966); deterrence model: Jervis (1976); sunk costs as "
        "signals: Fearon (1997); low rungs hardly deterred: Mazarr et al. (2018)"
    ),
    propose=competing_clocks(opportunist_motives),
    respond=respond_with_caution,
    parameters=(
        PolicyParameter("boldness", NATS, 2.0, 0.0, 6.0, "goes further where it got away"),
        PolicyParameter("stealth", NATS, 0.3, 0.0, 3.0, "prefers what it can deny"),
        PolicyParameter(
            "step_firmness", "rungs", 2.0, 0.0, 8.0, "answers lower by the firmness it has met"
        ),
        PolicyParameter("coercion", NATS, 3.0, 0.0, 9.0, "stops where it is resisted"),
        *RESTRAINTS,
    ),
)
