"""Injects: what the facilitator lets happen, or lets be known, at a time of its choosing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.layout.setup import Setup
from sim.scenario.catalogue import ACTIONS
from sim.scenario.scenario import Scenario


class Inject(NamedTuple):
    """One line of the master events list."""

    id: str
    day: float
    """days from the scenario's start to when it is meant to come, and to what it forces; what is
    published later happens at once"""
    to: tuple[str, ...]
    """the seats it goes to; empty for all and for the public"""
    title: str
    text: str
    effect: tuple[str, str, str] | None
    """actor, action and target of the act that it forces"""
    expected: str
    """what the facilitator expects in answer"""
    notes: str = ""
    """what else the list says of it, for the facilitator alone"""


class Forced(NamedTuple):
    """An act that an inject forces in a turn."""

    option: int
    day: float


def of_scenario(scenario: Scenario) -> list[Inject]:
    """Return the injects that the scenario itself brings."""
    injects = []
    for number, spec in enumerate(scenario.file.injects, 1):
        act = ACTIONS[spec.action].label
        injects.append(
            Inject(
                id=f"S{number}",
                day=float((spec.date - scenario.start).days),
                to=(),
                title=spec.note or act,
                text=act,
                effect=(spec.actor, spec.action, spec.target),
                expected="",
            )
        )
    return injects


def option_of(setup: Setup, names: tuple[str, ...], act: tuple[str, str, str]) -> int | None:
    """Return the option of an act (actor, action, target), or None where nobody has it."""
    actor, action, target = act
    if actor not in names or target not in names or action not in ACTIONS:
        return None
    menu, n = setup.menu, int(setup.n_options)
    found = np.flatnonzero(
        (menu.actor[:n] == names.index(actor))
        & (menu.target[:n] == names.index(target))
        & (menu.action[:n] == ACTIONS.number(action))
    )
    return int(found[0]) if len(found) else None
