"""The policy families, in the order of their numbers: a new one is one file and one line here."""

from __future__ import annotations

import numpy as np

from sim.core.dispatch import fold
from sim.core.record import record_dtype
from sim.policies.family import COMMON, Family, PolicyParameter
from sim.policies.graduated import GRADUATED
from sim.policies.hold import HOLD
from sim.policies.random_choice import RANDOM
from sim.policies.tit_for_tat import TIT_FOR_TAT
from sim.policies.utility import UTILITY

FAMILIES: tuple[Family, ...] = (UTILITY, HOLD, RANDOM, TIT_FOR_TAT, GRADUATED)

propose = fold(tuple(family.propose for family in FAMILIES))
"""propose(family number, view, policy, menu, rates, is_open, i, intensity, reactive)"""


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
    """Return the record that holds the parameters of any family, each name once."""
    names = [parameter.name for parameter in COMMON]
    for family in FAMILIES:
        names += [p.name for p in family.parameters if p.name not in names]
    return record_dtype(tuple(names), ("family",))
