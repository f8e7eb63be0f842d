"""`countermove sweep`: Monte Carlo of one config, or of a grid of cells."""

from __future__ import annotations

from sim.cli.cells import folder_of, plan_of
from sim.cli.compose import compose
from sim.cli.conduct import command_line, conduct, executor_of
from sim.cli.ending import print_sweep
from sim.study import run_sweep


def execute(arguments: list[str]) -> int:
    """Compose, sweep, print; returns the exit code."""
    jobs = compose("sweep", arguments)
    if not jobs:
        return 0
    plan = plan_of(jobs)
    config = jobs[0].config
    executor = executor_of(config["executor"])
    path = folder_of(config, "sweep", plan.cells[0].scenario.name)
    command = command_line("sweep", arguments)
    output_format = config["output"]["format"]
    result = conduct(
        lambda executor, watch: run_sweep(plan, path, executor, watch, command, tell=watch.warn),
        path,
        executor,
        output_format == "quiet",
    )
    print_sweep(result, output_format)
    return 0
