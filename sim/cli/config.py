"""The typed config that Hydra composes; defaults of parameters come from their declaration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, make_dataclass
from enum import Enum
from typing import Any

from omegaconf import MISSING

from sim.cli.help import NAME


class Format(Enum):
    """How results are printed on stdout."""

    table = 1
    json = 2
    quiet = 3


class Story(Enum):
    """How much of a run is told."""

    full = 1
    exchanges = 2
    turning_points = 3


@dataclass
class OutputConfig:
    """Where results go and how they are printed; `story` says how much of a run is told."""

    dir: str | None = None
    format: Format = Format.table
    story: Story = Story.full


@dataclass
class ExecutorConfig:
    """Where runs are computed."""

    kind: str = MISSING
    threads: int | None = None
    address: str | None = None


@dataclass
class PolicyConfig:
    """What one actor plays. The texts of its file are read from there; here they are replaced."""

    family: str = MISSING
    parameters: dict[str, Any] = field(default_factory=dict)
    describes: str = ""
    source: str = ""
    suits: list[str] = field(default_factory=list)
    rules: list[Any] = field(default_factory=list)
    timeline: list[Any] = field(default_factory=list)


def config_class(
    parameters: Iterable[tuple[str, float]], default_scenario: str, header: str, scratch: str
) -> type:
    """The class of the primary config.

    `parameters` are (dotted name, default) pairs; each becomes a typed key below `parameters`, so
    that `parameters.attribution.prior=0.4` needs no `+` and a word there is an error. `header` is
    what `--help` says first; Hydra's multirun leaves its notes in `scratch`.
    """
    tree: dict[str, Any] = {}
    for name, default in parameters:
        *path, leaf = name.split(".")
        branch = tree
        for part in path:
            branch = branch.setdefault(part, {})
        branch[leaf] = float(default)
    parameter_class = _typed("Parameters", tree)
    defaults = [
        "_self_",
        {"scenario": default_scenario},
        {"executor": "threads"},
        {"override hydra/hydra_logging": "disabled"},
        {"override hydra/job_logging": "disabled"},
    ]
    fields: list[tuple[str, Any, Any]] = [
        ("defaults", list[Any], field(default_factory=lambda: list(defaults))),
        ("scenario", str, field(default=MISSING)),
        ("policies", dict[str, PolicyConfig], field(default_factory=dict)),
        ("parameters", parameter_class, field(default_factory=parameter_class)),
        ("runs", int, field(default=20_000)),
        ("run", int, field(default=0)),
        ("seed", int, field(default=7)),
        ("executor", ExecutorConfig, field(default_factory=ExecutorConfig)),
        ("output", OutputConfig, field(default_factory=OutputConfig)),
        ("hydra", Any, field(default_factory=lambda: _hydra(header, scratch))),
    ]
    return make_dataclass("Config", fields)


def _typed(name: str, tree: dict[str, Any]) -> type:
    """A dataclass with a float or a nested dataclass for every key of `tree`."""
    fields: list[tuple[str, Any, Any]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            nested = _typed(key.title().replace("_", ""), value)
            fields.append((key, nested, field(default_factory=nested)))
        else:
            fields.append((key, float, field(default=value)))
    return make_dataclass(name, fields)


def _hydra(header: str, scratch: str) -> dict[str, Any]:
    """Hydra computes nothing here and leaves no trace: results have their own folder."""
    template = "${hydra.help.header}\nConfig groups\n\n$APP_CONFIG_GROUPS"
    return {
        "run": {"dir": "."},
        "sweep": {"dir": scratch, "subdir": "."},
        "output_subdir": None,
        "job": {"name": NAME, "chdir": False},
        "help": {"app_name": NAME, "header": header, "template": template},
    }
