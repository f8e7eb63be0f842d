"""Spiral: takes the other's firmness for a threat, and answers it.

The adversary of the spiral model (Jervis 1976, chapter 3): it holds itself to be harmless and
supposes that the other knows it, so forces that the other sends and resistance that it meets can
only mean hostile intent. The security dilemma does the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.arithmetic import logistic
from sim.core.kernel import kernel
from sim.policies.answering import at_least_one
from sim.policies.clock import competing_clocks
from sim.policies.family import Family, PolicyParameter, View
from sim.policies.firmness import shown_firmness
from sim.policies.motive import Motives
from sim.policies.weight import NATS, RESTRAINTS


@kernel
def fright(other: np.record) -> float:
    """Return by how much likelier the other has come to look aggressive since the first day."""
    return logistic(other.belief) - logistic(other.belief - other.belief_shift)


@kernel
def respond_in_fear(
    view: View, policy: np.record, parameters: np.record, entry: np.record, expected: float
) -> tuple[float, float]:
    """Answer the higher, the more the other has come to look like a threat."""
    other: Any = view.others[entry.against]
    chance = at_least_one(policy.responsiveness * expected)
    return chance, policy.step + policy.step_fear * max(0.0, fright(other))


@kernel
def spiral_motives(
    own: np.record, other: np.record, policy: np.record, parameters: np.record
) -> Motives:
    """Return what moves the actor against an adversary.

    For: fear, of what the other has come to look like since the first day and of the firmness
    that it shows. Against: ease, for it seeks security and not gain, and that defences stop
    drones. Firmness as such deters it not at all.
    """
    worse = fright(other)
    fear = policy.fear * worse + policy.alarm * shown_firmness(other)
    return Motives(
        always=parameters.choice_fear_any_act * fear - policy.ease,
        per_rung=0.0,
        per_offence=fear,
        per_denial=0.0,
        per_drone=policy.coercion * other.defence,
    )


SPIRAL = Family(
    name="spiral",
    behaviour=(
        "Reads firmness as a threat: forces sent and resistance met frighten it into acting, the "
        "more offensive the act the more so: the adversary of the spiral model."
    ),
    source="spiral model: Jervis (1976, 1978), Butterfield (1951), Herz (1950); weights assumed",
    propose=competing_clocks(spiral_motives),
    respond=respond_in_fear,
    parameters=(
        PolicyParameter("ease", NATS, 0.5, 0.0, 2.0, "does less while nothing frightens it"),
        PolicyParameter("fear", NATS, 2.0, 0.0, 12.0, "fear of one that it thinks worse of"),
        PolicyParameter(
            "step_fear",
            "rungs",
            3.0,
            0.0,
            8.0,
            "how much higher full fear makes it answer",
        ),
        PolicyParameter("alarm", NATS, 1.2, 0.0, 3.0, "takes firmness for a threat"),
        PolicyParameter("coercion", NATS, 0.2, 0.0, 9.0, "minds defences that stop drones"),
        *RESTRAINTS,
    ),
)
