"""The wider menu of people: every option that an actor could ever take, not only its habits."""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.catalogue import ACTIONS
from sim.scenario.check import bars
from sim.scenario.scenario import Scenario
from sim.scenario.schema import Actor, ScenarioFile, Tempo

ALWAYS_OPEN = "hold"


def with_open_menu(scenario: Scenario) -> Scenario:
    """Return the scenario with the options added that its rules would let an actor take.

    No policy takes them, and draws are keyed by names: policies play on exactly as they did. Only
    actions that some actor of the scenario plays with are added; toward an alliance, only those
    that some actor plays toward it.
    """
    file = scenario.file
    played = {
        (row.action, target)
        for actor in file.actors.values()
        for row in actor.tempo
        for target in row.toward
    }
    played |= {(inject.action, inject.target) for inject in file.injects}
    actors = {name: _opened(file, name, played) for name in file.actors}
    return replace(scenario, file=file.model_copy(update={"actors": actors}))


def _opened(file: ScenarioFile, name: str, played: set[tuple[str, str]]) -> Actor:
    actor = file.actors[name]
    has = {(row.action, target) for row in actor.tempo for target in row.toward}
    added = [
        Tempo(action=action.id, toward={target: 0.0}, by_people_only=True)
        for action in ACTIONS.values()
        for target in file.actors
        if _is_played(file, played, action.id, target)
        and action.id != ALWAYS_OPEN
        and (action.id, target) not in has
        and not any(bars(file, "", name, action, target))
    ]
    return actor.model_copy(update={"tempo": [*actor.tempo, *added]})


def _is_played(file: ScenarioFile, played: set[tuple[str, str]], action: str, target: str) -> bool:
    if file.actors[target].kind == "alliance":
        return (action, target) in played
    return any(action == other for other, _ in played)
