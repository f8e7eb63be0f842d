"""`countermove calibrate`: what the data say about eight numbers of the generic dyad."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from rich import box
from rich.table import Table

from sim.cli.cells import folder_of
from sim.cli.plain import Plain, parse
from sim.cli.terminal import messages, print_json, results
from sim.core.errors import ConfigError
from sim.montecarlo import is_compiled
from sim.scenario.parameter import PARAMETERS
from sim.store import write_text
from sim.study.calibration.coverage import coverage, simulate_box
from sim.study.calibration.posterior import described
from sim.study.calibration.problem import CALIBRATED, SCENARIO, Problem
from sim.study.validation.target import read_targets, shipped_targets

_KEYS = {
    "particles": int, "generations": int, "dyads": int, "points": int, "seed": int,
    "targets": str, "output.dir": str, "output.format": str,
}  # fmt: skip
CLAIMED = 0.9
"""The level of the intervals whose coverage the table shows."""


def execute(arguments: list[str]) -> int:
    """Search, check, write and print; returns the exit code."""
    plain = parse("calibrate", arguments, _KEYS, "")
    if plain.words:
        raise ConfigError(f"calibrate: takes no word such as {plain.words[0]!r}")
    seed = plain.whole_number("seed", 0, 2**31) or 7
    path = plain.settings.get("targets")
    targets = shipped_targets() if path is None else read_targets(Path(path).expanduser())
    problem = Problem(targets, plain.whole_number("dyads", 20, 10_000) or 200, seed)
    console = messages()
    if not is_compiled():
        console.print("Compiling the rules, once for this version: about a minute.")

    def tell(generation: int, tolerance: float, simulations: int) -> None:
        console.print(
            f"generation {generation}: tolerance {tolerance:.2f}, {simulations:,} simulations"
        )

    try:
        from sim.study.calibration.smc import posterior
    except ImportError as error:
        raise ConfigError(
            'calibrate: needs an extra; install it with: pip install "countermove[calibrate]"'
        ) from error
    particles = plain.whole_number("particles", 10, 10_000) or 80
    generations = plain.whole_number("generations", 1, 30) or 7
    found = posterior(problem, particles, generations, seed, tell)
    points = plain.whole_number("points", 0, 10_000)
    covered = _coverage(problem, found, 300 if points is None else points, seed, console)
    return _end(plain, found, covered)


def _coverage(
    problem: Problem, found: pd.DataFrame, points: int, seed: int, console: Any
) -> pd.DataFrame:
    """Check the method within the box that the particles span."""
    if points == 0:
        return pd.DataFrame()
    console.print(f"coverage: {points:,} simulations of known parameters")
    spanned = {}
    for name in CALIBRATED:
        values = found[name].to_numpy(float)
        spanned[name] = (float(values.min()), float(values.max()))
    table = simulate_box(problem, spanned, points, seed + 1)
    return coverage(table, list(CALIBRATED), list(problem.observed))


def _end(plain: Plain, found: pd.DataFrame, covered: pd.DataFrame) -> int:
    wanted = {"output": {"dir": plain.settings.get("output.dir")}}
    folder = folder_of(wanted, "calibrate", SCENARIO)
    folder.mkdir(parents=True, exist_ok=True)
    summary = described(found)
    for name, table in (("posterior", found), ("summary", summary), ("coverage", covered)):
        write_text(folder / f"{name}.csv", table.to_csv(index=False, float_format="%.6g"))
    if plain.format == "json":
        print_json({"dir": str(folder), "summary": summary.to_dict("records"),
                    "coverage": covered.to_dict("records")})  # fmt: skip
        return 0
    if plain.format == "table":
        _print(summary, covered)
    results().print(str(folder) if plain.format == "quiet" else f"posterior   {folder}")
    return 0


def _print(summary: pd.DataFrame, covered: pd.DataFrame) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("parameter")
    for title in ("declared range", "median", "90% interval", "spread left", "90% covers"):
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
            f"{declared.low:g} to {declared.high:g}",
            f"{row['median']:.3g}",
            f"{row['low']:.3g} to {row['high']:.3g}",
            f"{row['spread_left']:.0%}",
            held.get(declared.name, "–"),
        )
    results().print(table)
