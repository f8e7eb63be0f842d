"""`countermove resume`: go on with a study that was stopped."""

from __future__ import annotations

from pathlib import Path

from sim.cli.conduct import conduct, executor_of
from sim.cli.ending import print_comparison, print_sweep
from sim.cli.plain import parse
from sim.core.errors import ConfigError
from sim.store import read_manifest
from sim.study import resume, write_comparison

_KEYS = {"executor.threads": int, "output.format": str}


def execute(arguments: list[str]) -> int:
    """Finish the study in a folder and print it; returns the exit code."""
    plain = parse("resume", arguments, _KEYS, "a result folder")
    if len(plain.words) > 1:
        raise ConfigError("resume: one result folder at a time")
    path = Path(plain.words[0]).expanduser()
    threads = plain.whole_number("executor.threads", 1, 1024)
    is_comparison = "compare" in read_manifest(path).command.split()[:2]
    result = conduct(
        lambda executor, listener: resume(path, executor, listener),
        path,
        executor_of({"threads": threads}),
        plain.format == "quiet",
        finish=write_comparison if is_comparison else None,
    )
    if is_comparison:
        print_comparison(result, plain.format)
    else:
        print_sweep(result, plain.format)
    return 0
