"""A desk: one actor, its options and what it sees, every number of it set by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sim.core.layout.capacity import MAX_ACTORS
from sim.core.layout.state import new_state
from sim.policies.decision import decide, respond_to
from sim.policies.family import Rates, View
from sim.policies.registry import family_number
from sim.scenario import load_scenario

ME, FOE, FRIEND = 0, 1, 2
N_ACTORS, FOES, N_OPTIONS = 3, 4, 6
"""Options 0 to 3 are toward the foe, 4 and 5 toward the friend."""
AGAINST, AMONG = slice(0, FOES), slice(FOES, N_OPTIONS)


@cache
def _layout() -> np.dtype:
    return load_scenario("generic_dyad").setup.dtype


class Desk:
    """An actor with a foe and a friend; all is 0 but what keeps a formula from dividing by 0.

    All six options are open, of six actions, at a tempo of one act a day.
    """

    def __init__(self, family: str = "utility", **policy: float) -> None:
        self.setup: Any = np.zeros(1, self._dtype())[0]
        self.state: Any = new_state()[0]
        self.setup.n_actors, self.setup.n_options = N_ACTORS, N_OPTIONS
        self.policy, self.parameters = self.setup.policies[ME], self.setup.parameters
        self.policy.family = family_number(family)
        self.set_policy(**policy)
        self.parameters.choice_utility_cap = 100.0
        self.parameters.response_momentum_half_life_days = 1.0
        self.menu = self.setup.menu
        self.menu.first[ME] = [0, 0, FOES] + [N_OPTIONS] * (MAX_ACTORS - 2)
        self.menu.actor[:N_OPTIONS] = ME
        self.menu.target[:N_OPTIONS] = [FOE] * FOES + [FRIEND] * (N_OPTIONS - FOES)
        self.menu.action[:N_OPTIONS] = range(1, N_OPTIONS + 1)
        self.state.is_open[:N_OPTIONS] = self.state.tempo[:N_OPTIONS] = 1.0
        self.own = self.state.selves[ME]
        self.own.days_per_turn, self.own.free_budget_meur = 7.0, 100.0
        self.foe, self.friend = self.state.views[ME, FOE], self.state.views[ME, FRIEND]
        self.foe.is_adversary, self.friend.is_ally = 1, 1
        self.memory = self.state.memory[ME]

    @staticmethod
    def _dtype() -> np.dtype:
        return _layout()

    def set_policy(self, **policy: float) -> None:
        for name, value in policy.items():
            self.policy[name] = value

    @property
    def view(self) -> View:
        state = self.state
        return View(state.selves[ME], state.views[ME, :N_ACTORS], state.memory[ME], state.tempo)

    @property
    def rates(self) -> Rates:
        return Rates(self.state.intensity, self.state.taste, self.state.exact)

    def decide(self) -> list[float]:
        """Let the policy decide; return how many acts a day it wants of each option."""
        decide(self.state, self.setup, ME)
        return self.state.intensity[:N_OPTIONS].tolist()

    @property
    def taste(self) -> list[float]:
        return self.state.taste[:N_OPTIONS].tolist()

    def respond(self, rung: float = 5.0, expected: float = 1.0) -> tuple[float, float]:
        """Return the chance that the policy answers the foe's act on this rung, and the step."""
        entry = self.state.book[ME, 0]
        entry.against, entry.victim, entry.rung, entry.certainty = FOE, ME, rung, 1.0
        return respond_to(self.state, self.setup, ME, entry, expected)

    @property
    def exact(self) -> list[int]:
        return self.state.exact[:N_OPTIONS].tolist()
