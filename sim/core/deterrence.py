"""What an attacker learns from being resisted, and from getting away with it."""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.setup import Setup
from sim.core.world import World


@kernel
def resist(world: World, setup: Setup, attacker: int, defender: int) -> None:
    """Record a resisted act: firmness grows toward 1, never past it; boldness shrinks."""
    rates = setup.rates
    pair = world.pairs[attacker, defender]
    pair.firmness += rates.firmness_gain * (1.0 - pair.firmness)
    pair.boldness *= 1.0 - rates.boldness_loss


@kernel
def expose(world: World, setup: Setup, attacker: int, defender: int) -> None:
    """Record an act that went through and was laid at its door: deterrence by detection.

    To be found out counts for part of being stopped, for what is known can be answered (Mahnken,
    Sharp and Kim 2020).
    """
    rates = setup.rates
    pair = world.pairs[attacker, defender]
    part = rates.deterrence_by_detection
    pair.firmness += part * rates.firmness_gain * (1.0 - pair.firmness)
    pair.boldness *= 1.0 - part * rates.boldness_loss


@kernel
def embolden(world: World, setup: Setup, attacker: int, defender: int) -> None:
    """Record an act that nobody resisted: the next may go further (salami tactics)."""
    pair = world.pairs[attacker, defender]
    pair.boldness = min(1.0, pair.boldness + setup.rates.boldness_gain)
