"""What a user can be told: one exception per exit code, and one form for every message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class CountermoveError(Exception):
    """An error that the user can act on; its text is complete, its exit code is public."""

    exit_code = 2


class ConfigError(CountermoveError):
    """The command line or the configuration is wrong."""

    exit_code = 2


class ScenarioError(CountermoveError):
    """A scenario file, or something it refers to, is not valid."""

    exit_code = 3


class PartialFailure(CountermoveError):
    """Some runs failed; the finished shards are kept."""

    exit_code = 4


class ReplayMismatch(CountermoveError):
    """A replay gave other numbers than the record."""

    exit_code = 5


def closest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that is most like `word`, or None where nothing is near."""
    matches = difflib.get_close_matches(str(word), [str(name) for name in allowed], n=1, cutoff=0.5)
    return matches[0] if matches else None


def explain(where: str, value: object, allowed: Iterable[str] | str) -> str:
    """Say in one line where a value stands, what it is, what is allowed, and what is closest.

    `allowed` is either the list of allowed words or a phrase such as "a number from 0 to 1".
    """
    if isinstance(allowed, str):
        return f"{where}: {_shown(value)} is not allowed; expected {allowed}"
    words = sorted(str(name) for name in allowed)
    text = f"{where}: {_shown(value)} is not known; allowed: {', '.join(words)}"
    match = closest(str(value), words)
    return f"{text}. Did you mean '{match}'?" if match else text


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
