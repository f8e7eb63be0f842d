"""What differs between two ways in which the same turns went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.core.layout.setup import NOBODY
from sim.core.layout.trace import NOTES
from sim.scenario.catalogue import ACTIONS
from sim.workshop.forecast.line import Line
from sim.workshop.game.position import Resolution, state_at

AT_THE_END = (
    "highest_rung", "war", "kinetic", "deaths", "article_4", "article_5", "accidents",
    "near_misses", "cohesion",
)  # fmt: skip
"""What is compared of the system."""


class Happening(NamedTuple):
    """What makes an event the same as another one: how sure anybody was is not part of it."""

    day: float
    actor: int
    target: int
    action: int
    rung: int
    cause: int
    detected: int
    defeated: int
    note: int
    site: int


def first_difference(
    line: Line, one: Sequence[Resolution], two: Sequence[Resolution], own: Sequence[int]
) -> dict[str, Any] | None:
    """Return the first event that only one of two lines has, beside the swapped act itself.

    None where all went the same way.
    """
    for place in range(max(len(one), len(two))):
        skip = own if place == 0 else ()
        before, after = (_events(taken, place, skip) for taken in (one, two))
        lost, gained = Counter(before), Counter(after)
        if lost == gained:
            continue
        lost, gained = lost - gained, gained - lost
        return {
            "turn": line.first_turn + place,
            "as_played": _told(line, next((event for event in before if event in lost), None)),
            "other_way": _told(line, next((event for event in after if event in gained), None)),
        }
    return None


def _events(taken: Sequence[Resolution], place: int, skip: Sequence[int]) -> list[Happening]:
    if place >= len(taken):
        return []
    return [
        Happening(*(event[name].item() for name in Happening._fields))
        for event in taken[place].events
        if int(event.option) not in skip
    ]


def _told(line: Line, event: Happening | None) -> dict[str, Any] | None:
    """Return an event in plain values."""
    if event is None:
        return None
    names = line.scenario.actors
    actor = names[event.actor] if event.actor != NOBODY else None
    target, action = names[event.target], ACTIONS.at(event.action).id
    toward = "" if actor == target else f" → {target}"
    note = f" ({NOTES[event.note]})" if NOTES[event.note] else ""
    return {
        "actor": actor,
        "target": target,
        "action": action,
        "rung": event.rung,
        "date": line.scenario.day_of(event.day).isoformat(),
        "title": f"{actor or 'No state'}{toward}: {ACTIONS[action].short}{note}",
    }


def ends(line: Line, one: Resolution, two: Resolution) -> list[dict[str, Any]]:
    """Return what differs at the end; the highest rung always."""
    states = [state_at(taken.end) for taken in (one, two)]
    rows = [(name, *(state.system[name].item() for state in states)) for name in AT_THE_END]
    for i, name in enumerate(line.scenario.actors):
        rows.append((f"cost_meur.{name}", *(float(state.actors[i].spent_meur) for state in states)))
    return [
        {"what": what, "as_played": before, "other_way": after}
        for what, before, after in rows
        if before != after or what == "highest_rung"
    ]


def rungs(
    line: Line, one: Sequence[Resolution], two: Sequence[Resolution]
) -> list[dict[str, int | None]]:
    """Return the system's rung turn by turn; None after the end of a line."""
    found = [[int(state_at(turn.end).system.turn_rung) for turn in taken] for taken in (one, two)]
    length = max(len(rungs) for rungs in found)
    before, after = ([*rungs, *[None] * (length - len(rungs))] for rungs in found)
    return [
        {"turn": line.first_turn + place, "as_played": before[place], "other_way": after[place]}
        for place in range(length)
    ]


def came_to_nothing(
    line: Line, one: Sequence[Resolution], two: Sequence[Resolution]
) -> list[dict[str, Any]]:
    """Return later orders of people that were carried out as played, and the other way were not."""
    menu, lost = line.setup.menu, []
    for place, (before, after) in enumerate(zip(one[1:], two[1:], strict=False), 1):
        ordered = line.turns[place].orders
        for o in np.flatnonzero((ordered > 0) & (before.orders > 0) & (after.orders == 0)):
            lost.append(
                {
                    "turn": line.first_turn + place,
                    "actor": line.scenario.actors[menu.actor[o]],
                    "action": ACTIONS.at(menu.action[o]).id,
                    "target": line.scenario.actors[menu.target[o]],
                }
            )
    return lost
