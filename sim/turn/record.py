"""Phase 7: the turn is over; note the time, and whether the run is."""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State


@kernel
def record(state: State, setup: Setup) -> None:
    """Advance the clock; a long spell at or below routine counts as settled."""
    system, clock = state.system, setup.clock
    system.lowest_cohesion = min(system.lowest_cohesion, system.cohesion)
    system.day += system.days
    system.part += 1
    if system.by_day == 1 and system.part < clock.parts:
        return
    system.part = 0
    if system.turn_rung <= clock.routine_rung:
        system.quiet_days += clock.days_per_turn
    else:
        system.quiet_days = 0.0
    if clock.quiet_days > 0.0 and system.quiet_days >= clock.quiet_days:
        system.settled = 1
        system.ended = 1
    system.turn += 1
    if system.turn >= clock.turns:
        system.ended = 1
