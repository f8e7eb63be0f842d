"""Where somebody saw a rung that was not so, and what had misled them, in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.layout.setup import NOBODY
from sim.core.layout.trace import BY_INJECT
from sim.core.layout.trace import HOBBYIST as FLEW_FOR_FUN
from sim.scenario.catalogue import ACTIONS
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.view.item import Item
from sim.workshop.view.ladder import BELIEVED, Rung, seen_rung, true_rung
from sim.workshop.view.news import items_of

_THINGS = {
    "diplomatic": "note", "information": "false stories", "electromagnetic": "jamming",
    "air": "flight", "cyber": "cyber", "covert": "sabotage", "military": "move",
    "kinetic": "strike", "alliance": "vote",
}  # fmt: skip
BY_WHITE_CELL, OWN_LADDER = "an inject", "by its own ladder"
"""No misreading of the evidence: an injected act counts for no rung, and ladders differ."""
HOBBYIST, NOTHING = "a hobbyist", "nothing there"


def source_of(game: Game, event: np.record) -> str:
    """Return who or what was behind an event: an actor, a hobbyist, or nothing there."""
    if event.actor == NOBODY:
        return HOBBYIST if event.note == FLEW_FOR_FUN else NOTHING
    return game.actors[event.actor]


def misreadings(game: Game, turn: Turn) -> list[dict[str, Any]]:
    """Return every pair in which a rung was seen higher or lower than it was, in one turn.

    `is_misreading` is false where the evidence was read well: only the count, or the ladder, is
    another.
    """
    rows = []
    for name in game.actors:
        was = true_rung(game, turn, name)
        for viewer in game.actors:
            seen = seen_rung(game, turn, name, viewer)
            if viewer != name and seen.estimate != was:
                rows.append(_row(game, turn, name, viewer, was, seen))
    return rows


def _row(game: Game, turn: Turn, name: str, viewer: str, was: int, seen: Rung) -> dict[str, Any]:
    higher = seen.estimate > was
    short = _too_high(game, turn, name, viewer, seen) if higher else _too_low(
        game, turn, name, viewer, was
    )  # fmt: skip
    return {
        "turn": turn.number,
        "observer": viewer,
        "actor": name,
        "was": was,
        "seen": seen.estimate,
        "is_higher": higher,
        "is_misreading": short not in (BY_WHITE_CELL, OWN_LADDER),
        "short": short,
        "words": f"{viewer} saw {name} on rung {seen.estimate}; it stood on {was} ({short}).",
    }


def _too_high(game: Game, turn: Turn, name: str, viewer: str, seen: Rung) -> str:
    """What put the estimate above the truth: the item that the estimate rests on."""
    for item in items_of(game, turn, viewer):
        if item.rung != seen.estimate or item.event is None:
            continue
        if item.actor == name:
            return BY_WHITE_CELL if item.event.cause == BY_INJECT else OWN_LADDER
        if item.suspect == name and (item.p or 0.0) >= BELIEVED:
            source = source_of(game, item.event)
            if source == name:
                return BY_WHITE_CELL if item.event.cause == BY_INJECT else OWN_LADDER
            blamed = {HOBBYIST: "hobbyist", NOTHING: "false report"}.get(source, f"{source}’s act")
            return f"{blamed} blamed"
    return BY_WHITE_CELL if _was_injected(game, turn, name) else OWN_LADDER


def _too_low(game: Game, turn: Turn, name: str, viewer: str, was: int) -> str:
    """What kept the estimate below the truth: the gravest act, and how much of it showed."""
    assert turn.resolution is not None
    for event in turn.resolution.events:
        if event.actor == NOBODY or game.actors[event.actor] != name or event.rung != was:
            continue
        thing = _thing(event)
        item = _item(game, turn, viewer, event)
        if item is None:
            return f"{thing} missed"
        if item.actor == name:
            return OWN_LADDER
        return f"{thing} not blamed"
    return OWN_LADDER


def _item(game: Game, turn: Turn, viewer: str, event: np.record) -> Item | None:
    key = event.tobytes()
    for item in items_of(game, turn, viewer):
        if item.event is not None and item.event.tobytes() == key:
            return item
    return None


def _thing(event: np.record) -> str:
    act = ACTIONS.at(event.action)
    if act.effect == "sighting":
        return "drones"
    return _THINGS.get(act.domain, "act")


def _was_injected(game: Game, turn: Turn, name: str) -> bool:
    assert turn.resolution is not None
    return any(
        event.cause == BY_INJECT and event.actor != NOBODY and game.actors[event.actor] == name
        for event in turn.resolution.events
    )
