"""`countermove resume`: go on with a study that was stopped."""

from __future__ import annotations

from sim.cli.conduct import conduct, executor_of
from sim.cli.ending import print_comparison, print_sweep
from sim.cli.plain import parse
from sim.core.errors import ConfigError
from sim.scenario.find import user_path
from sim.store import COMPARISON
from sim.study import resume

_KEYS = {"executor.threads": int, "output.format": str}


def execute(arguments: list[str]) -> int:
    """Finish the study in a folder and print it; returns the exit code."""
    plain = parse("resume", arguments, _KEYS, "a result folder")
    if len(plain.words) > 1:
        raise ConfigError("resume: one result folder at a time")
    path = user_path(plain.words[0])
    threads = plain.whole_number("executor.threads", 1, 1024)
    result = conduct(
        lambda executor, watch: resume(path, executor, watch, watch.warn),
        path,
        executor_of({"threads": threads}),
        plain.format == "quiet",
    )
    if result.manifest.study == COMPARISON:
        print_comparison(result, plain.format)
    else:
        print_sweep(result, plain.format)
    return 0
