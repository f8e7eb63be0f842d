"""The Belgian scenario as plain data that a test may spoil, and the way to write it down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.scenario.load import find_scenario

Write = Callable[[dict[str, Any]], Path]


@pytest.fixture
def content() -> dict[str, Any]:
    """What belgium_2025.yaml says."""
    return yaml.safe_load(find_scenario("belgium_2025").read_text(encoding="utf-8"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a scenario to a file of the user's own and return its path."""

    def to_file(data: dict[str, Any]) -> Path:
        path = tmp_path / "own.yaml"
        text = yaml.dump(data, Dumper=Unaliased, sort_keys=False, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


class Unaliased(yaml.SafeDumper):
    """Writes equal parts out in full: aliases are refused in scenarios."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
