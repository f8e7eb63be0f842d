"""The legal menu: what an actor may do today, from what it knows and has."""

import numpy as np
import pytest

from sim.core.act.legality import is_legal
from sim.core.layout.setup import COUNTER_DRONE
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis


@pytest.fixture
def briefed(belgium: Scenario) -> Crisis:
    return Crisis(belgium).brief()


def is_open(crisis: Crisis, actor: str, action: str, target: str) -> bool:
    return bool(is_legal(crisis.state, crisis.setup, crisis.option(actor, action, target)))


def test_kit_is_sent_where_it_was_asked_for_and_is_in_stock(briefed: Crisis) -> None:
    deployment = ("UK", "deploy_counter_drone", "Belgium")
    assert not is_open(briefed, *deployment)  # nobody has asked yet
    briefed.view("UK", "Belgium").request = 1.0
    assert is_open(briefed, *deployment)
    briefed.state.stock[briefed.who("UK"), COUNTER_DRONE] = 0.0
    assert not is_open(briefed, *deployment)
    assert is_open(briefed, "UK", "deploy_ew_suite", "Belgium")  # other kit is another stock


def test_a_purse_that_cannot_pay_closes_what_costs(briefed: Crisis) -> None:
    briefed.view("UK", "Belgium").request = 1.0
    briefed.state.selves[briefed.who("UK")].free_budget_meur = 0.1
    assert not is_open(briefed, "UK", "deploy_counter_drone", "Belgium")
    assert is_open(briefed, "UK", "quiet_diplomacy", "Russia")
    assert is_open(briefed, "UK", "article_4_consultation", "Belgium")  # a motion is free to put


def test_one_does_not_ask_twice_while_the_question_stands(briefed: Crisis) -> None:
    request = ("Belgium", "request_support", "UK")
    assert is_open(briefed, *request)
    briefed.view("Belgium", "UK").asked = 1.0
    assert not is_open(briefed, *request)
    briefed.view("Belgium", "UK").asked = 0.05  # faded: it may be put again
    assert is_open(briefed, *request)


@pytest.mark.parametrize("ceiling", [0, 3, 6, 11])
def test_nobody_stands_above_its_ceiling(ceiling: int) -> None:
    policy = {"family": "random", "parameters": {"ceiling": ceiling}}
    crisis = Crisis(load_scenario("belgium_2025", {"Russia": policy})).brief()
    mine = crisis.options_of("Russia")
    rungs = crisis.setup.menu.rung[mine]
    opened = crisis.state.is_open[mine] > 0.0
    assert rungs[opened].max() <= ceiling
    # Russia has options on rungs 0 and 3 without any need: the ceiling alone binds.
    assert rungs[opened].max() >= min(ceiling, 7) - 1


def test_a_state_answers_only_what_it_is_sure_enough_of(briefed: Crisis) -> None:
    view = briefed.view("UK", "Russia")
    policy = briefed.scenario.presets["UK"].parameters
    retaliation = ("UK", "cyber_retaliation", "Russia")  # rung 5
    needed = policy["threshold"] + policy["threshold_slope"] * 4 / 11
    view.certainty = needed - 0.01
    assert not is_open(briefed, *retaliation)
    assert is_open(briefed, "UK", "public_attribution", "Russia")  # rung 1 asks for less
    view.certainty = needed + 0.01
    assert is_open(briefed, *retaliation)


@pytest.mark.parametrize(
    ("action", "target", "field", "viewed"),
    [
        ("shoot_down_manned", "Russia", "contact", "Russia"),
        ("collective_defence", "Belgium", "attacked", "Russia"),
    ],
)
def test_the_gravest_acts_need_their_occasion(
    briefed: Crisis, action: str, target: str, field: str, viewed: str
) -> None:
    briefed.view("UK", viewed)[field] = 0.0
    assert not is_open(briefed, "UK", action, target)
    briefed.view("UK", viewed)[field] = 1.0
    assert is_open(briefed, "UK", action, target)


def test_an_act_on_the_first_day_is_what_the_menu_says(briefed: Crisis) -> None:
    """`brief` fills the menu with exactly what `is_legal` says of each option."""
    n = int(briefed.setup.n_options)
    asked = [bool(is_legal(briefed.state, briefed.setup, o)) for o in range(n)]
    assert np.array_equal(briefed.state.is_open[:n] > 0.0, asked)
    assert 0 < sum(asked) < n
