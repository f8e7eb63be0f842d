"""The Belgian scenario, shortened: eight weeks instead of a year, the same rules."""

from pathlib import Path

import pytest
import yaml

from sim.scenario import Scenario, load_scenario
from sim.scenario.load import find_scenario
from sim.study import Cell, Plan

TURNS = 8


@pytest.fixture(scope="session")
def short_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario file of the user's own: not a shipped one."""
    content = yaml.safe_load(find_scenario("belgium_2025").read_text(encoding="utf-8"))
    content["turns"] = TURNS
    content["injects"] = []
    path = tmp_path_factory.mktemp("scenario") / "short.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def scenario(short_file: Path) -> Scenario:
    """The short scenario with its own policies."""
    return load_scenario(short_file)


@pytest.fixture(scope="session")
def plan(short_file: Path) -> Plan:
    """Two cells of 250 runs in shards of 60, series of the first 100 runs."""
    cells = tuple(
        Cell(f"UK {policy}", f"policy@policies.UK={policy}", load_scenario(short_file, uk))
        for policy in ("restrained", "firm")
        for uk in [{"UK": policy}]
    )
    return Plan(cells, runs=250, seed=7, shard_size=60, series_runs=100, traced_runs=2)
