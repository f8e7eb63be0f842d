"""From composed configs to a plan: cells with scenarios, labels and common random numbers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.cli.compose import Job
from sim.core.errors import ConfigError
from sim.scenario import Scenario, load_scenario
from sim.scenario.find import user_path
from sim.store.atomic import explain_os_error
from sim.study import Cell, Plan

COMMON = ("runs", "run", "seed", "executor", "output")
"""Settings that all cells of a study share."""


def plan_of(jobs: Sequence[Job], traced_runs: int | None = None) -> Plan:
    """The plan of a study: one cell per job.

    Raises ConfigError or ScenarioError for what cannot be run.
    """
    first = jobs[0].config
    for job in jobs[1:]:
        for key in COMMON:
            if job.config[key] != first[key]:
                raise ConfigError(
                    f"{key}: one value for all cells, which use common random numbers; "
                    f"start a sweep per {key} instead"
                )
    varying = _varying(jobs)
    cells = []
    for job in jobs:
        scenario = scenario_of(job)
        label = _label(job, varying) or _label(job, _own(job.overrides)) or scenario.title
        cells.append(Cell(label, shlex.join(_own(job.overrides)), scenario))
    sizes = {} if traced_runs is None else {"traced_runs": traced_runs}
    return Plan(tuple(cells), first["runs"], first["seed"], **sizes)


def scenario_of(job: Job) -> Scenario:
    """Load the scenario of one job with its policies and parameters."""
    return load_scenario(
        job.scenario,
        policies=job.policies,
        parameters=dict(flat(job.config["parameters"])),
    )


def folder_of(config: dict[str, Any], verb: str, scenario: str) -> Path:
    """Where results go: `output.dir`, or the next free number below results/, made at once.

    Two commands that start together get two folders.
    """
    if config["output"]["dir"]:
        return user_path(config["output"]["dir"])
    name = re.sub(r"[^\w().-]+", "_", scenario)[:60]
    number = 1
    while True:
        path = Path("results") / f"{name}-{verb}-{number:03d}"
        try:
            path.mkdir(parents=True)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise explain_os_error(error, path) from error
        else:
            return path


def flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, float]]:
    """(dotted name, value) pairs of nested parameters."""
    pairs: list[tuple[str, float]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            pairs += flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", value))
    return pairs


def _own(overrides: Sequence[str]) -> list[str]:
    """The overrides that belong to a cell, not to the study as a whole."""
    return [
        text
        for text in overrides
        if text.lstrip("+~").partition("=")[0].split(".")[0] not in COMMON
    ]


def _varying(jobs: Sequence[Job]) -> list[str]:
    """The overrides that not all jobs have."""
    if len(jobs) < 2:
        return []
    shared = set.intersection(*(set(job.overrides) for job in jobs))
    found = [text for job in jobs for text in _own(job.overrides) if text not in shared]
    return list(dict.fromkeys(found))


def _label(job: Job, wanted: Sequence[str]) -> str:
    """ "UK firm · Russia prober", from the overrides of the job that are wanted."""
    return " · ".join(job.words[text] for text in job.overrides if text in wanted)
