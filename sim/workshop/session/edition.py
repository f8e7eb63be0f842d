"""Which edition of its screen a viewer has: a number that grows only when that screen changes.

The count of the log's entries must not be shown: it grows with others' private questions and
with the cases that the facilitator settles. What is counted here is what the viewer sees anyway.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

View = dict[str, Any]


class _Seen(NamedTuple):
    entries: int
    stamp: int
    edition: int


class Editions:
    """How often the screen of each viewer has changed since it was first looked at."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}

    @property
    def viewers(self) -> list[str]:
        """Whose screens are counted."""
        return list(self._seen)

    def of(self, viewer: str, entries: int, look: Callable[[], View]) -> int:
        """Return the edition of a viewer's screen, 1 or more.

        `entries` is how long the log is: while it stays the same, nothing has changed. `look`
        gives the screen where it must be compared.
        """
        known = self._seen.get(viewer)
        if known is None or known.entries != entries:
            now = stamp(look())
            edition = 1 if known is None else known.edition + (now != known.stamp)
            known = self._seen[viewer] = _Seen(entries, now, edition)
        return known.edition


def stamp(view: View) -> int:
    """Return a number that is the same for the same screen, whatever the countdown shows."""
    clock = dict(view["clock"])
    if clock["running"]:
        clock["seconds_left"] = None
    text = json.dumps(view | {"clock": clock}, sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")
