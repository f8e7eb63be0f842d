"""`countermove calibrate`: what the data say about eight numbers of the generic dyad."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from sim.cli.cells import folder_of
from sim.cli.plain import Plain, parse
from sim.cli.terminal import messages, print_json, results
from sim.core.errors import ConfigError, explain
from sim.montecarlo import is_compiled
from sim.scenario.parameter import PARAMETERS
from sim.store import claim, write_text
from sim.study.calibration.coverage import COLUMNS, FEWEST_POINTS, coverage, simulate_box
from sim.study.calibration.posterior import described
from sim.study.calibration.problem import CALIBRATED, SCENARIO, Problem
from sim.study.validation.target import targets_of

_KEYS = {
    "particles": int, "generations": int, "dyads": int, "points": int, "seed": int,
    "targets": str, "output.dir": str, "output.format": str,
}  # fmt: skip
_TITLES = ("median", "90% interval", "spread left", "90% held")
WIDE = 100
"""Columns of a terminal that has room for the declared ranges."""
CLAIMED = 0.9
"""The level of the intervals whose coverage the table shows."""


class Effort(NamedTuple):
    """How long to search, and on what luck."""

    particles: int = 80
    generations: int = 7
    dyads: int = 200
    points: int = 300
    seed: int = 7


USUAL = Effort()
BOUNDS = {
    "particles": (10, 10_000),
    "generations": (1, 30),
    "dyads": (20, 10_000),
    "points": (0, 10_000),
    "seed": (0, 2**31),
}


def execute(arguments: list[str]) -> int:
    """Search, check, write and print; returns the exit code."""
    plain = parse("calibrate", arguments, _KEYS, "")
    if plain.words:
        raise ConfigError(f"calibrate: takes no word such as {plain.words[0]!r}")
    wanted = _wanted(plain)
    targets = targets_of(plain.settings.get("targets"))
    problem = Problem(targets, wanted.dyads, wanted.seed)
    posterior = _method()
    folder = folder_of({"output": {"dir": plain.settings.get("output.dir")}}, "calibrate", SCENARIO)
    claim(folder)
    console = messages()
    if not is_compiled():
        console.print("Compiling the rules, once for this version: about a minute.")

    def tell(generation: int, tolerance: float, simulations: int) -> None:
        console.print(
            f"generation {generation}: tolerance {tolerance:.2f}, {simulations:,} simulations"
        )

    found = posterior(problem, wanted.particles, wanted.generations, wanted.seed, tell)
    summary = described(found)
    _write(folder, posterior=found, summary=summary)  # the search is long: keep it first
    covered = _coverage(problem, found, wanted, console)
    _write(folder, coverage=covered)
    return _end(plain, folder, summary, covered)


def _wanted(plain: Plain) -> Effort:
    """Read the numbers that were given. Raises ConfigError for one out of bounds."""
    found = {name: plain.whole_number(name, low, high) for name, (low, high) in BOUNDS.items()}
    wanted = USUAL._replace(**{name: n for name, n in found.items() if n is not None})
    if 0 < wanted.points < FEWEST_POINTS:
        expected = f"0 (no check), or at least {FEWEST_POINTS}"
        raise ConfigError(explain("points", wanted.points, expected))
    return wanted


def _method() -> Callable[..., pd.DataFrame]:
    try:
        from sim.study.calibration.smc import posterior
    except ImportError as error:
        raise ConfigError(
            'calibrate: needs an extra; install it with: pip install "countermove[calibrate]"'
        ) from error
    return posterior


def _coverage(
    problem: Problem, found: pd.DataFrame, wanted: Effort, console: Console
) -> pd.DataFrame:
    """Check the method within the box that the particles span."""
    points = wanted.points
    if points == 0:
        return pd.DataFrame(columns=COLUMNS)
    console.print(f"coverage: {points:,} simulations of known parameters")
    spanned = {}
    for name in CALIBRATED:
        values = found[name].to_numpy(float)
        spanned[name] = (float(values.min()), float(values.max()))
    table = simulate_box(problem, spanned, points, wanted.seed + 1)
    return coverage(table, list(CALIBRATED), list(problem.observed))


def _write(folder: Path, **tables: pd.DataFrame) -> None:
    for name, table in tables.items():
        write_text(folder / f"{name}.csv", table.to_csv(index=False, float_format="%.6g"))


def _end(plain: Plain, folder: Path, summary: pd.DataFrame, covered: pd.DataFrame) -> int:
    if plain.format == "json":
        print_json({"dir": str(folder), "summary": summary.to_dict("records"),
                    "coverage": covered.to_dict("records")})  # fmt: skip
        return 0
    if plain.format == "table":
        _print(summary, covered)
    results().print(str(folder) if plain.format == "quiet" else f"posterior   {folder}")
    return 0


def _print(summary: pd.DataFrame, covered: pd.DataFrame) -> None:
    console = results()
    is_wide = console.width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("parameter", no_wrap=True)
    for title in (*(["declared range"] * is_wide), *_TITLES):
        table.add_column(title, justify="right", no_wrap=True)
    held = {
        row["parameter"]: f"{row['covered']:.0%}"
        for row in covered.to_dict("records")
        if row["level"] == CLAIMED
    }
    for row in summary.to_dict("records"):
        declared = PARAMETERS[row["parameter"]]
        table.add_row(
            declared.name,
            *([f"{declared.low:g} to {declared.high:g}"] * is_wide),
            f"{row['median']:.3g}",
            f"{row['low']:.3g} to {row['high']:.3g}",
            f"{row['spread_left']:.0%}",
            held.get(declared.name, "–"),
        )
    console.print(table)
