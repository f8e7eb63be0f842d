"""`manifest.json`: what a result folder holds, what made it, and how far it got."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from sim.core.errors import ConfigError
from sim.store.atomic import write_text
from sim.store.provenance import machine, versions, without_home

FILE_NAME = "manifest.json"
FORMAT = 1
STATUSES = ("running", "partial", "done")
SWEEP, COMPARISON = STUDIES = ("sweep", "comparison")
"""A sweep, or a comparison of all cells with the first."""


@dataclass
class Manifest:
    """The record of one study.

    `config` decides every number in `runs/`: two folders with equal configs hold equal runs, and
    only an equal config may continue a folder. `study` decides which tables are made of them. The
    other fields describe, and decide nothing.
    """

    config: dict[str, Any]
    study: str = SWEEP
    """one of STUDIES"""
    command: str = ""
    status: str = "running"
    started: str = ""
    finished: str = ""
    runs_done: int = 0
    runs_total: int = 0
    note: str = "Exploration, not prediction."
    versions: dict[str, str] = field(default_factory=versions)
    platform: dict[str, Any] = field(default_factory=machine)
    outputs: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write `manifest.json` into `folder`, atomically."""
        write_text(folder / FILE_NAME, json.dumps(without_home(asdict(self)), indent=2) + "\n")

    def same_config(self, other: Manifest) -> bool:
        """Whether both make the same runs."""
        return _canonical(self.config) == _canonical(other.config)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a result folder.

    Raises ConfigError where there is none, it cannot be read, or another format wrote it.
    """
    path = folder / FILE_NAME
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such result folder")
    if not path.is_file():
        raise ConfigError(f"{folder}: not a result folder (it holds no {FILE_NAME})")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})") from error
    known = {item.name for item in fields(Manifest)}
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or not raw.keys() <= known:
        raise ConfigError(f"{path}: not a manifest of this version (format {FORMAT})")
    if not isinstance(raw.get("config"), dict) or raw.get("status") not in STATUSES:
        raise ConfigError(f"{path}: config or status is missing or damaged")
    if raw.get("study", SWEEP) not in STUDIES or not isinstance(raw.get("outputs", {}), dict):
        raise ConfigError(f"{path}: study or outputs are damaged")
    return Manifest(**raw)


def _canonical(config: dict[str, Any]) -> str:
    return json.dumps(without_home(config), sort_keys=True)
