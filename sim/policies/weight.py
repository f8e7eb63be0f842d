"""Weights that several families share: what each means is said once."""

from __future__ import annotations

from sim.policies.answering import RISK_BORNE, STEP
from sim.policies.family import PolicyParameter

NATS = "nats"
RESPONSIVENESS = PolicyParameter(
    "responsiveness", "factor", 1.0, 0.0, 2.5, "multiplies how often it would answer a provocation"
)
RISK = PolicyParameter("risk", NATS, 1.0, 0.0, 6.0, "shuns acts that may go wrong")
COST = PolicyParameter("cost", NATS, 1.0, 0.0, 6.0, "shuns outlay against its free budget")
FATIGUE = PolicyParameter("fatigue", NATS, 1.0, 0.0, 6.0, "tires as its budget is strained")
AUDIENCE = PolicyParameter("audience", NATS, 0.5, 0.0, 6.0, "cost of acting below its last rung")
RESTRAINTS = (RESPONSIVENESS, STEP, RISK_BORNE, RISK, COST, FATIGUE, AUDIENCE)
"""What every actor on competing clocks has."""
