"""The queue of the facilitator: every act of a turn with its odds, its rolls and what follows."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.act.chance import BACKGROUND_CASE, STRUCK
from sim.core.belief.attribution import threshold
from sim.core.layout.setup import NOBODY
from sim.core.layout.trace import HELD_OUT, NOTES
from sim.scenario.catalogue import ACTIONS
from sim.turn.calendar import HOBBY
from sim.turn.moments import ANSWER_NUMBER
from sim.workshop.game.dice import Roll, rolls_of
from sim.workshop.game.game import Game
from sim.workshop.game.position import Resolution
from sim.workshop.game.turn import Override, Turn
from sim.workshop.words import hides_author, in_hundred

MEMORY = "cases"


class Threshold(NamedTuple):
    """Something that is no roll: an assessment that is enough, or not."""

    question: str
    value: float
    needs: float
    result: bool
    words: str


class Case(NamedTuple):
    """One act, or one sighting that nobody ordered, as the facilitator sees it."""

    id: str
    key: int
    """item key of its luck"""
    actor: str | None
    target: str
    action: str
    rung: int
    cause: str
    rolls: tuple[Roll, ...]
    thresholds: tuple[Threshold, ...]
    events: tuple[np.record, ...]
    can_strike: bool
    override: Override | None
    fingerprint: str

    @property
    def title(self) -> str:
        """What it is, in a line."""
        toward = f", {self.target}" if self.target and self.target != self.actor else ""
        return f"{ACTIONS[self.action].short}{toward}"


def cases(game: Game, turn: Turn) -> list[Case]:
    """Return the queue of a turn whose orders are closed: what was ordered, what was answered, and
    what nobody ordered.
    """
    resolution = turn.resolution
    if resolution is None:
        return []
    stamp = (MEMORY, hash(resolution.rolls.tobytes()), len(turn.overrides))
    if turn.cache.get(MEMORY, (None,))[0] != stamp:
        turn.cache[MEMORY] = (stamp, _cases(game, turn, resolution))
    found: list[Case] = turn.cache[MEMORY][1]
    return found


def unsettled(game: Game, turn: Turn) -> list[Case]:
    """Return the cases that nobody has settled, or that have changed since."""
    return [case for case in cases(game, turn) if turn.settled.get(case.id) != case.fingerprint]


def _cases(game: Game, turn: Turn, resolution: Resolution) -> list[Case]:
    setup = game.setup
    found = []
    total = np.maximum(resolution.orders, 0) + resolution.forced
    for o in np.flatnonzero(total):
        for number in range(int(total[o])):
            key = int(draws.item(setup.menu.key[o], number))
            found.append(_case(game, turn, int(o), number, key, NOBODY, 0))
    for o in np.flatnonzero(resolution.answered):
        for number in range(ANSWER_NUMBER, ANSWER_NUMBER + int(resolution.answered[o])):
            key = int(draws.item(setup.menu.key[o], number))
            found.append(_case(game, turn, int(o), number, key, NOBODY, 0))
    for kind, h, number in _background(resolution):
        key = int(draws.item(setup.name_keys[h], number))
        found.append(_case(game, turn, BACKGROUND_CASE - h, number, key, h, kind))
    return found


def _background(resolution: Resolution) -> list[tuple[int, int, int]]:
    """Return (kind, host, number) of each background sighting, once."""
    seen = {}
    for event in resolution.events:
        if event.option <= BACKGROUND_CASE:
            h = BACKGROUND_CASE - int(event.option)
            seen[h, int(event.number)] = (int(event.number) % 2, h, int(event.number))
    return list(seen.values())


def _case(game: Game, turn: Turn, option: int, number: int, key: int, host: int, kind: int) -> Case:
    setup, resolution = game.setup_of(turn), turn.resolution
    assert resolution is not None
    events = tuple(
        event
        for event in resolution.events[resolution.n_briefed :]
        if event.option == option and event.number == number
    )
    rolls = rolls_of(game, resolution.rolls, option, number, key)
    if host != NOBODY:
        actor, target = None, game.actors[host]
        action = ACTIONS.at(setup.clock.sighting_action).id
        cause = "a hobbyist" if kind == HOBBY else "nothing there"
    else:
        menu = setup.menu
        actor, target = game.actors[menu.actor[option]], game.actors[menu.target[option]]
        action = ACTIONS.at(menu.action[option]).id
        if number >= ANSWER_NUMBER:
            cause = "answer"
        else:
            cause = "inject" if number >= resolution.orders[option] else "ordered"
    override = next(
        (made for made in reversed(turn.overrides) if made.case == f"{option}.{number}"), None
    )
    content = repr([(roll.id, roll.result, roll.chance) for roll in rolls]) + repr(
        [event.item() for event in events]
    )
    return Case(
        id=f"{option}.{number}",
        key=key,
        actor=actor,
        target=target,
        action=action,
        rung=ACTIONS[action].rung,
        cause=cause,
        rolls=rolls,
        thresholds=tuple(_thresholds(game, turn, events)) if hides_author(action) else (),
        events=events,
        can_strike=host == NOBODY,
        override=override,
        fingerprint=hashlib.sha256(content.encode()).hexdigest()[:12],
    )


def _thresholds(game: Game, turn: Turn, events: tuple[np.record, ...]) -> list[Threshold]:
    """Whether the target is sure enough to name somebody; an assessment, not a roll."""
    setup = game.setup_of(turn)
    for event in events:
        if event.detected == 1 and event.posterior < 1.0:
            host = int(event.target)
            needs = float(threshold(setup, host, float(setup.rungs[host, event.action])))
            sure = bool(event.posterior >= needs)
            suspect = setup.actors[host].main_adversary
            name = game.actors[suspect] if suspect != NOBODY else "anybody"
            return [
                Threshold(
                    f"Can {game.actors[host]} name {name}?",
                    float(event.posterior),
                    min(1.0, needs),
                    sure,
                    "Sure enough to name it" if sure else "Not named",
                )
            ]
    return []


def consequences(game: Game, case: Case) -> list[str]:
    """Say in lines what a case comes to."""
    if case.override is not None and case.override.ruling.purpose == STRUCK:
        return ["Struck: it does not take place."]
    lines = []
    for event in case.events:
        actor = game.actors[event.actor] if event.actor != NOBODY else ""
        note = NOTES[event.note]
        if event.note == HELD_OUT:
            lines.append(f"{actor} holds out; the decision waits.")
        elif note:
            lines.append(f"{note[0].upper()}{note[1:]}.")
        if event.detected == 0:
            lines.append("Nobody sees it.")
        elif hides_author(case.action) and event.posterior < 1.0:
            target = game.actors[event.target]
            lines.append(f"{target} puts it at {in_hundred(event.posterior)} that it was them.")
        if event.rung > 0 and event.actor != NOBODY and not note:
            lines.append(f"{actor} stands on rung {int(event.rung)} with it.")
    return list(dict.fromkeys(lines)) or ["Nothing comes of it."]
