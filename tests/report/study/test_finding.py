"""Findings are computed: known numbers give known sentences."""

from __future__ import annotations

import numpy as np
import pytest

from sim.report.study import finding
from sim.statistics import exceedance
from sim.statistics.first_passage import first_passage
from tests.report.known_study import climbs


def test_the_headline_names_what_a_third_of_the_runs_reach() -> None:
    frame = exceedance(climbs(10_000))
    assert finding.telling_rung(frame) == 6
    assert (
        finding.headline(frame)
        == "In 37 of 100 runs, a border is crossed or something is sabotaged."
    )
    assert finding.exceedance_finding(frame) == "Three in four reach rung 5; 18 in 100 reach rung 7"


@pytest.mark.parametrize(
    ("highest", "told"),
    [
        (np.zeros(200, int), "In none of 200 runs does anyone leave calm."),
        (np.full(200, 11), "In every one of 200 runs, it comes to collective defence or war."),
        (
            np.full(200, 4),
            "In every one of 200 runs, something is jammed or kit is sent; "
            "in none does it go further.",
        ),
        (
            np.array([5] * 5 + [9] * 3),
            "In 3 of 8 runs, a border is crossed or something is sabotaged.",
        ),
        (
            np.array([0] * 9_995 + [9] * 5),
            "In 5 of 10,000 runs, drones swarm, units move or Article 4 is called.",
        ),
    ],
)
def test_headlines_at_the_edges(highest: np.ndarray, told: str) -> None:
    assert finding.headline(exceedance(highest)) == told


def test_half_of_those_that_get_there_are_there_by_the_median_week() -> None:
    days = np.array([7.0, 14.0, 21.0, 28.0, np.nan, np.nan])
    curve = first_passage(days, np.arange(1, 6) * 7.0)
    told = finding.first_passage_finding({6: curve}, 6, "week")
    assert told == "Half of the runs that reach rung 6 do so by week 2"
    never = first_passage(np.full(5, np.nan), np.arange(1, 6) * 7.0)
    assert finding.first_passage_finding({6: never}, 6, "week") == "No run reaches rung 6"


def test_the_typical_turn_is_told_whatever_one_scripted_week_does() -> None:
    shares = np.zeros((12, 3))
    shares[1], shares[7] = 0.958, 0.042
    shares[:, 1] = 0.0
    shares[7, 1] = 1.0
    told = finding.rung_share_finding(shares, 6, "week")
    assert told == "In a typical week, 4.2 in 100 runs are on rung 6 or higher"
    told = finding.rung_share_finding(shares, 8, "week")
    assert told == "No run is on rung 8 or higher in any week"


def test_the_one_run_that_gets_there_is_not_called_half_of_the_runs() -> None:
    curve = first_passage(np.array([14.0, np.nan, np.nan]), np.arange(1, 6) * 7.0)
    told = finding.first_passage_finding({6: curve}, 6, "week")
    assert told == "The one run that reaches rung 6 does so in week 2"


def test_cost_is_told_against_a_budget_or_by_its_tail() -> None:
    dots = np.arange(1.0, 51.0)
    assert finding.cost_finding("UK", dots, 45) == "UK cost stays under €45M in 45 of 50 dots"
    told = finding.cost_finding("UK", dots, None)
    assert told == "UK cost: half of the runs up to €26M, 1 in 10 over €45M"
