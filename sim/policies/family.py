"""What a policy family is: name, behaviour, source, parameters and kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np


class PolicyParameter(NamedTuple):
    """One bounded number of a family; a preset or a user may set it between `low` and `high`."""

    name: str
    unit: str
    default: float
    low: float
    high: float
    meaning: str


class View(NamedTuple):
    """All that a policy is given of the state. Nothing true that its actor cannot know is here."""

    own: np.record
    """SELF_VIEW: strain, budget, the alliance's cohesion"""
    others: np.ndarray
    """(actors) OTHER_VIEW: what it sees or believes of each other actor"""
    memory: np.ndarray
    """(actors, MEMORY_SLOTS) its own notes, kept from turn to turn"""
    tempo: np.ndarray
    """(options) acts a day at neutral motives: what its services do on their own account"""


class Rates(NamedTuple):
    """What a policy writes, one number for every option of its actor."""

    intensity: np.ndarray
    """acts a day that it wants; luck makes a count of them"""
    taste: np.ndarray
    """nats by which it likes each as an answer to a provocation; FORBIDDEN where it is none"""
    exact: np.ndarray
    """acts that it orders for this turn, without luck; 0 unless the policy says otherwise"""


class Family(NamedTuple):
    """A rule that turns a View into action rates.

    `propose(view, policy, menu, parameters, is_open, i, rates)` is a kernel. It writes `intensity`
    and `taste` for every option of actor i, and `exact` where it means to act exactly so often.
    The options toward actor j are `menu.first[i, j]` up to, not including, `menu.first[i, j + 1]`.
    An option with `is_open[o] == 0` must get 0.

    A family whose presets hold more than numbers names the key of its text, and how that is laid
    out in the policy record once the scenario layer has compiled it.
    """

    name: str
    behaviour: str
    source: str
    propose: Callable[..., Any]
    respond: Callable[..., Any]
    """whether it answers a provocation, and how high: see `sim.policies.answering`"""
    parameters: tuple[PolicyParameter, ...]
    body: str = ""
    """the key of a preset that holds more than numbers: rules, a timeline"""
    layout: tuple[Any, ...] = ()
    """fields of the policy record for it, as numpy takes them"""
    example: tuple[Mapping[str, Any], ...] = ()
    """a body that does something in most scenarios; the conformance tests play it"""


COMMON = (
    PolicyParameter(
        "ceiling", "rung", 11.0, 0.0, 11.0, "highest rung that this actor ever chooses"
    ),
    PolicyParameter(
        "threshold", "posterior", 0.30, 0.0, 1.0, "how sure it must be to answer at rung 1"
    ),
    PolicyParameter(
        "threshold_slope", "posterior", 0.60, 0.0, 1.0, "how much surer it must be at rung 11"
    ),
    PolicyParameter(
        "bias", "factor", 1.0, 0.3, 3.0, "how offensive the acts of adversaries look to it"
    ),
)
"""Parameters that every family has: how the actor sees, and where it stops."""
