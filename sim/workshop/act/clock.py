"""The countdown for orders."""

from __future__ import annotations

from sim.workshop.act.change import Change
from sim.workshop.act.command import Nothing, StartClock
from sim.workshop.game.game import Clock, Game
from sim.workshop.game.turn import OPEN_PHASES
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused


def start_clock(game: Game, command: StartClock, entry: Entry) -> Change:
    """Start the countdown, or let a stopped one run on."""
    if game.turn.phase not in OPEN_PHASES:
        raise Refused("Orders are closed: there is nothing left to count down to.")
    clock = game.clock
    if command.seconds is None and clock.left:  # one that has run out starts anew
        seconds, total = clock.left, clock.total
    else:
        total = command.seconds or game.settings.orders_seconds
        seconds = float(total)

    def carry_out() -> None:
        game.clock = Clock(entry.at + seconds, total, None)

    return Change(carry_out)


def stop_clock(game: Game, _: Nothing, entry: Entry) -> Change:
    """Stop the countdown; what is left of it is kept."""
    if game.clock.ends_at is None:
        raise Refused("The clock is not running.")
    left = max(0.0, game.clock.ends_at - entry.at)

    def carry_out() -> None:
        game.clock = Clock(None, game.clock.total, left)

    return Change(carry_out)
