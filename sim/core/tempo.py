"""How much dyads and sides differ: this run's tempos, drawn once.

Disputes between states are spread over dyads as unevenly as wars over decades (Bremer 1992): with
one common dyad no self-exciting process reproduces their counts. So a run may draw how active its
dyads are, how unlike their two sides, how given to force, and which acts each side is used to.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import exp
from sim.core.kernel import kernel
from sim.core.setup import FORCE_LEVEL, Setup
from sim.core.world import World


@kernel
def draw_tempos(world: World, setup: Setup, once: np.uint64) -> None:
    """Write how often each actor does each thing on its own account in this run.

    Log-normal about the scenario's tempo, options toward adversaries alone.
    """
    rates, menu = setup.rates, setup.menu
    for o in range(setup.n_options):
        world.tempo[o] = menu.tempo[o]
        if setup.pairs[menu.actor[o], menu.target[o]].is_adversary == 1:
            world.tempo[o] *= rates.dyad_tempo
    spread = rates.dyad_tempo_sd + rates.dyad_asymmetry_sd
    if spread + rates.dyad_force_sd + rates.dyad_repertoire_sd == 0.0:
        return
    for i in range(setup.n_actors):
        for j in range(setup.n_actors):
            if setup.pairs[i, j].is_adversary == 0:
                continue
            side, other = setup.name_keys[i], setup.name_keys[j]
            dyad = draws.joined(side, other)  # the same word from either side
            leaning = 1.0 if side < other else -1.0
            log_factor = rates.dyad_tempo_sd * held(
                setup, once, draws.TEMPO, dyad
            ) + rates.dyad_asymmetry_sd * leaning * held(setup, once, draws.ASYMMETRY, dyad)
            force = rates.dyad_force_sd * held(setup, once, draws.FORCE, dyad)
            for o in range(menu.first[i, j], menu.first[i, j + 1]):
                habit = draws.normal(once, draws.REPERTOIRE, menu.key[o])
                u = log_factor + rates.dyad_repertoire_sd * habit
                if setup.actions[menu.action[o]].mid_level >= FORCE_LEVEL:
                    u += force
                world.tempo[o] *= exp(u)


@kernel
def held(setup: Setup, once: np.uint64, purpose: int, dyad: np.uint64) -> float:
    """Return a standard normal number, held within `dyad.limit_sd`.

    Without a limit one dyad in some thousands has more incidents than all others together.
    """
    limit = setup.rates.dyad_limit_sd
    return min(max(draws.normal(once, purpose, dyad), -limit), limit)
