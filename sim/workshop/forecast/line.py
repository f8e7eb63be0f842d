"""A line of turns as they were played, ready to be taken again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.core.layout.setup import Setup
from sim.scenario.scenario import Scenario
from sim.workshop.game.game import Game
from sim.workshop.game.inject import Forced
from sim.workshop.game.position import Position, Resolution, Ruling, brief_turn, resolve_turn
from sim.workshop.refused import Refused


class Played(NamedTuple):
    """What was put into one turn."""

    orders: np.ndarray
    """(options) int64, ASK_POLICY where a policy decided"""
    forced: Sequence[Forced]
    rulings: Sequence[Ruling] = ()
    forget: Sequence[int] = ()
    """actors whose policy began without a memory"""
    setup: Setup | None = None
    """the policies of this turn, where they were not those of the line"""
    by_day: int | None = None
    """whether the turn is taken day by day, whatever comes of another order before it; None where
    a crisis decides that"""


class Line(NamedTuple):
    """Turns as they were played, from the position before the first of them."""

    scenario: Scenario
    setup: Setup
    run_key: np.uint64
    start: Position
    turns: Sequence[Played]
    first_turn: int
    """the number of the first of them, 1 or more"""


def take_again(line: Line) -> list[Resolution]:
    """Return what the turns come to, up to the last or to the end of the game."""
    position, taken = line.start, []
    for played in line.turns:
        setup = line.setup if played.setup is None else played.setup
        if played.by_day is not None:
            setup = setup.copy()
            setup.clock.by_day = played.by_day
        briefed = brief_turn(position, setup, line.run_key, played.forget)
        resolution = resolve_turn(
            briefed, setup, line.run_key, played.orders, played.forced, played.rulings
        )
        taken.append(resolution)
        position = resolution.end
        if resolution.has_ended:
            break
    return taken


def line_from(game: Game, number: int) -> Line:
    """Return the active line of play from a turn on, up to the last one that was adjudicated.

    Raises Refused for a turn that was not played.
    """
    played = [turn for turn in game.branch.turns[number - 1 :] if turn.resolution is not None]
    if number < 1 or not played:
        raise Refused(f"Turn {number} was not played to its end.", "turn")
    turns = [
        Played(
            game.orders_of(turn),
            game.forced_in(turn),
            tuple(turn.rulings),
            tuple(game.actors.index(name) for name in turn.forget),
            game.setup_of(turn),
            int(turn.resolution.end[0].system.by_day),
        )
        for turn in played
        if turn.resolution is not None
    ]
    return Line(
        game.scenario, game.setup_of(played[0]), game.run_key, played[0].start, turns, number
    )
