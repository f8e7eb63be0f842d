"""`countermove validate`: simulated disputes against real ones, nulls and other targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table

from sim.cli.cells import scenario_of
from sim.cli.compose import compose
from sim.cli.groups import DEFAULT_SCENARIO
from sim.cli.plain import Plain
from sim.cli.terminal import messages, print_json, results
from sim.core.errors import ConfigError, explain
from sim.core.number import MAX_SEED, whole_number
from sim.montecarlo import is_compiled
from sim.scenario import Scenario, load_scenario
from sim.study.validation.battery import INSIDE, NOT_SIMULATED, Row, judge, patterns_met
from sim.study.validation.null import null_rows
from sim.study.validation.sample import dyad_named, main_dyad, sample_of
from sim.study.validation.sighting import sighting_rows
from sim.study.validation.target import targets_of

OWN_KEYS = ("targets", "dyads", "dyad")
GENERIC = "generic_dyad"
FEWEST_DYADS, MOST_DYADS, USUAL_DYADS = 10, 100_000, 3_000
SIGHTING_RUNS = 2_000
LOG_SCORE = "(log score)"


def execute(arguments: list[str]) -> int:
    """Simulate, compare, print; returns the exit code."""
    if "-m" in arguments or "--multirun" in arguments:
        raise ConfigError("validate: one config at a time, without -m")
    plain, rest = _own(arguments)
    targets = targets_of(plain.settings.get("targets"))
    dyads = plain.whole_number("dyads", FEWEST_DYADS, MOST_DYADS) or USUAL_DYADS
    has_scenario = any(word.startswith("scenario=") for word in rest)
    jobs = compose("validate", rest if has_scenario else [f"scenario={GENERIC}", *rest])
    if not jobs:
        return 0
    config, scenario = jobs[0].config, scenario_of(jobs[0])
    seed = config["seed"]
    whole_number("seed", seed, 0, MAX_SEED)
    dyad = _dyad(plain, scenario)
    console = messages()
    if not is_compiled():
        console.print("Compiling the rules, once for this version: about a minute.")
    console.print(f"Simulating {dyads:,} runs of {scenario.title} ({'-'.join(dyad)}).")
    sample = sample_of(scenario, dyads, seed, dyad=dyad)
    rows = judge(sample, targets)
    scores: list[dict[str, Any]] = []
    if "targets" not in plain.settings and not has_scenario:
        console.print("Weighing sightings in the Belgian scenario, and the nulls.")
        rows += sighting_rows(load_scenario(DEFAULT_SCENARIO), SIGHTING_RUNS, seed)
        scores = null_rows(sample)
    if config["output"]["format"] == "json":
        print_json([*(row._asdict() for row in rows), *scores])
    else:
        _print(rows, scores, len(sample.disputes), config["output"]["format"] == "quiet")
    return 0


def _own(arguments: Sequence[str]) -> tuple[Plain, list[str]]:
    """Take the settings off that are no part of a config; refuse what would be passed over."""
    plain, rest = Plain([], {}), []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if equals and key in OWN_KEYS:
            plain.settings[key] = value
        elif equals and key in ("target", "runs", "run", "output.dir"):
            raise ConfigError(explain("validate setting", key, OWN_KEYS))
        else:
            rest.append(argument)
    return plain, rest


def _dyad(plain: Plain, scenario: Scenario) -> tuple[str, str]:
    if "dyad" in plain.settings:
        return dyad_named(scenario, plain.settings["dyad"])
    return main_dyad(scenario)


def _print(
    rows: Sequence[Row], scores: Sequence[dict[str, Any]], disputes: int, is_quiet: bool
) -> None:
    met, patterns = patterns_met(rows)
    inside = sum(row.verdict == INSIDE for row in rows)
    measured = sum(row.verdict != NOT_SIMULATED for row in rows)
    if not is_quiet:
        _print_rows(rows)
        if scores:
            _print_scores(scores)
    results().print(
        f"{met} of {patterns} patterns and {inside} of {measured} figures inside their "
        f"95% interval, on {disputes:,} simulated disputes.",
        soft_wrap=True,
    )


def _print_rows(rows: Sequence[Row]) -> None:
    console = results()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("pattern", style="bold", overflow="fold")
    table.add_column("figure")
    for title in ("data", "95% interval", "simulated"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    before = ""
    for row in rows:
        simulated = "–" if row.simulated is None else f"{row.simulated:.3g}"
        style = "" if row.verdict == INSIDE else "yellow"
        table.add_row(
            row.group if row.group != before else "",
            row.meaning or row.pattern,
            f"{row.target:.3g}",
            f"{row.low:.3g} to {row.high:.3g}",
            simulated,
            row.verdict,
            style=style,
        )
        before = row.group
    console.print(table)


def _print_scores(scores: Sequence[dict[str, Any]]) -> None:
    console = results()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("log score, out of sample")
    for title in ("null", "agents", "agents less null"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("the agents are", no_wrap=True)
    for score in scores:
        if LOG_SCORE not in score["pattern"]:
            continue  # Brier scores say much the same; JSON has them
        table.add_row(
            score["pattern"].replace(LOG_SCORE, "").strip(),
            f"{score['target']:.3f}",
            f"{score['simulated']:.3f}",
            f"{score['low']:.3f} to {score['high']:.3f}",
            score["verdict"],
        )
    console.print(table)
