"""The policy families, in the order of their numbers: a new one is one file and one line here."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.dispatch import fold
from sim.core.layout.record import record_dtype
from sim.policies.doctrine import DOCTRINE
from sim.policies.family import COMMON, Family, PolicyParameter
from sim.policies.graduated import GRADUATED
from sim.policies.hold import HOLD
from sim.policies.markov import MARKOV
from sim.policies.opportunist import OPPORTUNIST
from sim.policies.random_choice import RANDOM
from sim.policies.script import SCRIPT
from sim.policies.spiral import SPIRAL
from sim.policies.tit_for_tat import TIT_FOR_TAT
from sim.policies.utility import UTILITY

FAMILIES: tuple[Family, ...] = (
    UTILITY,
    HOLD,
    RANDOM,
    TIT_FOR_TAT,
    GRADUATED,
    SCRIPT,
    MARKOV,
    OPPORTUNIST,
    SPIRAL,
    DOCTRINE,
)

propose = fold(tuple(family.propose for family in FAMILIES))
"""propose(family number, view, policy, menu, parameters, is_open, i, rates)"""
respond = fold(tuple(family.respond for family in FAMILIES))
"""respond(family number, view, policy, parameters, entry, expected)"""


def family_number(name: str) -> int:
    """Return the number under which a family is dispatched; KeyError for an unknown name."""
    for number, family in enumerate(FAMILIES):
        if family.name == name:
            return number
    raise KeyError(name)


def parameters_of(family: Family) -> tuple[PolicyParameter, ...]:
    """Return all parameters that a policy of this family may set."""
    return COMMON + family.parameters


def policy_dtype() -> np.dtype:
    """Return the record that holds the parameters and texts of any family, each name once."""
    names = [parameter.name for parameter in COMMON]
    fields: list[Any] = []
    for family in FAMILIES:
        names += [p.name for p in family.parameters if p.name not in names]
        fields += family.layout
    return record_dtype(tuple(names), ("family",), tuple(fields))
