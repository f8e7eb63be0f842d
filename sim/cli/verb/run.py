"""`countermove run`: one run, told as a story."""

from __future__ import annotations

from typing import Any

from sim.cli.cells import scenario_of
from sim.cli.compose import compose
from sim.cli.help import NOTE
from sim.cli.terminal import messages, print_json
from sim.core.errors import ConfigError
from sim.core.number import MAX_SEED, whole_number
from sim.crisis import CrisisModel, trace
from sim.crisis.trace import Event
from sim.montecarlo import is_compiled
from sim.report import exchanges, story, turning_points
from sim.scenario import Scenario
from sim.scenario.catalogue import ACTIONS
from sim.study.plan import MAX_RUNS


def execute(arguments: list[str]) -> int:
    """Tell one run; returns the exit code."""
    jobs = compose("run", arguments)
    if not jobs:
        return 0
    if len(jobs) > 1:
        raise ConfigError("run: tells one run of one config; for several: countermove sweep -m")
    config = jobs[0].config
    run = whole_number("run", config["run"], 0, MAX_RUNS - 1)
    seed = whole_number("seed", config["seed"], 0, MAX_SEED)
    scenario = scenario_of(jobs[0])
    output_format = config["output"]["format"]
    if not is_compiled() and output_format != "quiet":
        messages().print("Compiling the rules, once for this version: about a minute.")
    if output_format == "json":
        print_json(_document(scenario, seed, run))
    elif output_format == "table":
        print(_heading(scenario, seed, run))
        labels = {name: action.short for name, action in ACTIONS.items()}
        events = trace(scenario, seed, run)
        print(_told(config["output"]["story"], scenario, events, labels), end="")
    return 0


def _told(form: str, scenario: Scenario, events: list[Event], labels: dict[str, str]) -> str:
    if form == "turning_points":
        return turning_points(events, scenario.start, labels, scenario.focus)
    if form == "exchanges":
        return exchanges(events, scenario.start, labels, scenario.focus)
    return story(events, scenario.start, scenario.days_per_turn, labels)


def _document(scenario: Scenario, seed: int, run: int) -> dict[str, Any]:
    model = CrisisModel(scenario, seed=seed, run=run)
    while model.running:
        model.step()
    return {
        "scenario": scenario.name,
        "seed": seed,
        "run": run,
        "policies": scenario.policies,
        "outcomes": model.outcomes(),
        "events": [event._asdict() for event in trace(scenario, seed, run)],
        "note": NOTE,
    }


def _heading(scenario: Scenario, seed: int, run: int) -> str:
    plays = ", ".join(f"{actor} {policy}" for actor, policy in scenario.policies.items())
    return f"{scenario.title}\nRun {run} of seed {seed}. {plays}.\n"
