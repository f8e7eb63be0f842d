"""Which rules these are: a hash of the engine, and the version that people know it by."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from sim.core.kernel_cache import source_hash


class Engine(NamedTuple):
    """The rules that something was made with."""

    version: str
    hash: str

    def __str__(self) -> str:
        return f"countermove {self.version} (rules {self.hash})"


@cache
def engine_hash() -> str:
    """Return a hash of all that turns a scenario into runs: equal hashes give equal runs."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(source_hash(root).encode())
    for path in sorted((root / "scenario").glob("*.*")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def this_engine() -> Engine:
    """Return the rules of this program."""
    try:
        return Engine(version("countermove"), engine_hash())
    except PackageNotFoundError:
        return Engine("not installed", engine_hash())
