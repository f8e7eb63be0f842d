"""One thing that a viewer may know of: an event of the game as it looks from where they stand.

This is where the game is redacted. An event becomes an item for a viewer, or nothing; what the
viewer cannot know is never put into it. Order and numbers of items do not depend on it either.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.act.chance import BACKGROUND_CASE
from sim.core.layout import trace as notes
from sim.core.layout.setup import NOBODY
from sim.scenario.catalogue import ACTIONS, SIGHTING_ACTION
from sim.scenario.role import FACILITATOR
from sim.workshop.game.game import Game
from sim.workshop.words import hides_author, in_hundred, is_private

UNNAMED = "?"
_WENT_WRONG = (
    notes.NEAR_MISSED, notes.HAD_ACCIDENT, notes.HAD_DEATHS, notes.DEBRIS_FELL, notes.LIVES_LOST,
)  # fmt: skip
_VOTES = (notes.HELD_OUT, notes.BLOCKED)
_TITLES = {
    SIGHTING_ACTION: "Drones reported over {place}",
    "drone_swarm_incursion": "Many drones reported over {place}",
    "gnss_jamming": "Flights near {place} report false positions",
    "cyber_probe": "Intruders found in networks of {place}",
    "cyber_disruption": "Systems fail in {place}",
    "cyber_retaliation": "Systems fail in {place}",
    "sabotage": "A line or depot is damaged in {place}",
    "disinformation_campaign": "False stories spread in {place}",
}


class Item(NamedTuple):
    """One line of what a viewer knows."""

    kind: str
    actor: str | None
    target: str | None
    title: str
    text: str
    rung: int | None
    p: float | None = None
    """how sure the viewer is that its suspect did it"""
    suspect: str | None = None
    to: tuple[str, ...] = ()
    event: np.record | None = None
    """what it came from; never shown"""


def item_of(game: Game, event: np.record, viewer: str) -> Item | None:
    """Return what a viewer knows of an event, or None."""
    if viewer == FACILITATOR:
        return _whole(game, event)
    action = ACTIONS.at(event.action).id
    actor, target = _name(game, event.actor), _name(game, event.target)
    if event.note in _VOTES:
        return _vote(game, event, viewer) if _is_ally(game, viewer, actor) else None
    if event.note == notes.NONE_LEFT:
        return _open(game, event, viewer) if viewer == actor else None
    if event.note == notes.WENT_TO_WAR:
        return _open(game, event, viewer)
    if hides_author(action) or event.option <= BACKGROUND_CASE:
        return _hidden(game, event, viewer, action, actor, target)
    if is_private(action) and viewer not in (actor, target):
        return None
    return _open(game, event, viewer)


def _hidden(
    game: Game, event: np.record, viewer: str, action: str, actor: str | None, target: str | None
) -> Item | None:
    if viewer == actor:
        return _own(game, event, action, target)
    if event.detected == 0:
        return None
    if event.note in _WENT_WRONG:
        return _unnamed(game, event, action, target, viewer)._replace(
            kind="accident", title=_sentence(event), rung=int(event.rung)
        )
    if viewer != target:
        is_known = ACTIONS[action].domain != "cyber"
        return _unnamed(game, event, action, target, viewer) if is_known else None
    suspect = game.setup.actors[event.target].main_adversary
    return _unnamed(game, event, action, target, viewer)._replace(
        p=float(event.posterior) if suspect != NOBODY else None,
        suspect=_name(game, suspect),
        text=_found(event, _name(game, suspect)),
    )


def _unnamed(game: Game, event: np.record, action: str, target: str | None, viewer: str) -> Item:
    site = game.scenario.sites[event.site] if event.site != NOBODY else None
    title = _TITLES.get(action, f"{ACTIONS[action].short} in {{place}}")
    return Item(
        "sighting", UNNAMED, target, title.format(place=site or target), "",
        _rung(game, viewer, action), event=event,
    )  # fmt: skip


def _own(game: Game, event: np.record, action: str, target: str | None) -> Item:
    """A seat's own deniable act: it knows that it did it, and what the other side reported."""
    if event.note in _WENT_WRONG:
        text = _sentence(event)
    else:
        text = "It was noticed." if event.detected else "No report of it so far."
    return Item(
        "act", _name(game, event.actor), target, f"Yours: {ACTIONS[action].short}", text,
        int(event.rung), event=event,
    )  # fmt: skip


def _open(game: Game, event: np.record, viewer: str) -> Item:
    action = ACTIONS.at(event.action).id
    actor, target = _name(game, event.actor), _name(game, event.target)
    toward = f" → {target}" if target and target != actor else ""
    title = f"{actor or 'Nobody'}{toward}: {ACTIONS[action].short}"
    kind = "deployment" if ACTIONS[action].effect in ("deploy", "recall") else "act"
    rung = _rung(game, viewer, action) if event.rung > 0 else None
    if event.note == notes.WENT_TO_WAR:
        title, rung = "It has come to war", int(event.rung)
    elif event.note == notes.ELECTION_HELD:
        title, actor, rung = "An election is held", None, None
    elif event.note in _WENT_WRONG:
        kind, rung = "accident", int(event.rung)
    return Item(kind, actor, target, title, _sentence(event), rung, event=event)


def _vote(game: Game, event: np.record, viewer: str) -> Item:
    act = ACTIONS.at(event.action)
    name = _name(game, event.actor)
    verb = "holds out" if event.note == notes.HELD_OUT else "blocks it"
    return Item("vote", name, None, f"{act.short}: {name} {verb}", "", None, event=event)


def _whole(game: Game, event: np.record) -> Item:
    action = ACTIONS.at(event.action).id
    actor, target = _name(game, event.actor), _name(game, event.target)
    if event.note in _VOTES:
        return _vote(game, event, FACILITATOR)
    cause = notes.CAUSES[event.cause]
    title = f"{actor or 'No state'}{f' → {target}' if target != actor else ''}"
    seen = "" if event.detected else " Nobody saw it."
    if event.detected and (hides_author(action) or actor is None):
        seen = f" {target} puts it at {in_hundred(float(event.posterior))} that it was a state."
    return Item(
        "sighting" if hides_author(action) or actor is None else "act", actor, target,
        f"{title}: {ACTIONS[action].short}", f"{cause.capitalize()}. {_sentence(event)}{seen}",
        int(event.rung), event=event,
    )  # fmt: skip


def _found(event: np.record, suspect: str | None) -> str:
    if event.posterior >= 1.0:
        how = "The drone was captured." if event.note == notes.CAPTURED else "An inquiry proved it."
        return f"{how} It was {suspect}."
    if event.posterior == 0.0:
        return "An inquiry found that no state was behind it."
    return "Nobody has been named."


def _sentence(event: np.record) -> str:
    note = notes.NOTES[event.note]
    return f"{note[0].upper()}{note[1:]}." if note else ""


def _rung(game: Game, viewer: str, action: str) -> int:
    """The rung of an act as it looks: on the viewer's own ladder, where it has one."""
    if viewer in game.actors:
        place = ACTIONS.number(action)
        return int(game.setup.rungs[game.actors.index(viewer), place])
    return ACTIONS[action].rung


def _is_ally(game: Game, viewer: str, member: str | None) -> bool:
    if viewer not in game.actors or member is None:
        return False
    actors = game.setup.actors

    def alliance(name: str) -> int:
        i = game.actors.index(name)
        return i if actors[i].is_alliance == 1 else int(actors[i].alliance)

    return alliance(viewer) != NOBODY and alliance(viewer) == alliance(member)


def _name(game: Game, number: int) -> str | None:
    return game.actors[number] if number != NOBODY else None
