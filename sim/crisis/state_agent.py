"""A state, a bloc or an alliance as a Mesa agent: it sees its View and decides for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.core.errors import ConfigError, explain
from sim.core.layout.ladder import RUNG_LABELS
from sim.turn.take_turn import decide_for

if TYPE_CHECKING:
    from sim.crisis.crisis_model import CrisisModel


class StateAgent(mesa.Agent):
    """An actor of the scenario. `decide` writes its orders for the turn; override it to play."""

    def __init__(self, model: CrisisModel, number: int, name: str) -> None:
        super().__init__(model)
        self.number = number
        self.name = name

    @property
    def policy(self) -> str:
        """Return the name of its policy."""
        return self.crisis.scenario.policies[self.name]

    @property
    def rung(self) -> int:
        """Return the highest rung on which it acted in the last turn."""
        return int(self.crisis.state.actors[self.number].turn_rung)

    @property
    def rung_label(self) -> str:
        """Return that rung in words."""
        return RUNG_LABELS[self.rung]

    @property
    def cost_meur(self) -> float:
        """Return what it has spent so far, in million euros."""
        return float(self.crisis.state.actors[self.number].spent_meur)

    @property
    def strain(self) -> float:
        """Return its spending of about the last year over a year's budget."""
        return float(self.crisis.state.actors[self.number].strain)

    @property
    def crisis(self) -> CrisisModel:
        """Return its model, under its own type."""
        model: Any = self.model
        return model

    def sees(self, other: str) -> dict[str, float]:
        """Return what it sees or believes of another actor: its View, by name.

        Raises ConfigError for an actor that the scenario does not have.
        """
        if other not in self.crisis.scenario.actors:
            raise ConfigError(explain("actor", other, self.crisis.scenario.actors))
        view = self.crisis.state.views[self.number, self.crisis.scenario.actors.index(other)]
        return {name: view[name].item() for name in view.dtype.names}

    def options(self) -> slice:
        """Return where its options stand among all options."""
        own = self.crisis.scenario.options_of(self.name)
        return slice(own.start, own.stop)

    def decide(self, orders: np.ndarray) -> None:
        """Fill in its part of `orders` (options), from its View alone."""
        model = self.crisis
        decide_for(model.state, model.setup, model.run_key, self.number, orders)
