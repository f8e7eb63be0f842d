"""How much dyads and sides differ: this run's tempos, drawn once.

Disputes between states are spread over dyads as unevenly as wars over decades (Bremer 1992): with
one common dyad no self-exciting process reproduces their counts. So a run may draw how active its
dyads are, how unlike their two sides, how given to force, and which acts each side is used to.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.arithmetic import clip, exp
from sim.core.kernel import kernel
from sim.core.layout.setup import FORCE_LEVEL, Setup
from sim.core.layout.state import State


@kernel
def draw_tempos(state: State, setup: Setup, whole_run: np.uint64) -> None:
    """Write how often each actor does each thing unprovoked in this run.

    Log-normal about the scenario's tempo, options toward adversaries alone.
    """
    parameters, menu = setup.parameters, setup.menu
    for o in range(setup.n_options):
        state.tempo[o] = menu.tempo[o]
        if setup.pairs[menu.actor[o], menu.target[o]].is_adversary == 1:
            state.tempo[o] *= parameters.dyad_tempo
    spread = parameters.dyad_tempo_sd + parameters.dyad_asymmetry_sd
    if spread + parameters.dyad_force_sd + parameters.dyad_repertoire_sd == 0.0:
        return
    for i in range(setup.n_actors):
        for j in range(setup.n_actors):
            if setup.pairs[i, j].is_adversary == 0:
                continue
            side, other = setup.name_keys[i], setup.name_keys[j]
            dyad = draws.joined(side, other)  # the same word from either side
            leaning = 1.0 if side < other else -1.0
            log_factor = parameters.dyad_tempo_sd * held(
                setup, whole_run, draws.TEMPO, dyad
            ) + parameters.dyad_asymmetry_sd * leaning * held(
                setup, whole_run, draws.ASYMMETRY, dyad
            )
            force = parameters.dyad_force_sd * held(setup, whole_run, draws.FORCE, dyad)
            for o in range(menu.first[i, j], menu.first[i, j + 1]):
                habit = draws.normal(whole_run, draws.REPERTOIRE, menu.key[o])
                u = log_factor + parameters.dyad_repertoire_sd * habit
                if setup.actions[menu.action[o]].mid_level >= FORCE_LEVEL:
                    u += force
                state.tempo[o] *= exp(u)


@kernel
def held(setup: Setup, whole_run: np.uint64, purpose: int, dyad: np.uint64) -> float:
    """Return a standard normal number, held within `dyad.limit_sd`.

    Without a limit one dyad in some thousands has more incidents than all others together.
    """
    limit = setup.parameters.dyad_limit_sd
    return clip(draws.normal(whole_run, purpose, dyad), -limit, limit)
