"""Who needs a scarce kit more: a kit sent to Belgium is not in Denmark.

An owner with none left in stock may take a kit from one host for another with the stronger claim:
the request itself, and the harm done there that the host cannot stop on its own. After the design
of RAND N-2363/1, in which a third state asked for help weighs the threat, the ability to cope and
the request; the numbers are judgements.
"""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.layout.setup import NOBODY, Setup
from sim.core.layout.state import State

HALF_HARMED = 2.0
"""Recent harm of drones (severity, by the posterior) at which half of the threat shows: an
overflight that is surely the adversary's, or three that may be."""


@kernel
def claim(state: State, setup: Setup, owner: int, host: int) -> float:
    """Return how strong a host's claim on the owner's kit is, from the owner's own View."""
    view = state.views[owner, host]
    harm = view.harm_rate / (view.harm_rate + HALF_HARMED)
    return view.request + setup.parameters.request_threat * harm * (1.0 - view.defence)


@kernel
def movable_unit(state: State, setup: Setup, owner: int, kit: int, host: int) -> int:
    """Return the unit at work whose host has the weakest claim, or NOBODY.

    It must be weaker than the claim of `host` by the declared margin, or kit would go to and fro.
    """
    limit = claim(state, setup, owner, host) - setup.parameters.request_move_margin
    found = NOBODY
    for u in range(setup.n_units):
        fixed, unit = setup.units[u], state.units[u]
        if fixed.owner != owner or fixed.kit != kit or unit.host == host:
            continue
        if unit.host == NOBODY or unit.arrived == 0 or unit.in_operation == 1:
            continue
        strength = claim(state, setup, owner, unit.host)
        if strength < limit:
            limit = strength
            found = u
    return found
