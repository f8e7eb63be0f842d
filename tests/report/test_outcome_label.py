"""An outcome is readable alone wherever it is printed, with its unit."""

from __future__ import annotations

import pytest

from sim.outcomes import OUTCOMES
from sim.report.outcome_label import LABELS, UNITS, outcome_label, outcome_words
from sim.scenario import load_scenario
from tests.report.known_study import column


def test_an_outcome_is_called_by_its_declared_name() -> None:
    assert outcome_words(column("cost_meur.UK", "quantity")) == "Cost, UK"
    assert outcome_words(column("reciprocity.UK-Russia", "quantity")) == "Reciprocity, UK-Russia"
    assert outcome_words(column("highest_rung.UK-Russia", "rung")) == "Highest rung, UK-Russia"


@pytest.mark.parametrize(
    ("name", "kind", "unit", "told"),
    [
        ("kit_days.UK", "quantity", "kit-days", "Kit at work abroad, UK (kit-days)"),
        ("request_to_kit_days.Belgium", "quantity", "days", "Request to first kit, Belgium (days)"),
        ("cost_meur.UK", "quantity", "M EUR", "Cost, UK"),
        ("incursions.Belgium", "count", "acts", "Drone incursions, Belgium"),
        ("deployments.UK", "count", "deployments", "Deployments, UK"),
        ("war", "share", "share", "War"),
    ],
)
def test_the_unit_stands_beside_the_label(name: str, kind: str, unit: str, told: str) -> None:
    assert outcome_label(column(name, kind, unit)) == told


def test_no_label_is_of_an_outcome_that_is_not_declared() -> None:
    declared = {outcome.name for outcome in OUTCOMES}
    assert LABELS.keys() <= declared
    assert UNITS.keys() <= declared


def test_no_two_outcomes_of_a_scenario_share_a_label() -> None:
    columns = load_scenario("belgium_2025").columns
    labels = [outcome_label(column) for column in columns]
    assert len(set(labels)) == len(labels)
