"""One study from start to end: progress, interruption, report, and what is said at the end."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from sim.cli.help import NAME
from sim.cli.progress import Watch
from sim.core.errors import ConfigError, CountermoveError
from sim.montecarlo import is_compiled
from sim.montecarlo.executor import Executor, ThreadExecutor
from sim.report import render
from sim.store import read_manifest
from sim.study import Listener, Result, open_result

Study = Callable[[Executor, Listener], Result]


def conduct(
    study: Study,
    path: Path,
    executor: Executor,
    is_quiet: bool,
    finish: Callable[[Result], object] | None = None,
) -> Result:
    """Run `study` under a progress bar, then `finish`, then render the report.

    Raises KeyboardInterrupt with a text that says what is kept and how to go on.
    """
    with Watch(is_quiet) as watch:
        if not is_compiled():
            watch.note("Compiling the rules, once for this version: about a minute.")
        try:
            result = study(executor, watch)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_stopped(path)) from None
        finally:
            executor.close()
        if finish is not None:
            finish(result)
        render(path)
    return open_result(path)


def command_line(verb: str, arguments: Sequence[str]) -> str:
    """The command as it can be typed again."""
    return shlex.join([NAME, verb, *arguments])


def executor_of(config: dict[str, object]) -> Executor:
    """The executor that the config asks for.

    Raises ConfigError where a cluster is asked for and its extra is not installed.
    """
    threads, address = config.get("threads"), config.get("address")
    if config.get("kind") == "cluster":
        return _cluster(None if address is None else str(address))
    return ThreadExecutor(threads if isinstance(threads, int) else None)


def _cluster(address: str | None) -> Executor:
    try:
        from sim.montecarlo.cluster import ClusterExecutor
    except ImportError as error:
        raise ConfigError(
            'executor: cluster needs an extra; install it with: pip install "countermove[cluster]"'
        ) from error
    try:
        return ClusterExecutor(address)
    except OSError as error:
        raise ConfigError(f"executor.address: {address}: no scheduler there ({error})") from error


def _stopped(path: Path) -> str:
    try:
        manifest = read_manifest(path)
    except CountermoveError:
        return "stopped before anything was written"
    return (
        f"stopped: {manifest.runs_done:,} of {manifest.runs_total:,} runs are kept in {path}\n"
        f"go on with: {NAME} resume {path}"
    )
