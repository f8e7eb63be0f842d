"""The state of a session in memory: what its log, read from the start, comes to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from sim.core import draws
from sim.core.layout.setup import Setup
from sim.policies.decision import ASK_POLICY
from sim.scenario.catalogue import ACTIONS
from sim.scenario.engine import Engine, this_engine
from sim.scenario.open_menu import with_open_menu
from sim.scenario.preset import Preset
from sim.scenario.scenario import Scenario
from sim.workshop.game.branch import MAIN, Branch
from sim.workshop.game.inject import Forced, Inject, of_scenario, option_of
from sim.workshop.game.position import Briefed, Resolution, brief_turn, first_position, resolve_turn
from sim.workshop.game.settings import Settings
from sim.workshop.game.turn import Turn
from sim.workshop.refused import Refused

_BRIEFED_KEPT = 6
_SETUPS_KEPT = 8


class Said(NamedTuple):
    """A message, a note, or a question: who wrote it, to whom, when."""

    id: str
    kind: str
    """message, note, seat_note or request"""
    by: str
    to: tuple[str, ...]
    text: str
    at: float
    turn: int
    branch: str
    author: str = ""
    answer: str = ""


@dataclass
class Seat:
    """Who decides for an actor."""

    actor: str
    control: str
    """human, ai or script"""
    preset: Preset
    """what plays it; for people, what sets its ceiling and how sure it wants to be"""
    may_forecast: bool = False


@dataclass
class Clock:
    """The countdown for orders; `left` is what was left when it was stopped."""

    ends_at: float | None = None
    total: int = 0
    left: float | None = None


@dataclass
class Game:
    """A session's state. Only `sim.workshop.act` changes it, one entry at a time."""

    scenario: Scenario
    title: str
    seed: int
    run: int
    settings: Settings
    seats: dict[str, Seat]
    engine: Engine
    """the rules that it was begun with"""
    injects: dict[str, Inject] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    active: str = MAIN
    looking_back: int | None = None
    said: list[Said] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    is_over: bool = False
    forget_next: set[str] = field(default_factory=set)
    """actors whose new policy starts without a memory in the next turn"""
    _setups: list[tuple[dict[str, Preset], Setup]] = field(default_factory=list)

    @property
    def branch(self) -> Branch:
        """The line of play that goes on."""
        return self.branches[self.active]

    @property
    def turn(self) -> Turn:
        """The turn under way."""
        return self.branch.now

    @property
    def run_key(self) -> np.uint64:
        """All draws of this session depend on it; equal to that of a sweep's run."""
        return np.uint64(draws.run_key(self.seed, self.run))

    @property
    def actors(self) -> tuple[str, ...]:
        return self.scenario.actors

    @property
    def humans(self) -> list[str]:
        """The actors that people play."""
        return [name for name, seat in self.seats.items() if seat.control == "human"]

    @property
    def n_turns(self) -> int:
        """How many turns this session is to have."""
        return min(self.settings.turns or self.scenario.turns, self.scenario.turns)

    @property
    def presets(self) -> dict[str, Preset]:
        """The policies, and for people the briefs, that the seats have now."""
        return {name: seat.preset for name, seat in self.seats.items()}

    @property
    def setup(self) -> Setup:
        """The compiled scenario with the policies that the seats have now."""
        return self._compiled(self.presets)

    def setup_of(self, turn: Turn) -> Setup:
        """The compiled scenario with the policies of a turn: those kept when its orders closed."""
        return self._compiled(turn.presets or self.presets)

    def _compiled(self, presets: dict[str, Preset]) -> Setup:
        for known, setup in self._setups:
            if all(known[name] is preset for name, preset in presets.items()):
                return setup
        setup = replace(self.scenario, presets=presets).setup.copy()
        setup.n_injects = 0  # injects are the facilitator's
        self._setups = [(presets, setup), *self._setups[: _SETUPS_KEPT - 1]]
        return setup

    def briefed(self, turn: Turn) -> Briefed:
        """Return a turn as it is before anybody decided; worked out once, kept for a while."""
        if turn.briefed is None:
            forget = [self.actors.index(name) for name in turn.forget]
            turn.briefed = brief_turn(turn.start, self.setup_of(turn), self.run_key, forget)
            kept = [other for other in self.branch.turns if other.briefed is not None]
            for other in kept[:-_BRIEFED_KEPT]:
                other.briefed = None
        return turn.briefed

    def orders_of(self, turn: Turn) -> np.ndarray:
        """Return (options) int64: what people ordered, ASK_POLICY where a policy decides."""
        setup = self.setup
        orders = np.full(int(setup.n_options), ASK_POLICY, np.int64)
        for name, control in turn.controls.items():
            if control != "human":
                continue
            orders[list(self.scenario.options_of(name))] = 0
            for draft in turn.drafts.get(name, []):
                for order in draft.orders:
                    option = option_of(setup, self.actors, (name, order.action, order.target))
                    if option is not None:
                        orders[option] += order.times
        return orders

    def forced_in(self, turn: Turn) -> list[Forced]:
        """Return the acts that the published injects of a turn force."""
        forced = []
        for key in turn.published_injects:
            inject = self.injects[key]
            effect = inject.effect
            option = None if effect is None else option_of(self.setup, self.actors, effect)
            if option is not None:
                forced.append(Forced(option, inject.day))
        return forced

    def resolve(self, turn: Turn) -> Resolution:
        """Work a turn out from its sealed orders, its injects and what was ruled so far."""
        return resolve_turn(
            self.briefed(turn), self.setup_of(turn), self.run_key,
            self.orders_of(turn), self.forced_in(turn), turn.rulings,
        )  # fmt: skip

    def due(self, turn: Turn) -> list[str]:
        """Return the ids of injects that are planned for this turn or overdue, in order."""
        end = turn.start[0].system.day + self.briefed(turn).state.system.days
        return [
            key
            for key, inject in self.injects.items()
            if turn.injects.get(key) == "planned" and inject.day < end
        ]

    def label(self, action: str) -> str:
        """Return the short name of an action for people."""
        return ACTIONS[action].short


def new_game(
    scenario: Scenario, title: str, seed: int, run: int, humans: list[str], settings: Settings,
    engine: Engine | None = None,
) -> Game:  # fmt: skip
    """Return a game on its first day; `engine` says by which rules it was begun, if not these.

    Raises Refused for a seat that the scenario does not have.
    """
    wide = with_open_menu(scenario)
    for name in humans:
        if name not in wide.actors:
            raise Refused(
                f"{name}: is not an actor of {scenario.name}; it has {', '.join(wide.actors)}"
            )
    seats = {
        name: Seat(name, "human" if name in humans else "ai", preset, settings.forecasts)
        for name, preset in wide.presets.items()
    }
    game = Game(wide, title, seed, run, settings, seats, engine or this_engine())
    game.injects = {inject.id: inject for inject in of_scenario(wide)}
    first = Turn(
        1, first_position(game.setup, game.run_key), dict.fromkeys(game.injects, "planned")
    )
    game.branches[MAIN] = Branch(MAIN, "Main line", turns=[first])
    return game
