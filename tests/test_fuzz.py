"""The fuzz battery: a case is made from its number, and a failure is told from a refusal."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz.battery import _try
from benchmarks.fuzz.door import Door
from benchmarks.fuzz.mutate import damage_bytes, damage_text, damage_tree
from sim.core.errors import ScenarioError
from sim.scenario.preset import load_preset

TEXT = "family: hold\ndescribes: Waits.\nsource: none\nsuits: [any]\n"


def written(random: Random, place: Path) -> Path:
    path = place / "a.yaml"
    path.write_bytes(damage_bytes(TEXT.encode(), random))
    return path


def refuse(path: Path) -> None:
    raise ScenarioError(f"{path}: wrong")


def fail(path: Path) -> None:
    raise KeyError(path)


def say_nothing(path: Path) -> None:
    raise ScenarioError("")


@pytest.mark.parametrize(
    ("enter", "outcome"),
    [(lambda path: None, "accepted"), (refuse, "refused"), (fail, "failed"),
     (say_nothing, "failed")],
)  # fmt: skip
def test_only_an_error_of_the_project_with_a_text_is_a_refusal(enter, outcome: str) -> None:
    assert _try(Door("x", 1, written, enter), 0)[0] == outcome


def test_a_case_is_made_from_its_number_alone() -> None:
    for damage, whole in ((damage_bytes, TEXT.encode()), (damage_text, TEXT),
                          (damage_tree, {"a": [1, {"b": "c"}], "d": 2.0})):  # fmt: skip
        made = [[repr(damage(whole, Random(f"{case}"))) for case in range(40)] for _ in range(2)]
        assert made[0] == made[1]
        assert len(set(made[0])) > 20


def test_the_undamaged_file_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_preset(str(path), "policies.UK").family == "hold"
