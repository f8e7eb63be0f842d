"""A crisis at a known point: a scenario with a started state, and names instead of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from sim.core import draws
from sim.core.layout.setup import NOBODY
from sim.core.layout.state import new_state
from sim.core.layout.trace import CAUSES, NOTES, new_trace
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import brief, leave_to_policies, start, take_turn

DUEL: dict[str, Any] = {
    "title": "A duel",
    "question": "What do two states do to each other when nobody else is there?",
    "start": "2025-01-01",
    "days_per_turn": 7,
    "turns": 26,
    "focus": ["Blue"],
    "actors": {
        "Blue": {
            "look": {"letters": "BL", "shape": "circle", "light": "#112233", "dark": "#112233"},
            "adversaries": ["Red"],
            "policy": "hold",
            "budget_meur_year": 100,
            "tempo": [
                {"action": "diplomatic_protest", "toward": {"Red": 0.01}},
                {"action": "expulsions_sanctions", "toward": {"Red": 0.01}},
                {"action": "threat_of_force", "toward": {"Red": 0.01}},
                {"action": "cyber_probe", "toward": {"Red": 0.01}},
                {"action": "snap_exercise", "toward": {"Red": 0.01}},
            ],
        },
        "Red": {
            "look": {"letters": "RE", "shape": "square", "light": "#445566", "dark": "#445566"},
            "is_challenger": True,
            "adversaries": ["Blue"],
            "policy": "hold",
            "budget_meur_year": 100,
            "tempo": [
                {"action": "recon_drone_incursion", "toward": {"Blue": 0.2}},
                {"action": "cyber_probe", "toward": {"Blue": 0.05}},
                {"action": "snap_exercise", "toward": {"Blue": 0.01}},
                {"action": "threat_of_force", "toward": {"Blue": 0.01}},
            ],
        },
    },
    "sites": [{"name": "Blue airport", "host": "Blue", "kind": "airport"}],
}
"""Two states and one airport: small enough to follow by hand."""


def duel(
    folder: Path,
    policies: Mapping[str, Any] | None = None,
    parameters: Mapping[str, float] | None = None,
    **changes: Any,
) -> Scenario:
    """Return the duel, with keys of the file changed, as a scenario of the user's own."""
    path = folder / "duel.yaml"
    path.write_text(yaml.safe_dump(DUEL | changes, sort_keys=False), encoding="utf-8")
    return load_scenario(path, policies, parameters)


def edited(folder: Path, name: str, **changes: Any) -> Path:
    """Return a copy of a shipped scenario file with keys of the file changed."""
    content = load_scenario(name).file.model_dump(exclude_unset=True) | changes
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def action_number(name: str) -> int:
    """Return the number of an action of the catalogue."""
    return ACTIONS.number(name)


class Told(NamedTuple):
    """One event as it was written down, in names; an actor that is nobody is empty."""

    actor: str
    target: str
    action: str
    rung: int
    cause: str
    is_seen: int = 1
    is_stopped: int = 0
    posterior: float = 1.0
    note: str = ""
    site: int = NOBODY


class Crisis:
    """One run of a scenario, on its first day; the state may be set to the story's needs."""

    def __init__(self, scenario: Scenario, seed: int = 1, run: int = 0) -> None:
        self.scenario = scenario
        self.setup = scenario.setup
        self.state = new_state()[0]
        self.trace = new_trace()[0]
        self.key = np.uint64(draws.run_key(seed, run))
        self.orders = np.empty(int(self.setup.n_options), np.int64)
        start(self.state, self.setup, self.key)

    def but(self, **parameters: float) -> Crisis:
        """Change parameters for this crisis alone, beyond their bounds where that spares luck.

        A chance of 0 or 1 says for certain what happens, whatever the draw.
        """
        self.setup = self.setup.copy()
        for name, value in parameters.items():
            self.setup.parameters[name] = value
        return self

    def told(self) -> list[Told]:
        """Return the events of the trace, in names."""
        names = (*self.scenario.actors, "")
        return [
            Told(
                names[event.actor], names[event.target], ACTIONS.at(int(event.action)).id,
                int(event.rung), CAUSES[event.cause], int(event.detected), int(event.defeated),
                float(event.posterior), NOTES[event.note], int(event.site),
            )
            for event in self.trace.events[: int(self.trace.n_events)]
        ]  # fmt: skip

    def turn_key(self, turn: int | None = None) -> np.uint64:
        number = int(self.state.system.turn) if turn is None else turn
        return np.uint64(draws.turn_key(self.key, number))

    @property
    def whole_run(self) -> np.uint64:
        return self.turn_key(-1)

    def who(self, name: str) -> int:
        return self.scenario.actors.index(name)

    def pair(self, one: str, other: str) -> np.record:
        return self.state.pairs[self.who(one), self.who(other)]

    def view(self, one: str, other: str) -> np.record:
        return self.state.views[self.who(one), self.who(other)]

    def actor(self, name: str) -> np.record:
        return self.state.actors[self.who(name)]

    def option(self, actor: str, action: str, target: str) -> int:
        menu, n = self.setup.menu, int(self.setup.n_options)
        wanted = (self.who(actor), action_number(action), self.who(target))
        rows = zip(menu.actor[:n], menu.action[:n], menu.target[:n], strict=True)
        return list(rows).index(wanted)

    def options_of(self, actor: str) -> slice:
        own = self.scenario.options_of(actor)
        return slice(own.start, own.stop)

    def brief(self) -> Crisis:
        brief(self.state, self.trace, self.setup, self.key)
        return self

    def take_turn(self) -> Crisis:
        leave_to_policies(self.orders)
        take_turn(self.state, self.trace, self.setup, self.key, self.orders)
        return self
