"""The two streams: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import math
import sys
from typing import Any

from rich.console import Console

from sim.cli.stream import is_wide


class Results(Console):
    """A console whose reader may leave: the command ends quietly."""

    def on_broken_pipe(self) -> None:
        """Leave it to the entry point."""
        raise BrokenPipeError


class Messages(Console):
    """A console whose reader may leave: the study goes on."""

    def on_broken_pipe(self) -> None:
        """Say no more."""
        self.quiet = True


def results() -> Console:
    """A console for results; plain text where stdout is not a terminal or NO_COLOR is set."""
    return Results(file=sys.stdout, highlight=False, soft_wrap=False)


def messages() -> Console:
    """A console for progress and notes."""
    return Messages(file=sys.stderr, highlight=False, soft_wrap=True)


def print_json(document: Any) -> None:
    """Print one JSON document; a number that is not there is null."""
    is_narrow = not is_wide(sys.stdout)
    print(json.dumps(_finite(document), indent=2, ensure_ascii=is_narrow, default=_plain))


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    """Numpy scalars, dates and paths as JSON knows them."""
    item = getattr(value, "item", None)
    return _finite(item()) if callable(item) else str(value)
