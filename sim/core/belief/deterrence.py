"""What an attacker learns from being resisted, and from getting away with it."""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State


@kernel
def resist(state: State, setup: Setup, attacker: int, defender: int) -> None:
    """Record a resisted act: firmness grows toward 1, never past it; boldness shrinks."""
    parameters = setup.parameters
    pair = state.pairs[attacker, defender]
    pair.firmness += parameters.firmness_gain * (1.0 - pair.firmness)
    pair.boldness *= 1.0 - parameters.boldness_loss


@kernel
def expose(state: State, setup: Setup, attacker: int, defender: int) -> None:
    """Record an act that went through and was attributed to it: deterrence by detection.

    To be found out counts for part of being stopped, for what is known can be answered (Mahnken,
    Sharp and Kim 2020).
    """
    parameters = setup.parameters
    pair = state.pairs[attacker, defender]
    part = parameters.deterrence_by_detection
    pair.firmness += part * parameters.firmness_gain * (1.0 - pair.firmness)
    pair.boldness *= 1.0 - part * parameters.boldness_loss


@kernel
def embolden(state: State, setup: Setup, attacker: int, defender: int) -> None:
    """Record an act that nobody resisted: the next may go further (salami tactics)."""
    pair = state.pairs[attacker, defender]
    pair.boldness = min(1.0, pair.boldness + setup.parameters.boldness_gain)
