"""`CrisisModel`: one run of a scenario, step by step, with Mesa's agents and data collector."""

from __future__ import annotations

import mesa
import numpy as np

from sim.core import draws
from sim.core.world import new_world
from sim.crisis.state_agent import StateAgent
from sim.outcomes import measure
from sim.scenario import Scenario
from sim.turn.take_turn import brief, leave_to_policies, resolve, start


class CrisisModel(mesa.Model):
    """One run as an ordinary Mesa model.

    Its luck is that of run number `run` under `seed`: at the end `outcomes()` equals, bit for bit,
    that row of a sweep. Mesa's own randomness decides nothing.
    """

    def __init__(self, scenario: Scenario, seed: int = 1, run: int = 0) -> None:
        super().__init__(rng=seed)
        self.scenario = scenario
        self.setup = scenario.setup
        self.world = new_world()[0]
        self.run_key = np.uint64(draws.run_key(seed, run))
        for number, name in enumerate(scenario.actors):
            StateAgent(self, number, name)
        self.orders = np.empty(int(self.setup.n_options), np.int64)
        start(self.world, self.setup, self.run_key)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "day": lambda model: float(model.world.system.day),
                "rung": lambda model: int(model.world.system.turn_rung),
                "cohesion": lambda model: float(model.world.system.cohesion),
                "near_misses": lambda model: int(model.world.system.near_misses),
            },
            agent_reporters={
                "name": "name",
                "rung": "rung",
                "cost_meur": "cost_meur",
                "strain": "strain",
            },
        )

    def step(self) -> None:
        """Take one turn: all actors see, decide at once, and what they ordered is carried out."""
        if not self.running:
            return
        brief(self.world, self.setup, self.run_key)
        leave_to_policies(self.orders)
        self.agents.do("decide", self.orders)
        resolve(self.world, self.setup, self.run_key, self.orders)
        self.running = self.world.system.ended == 0
        self.datacollector.collect(self)

    def run_to_end(self) -> CrisisModel:
        """Step until the run has ended; return the model."""
        while self.running:
            self.step()
        return self

    def outcomes(self) -> dict[str, float]:
        """Return every outcome as it stands now; NaN where it does not apply or never happened."""
        row = np.empty(int(self.setup.n_columns))
        measure(self.world, self.setup, self.setup.columns, row)
        return {
            column.name: value
            for column, value in zip(self.scenario.columns, row.tolist(), strict=True)
        }
