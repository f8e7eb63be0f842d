"""What is told when something of a session cannot be written to the disk."""

from __future__ import annotations

from pathlib import Path

from sim.core.errors import ConfigError
from sim.store.atomic import FULL


class NotSaved(ConfigError):
    """It was not written, so it does not count; it can be tried again."""


def explain_disk(error: OSError, path: Path) -> NotSaved:
    """Return the error to show for an OSError met at a file of a session.

    Players may see it: it names the session's folder and not where that is.
    """
    place = f"{path.parent.name}/{path.name}"
    if error.errno in FULL:
        return NotSaved(
            f"{place}: no space left on the device. This was not carried out; everything before "
            "it is kept. Free some space, then try again."
        )
    reason = (error.strerror or str(error)).lower()
    return NotSaved(
        f"{place}: cannot be written ({reason}). This was not carried out; everything before it "
        "is kept."
    )
