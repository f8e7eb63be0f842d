"""The crisis as an ordinary Mesa model: states are agents, a step is a turn."""

from sim.crisis.crisis_model import CrisisModel
from sim.crisis.state_agent import StateAgent
from sim.crisis.trace import Event, trace

__all__ = ["CrisisModel", "Event", "StateAgent", "trace"]
