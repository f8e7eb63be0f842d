"""Targets from a file: the same form as the shipped ones, and clear words for any other."""

import json
from pathlib import Path
from typing import Any

import pytest

from sim.core.errors import ConfigError
from sim.study.validation.battery import INSIDE, NEAR, NOT_SIMULATED, OFF, verdict
from sim.study.validation.moment import MOMENTS
from sim.study.validation.target import Target, read_targets, shipped_targets


def written(folder: Path, content: Any) -> Path:
    path = folder / "targets.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_the_shipped_targets_are_measured_and_bounded() -> None:
    targets = shipped_targets()
    assert {target.figure for target in targets} <= {moment.name for moment in MOMENTS}
    assert len({target.pattern for target in targets}) == 12
    assert all(target.low <= target.value <= target.high for target in targets)
    assert all(target.source for target in targets)


@pytest.mark.parametrize(
    "content",
    [
        {"reciprocated": [0.4, 0.3, 0.5, 80]},
        {"held_out": {"reciprocated": [0.4, 0.3, 0.5, 80]}},
        {"reciprocated": {"value": 0.4, "low": 0.3, "high": 0.5, "n": 80}},
    ],
)
def test_a_figure_may_stand_in_a_group_or_alone(tmp_path: Path, content: Any) -> None:
    (target,) = read_targets(written(tmp_path, content))
    assert (target.figure, target.value, target.n) == ("reciprocated", 0.4, 80)


def test_a_figure_that_is_not_measured_is_kept(tmp_path: Path) -> None:
    content = {"reciprocated": [0.4, 0.3, 0.5, 80], "stalemate": [0.7, 0.6, 0.8, 80]}
    assert [target.figure for target in read_targets(written(tmp_path, content))] == [
        "reciprocated", "stalemate",
    ]  # fmt: skip


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Some editors write one."""
    (target,) = read_targets(written(tmp_path, '\ufeff{"reciprocated": [0.4, 0.3, 0.5]}'))
    assert target.figure == "reciprocated"


WRONG = {
    "no JSON": ("{", "is not JSON"),
    "a list": ([1, 2], "list"),
    "empty": ({}, "holds no figure"),
    "nothing measured": ({"recprocated": [0.4, 0.3, 0.5]}, "Did you mean 'reciprocated'"),
    "two numbers": ({"reciprocated": [0.4, 0.3]}, "reciprocated"),
    "a word": ({"reciprocated": [0.4, "low", 0.5, 8]}, "'low'"),
    "turned round": ({"reciprocated": [0.4, 0.5, 0.3, 8]}, "low <= value <= high"),
    "outside": ({"reciprocated": [0.9, 0.3, 0.5, 8]}, "low <= value <= high"),
    "infinite": ('{"reciprocated": [0.4, 0.3, Infinity, 8]}', "finite"),
    "unknown key": ({"reciprocated": {"value": 0.4, "lo": 0.3, "high": 0.5}}, "'lo'"),
    "too deep": ({"a": {"b": {"reciprocated": [0.4, 0.3, 0.5]}}}, "group in a group"),
}


@pytest.mark.parametrize("content", [case[0] for case in WRONG.values()], ids=list(WRONG))
def test_what_is_wrong_is_named(
    tmp_path: Path, content: Any, request: pytest.FixtureRequest
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ConfigError) as error:
        read_targets(path)
    assert str(path) in str(error.value)
    assert WRONG[request.node.callspec.id][1] in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_targets(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("simulated", "said"),
    [(0.35, INSIDE), (0.55, NEAR), (0.21, NEAR), (0.19, OFF), (0.9, OFF), (None, NOT_SIMULATED)],
)
def test_verdicts(simulated: float | None, said: str) -> None:
    target = Target("p", "f", 0.4, 0.3, 0.5, 80, "s")
    assert verdict(simulated, target) == said
