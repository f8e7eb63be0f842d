"""`countermove report`: the report and figures of a result folder again."""

from __future__ import annotations

from pathlib import Path

from sim.cli.ending import print_sweep
from sim.cli.plain import parse
from sim.cli.terminal import messages
from sim.core.errors import ConfigError
from sim.report import render
from sim.study import open_result

_KEYS = {"output.format": str}


def execute(arguments: list[str]) -> int:
    """Verify the folder, render its report, print its table; returns the exit code."""
    plain = parse("report", arguments, _KEYS, "a result folder")
    if len(plain.words) > 1:
        raise ConfigError("report: one result folder at a time")
    path = Path(plain.words[0]).expanduser()
    result = open_result(path)
    if not any(result.folder.shard_files()):
        raise ConfigError(f"{path}: holds no finished runs; first: countermove resume {path}")
    for problem in result.folder.verify():
        messages().print(f"warning: {problem}", markup=False)
    render(path)
    print_sweep(open_result(path), plain.format)
    return 0
