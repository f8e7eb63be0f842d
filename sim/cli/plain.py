"""Arguments of the verbs that need no Hydra: words, and a few KEY=VALUE settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from sim.core.errors import ConfigError, explain
from sim.scenario.find import is_path, user_path

_MOST_DIGITS = 30
FORMATS = ("table", "json", "quiet")


class Plain(NamedTuple):
    """Parsed arguments: the words, and the settings that were given."""

    words: list[str]
    settings: dict[str, str]

    @property
    def format(self) -> str:
        """`output.format`, one of FORMATS."""
        return self.settings.get("output.format", "table")

    def whole_number(self, key: str, low: int, high: int) -> int | None:
        """The setting `key` as a number from `low` to `high`; None where it was not given."""
        if key not in self.settings:
            return None
        text = self.settings[key]
        if not text.isdecimal() or len(text) > _MOST_DIGITS or not low <= int(text) <= high:
            raise ConfigError(explain(key, text, f"a whole number from {low:,} to {high:,}"))
        return int(text)


def parse(verb: str, arguments: list[str], keys: Mapping[str, object], words: str) -> Plain:
    """Split `arguments`; `keys` are the settings this verb knows, `words` describes the rest.

    Raises ConfigError for an unknown setting, flag or format.
    """
    found = Plain([], {})
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if argument.startswith("-"):
            raise ConfigError(f"{verb}: unknown flag {argument}; see: countermove {verb} --help")
        is_file = key not in keys and (is_path(argument) or os.path.exists(user_path(argument)))
        if not equals or is_file:
            found.words.append(argument)
        elif key not in keys:
            raise ConfigError(explain(f"{verb} setting", key, keys))
        else:
            found.settings[key] = value
    if found.format not in FORMATS:
        raise ConfigError(explain("output.format", found.format, FORMATS))
    if words and not found.words:
        raise ConfigError(f"{verb}: needs {words}; see: countermove {verb} --help")
    return found
