"""What made a result: versions, platform, hashes; nothing that names a person or a machine."""

from __future__ import annotations

import hashlib
import os
import platform
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "countermove", "numpy", "numba", "pandas", "pyarrow", "mesa", "hydra-core", "pydantic",
)  # fmt: skip


def versions() -> dict[str, str]:
    """The versions of Python and of every package the numbers depend on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def machine() -> dict[str, Any]:
    """System, architecture and number of processors; no host or user name."""
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "processors": os.cpu_count() or 1,
    }


def now() -> str:
    """The time in UTC to the second, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def file_hash(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _places() -> list[tuple[str, str]]:
    """The working and home directories, where they are known and not the root."""
    found = []
    for place_of, stand_in in ((Path.cwd, "."), (Path.home, "~")):
        with suppress(OSError, RuntimeError):
            place = place_of()
            if len(place.parts) > 1:
                found.append((str(place), stand_in))
    return found


def without_home(value: Any) -> Any:
    """`value` with the working and home directories cut out of every text inside it."""
    if isinstance(value, str):
        for place, stand_in in _places():
            value = value.replace(place, stand_in)
        return value
    if isinstance(value, dict):
        return {without_home(key): without_home(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_home(item) for item in value]
    return value
