"""What a command comes to: worked out first, carried out only when it is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Change(NamedTuple):
    """`carry_out` changes the game and cannot fail; `came_to` is what a replay must come to."""

    carry_out: Callable[[], None]
    came_to: dict[str, Any] | None = None
    reply: dict[str, Any] | None = None
    """what whoever gave the command is told"""
