"""Where the data that comes with the package lies: in the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """Return the shipped `configs` or `scenarios` folder: of the wheel, else of the checkout."""
    in_wheel = PACKAGE / "_data" / folder
    return in_wheel if in_wheel.is_dir() else PACKAGE.parent / folder
