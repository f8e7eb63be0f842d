"""When the turns of a game are: each is as long as the scenario says; in a crisis it is a day.

What Monte Carlo takes as one turn in several parts is as many turns for people, for they decide
in each. How many turns there will be is therefore known only as long as no crisis comes.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn


class Span(NamedTuple):
    """From when to when a turn is, in days from the scenario's start."""

    begin: float
    end: float
    whole: int
    """the number of the scenario's turn that it is, or is a part of; 1 or more"""
    part: int
    """which day of a turn that is taken day by day; 1 or more"""
    parts: int
    """how many days that turn has; 1 where it is taken at once"""


def span_of(game: Game, turn: Turn) -> Span:
    """Return when a turn is."""
    start, taken = turn.start[0].system, turn.resolution
    system = taken.end[0].system if taken is not None else game.briefed(turn).state.system
    begin, days = float(start.day), float(system.days)
    parts = int(game.setup.clock.parts) if system.by_day == 1 else 1
    return Span(begin, begin + days, int(start.turn) + 1, int(start.part) + 1, parts)


def dates_of(game: Game, turn: Turn) -> tuple[date, date]:
    """Return the first and the last day of a turn."""
    span = span_of(game, turn)
    first = game.scenario.day_of(span.begin)
    return first, max(first, game.scenario.day_of(span.end) - timedelta(days=1))


def is_last(game: Game, turn: Turn) -> bool:
    """Tell whether nothing follows a turn that was adjudicated."""
    assert turn.resolution is not None
    has_ended, system = turn.resolution.has_ended, turn.resolution.end[0].system
    return has_ended or int(system.turn) >= game.n_turns


def turns_expected(game: Game) -> int:
    """Return how many turns the line of play will have if it comes to no other crisis."""
    span = span_of(game, game.turn)
    return game.turn.number + span.parts - span.part + max(0, game.n_turns - span.whole)


def begin_of(game: Game, number: int) -> float:
    """Return the day on which a turn begins, as things stand; the first is 1."""
    now = game.turn
    if number <= now.number:
        return float(game.branch.turn(number).start[0].system.day)
    span = span_of(game, now)
    days_left, after = span.parts - span.part, number - now.number - 1
    if after < days_left:
        return span.end + after * (span.end - span.begin)
    return (span.whole + after - days_left) * game.scenario.days_per_turn


def turn_on(game: Game, day: float) -> int:
    """Return the number of the turn in which a day lies, as things stand."""
    now = game.turn
    span = span_of(game, now)
    if day < span.begin:
        begun = [turn for turn in game.branch.turns if turn.start[0].system.day <= day]
        return begun[-1].number if begun else 1
    if day < span.end:
        return now.number
    whole_end = span.whole * game.scenario.days_per_turn
    if day < whole_end:
        return now.number + 1 + int((day - span.end) // (span.end - span.begin))
    later = int((day - whole_end) // game.scenario.days_per_turn)
    return now.number + span.parts - span.part + 1 + later
