"""A scenario as the rest of the program sees it: checked, with its policies, ready to run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sim.core.layout.setup import Setup
from sim.outcomes import Column, columns, series
from sim.scenario.card import card
from sim.scenario.compile import compile_setup, sites_in_order
from sim.scenario.preset import Preset
from sim.scenario.schema import ScenarioFile


def content_text(file: ScenarioFile) -> str:
    """Return the content of a scenario as JSON that every machine writes alike."""
    return file.model_dump_json(indent=1) + "\n"


def content_hash(file: ScenarioFile) -> str:
    """Return the sha256 of the content of a scenario."""
    return hashlib.sha256(content_text(file).encode()).hexdigest()


@dataclass(frozen=True)
class Scenario:
    """A scenario with a policy for every actor and a value for every parameter."""

    name: str
    file: ScenarioFile
    presets: dict[str, Preset]
    parameters: dict[str, float]
    source_hash: str
    """sha256 of its content, with all that it extends; a comment does not count"""

    def __repr__(self) -> str:
        plays = ", ".join(f"{actor} {policy}" for actor, policy in self.policies.items())
        return f"<Scenario {self.name}: {self.title}; {self._horizon}; {plays}>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        facts = [("file", self.name), ("horizon", self._horizon), ("start", f"{self.start}")]
        facts += list(self.policies.items())
        facts += [(name, f"{value:g}") for name, value in self.parameters.items()]
        return card(self.title, facts, self.file.question)

    @property
    def _horizon(self) -> str:
        return f"{self.turns} turns of {self.days_per_turn:g} days"

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def start(self) -> date:
        return self.file.start

    @property
    def turns(self) -> int:
        return self.file.turns

    @property
    def days_per_turn(self) -> float:
        return self.file.days_per_turn

    @property
    def actors(self) -> tuple[str, ...]:
        """Return the actors' names, in the order of their numbers."""
        return tuple(self.file.actors)

    @property
    def focus(self) -> tuple[str, ...]:
        return tuple(self.file.focus)

    @property
    def policies(self) -> dict[str, str]:
        """Return the name of each actor's policy."""
        return {actor: preset.name for actor, preset in self.presets.items()}

    @cached_property
    def setup(self) -> Setup:
        """The arrays that the kernels read."""
        return compile_setup(self.file, self.presets, self.parameters)

    def options_of(self, actor: str) -> range:
        """Return the numbers of an actor's options, among all options of the scenario."""
        first = self.setup.menu.first[self.actors.index(actor)]
        return range(int(first[0]), int(first[-1]))

    @cached_property
    def columns(self) -> list[Column]:
        """The outcome columns of this scenario, in their order."""
        return columns(self.setup, self.actors)

    @cached_property
    def series(self) -> list[str]:
        """The outcomes of this scenario that are also kept turn by turn."""
        return series(self.setup, self.actors)

    @property
    def sites(self) -> tuple[str, ...]:
        """Return the names of the sites, in the order of their numbers."""
        return tuple(site.name for site in sites_in_order(self.file))

    def day_of(self, day: float) -> date:
        """Return the calendar date of a day of the run."""
        return self.start + timedelta(days=int(day))


def period(days_per_turn: float) -> str:
    """What a turn is called: week, day or turn."""
    return {7.0: "week", 1.0: "day"}.get(float(days_per_turn), "turn")
