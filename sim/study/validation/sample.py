"""Simulated incidents and disputes of two states, from which patterns are computed."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from sim.core.errors import ConfigError, explain
from sim.core.layout.setup import MILITARISED_LEVEL, WAR_LEVEL
from sim.montecarlo.run_incidents import run_incidents
from sim.scenario import Scenario
from sim.scenario.catalogue import ACTIONS
from sim.statistics.dispute import disputes_of


class Sample:
    """The militarised incidents of many dyads, in the order of dyads and days."""

    def __init__(self, incidents: np.ndarray, horizon_days: float) -> None:
        self.incidents = incidents
        self.horizon_days = horizon_days

    @cached_property
    def acts(self) -> np.ndarray:
        """The incidents alone, without the marks of settlements."""
        return self.incidents[self.incidents["level"] >= MILITARISED_LEVEL]

    @cached_property
    def disputes(self) -> pd.DataFrame:
        """One row a dispute."""
        return disputes_of(self.incidents, self.horizon_days)

    @cached_property
    def mid_action(self) -> np.ndarray:
        """What MID calls each act, as its number; war is 20."""
        numbers = np.array([action.mid_action for action in ACTIONS.values()])
        return np.where(self.acts["level"] == 5, 20, numbers[self.acts["action"]])

    @cached_property
    def dispute_key(self) -> np.ndarray:
        """One number a dispute, for every act."""
        return self.acts["run"] * 100_000 + self.acts["dispute"]

    @cached_property
    def watched_days(self) -> np.ndarray:
        """Days that each dyad with incidents was watched, by its number: a run ends with war."""
        runs, place = np.unique(self.acts["run"], return_inverse=True)
        days = np.full(len(runs), self.horizon_days)
        at_war = self.acts["level"] == WAR_LEVEL
        days[place[at_war]] = self.acts["day"][at_war] + 1.0
        return days

    def parts(self, count: int) -> list[Sample]:
        """Return the same dyads in `count` parts, to see what a smaller sample would have said."""
        part = self.incidents["run"] % count
        return [Sample(self.incidents[part == k], self.horizon_days) for k in range(count)]

    def followed(self) -> np.ndarray:
        """Return which acts are followed by another one of the same dispute (acts - 1)."""
        return self.dispute_key[1:] == self.dispute_key[:-1]

    @cached_property
    def answer_days(self) -> np.ndarray:
        """Days from each act to the other side's next act on a later day; inf where none."""
        acts = self.acts
        span = self.horizon_days + 1.0
        when = acts["run"] * span + acts["day"]
        days = np.full(len(acts), np.inf)
        for side in (0, 1):
            own, other = acts["actor"] == side, acts["actor"] != side
            later = np.append(when[other], np.inf)
            run = np.append(acts["run"][other], -1)
            place = np.searchsorted(when[other], when[own], side="right")
            same_run = run[place] == acts["run"][own]
            days[own] = np.where(same_run, later[place] - when[own], np.inf)
        return days


def sample_of(
    scenario: Scenario, dyads: int, seed: int, first: int = 0, dyad: tuple[str, str] | None = None
) -> Sample:
    """Simulate `dyads` runs of a scenario; take the incidents between two of its states.

    Without `dyad` these are its first focus state and that state's first adversary.
    """
    one, other = dyad or main_dyad(scenario)
    i, j = scenario.actors.index(one), scenario.actors.index(other)
    found = run_incidents(scenario.setup, seed, dyads, first)
    forth = (found["actor"] == i) & (found["target"] == j)
    back = (found["actor"] == j) & (found["target"] == i)
    between = found[forth | back].copy()
    between["actor"] = forth[forth | back]  # 1 for the first of the two
    return Sample(between, scenario.turns * scenario.days_per_turn)


def main_dyad(scenario: Scenario) -> tuple[str, str]:
    """Return the first focus state and its first adversary.

    Raises ConfigError where it has none.
    """
    one = scenario.focus[0]
    adversaries = scenario.file.actors[one].adversaries
    if not adversaries:
        raise ConfigError(f"scenario: {one} has no adversary; name two states with dyad=A-B")
    return one, adversaries[0]


def dyad_named(scenario: Scenario, text: str) -> tuple[str, str]:
    """Return the two states of `A-B`. Raises ConfigError where they are no adversaries."""
    for one in scenario.actors:
        for other in scenario.file.actors[one].adversaries:
            if text in (f"{one}-{other}", f"{other}-{one}"):
                return one, other
    pairs = {
        f"{one}-{other}"
        for one in scenario.actors
        for other in scenario.file.actors[one].adversaries
    }
    raise ConfigError(explain("dyad", text, sorted(pairs)))
