"""Going on with a study that was stopped, from nothing but its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.core.errors import ConfigError
from sim.montecarlo.executor import Executor
from sim.scenario.engine import engine_hash
from sim.store import read_manifest
from sim.study.kept import reload_scenario
from sim.study.plan import Cell, Plan
from sim.study.progress import Listener, ignore
from sim.study.result import Result
from sim.study.sweep import Tell, run_sweep, warn


def resume(
    path: Path,
    executor: Executor | None = None,
    listener: Listener = ignore,
    tell: Tell = warn,
) -> Result:
    """Finish the study in `path`; its `runs/` end byte-identical to an undisturbed one.

    What was damaged since it was written is told and computed again.

    Raises ConfigError where `path` is not a result folder, or where the rules or the scenario have
    changed since it was started.
    """
    manifest = read_manifest(path)
    plan = read_plan(path, manifest.config)
    return run_sweep(plan, path, executor, listener, manifest.command, manifest.study, tell)


def read_plan(path: Path, config: dict[str, Any]) -> Plan:
    """Rebuild the plan of the study in `path` from the config in its manifest."""
    if config.get("engine") != engine_hash():
        raise ConfigError(
            f"{path}: was started with a different model version (other rules), so new runs would "
            f"not match its finished ones; start a new sweep in another folder"
        )
    try:
        cells = tuple(_read_cell(path, entry) for entry in config["cells"])
        sizes = ("runs", "seed", "shard_size", "series_runs", "traced_runs")
        return Plan(cells, **{name: config[name] for name in sizes})
    except (KeyError, TypeError) as error:
        raise ConfigError(f"{path}: the config in its manifest is damaged ({error})") from error


def _read_cell(path: Path, entry: dict[str, Any]) -> Cell:
    return Cell(entry["label"], entry["overrides"], reload_scenario(path, entry))
