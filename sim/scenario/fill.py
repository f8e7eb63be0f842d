"""Put a list into the room that a record has for it."""

from __future__ import annotations

import numpy as np

from sim.core.errors import ScenarioError


def fill(room: np.ndarray, content: np.ndarray, what: str) -> int:
    """Copy `content` to the front of `room`; return its length. ScenarioError if it is too long."""
    if len(content) > len(room):
        raise ScenarioError(f"{len(content)} {what}: there is room for {len(room)}")
    room[: len(content)] = content
    return len(content)
