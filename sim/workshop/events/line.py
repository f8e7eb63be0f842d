"""What a line of a master events list says: to whom it goes, and what it makes happen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from sim.core.errors import explain
from sim.scenario.catalogue import ACTIONS
from sim.scenario.role import EVERYBODY
from sim.scenario.scenario import Scenario
from sim.workshop.events.time import Problem
from sim.workshop.game.inject import option_of

_GROUP_WORD = re.compile(r"\s+(?:players?|cells?|teams?|seats?)", re.IGNORECASE)
"""After the name of a seat: "UK players"."""
_AND = re.compile(r"[;,/&\n]|\band\b", re.IGNORECASE)
_TOWARD = re.compile(r"\s*(?:->|→|>|\btowards?\b|\bagainst\b|\bon\b|\bto\b)\s*", re.IGNORECASE)


class Act(NamedTuple):
    """An act that an event forces."""

    actor: str
    action: str
    target: str


def receivers(cell: str, scenario: Scenario) -> tuple[str, ...]:
    """Return the seats that a cell names; none where it is for all."""
    if " ".join(cell.lower().split()) in ("", "*", *EVERYBODY):
        return ()
    parts = [part.strip() for part in _AND.split(cell)]
    seats = (part if _is_actor(part, scenario) else _GROUP_WORD.sub("", part) for part in parts)
    return tuple(dict.fromkeys(_actor(seat, scenario) for seat in seats if seat))


def expected_effect(cell: str, scenario: Scenario) -> Act | None:
    """Return the act that a cell names; None where it is empty.

    "sabotage: Russia > Allies", or "Russia sabotage Allies"; who is its own target may leave the
    target out. Actions go by their names in the catalogue or their labels.
    """
    if not cell:
        return None
    before, colon, after = cell.partition(":")
    if colon:
        sides = _TOWARD.split(after.strip(), maxsplit=1)
        act = Act(_actor(sides[0], scenario), _action(before), _actor(sides[-1], scenario))
    else:
        act = _sentence(cell, scenario)
    if option_of(scenario.setup, scenario.actors, act) is None:
        raise Problem(_not_on_menu(act, scenario))
    return act


def _sentence(cell: str, scenario: Scenario) -> Act:
    """Read "Russia sabotage Allies": the first words name the actor, the last ones the target."""
    words = _TOWARD.sub(" ", cell).split()
    if len(words) < 2:
        raise Problem(explain("value", cell, "actor, action and target: Russia sabotage Allies"))
    known = _actor_words(scenario)
    first = _longest(words, lambda k: known.get(" ".join(words[:k]).lower()))
    if first == 0:
        _actor(words[0], scenario)  # says who is known
    last = _longest(words[first:], lambda k: known.get(" ".join(words[-k:]).lower()))
    actor = known[" ".join(words[:first]).lower()]
    target = known[" ".join(words[-last:]).lower()] if last else actor
    middle = " ".join(words[first : len(words) - last])
    if not last and _plain(middle) not in _action_words():
        _action(" ".join(words[first:-1]))
        _actor(words[-1], scenario)
    return Act(actor, _action(middle), target)


def _longest(words: list[str], known: Callable[[int], str | None]) -> int:
    """Return how many words together are known, the most there are but one; 0 where none."""
    return next((k for k in range(len(words) - 1, 0, -1) if known(k)), 0)


def _is_actor(word: str, scenario: Scenario) -> bool:
    return word.lower() in _actor_words(scenario)


def _actor(word: str, scenario: Scenario) -> str:
    known = _actor_words(scenario)
    if word.strip().lower() not in known:
        raise Problem(explain("actor", word.strip(), scenario.actors))
    return known[word.strip().lower()]


def _actor_words(scenario: Scenario) -> dict[str, str]:
    words = {spec.title.lower(): name for name, spec in scenario.file.actors.items()}
    words |= {spec.look.letters.lower(): name for name, spec in scenario.file.actors.items()}
    words |= {name.lower(): name for name in scenario.actors}
    words.pop("", None)
    return words


def _action(word: str) -> str:
    known = _action_words()
    if _plain(word) not in known:
        raise Problem(explain("action", word.strip(), ACTIONS))
    return known[_plain(word)]


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", " ")


def _action_words() -> dict[str, str]:
    words = {
        text.lower(): name
        for name, action in ACTIONS.items()
        for text in (action.label, action.short)
    }
    return words | {name.replace("_", " "): name for name in ACTIONS}


def _not_on_menu(act: Act, scenario: Scenario) -> str:
    menu, n, i = (
        scenario.setup.menu,
        int(scenario.setup.n_options),
        scenario.actors.index(act.actor),
    )
    number = ACTIONS.number(act.action)
    targets = [
        scenario.actors[menu.target[o]]
        for o in range(n)
        if menu.actor[o] == i and menu.action[o] == number
    ]
    if not targets:
        has = {ACTIONS.at(menu.action[o]).id for o in range(n) if menu.actor[o] == i}
        return explain(f"action of {act.actor}", act.action, has)
    return explain(f"target of {act.actor}'s {act.action}", act.target, targets)
