"""The texts that a policy preset may hold beside its numbers: a timeline, a table of rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.scenario.rules import compile_rules, read_rules, say_rules
from sim.scenario.timeline import compile_timeline, read_timeline, say_timeline

Text = tuple[dict[str, Any], ...]
"""Plain data, checked: what was written, complete and in one form."""


class Body(NamedTuple):
    """One kind of text: how it is checked, put into a policy record, and said in words."""

    read: Callable[[object, str], Text]
    compile: Callable[..., None]
    say: Callable[[Text], list[str]]


BODIES = {
    "timeline": Body(read_timeline, compile_timeline, say_timeline),
    "rules": Body(read_rules, compile_rules, say_rules),
}
"""By the key under which a preset has it; a family names its own."""
