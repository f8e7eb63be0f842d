"""The two streams: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import math
import sys
from typing import Any

from rich.console import Console


def results() -> Console:
    """A console for results; plain text where stdout is no terminal or NO_COLOR is set."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=False)


def messages() -> Console:
    """A console for progress and notes."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=True)


def print_json(document: Any) -> None:
    """Print one JSON document; a number that is not there is null."""
    print(json.dumps(_finite(document), indent=2, ensure_ascii=False, default=_plain))


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
