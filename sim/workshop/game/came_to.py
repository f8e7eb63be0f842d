"""What a turn came to, for the record: its events in words, and a hash of every field of the state.

Everything goes by name, not by place: a model that gains a field or an action still replays
a session that was kept before. What is worked out anew in each turn (menus, views, rates) is left
out.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from sim.core.layout.setup import NOBODY
from sim.core.layout.state import EMPTY_ENTRY, NEVER, State
from sim.core.layout.trace import CAUSES, NOTES
from sim.scenario.catalogue import ACTIONS
from sim.scenario.scenario import Scenario
from sim.workshop.game.position import Resolution

EVENT_COLUMNS = (
    "day", "actor", "target", "action", "rung", "cause", "detected", "defeated", "posterior",
    "note", "site",
)  # fmt: skip
ROLL_COLUMNS = ("purpose", "key", "chance", "luck", "result", "is_ruled")
ROWS = {"actors": 1, "pairs": 2}
"""Records that every actor has one of, or one toward every other."""
PLAIN = ("first_day", "scale_total", "scale_highest")
BY_ACTOR = {"nerve": 1, "disposition": 1, "stock": 1, "on_soil": 1, "memory": 2}


def came_to(scenario: Scenario, number: int, resolution: Resolution) -> dict[str, Any]:
    """Return what a replay of this turn must come to, bit for bit."""
    return {
        "turn": number,
        "columns": list(EVENT_COLUMNS),
        "events": events_in_words(scenario, resolution),
        "digests": digests(scenario, resolution),
    }


def events_in_words(scenario: Scenario, resolution: Resolution) -> list[list[Any]]:
    """Return a row of EVENT_COLUMNS for each event of a turn."""
    names, sites = scenario.actors, scenario.sites
    return [
        [
            float(event.day),
            names[event.actor] if event.actor != NOBODY else None,
            names[event.target],
            ACTIONS.at(event.action).id,
            int(event.rung),
            CAUSES[event.cause],
            int(event.detected),
            int(event.defeated),
            float(event.posterior),
            NOTES[event.note],
            sites[event.site] if event.site != NOBODY else None,
        ]
        for event in resolution.events
    ]


def digests(scenario: Scenario, resolution: Resolution) -> dict[str, str]:
    """Return a short hash of every lasting field of the state after a turn, and of its rolls."""
    state, n = resolution.end[0], len(scenario.actors)
    units = state.units[: int(scenario.setup.n_units)]
    found = {f"system.{name}": state.system[name] for name in state.system.dtype.names}
    for part, depth in ROWS.items():
        rows = state[part][(slice(n),) * depth]
        found |= {f"{part}.{name}": rows[name] for name in rows.dtype.names}
    found |= {f"units.{name}": units[name] for name in units.dtype.names}
    found |= {
        f"motions.{name}": state.motions[name]
        for name in state.motions.dtype.names
        if name != "action"
    }
    found |= {name: state[name] for name in PLAIN}
    found |= {name: state[name][(slice(n),) * depth] for name, depth in BY_ACTOR.items()}
    found |= {f"rolls.{name}": resolution.rolls[name] for name in ROLL_COLUMNS}
    hashed = {name: _hash(np.ascontiguousarray(values).tobytes()) for name, values in found.items()}
    motions = [
        "" if motion["first_put_day"] == NEVER else ACTIONS.at(motion["action"]).id
        for motion in state.motions
    ]
    return hashed | {
        "motions.action": _hash("\n".join(motions).encode()),
        "tempo": _hash(_by_option(scenario, state.tempo)),
        "worn": _hash(_by_option(scenario, state.worn)),
        "book": _hash(_books(state, n)),
    }


def _books(state: State, n: int) -> bytes:
    """Return every line of the actors' books, with the names of actions in it."""
    lines = []
    for i in range(n):
        for place in range(int(state.actors[i].book_end)):
            entry = state.book[i, place]
            if entry.status == EMPTY_ENTRY:
                continue
            rest = {name: entry[name].item() for name in entry.dtype.names}
            rest["action"] = ACTIONS.at(entry.action).id
            rest["answer"] = "" if entry.answer == NOBODY else ACTIONS.at(entry.answer).id
            lines.append(f"{i} {rest} {state.origins[i, place].item()}")
    return "\n".join(lines).encode()


def _by_option(scenario: Scenario, values: np.ndarray) -> bytes:
    """Return a number of each option by its name; what is 0 is left out."""
    menu, names = scenario.setup.menu, scenario.actors
    rows = [
        f"{names[menu.actor[o]]} {ACTIONS.at(menu.action[o]).id} {names[menu.target[o]]} "
        f"{float(values[o]).hex()}"
        for o in range(int(scenario.setup.n_options))
        if values[o] > 0.0
    ]
    return "\n".join(sorted(rows)).encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
