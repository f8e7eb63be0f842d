"""Runs per second on this machine: all drivers, and the arithmetic that bounds them.

Every number comes from the same invocation. `c_limit_1` is a C loop that does nothing but the
arithmetic of the option choice, as often as the scenario needs it: no implementation of these
rules can be faster on one core.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sim.crisis import CrisisModel
from sim.montecarlo import run_many
from sim.scenario import Scenario

SEED = 7
PLAIN_RUNS = 3
_SOURCE = Path(__file__).with_name("option_choice.c")
_PACKAGE = Path(__file__).resolve().parent.parent


class Speed(NamedTuple):
    """Runs per second, or why there is no number."""

    name: str
    meaning: str
    runs_per_s: float | None
    note: str = ""
    threads: int = 1


def benchmark(
    scenario: Scenario, seconds: float = 3.0, listener: Callable[[Speed], None] = lambda _: None
) -> list[Speed]:
    """Measure every driver for about `seconds` each; `listener` is told each as it comes.

    The plain Python model takes a few whole runs, however long that is.
    """
    measures: tuple[Callable[[], Speed], ...] = (
        lambda: _monte_carlo(scenario, 1, seconds),
        lambda: _monte_carlo(scenario, 2, seconds),
        lambda: _mesa(scenario, seconds),
        lambda: _plain_mesa(scenario),
        lambda: _c_limit(scenario, seconds),
    )
    speeds = []
    for measure in measures:
        speeds.append(measure())
        listener(speeds[-1])
    return speeds


def _monte_carlo(scenario: Scenario, threads: int, seconds: float) -> Speed:
    def take(runs: int) -> float:
        start = time.perf_counter()
        run_many(scenario.setup, SEED, 0, runs, threads)
        return time.perf_counter() - start

    take(100)
    words = "1 thread" if threads == 1 else f"{threads} threads"
    rate = _rate(take, 500, seconds)
    return Speed(f"montecarlo_{threads}", f"Monte Carlo, {words}", rate, threads=threads)


def _mesa(scenario: Scenario, seconds: float) -> Speed:
    def take(runs: int) -> float:
        start = time.perf_counter()
        for run in range(runs):
            _whole_run(scenario, run)
        return time.perf_counter() - start

    take(1)
    return Speed("mesa_jit", "Mesa model, compiled rules", _rate(take, 5, seconds))


def _plain_mesa(scenario: Scenario) -> Speed:
    """The same runs in a process of its own, with the compiler off."""
    environment = os.environ | {
        "NUMBA_DISABLE_JIT": "1",
        "PYTHONPATH": os.pathsep.join([str(_PACKAGE.parent), os.environ.get("PYTHONPATH", "")]),
    }
    code = "from sim.study.benchmark import time_run_from_stdin; time_run_from_stdin()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps(scenario),
        capture_output=True,
        env=environment,
        check=False,
    )
    meaning = "Mesa model, the same rules as plain Python"
    if done.returncode != 0:
        return Speed("mesa_plain", meaning, None, done.stderr.decode().strip().splitlines()[-1])
    return Speed("mesa_plain", meaning, 1.0 / float(done.stdout))


def time_run_from_stdin() -> None:
    """Write the seconds that a run of full length of the pickled scenario on stdin takes.

    A run that ends early in war counts for the turns it took.
    """
    scenario = pickle.load(sys.stdin.buffer)
    start, turns = time.perf_counter(), 0
    for run in range(PLAIN_RUNS):
        turns += int(_whole_run(scenario, run).state.system.turn)
    sys.stdout.write(f"{(time.perf_counter() - start) * scenario.turns / turns}\n")


def _c_limit(scenario: Scenario, seconds: float) -> Speed:
    meaning = "C loop, only the option choice, 1 thread"
    compiler = shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        return Speed("c_limit_1", meaning, None, "no C compiler here")
    size = [str(scenario.turns), str(int(scenario.setup.n_options))]
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(folder) / "option_choice")
        build = [compiler, "-O3", "-march=native", "-o", program, str(_SOURCE)]
        built = subprocess.run(build, capture_output=True, text=True, check=False)
        if built.returncode != 0:
            return Speed("c_limit_1", meaning, None, "the C compiler failed")

        def take(runs: int) -> float:
            command = [program, str(runs), *size]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            return float(done.stdout.split()[0])

        return Speed("c_limit_1", meaning, _rate(take, 500, seconds))


def _whole_run(scenario: Scenario, run: int) -> CrisisModel:
    return CrisisModel(scenario, seed=SEED, run=run).run_to_end()


def _rate(take: Callable[[int], float], first: int, seconds: float) -> float:
    """Runs per second of `take(runs) -> seconds`, over about `seconds`."""
    runs, spent = first, take(first)
    if spent < seconds:
        runs = max(first, int(first * seconds / max(spent, 1e-6)))
        spent = take(runs)
    return runs / spent
