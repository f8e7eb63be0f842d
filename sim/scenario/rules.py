"""The table of a doctrine: read, checked, compiled, and told in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.core.errors import explain
from sim.core.layout.ladder import TOP_RUNG
from sim.core.layout.setup import Setup
from sim.policies.doctrine import MAX_RULES, MAX_TESTS, NO_CEILING, STANCES
from sim.policies.measure import MEASURES, Measure
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import bounded
from sim.scenario.preset_text import (
    Findings,
    action_of,
    bounded_by,
    mapping_of,
    note_of,
    only_keys,
    rows_of,
    whole,
)

ALWAYS = "always"
WITHIN = "within_days"
LONGEST_WINDOW_DAYS = 730.0
KEYS = ("when", "then", "because")
LISTS = STANCES[1:]
"""What a rule may do with actions, each a list of them."""
DOES = (*LISTS, "never_above")
NAMED = {measure.name: measure for measure in MEASURES}


def read_rules(data: object, where: str) -> tuple[dict[str, Any], ...]:
    """Return the checked rules; ConfigError for all that is wrong with them."""
    findings = Findings()
    rules = [
        findings.of(_read_rule, row, f"{where}[{k}]")
        for k, row in enumerate(rows_of(data, where, MAX_RULES, "rules"))
    ]
    findings.raise_any()
    return tuple(rule for rule in rules if rule is not None)


def _read_rule(data: object, where: str) -> dict[str, Any]:
    row = mapping_of(data, where, "a mapping of keys to values")
    findings = Findings()
    findings.of(only_keys, row, where, KEYS)
    rule: dict[str, Any] = {}
    for key, read in (("when", _read_when), ("then", _read_then)):
        rule[key] = findings.key(row, key, where, read)
    if because := findings.of(note_of, row, "because", where):
        rule["because"] = because
    findings.raise_any()
    return rule


def _read_when(data: object, where: str) -> Any:
    if isinstance(data, str) and data == ALWAYS:
        return ALWAYS
    tests = mapping_of(data, where, f"'{ALWAYS}' or a mapping such as quiet_days: {{at_least: 30}}")
    findings = Findings()
    findings.of(only_keys, tests, where, NAMED)
    if len(tests) > MAX_TESTS:
        findings.add(explain(where, f"{len(tests)} tests", f"at most {MAX_TESTS} of them"))
    read = {
        str(name): findings.of(_read_test, NAMED[name], test, f"{where}.{name}")
        for name, test in tests.items()
        if name in NAMED
    }
    findings.raise_any()
    return read


def _read_test(measure: Measure, data: object, where: str) -> dict[str, float]:
    test = mapping_of(data, where, "a mapping such as {at_least: 2}")
    findings = Findings()
    bounds = ("at_least", "at_most")
    findings.of(only_keys, test, where, (*bounds, *([WITHIN] if measure.is_count else [])))
    read: dict[str, float] = {}
    for bound in bounds:
        if bound in test:
            check = whole if measure.is_count else bounded_by
            here = f"{where}.{bound}"
            value = findings.of(check, test[bound], here, measure.low, measure.high, measure.unit)
            if value is not None:
                read[bound] = value
    if not any(bound in test for bound in bounds):
        findings.add(f"{where}: needs at_least or at_most, or both")
    if read.get("at_least", measure.low) > read.get("at_most", measure.high):
        findings.add(f"{where}: at_least is above at_most, so that it never holds")
    if measure.is_count:
        read[WITHIN] = findings.key(test, WITHIN, where, _window) or 0.0
    findings.raise_any()
    return read


def _window(value: object, where: str) -> float:
    return bounded(where, value, 1, LONGEST_WINDOW_DAYS, "days")


def _read_then(data: object, where: str) -> dict[str, Any]:
    then = mapping_of(data, where, f"a mapping of {', '.join(DOES)}")
    findings = Findings()
    findings.of(only_keys, then, where, DOES)
    read: dict[str, Any] = {}
    seen: dict[str, str] = {}
    for does in (word for word in LISTS if word in then):
        listed = then[does]
        if not isinstance(listed, list | tuple) or not listed:
            findings.add(explain(f"{where}.{does}", listed, "a list of actions"))
            continue
        words = [
            findings.of(action_of, word, f"{where}.{does}[{k}]") for k, word in enumerate(listed)
        ]
        read[does] = [word for word in words if word is not None]
        for action in read[does]:
            if action in seen:
                findings.add(f"{where}: {action} is listed under {seen[action]} and under {does}")
            seen[action] = does
    if "never_above" in then:
        here = f"{where}.never_above"
        read["never_above"] = findings.of(whole, then["never_above"], here, 0, TOP_RUNG, "rung")
    findings.raise_any()
    return read


def compile_rules(
    text: tuple[dict[str, Any], ...],
    policy: np.record,
    setup: Setup,
    i: int,
    names: tuple[str, ...],
    where: str,
) -> None:
    """Write the rules into a policy record. What an actor does not have on its menu, it ignores."""
    order, measures = list(ACTIONS), [measure.name for measure in MEASURES]
    policy.n_rules = len(text)
    for k, rule in enumerate(text):
        record, then = policy.rules[k], rule["then"]
        record.never_above = then.get("never_above", NO_CEILING)
        tests: Mapping[str, Any] = {} if rule["when"] == ALWAYS else rule["when"]
        record.n_tests = len(tests)
        for t, (name, test) in enumerate(tests.items()):
            record.tests[t].measure = measures.index(name)
            record.tests[t].at_least = test.get("at_least", -np.inf)
            record.tests[t].at_most = test.get("at_most", np.inf)
            record.tests[t].within_days = test.get(WITHIN, 0.0)
        for does in LISTS:
            for action in then.get(does, ()):
                record.stance[order.index(action)] = STANCES.index(does)


def say_rules(text: tuple[dict[str, Any], ...]) -> list[str]:
    """Return one sentence a rule."""
    lines = []
    for k, rule in enumerate(text):
        because = f" Because: {rule['because']}" if "because" in rule else ""
        lines.append(f"{k + 1}. {_say_when(rule['when'])}: {_say_then(rule['then'])}.{because}")
    return lines


def _say_when(when: Any) -> str:
    if when == ALWAYS:
        return "Always"
    return "When " + " and ".join(_say_test(NAMED[name], test) for name, test in when.items())


def _say_test(measure: Measure, test: Mapping[str, float]) -> str:
    bounds = [
        f"{words} {test[bound]:g}"
        for bound, words in (("at_least", "at least"), ("at_most", "at most"))
        if bound in test
    ]
    if measure.is_count:
        counted = measure.name.replace("_", " ")
        return f"there were {' and '.join(bounds)} {counted} within {test[WITHIN]:g} days"
    return f"{measure.meaning} is {' and '.join(bounds)}"


_SAID = {
    "prefer": "prefer {}",
    "avoid": "avoid {}",
    "never": "never {}",
    "order": "order {} at once, one act of each",
}


def _say_then(then: Mapping[str, Any]) -> str:
    said = [_SAID[does].format(", ".join(then[does])) for does in LISTS if does in then]
    if "never_above" in then:
        said.append(f"never above rung {then['never_above']}")
    return "; ".join(said)
