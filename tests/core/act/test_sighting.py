"""Drones and drone reports: inquiries, captures, over- and under-attribution."""

from typing import Any

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.sighting import (
    BY_HOBBYIST,
    BY_NOBODY,
    BY_STATE,
    PROVEN_ELSE,
    PROVEN_STATE,
    UNRESOLVED,
    inquire,
    report_false_sighting,
    weigh,
)
from sim.montecarlo import run_many
from sim.scenario import load_scenario
from tests.core.known_crisis import Crisis, action_number

RUNS = 1_500


def outcome(name: str, **parameters: float) -> np.ndarray:
    named = {key.replace("__", "."): value for key, value in parameters.items()}
    scenario = load_scenario("belgium_2025", parameters=named)
    place = [column.name for column in scenario.columns].index(name)
    return run_many(scenario.setup, 1, 0, RUNS).outcomes[:, place]


@pytest.mark.parametrize(
    ("truth", "rate", "proof"),
    [
        (BY_STATE, "inquiry_state", PROVEN_STATE),
        (BY_HOBBYIST, "inquiry_hobby", PROVEN_ELSE),
        (BY_NOBODY, "inquiry_nothing", PROVEN_ELSE),
    ],
)
def test_an_inquiry_finds_the_truth_or_nothing(
    crisis: Crisis, truth: int, rate: str, proof: int
) -> None:
    key = crisis.turn_key()
    found = np.array(
        [
            inquire(
                crisis.state,
                crisis.trace,
                crisis.setup,
                key,
                np.uint64(draws.item(np.uint64(3), k)),
                truth,
            )
            for k in range(8_000)
        ]
    )
    assert set(found.tolist()) == {UNRESOLVED, proof}
    assert abs((found == proof).mean() - crisis.setup.parameters[rate]) < 0.02


def test_what_is_proven_to_be_nobodys_raises_no_suspicion(crisis: Crisis) -> None:
    host, suspect = crisis.who("Belgium"), crisis.who("Russia")
    before = float(crisis.pair("Belgium", "Russia").campaign)
    p = weigh(crisis.state, crisis.setup, crisis.turn_key(), np.uint64(1), host, suspect,
              1.0, BY_HOBBYIST, PROVEN_ELSE)  # fmt: skip
    assert p == 0.0
    assert crisis.pair("Belgium", "Russia").campaign == before


def test_every_false_report_is_counted_once(crisis: Crisis) -> None:
    action = action_number("recon_drone_incursion")
    for k in range(200):
        truth = BY_HOBBYIST if k % 2 else BY_NOBODY
        report_false_sighting(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(),
                              np.uint64(draws.item(np.uint64(5), k)), crisis.who("Belgium"), action,
                              truth)  # fmt: skip
    belgium: Any = crisis.actor("Belgium")
    assert belgium.false_alarms == 200
    assert belgium.proven == 0
    assert belgium.proven_hobby + belgium.proven_nothing + belgium.unresolved == 200


def test_better_sensors_lay_more_at_the_right_door() -> None:
    poor = outcome("under_attribution.Belgium", attribution__dprime=0.3)
    good = outcome("under_attribution.Belgium", attribution__dprime=1.6)
    assert np.nanmean(good) < np.nanmean(poor) - 0.05


def test_an_eager_prior_lays_more_at_the_wrong_door() -> None:
    calm = outcome("over_attribution.Belgium", attribution__share=0.1)
    eager = outcome("over_attribution.Belgium", attribution__share=0.7)
    assert np.nanmean(eager) > np.nanmean(calm) + 0.02


def test_inquiries_resolve_and_clear_the_innocent() -> None:
    few = {"inquiry__hobby": 0.05, "inquiry__nothing": 0.1}
    many = {"inquiry__hobby": 0.6, "inquiry__nothing": 0.6}
    assert outcome("unresolved.Belgium", **many).mean() < outcome(
        "unresolved.Belgium", **few
    ).mean()  # fmt: skip
    assert np.nanmean(outcome("over_attribution.Belgium", **many)) < np.nanmean(
        outcome("over_attribution.Belgium", **few)
    )


def test_intelligence_tells_a_campaign_from_none() -> None:
    blind = outcome("under_attribution.Belgium", attribution__intelligence_dprime=0.0)
    told = outcome("under_attribution.Belgium", attribution__intelligence_dprime=1.0)
    assert np.nanmean(told) < np.nanmean(blind)
