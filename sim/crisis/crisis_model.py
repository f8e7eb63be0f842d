"""`CrisisModel`: one run of a scenario, step by step, with Mesa's agents and data collector."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import mesa
import numpy as np

from sim.core import draws
from sim.core.layout.ladder import RUNG_LABELS
from sim.core.layout.state import new_state
from sim.core.layout.trace import new_trace
from sim.core.number import MAX_RUN, MAX_SEED, whole_number
from sim.crisis.state_agent import StateAgent
from sim.outcomes import measure
from sim.scenario import Scenario, load_scenario
from sim.scenario.card import card
from sim.turn.take_turn import brief, leave_to_policies, resolve, start


class CrisisModel(mesa.Model):
    """One run as an ordinary Mesa model.

    Its luck is that of run number `run` under `seed`: at the end `outcomes()` equals, bit for bit,
    that row of a sweep. `seed=None` draws a fresh seed, so that replicates differ, as with any Mesa
    model; `seed` then holds what was drawn. Mesa's own randomness decides nothing.

    `scenario` is a `Scenario`, or the name or path of one. The data collector has a row a turn,
    as it stands after the turn. Raises ConfigError for a seed or run out of bounds, and
    ScenarioError for a scenario that is not valid.
    """

    def __init__(
        self, scenario: Scenario | str | Path, seed: int | None = None, run: int = 0
    ) -> None:
        chosen = draws.fresh_seed() if seed is None else seed
        self.seed = whole_number("seed", chosen, 0, MAX_SEED)
        self.run = whole_number("run", run, 0, MAX_RUN)
        super().__init__(seed=self.seed)
        self.scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.setup = self.scenario.setup
        self.state = new_state()[0]
        self.trace = new_trace()[0]
        self.run_key = np.uint64(draws.run_key(self.seed, self.run))
        for number, name in enumerate(self.scenario.actors):
            StateAgent(self, number, name)
        self.orders = np.empty(int(self.setup.n_options), np.int64)
        start(self.state, self.setup, self.run_key)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: name for name in ("day", "rung", "cohesion", "near_misses")},
            # getters and not names, of which Mesa would make functions that cannot be pickled
            agent_reporters={
                name: attrgetter(name) for name in ("name", "rung", "cost_meur", "strain")
            },
        )

    @property
    def day(self) -> float:
        """Days since the start of the scenario."""
        return float(self.state.system.day)

    @property
    def rung(self) -> int:
        """The highest rung, between the states in focus and their adversaries, of the last turn."""
        return int(self.state.system.turn_rung)

    @property
    def cohesion(self) -> float:
        """The alliance's cohesion, 0 to 1."""
        return float(self.state.system.cohesion)

    @property
    def near_misses(self) -> int:
        """Near misses so far."""
        return int(self.state.system.near_misses)

    def step(self) -> None:
        """Take one turn, day by day in a crisis: all see, decide at once, and it is carried out."""
        if not self.running:
            return
        self._take_part()
        while self.state.system.part > 0 and self.state.system.ended == 0:
            self._take_part()
        self.running = bool(self.state.system.ended == 0)
        self.datacollector.collect(self)

    def _take_part(self) -> None:
        brief(self.state, self.trace, self.setup, self.run_key)
        leave_to_policies(self.orders)
        self.agents.do("decide", self.orders)
        resolve(self.state, self.trace, self.setup, self.run_key, self.orders)

    def run_to_end(self) -> CrisisModel:
        """Step until the run has ended; return the model."""
        self.run_model()
        return self

    def outcomes(self) -> dict[str, float]:
        """Return every outcome as it stands now; NaN where it does not apply or never happened."""
        row = np.empty(int(self.setup.n_columns))
        measure(self.state, self.setup, self.setup.columns, row)
        return {
            column.name: value
            for column, value in zip(self.scenario.columns, row.tolist(), strict=True)
        }

    def __repr__(self) -> str:
        turn, turns = int(self.state.system.turn), self.scenario.turns
        return (
            f"<CrisisModel {self.scenario.name} seed={self.seed} run={self.run}: "
            f"turn {turn} of {turns}, rung {self.rung} ({RUNG_LABELS[self.rung]})>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        date = self.scenario.day_of(self.day)
        facts = [
            ("turn", f"{int(self.state.system.turn)} of {self.scenario.turns}, {date:%-d %B %Y}"),
            ("rung", f"{self.rung} ({RUNG_LABELS[self.rung]})"),
            ("luck", f"seed {self.seed}, run {self.run}"),
        ]
        heads = ("actor", "policy", "rung", "cost, M EUR", "strain")
        rows = [
            (agent.name, agent.policy, str(agent.rung), f"{agent.cost_meur:.1f}",
             f"{agent.strain:.2f}")
            for agent in self.agents
            if isinstance(agent, StateAgent)
        ]  # fmt: skip
        return card(self.scenario.title, facts, self.scenario.file.question, heads, rows)
