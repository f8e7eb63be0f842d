"""What an outcome is: one declaration from which columns, summaries, docs and plots follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.core.act.scale import SCALES
from sim.core.layout.setup import DEPLOY, NOBODY, REQUEST, Setup
from sim.core.layout.state import State

Measure = Callable[[State, Setup, int, int], float]

SYSTEM, ACTOR, HOST, ASKER, PAYER, DYAD, RUNG, SUPPORTER, MEMBER, RIVAL, SCALE, HARMED = (
    "system", "actor", "host", "asker", "payer", "dyad", "rung", "supporter", "member", "rival",
    "scale", "harmed",
)  # fmt: skip
"""What an outcome is counted for: the run, each actor, each actor with sites, each actor that may
ask for support, each actor with a budget, each dyad of a focus state and its adversary, each rung,
each focus state with kit, each member of an alliance, each host that competes with another for the
kit of one owner, each published scale, each actor that some act of the scenario costs money."""


class Outcome(NamedTuple):
    """One outcome. `measure(state, setup, i, j)` is a kernel and returns a float64."""

    name: str
    unit: str
    kind: str
    """share (0 or 1), count, rung (ordinal, never averaged), day (NaN: never), quantity"""
    dtype: str
    per: str
    direction: str
    """which is better: lower, higher, none"""
    meaning: str
    measure: Measure
    headline: bool = False
    is_series: bool = False
    """also kept turn by turn, for the bands in figures"""


def indices(outcome: Outcome, setup: Setup, names: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Return (suffix, i, j) of every column that an outcome has in a scenario."""
    n = len(names)
    units = setup.units[: setup.n_units]
    fixed = setup.actors
    if outcome.per == SYSTEM:
        return [("", 0, 0)]
    if outcome.per == RUNG:
        return [(f".rung_{rung}", rung, 0) for rung in range(1, 12)]
    if outcome.per == SCALE:
        return [(f".{scale}", s, 0) for s, scale in enumerate(SCALES)]
    if outcome.per == DYAD:
        return [
            (f".{names[i]}-{names[j]}", i, j)
            for i in range(n)
            for j in range(n)
            if fixed[i].is_focus and setup.pairs[i, j].is_adversary
        ]
    chosen = {
        ACTOR: np.ones(n, bool),
        HOST: np.array([fixed[i].end_site > fixed[i].first_site for i in range(n)]),
        ASKER: np.isin(np.arange(n), _askers(setup)),
        PAYER: np.array([fixed[i].budget_meur_day > 0 for i in range(n)]),
        SUPPORTER: np.array(
            [fixed[i].is_focus and any(unit.owner == i for unit in units) for i in range(n)]
        ),
        MEMBER: np.array([fixed[i].alliance != NOBODY for i in range(n)]),
        RIVAL: np.isin(np.arange(n), _rivals(setup)),
        HARMED: np.isin(np.arange(n), _harmed(setup)),
    }[outcome.per]
    return [(f".{names[i]}", i, 0) for i in range(n) if chosen[i]]


def _askers(setup: Setup) -> np.ndarray:
    n = setup.n_options
    asks = setup.actions["effect"][setup.menu.action[:n]] == REQUEST
    return setup.menu.actor[:n][asks]


def _harmed(setup: Setup) -> np.ndarray:
    n = setup.n_options
    costs = setup.actions["harm_meur"][setup.menu.action[:n]] > 0.0
    return setup.menu.target[:n][costs]


def _rivals(setup: Setup) -> list[int]:
    n = setup.n_options
    menu, kits = setup.menu, setup.actions["kit"][setup.menu.action[:n]]
    sends = setup.actions["effect"][menu.action[:n]] == DEPLOY
    hosts: dict[tuple[int, int], set[int]] = {}
    for o in np.flatnonzero(sends):
        hosts.setdefault((menu.actor[o], kits[o]), set()).add(int(menu.target[o]))
    return sorted({host for rivals in hosts.values() if len(rivals) > 1 for host in rivals})
