"""The same acts on other published scales."""

import numpy as np
import pytest

from sim.core.act.scale import SCALES, WAR_STEP, score, score_war
from sim.core.layout.trace import BY_INJECT, CHOSEN
from sim.scenario.catalogue import ACTIONS
from tests.core.known_crisis import Crisis, action_number


def totals(crisis: Crisis) -> dict[str, float]:
    return dict(zip(SCALES, crisis.state.scale_total.tolist(), strict=True))


def do(crisis: Crisis, one: str, other: str, action: str, cause: int = CHOSEN) -> None:
    score(crisis.state, crisis.setup, crisis.who(one), crisis.who(other),
          action_number(action), cause)  # fmt: skip


def test_every_scale_counts_the_same_act_by_its_own_weight(crisis: Crisis) -> None:
    do(crisis, "Russia", "UK", "sabotage")
    act = ACTIONS["sabotage"]
    assert totals(crisis) == {"escalaition": 28.0, "kahn": 8.0, "mid": 3.0, "goldstein": 7.0}
    assert totals(crisis) == {scale: act.on_scale(scale) for scale in SCALES}


def test_scales_disagree_about_what_is_worse() -> None:
    """On EscalAItion sabotage is far above a swarm; on Kahn's ladder they stand together."""
    sabotage, swarm = ACTIONS["sabotage"], ACTIONS["drone_swarm_incursion"]
    assert sabotage.on_scale("escalaition") > swarm.on_scale("escalaition")
    assert sabotage.on_scale("kahn") == swarm.on_scale("kahn")
    assert sabotage.on_scale("goldstein") < swarm.on_scale("goldstein")


def test_what_nobody_in_focus_does_or_suffers_does_not_count(crisis: Crisis) -> None:
    do(crisis, "Russia", "Allies", "sabotage")
    do(crisis, "Russia", "UK", "sabotage", BY_INJECT)
    assert not any(totals(crisis).values())


def test_war_stands_at_the_top_of_what_a_crisis_reaches(crisis: Crisis) -> None:
    score_war(crisis.state)
    assert crisis.state.scale_highest.tolist() == WAR_STEP.tolist()


@pytest.mark.parametrize(("one", "other"), [("Russia", "UK"), ("UK", "Russia")])
def test_totals_add_up_and_the_highest_is_kept(crisis: Crisis, one: str, other: str) -> None:
    """On MID sabotage is 3, a threat of force 1; Goldstein has 7 and 6."""
    for action in ("threat_of_force", "sabotage", "threat_of_force"):
        do(crisis, one, other, action)
    assert totals(crisis)["mid"] == 1.0 + 3.0 + 1.0
    assert totals(crisis)["goldstein"] == 6.0 + 7.0 + 6.0
    assert crisis.state.scale_highest[2:].tolist() == [3.0, 7.0]


def test_war_adds_to_what_was_before(crisis: Crisis) -> None:
    do(crisis, "Russia", "UK", "sabotage")
    before = crisis.state.scale_total.copy()
    crisis.state.scale_highest[3] = 99.0
    score_war(crisis.state)
    assert (crisis.state.scale_total - before).tolist() == WAR_STEP.tolist()
    assert crisis.state.scale_highest[3] == 99.0  # what was higher stays


@pytest.mark.parametrize("scale", SCALES)
def test_hostile_acts_weigh_more_than_friendly_ones(scale: str) -> None:
    hostile = [a.on_scale(scale) for a in ACTIONS.values() if a.kind == "hostile"]
    kind = [a.on_scale(scale) for a in ACTIONS.values() if a.kind == "conciliatory"]
    assert np.min(hostile) >= np.max(kind)
    assert np.mean(hostile) > np.mean(kind)
