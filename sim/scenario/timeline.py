"""The timeline of a script: read, checked, compiled, and told in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.errors import ConfigError, explain
from sim.core.layout.setup import Setup
from sim.policies.script import MAX_ENTRIES
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import bounded
from sim.scenario.preset_text import (
    Findings,
    action_of,
    mapping_of,
    note_of,
    only_keys,
    rows_of,
)

KEYS = ("day", "action", "target", "note")
LAST_DAY = 10_000


def read_timeline(data: object, where: str) -> tuple[dict[str, Any], ...]:
    """Return the checked entries; ConfigError for all that is wrong with them."""
    findings = Findings()
    entries = [
        findings.of(_read_entry, row, f"{where}[{k}]")
        for k, row in enumerate(rows_of(data, where, MAX_ENTRIES, "entries"))
    ]
    findings.raise_any()
    return tuple(entry for entry in entries if entry is not None)


def _read_entry(data: object, where: str) -> dict[str, Any]:
    row = mapping_of(data, where, "a mapping of keys to values")
    findings = Findings()
    findings.of(only_keys, row, where, KEYS)
    day = findings.key(row, "day", where, _day)
    action = findings.key(row, "action", where, action_of)
    target = row.get("target", "")
    if not isinstance(target, str):
        findings.add(explain(f"{where}.target", target, "the name of an actor"))
    note = findings.of(note_of, row, "note", where)
    findings.raise_any()
    entry = {"day": day, "action": action, "target": target, "note": note}
    return {key: value for key, value in entry.items() if value != ""}


def _day(value: object, where: str) -> float:
    return bounded(where, value, 0, LAST_DAY, "days")


def compile_timeline(
    text: tuple[dict[str, Any], ...],
    policy: np.record,
    setup: Setup,
    i: int,
    names: tuple[str, ...],
    where: str,
) -> None:
    """Write the entries into the policy record of actor i.

    An entry without a target goes to the usual one; where the actor has no such option at all, a
    portable script goes on without it. ConfigError for a target that is named and does not exist.
    """
    found = []
    for k, entry in enumerate(text):
        options = _options(setup, i, names, entry["action"])
        target = entry.get("target")
        if target is not None and target not in options:
            here = f"{where}.timeline[{k}].target"
            if target not in names:
                raise ConfigError(explain(here, target, names))
            able = f"one of {', '.join(options)}" if options else "another action"
            raise ConfigError(
                f"{here}: {names[i]} has no {entry['action']} toward {target} in this scenario; "
                f"expected {able}"
            )
        if options:
            usual = max(options, key=lambda name: setup.menu.tempo[options[name]])
            found.append((entry["day"], options[target or usual]))
    policy.n_entries = len(found)
    for k, (day, option) in enumerate(found):
        policy.entries[k].day = day
        policy.entries[k].option = option


def _options(setup: Setup, i: int, names: tuple[str, ...], action: str) -> dict[str, int]:
    """Return the options that actor i has of an action, by target."""
    menu, number = setup.menu, ACTIONS.number(action)
    mine = range(int(menu.first[i, 0]), int(menu.first[i, -1]))
    return {names[menu.target[o]]: o for o in mine if menu.action[o] == number}


def say_timeline(text: tuple[dict[str, Any], ...]) -> list[str]:
    """Return one sentence an entry."""
    lines = []
    for entry in sorted(text, key=lambda entry: entry["day"]):
        toward = f" toward {entry['target']}" if "target" in entry else ""
        note = f" ({entry['note']})" if "note" in entry else ""
        label = ACTIONS[entry["action"]].label
        lines.append(f"Day {entry['day']:g}: {entry['action']}{toward}: {label}{note}.")
    return lines
