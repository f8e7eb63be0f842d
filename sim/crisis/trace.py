"""The story of one run: every event that its trace holds, turn by turn, in plain values."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.layout.setup import NOBODY
from sim.core.layout.state import new_state
from sim.core.layout.trace import CAUSES, NOTES, new_trace
from sim.scenario import Scenario
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import leave_to_policies, start, take_turn

NOBODY_KNOWN = ""


class Event(NamedTuple):
    """One thing that happened. `actor` is empty where no state did it."""

    run: int
    turn: int
    day: float
    date: date
    actor: str
    target: str
    action: str
    rung: int
    cause: str
    detected: bool
    defeated: bool
    posterior: float
    note: str
    site: str
    act: int
    """the number of the act that it belongs to, from 1; 0 where it belongs to none"""
    answers: int
    """the number of the act that this act answers; 0 where it answers none"""


def trace(scenario: Scenario, seed: int, run: int) -> list[Event]:
    """Return all events of one run, in order; the same run as row `run` of a sweep."""
    state, record, setup = new_state()[0], new_trace(is_on=True)[0], scenario.setup
    key = np.uint64(draws.run_key(seed, run))
    start(state, setup, key)
    orders = np.empty(int(setup.n_options), np.int64)
    events: list[Event] = []
    while state.system.ended == 0:
        leave_to_policies(orders)
        take_turn(state, record, setup, key, orders)
        logged = record.events[: int(record.n_events)]
        events += [_in_words(scenario, run, line) for line in logged]
    return events


def _in_words(scenario: Scenario, run: int, record: np.record) -> Event:
    sites = scenario.sites
    return Event(
        run=run,
        turn=int(record.turn) + 1,
        day=float(record.day),
        date=scenario.day_of(record.day),
        actor=scenario.actors[record.actor] if record.actor != NOBODY else NOBODY_KNOWN,
        target=scenario.actors[record.target],
        action=ACTIONS.at(record.action).id,
        rung=int(record.rung),
        cause=CAUSES[record.cause],
        detected=bool(record.detected),
        defeated=bool(record.defeated),
        posterior=float(record.posterior),
        note=NOTES[record.note],
        site=sites[record.site] if record.site != NOBODY else "",
        act=int(record.act),
        answers=int(record.answers),
    )
