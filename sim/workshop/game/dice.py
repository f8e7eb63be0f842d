"""The dice of a turn in words: what was asked, how likely a yes was, what the roll came to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.scenario.catalogue import ACTIONS
from sim.workshop.game.game import Game

_QUESTIONS = {
    draws.DETECTION: ("Does {target} notice?", "noticed", "not noticed"),
    draws.DEFEAT_EW: ("Does jamming divert the drone?", "diverted", "not diverted"),
    draws.DEFEAT_PHYSICAL: ("Is it met or brought down?", "met", "not met"),
    draws.CAPTURE: ("Is the drone captured?", "captured", "lost"),
    draws.INQUIRY: ("Does an inquiry find out whose it was?", "found out", "unresolved"),
    draws.DEBRIS: ("Does debris do harm?", "debris falls badly", "falls clear"),
    draws.NEAR_MISS: ("Is there a near miss?", "near miss", "no near miss"),
    draws.ACCIDENT: ("Does it go wrong?", "accident", "no accident"),
    draws.DEATH: ("Does anybody die?", "lives lost", "nobody dies"),
    draws.CULPABILITY: ("Is {actor} blamed?", "blamed", "seen as an accident"),
    draws.WAR: ("Does it become war?", "war", "contained"),
    draws.ANSWER: ("Does {observer} answer it?", "an answer will come", "left unanswered"),
    draws.CONSULTATION: ("Does the consultation lead on?", "leads to a motion", "a statement"),
    draws.READING: ("Does {observer} read it as a threat?", "as a threat", "as defence"),
    draws.VOTE: ("Is {observer} in favour?", "in favour", "against"),
}
_BY_OBSERVER = (draws.READING, draws.VOTE, draws.ANSWER)


class Roll(NamedTuple):
    """One chance that was met; `id` names it in commands."""

    id: str
    purpose: int
    key: int
    question: str
    chance: float
    luck: float
    result: bool
    yes: str
    no: str
    is_ruled: bool


def rolls_of(game: Game, rolls: np.ndarray, option: int, number: int, key: int) -> tuple[Roll, ...]:
    """Return the rolls of one case, in the order in which they were met.

    `key` is the item key of the case; who reads an act, or votes, is what a key has beyond it.
    """
    found = []
    for place, roll in enumerate(rolls):
        if roll.option != option or roll.number != number:
            continue
        if int(roll.purpose) not in _QUESTIONS:
            continue
        question, yes, no = _QUESTIONS[int(roll.purpose)]
        names = {"actor": "the actor", "target": "anybody", "observer": "an observer"}
        if option >= 0:
            menu = game.setup.menu
            names["actor"] = game.actors[menu.actor[option]]
            names["target"] = game.actors[menu.target[option]]
        if int(roll.purpose) in _BY_OBSERVER:
            names["observer"] = _observer(game, int(roll.key), key, option)
        found.append(
            Roll(
                id=f"{place}:{int(roll.purpose)}:{int(roll.key):016x}",
                purpose=int(roll.purpose),
                key=int(roll.key),
                question=question.format(**names),
                chance=float(roll.chance),
                luck=float(roll.luck),
                result=bool(roll.result),
                yes=yes,
                no=no,
                is_ruled=bool(roll.is_ruled),
            )
        )
    return tuple(found)


def _observer(game: Game, roll_key: int, key: int, option: int) -> str:
    """The actor whose name key turned the act's key, or a motion's, into this roll's."""
    setup = game.setup
    bases = {key}
    if option >= 0:
        action = int(setup.menu.action[option])
        bases |= {
            int(draws.item(setup.name_keys[alliance], action))
            for alliance in range(int(setup.n_actors))
        }
        bases |= {
            int(draws.item(setup.name_keys[alliance], other))
            for alliance in range(int(setup.n_actors))
            for other in range(len(ACTIONS))
            if ACTIONS.at(other).motion != "none"
        }
    for base in bases:
        for i, name in enumerate(game.actors):
            if (base + int(setup.name_keys[i])) % 2**64 == roll_key:
                return name
    return "an observer"
