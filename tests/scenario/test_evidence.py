"""The evidence ledger counts every number once, under the label that it carries."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sim.scenario.catalogue import ACTIONS
from sim.scenario.evidence import ledger, numbers_of
from sim.scenario.load import read_scenario
from sim.scenario.parameter import PARAMETERS

SMALL = """
title: Two
question: "?"
start: 2025-01-01
turns: 3
focus: [A]
parameters: {belief.limit: 4}
actors:
  A:
    look: {letters: A, shape: circle, light: "#000000", dark: "#FFFFFF"}
    adversaries: [B]
    policy: hold
    budget_meur_year: 10
    beliefs: {B: {value: 1, evidence: elicited, source: asked}}
    tempo:
      - {action: diplomatic_protest, toward: {B: 0.1}, evidence: sourced, source: counted}
      - {action: cyber_probe, toward: {B: 0.2}}
  B:
    look: {letters: B, shape: square, light: "#000000", dark: "#FFFFFF"}
    is_challenger: true
    policy: hold
sites:
  - {name: Base, host: A, kind: air_base, weight: 2}
"""


def test_a_number_of_a_scenario_counts_under_its_own_label(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(SMALL, encoding="utf-8")
    found = Counter(numbers_of(read_scenario(path)[0]))
    given = {
        ("tempo", "sourced"): 1,
        ("tempo", "assumed"): 1,
        ("beliefs", "elicited"): 1,
        ("budget_meur_year", "unlabelled"): 2,
        ("sites", "unlabelled"): 2,
        ("parameters", "unlabelled"): 1,
    }
    assert given.items() <= found.items()


def test_every_parameter_is_counted_once() -> None:
    entries = [entry for entry in ledger() if entry.area == "parameters"]
    assert sum(entry.numbers for entry in entries) == len(PARAMETERS)
    sourced = sum(parameter.evidence == "sourced" for parameter in PARAMETERS.values())
    assert sum(entry.sourced for entry in entries) == sourced


def test_every_number_of_the_catalogue_is_counted() -> None:
    entries = {entry.group: entry for entry in ledger() if entry.area == "actions"}
    assert {"offensive", "severity", "response_mark", "kahn"} <= set(entries)
    assert {entry.numbers for entry in entries.values()} == {len(ACTIONS)}


def test_entries_are_told_apart() -> None:
    names = [entry.name for entry in ledger()]
    assert len(names) == len(set(names)) > 20
