"""One study from start to end: progress, interruption, report, and what is said at the end."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sim.cli.help import NAME
from sim.cli.progress import Watch
from sim.core.errors import ConfigError, CountermoveError
from sim.core.number import whole_number
from sim.montecarlo import is_compiled
from sim.montecarlo.executor import Executor, ThreadExecutor
from sim.report import render
from sim.scenario.find import user_path
from sim.store import read_manifest
from sim.study import Result, open_result
from sim.study.plan import MAX_THREADS

Study = Callable[[Executor, Watch], Result]


def conduct(
    study: Study,
    path: Path,
    executor: Executor,
    is_quiet: bool,
) -> Result:
    """Run `study` under a progress bar, then render the report.

    Raises KeyboardInterrupt with a text that says what is kept and how to go on.
    """
    with Watch(is_quiet) as watch:
        if not is_compiled():
            watch.note("Compiling the rules, once for this version: about a minute.")
        try:
            study(executor, watch)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_stopped(path)) from None
        finally:
            executor.close()
            with suppress(OSError):  # nothing came of it: leave no empty folder
                path.rmdir()
        render(path)
    return open_result(path)


def command_line(verb: str, arguments: Sequence[str]) -> str:
    """The command as it can be typed again; of a path elsewhere, only the file's own name.

    It is kept with the results, and where somebody keeps files says who they are.
    """
    return shlex.join([NAME, verb, *(_without_place(word) for word in arguments)])


def _without_place(argument: str) -> str:
    key, equals, value = argument.partition("=")
    if not equals:
        return _name_of(argument)
    return f"{key}={','.join(_name_of(word) for word in value.split(','))}"


def _name_of(word: str) -> str:
    """The name of a file given by its absolute path; within the working directory, from there."""
    text = word.strip("'\"")
    if not text.startswith(("/", "~")):
        return word
    path = user_path(text)
    with suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return path.name


def executor_of(config: dict[str, object]) -> Executor:
    """The executor that the config asks for.

    Raises ConfigError where a cluster is asked for and its extra is not installed.
    """
    threads, address = config.get("threads"), config.get("address")
    if threads is not None:
        whole_number("executor.threads", threads, 1, MAX_THREADS)
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
