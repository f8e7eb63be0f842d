"""`countermove report`: the report and figures of a result folder again."""

from __future__ import annotations

from sim.cli.ending import print_comparison, print_sweep
from sim.cli.plain import parse
from sim.cli.terminal import messages
from sim.core.errors import ConfigError
from sim.report import render
from sim.scenario.find import user_path
from sim.store import COMPARISON
from sim.study import open_result
from sim.study.sweep import MADE_LATER

_KEYS = {"output.format": str}


def execute(arguments: list[str]) -> int:
    """Verify the folder, render its report, print its table; returns the exit code."""
    plain = parse("report", arguments, _KEYS, "a result folder")
    if len(plain.words) > 1:
        raise ConfigError("report: one result folder at a time")
    path = user_path(plain.words[0])
    result = open_result(path)
    if not any(result.folder.shard_files()):
        raise ConfigError(f"{path}: holds no finished runs; first: countermove resume {path}")
    for problem in result.folder.verify():
        if not problem.startswith(MADE_LATER):
            raise ConfigError(f"{path / problem}; make it again with: countermove resume {path}")
        messages().print(f"warning: {problem}; it is made again", markup=False)
    render(path)
    result = open_result(path)
    if result.manifest.study == COMPARISON:
        print_comparison(result, plain.format)
    else:
        print_sweep(result, plain.format)
    return 0
