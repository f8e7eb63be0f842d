"""`countermove compare`: policy configs with common random numbers."""

from __future__ import annotations

from sim.cli.cells import folder_of, plan_of
from sim.cli.compose import compose
from sim.cli.conduct import command_line, conduct, executor_of
from sim.cli.ending import print_comparison
from sim.core.errors import ConfigError
from sim.study import run_comparison

_NO_RUN = ("--cfg", "-c", "--info", "-i", "--help", "-h", "--hydra-help")


def execute(arguments: list[str]) -> int:
    """Compose, run all configs, compare them with the first; returns the exit code."""
    shows_only = any(word.partition("=")[0] in _NO_RUN for word in arguments)
    several = [] if shows_only or {"-m", "--multirun"} & set(arguments) else ["-m"]
    jobs = compose("compare", [*several, *arguments])
    if not jobs:
        return 0
    if len(jobs) < 2:
        raise ConfigError(
            "compare: needs at least two configs, as values with commas, such as\n"
            "  countermove compare policy@policies.UK=restrained,proportionate,firm"
        )
    plan = plan_of(jobs)
    config = jobs[0].config
    executor = executor_of(config["executor"])
    path = folder_of(config, "compare", plan.cells[0].scenario.name)
    command = command_line("compare", arguments)
    output_format = config["output"]["format"]
    result = conduct(
        lambda executor, watch: run_comparison(plan, path, executor, watch, command, watch.warn),
        path,
        executor,
        output_format == "quiet",
    )
    print_comparison(result, output_format)
    return 0
