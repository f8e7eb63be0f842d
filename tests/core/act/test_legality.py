"""The legal menu: what an actor may do today, from what it knows and has."""

import numpy as np
import pytest

from sim.core.act.legality import (
    BARS,
    bar_of,
    is_legal,
    meets_need,
    open_menu,
)
from sim.core.layout.setup import (
    COUNTER_DRONE,
    NEEDS_ATTACK,
    NEEDS_ATTRIBUTION,
    NEEDS_CONTACT,
    NEEDS_DEFENCE,
    NEEDS_HIGH_RUNG,
    NEEDS_OWN_KIT,
    NEEDS_REQUEST,
    NO_NEED,
    VIGILANCE,
)
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


@pytest.mark.parametrize(
    ("need", "field", "enough"),
    [
        (NEEDS_ATTRIBUTION, "certainty", 0.5),
        (NEEDS_OWN_KIT, "own_kit", 0.01), (NEEDS_REQUEST, "request", 0.1),
        (NEEDS_CONTACT, "contact", 0.25), (NEEDS_HIGH_RUNG, "high_rung", 0.25),
        (NEEDS_ATTACK, "attacked", 0.25),
    ],
)  # fmt: skip
def test_a_need_is_met_from_a_mark_on(
    briefed: Crisis, need: int, field: str, enough: float
) -> None:
    uk, russia = briefed.who("UK"), briefed.who("Russia")
    policy = briefed.but().setup.policies[uk]
    policy.threshold, policy.threshold_slope = 0.5, 0.0
    views = briefed.state.views
    for value, is_met in ((0.99 * enough, False), (enough, True)):
        views[field] = 0.0
        views[field][uk, russia] = value if need != NEEDS_OWN_KIT else enough * is_met
        assert meets_need(briefed.state, briefed.setup, uk, russia, need, 4.0) == is_met
    views[field] = 0.0
    views[field][russia, uk] = 1.0  # what the other sees is its own
    assert not meets_need(briefed.state, briefed.setup, uk, russia, need, 4.0)


def test_any_attack_or_kit_anywhere_will_do_but_no_other_contact(briefed: Crisis) -> None:
    uk, russia, belgium = (briefed.who(name) for name in ("UK", "Russia", "Belgium"))
    for field in ("attacked", "own_kit", "contact", "high_rung", "request"):
        briefed.state.views[field] = 0.0
        briefed.state.views[field][uk, belgium] = 1.0
    ask = briefed.state, briefed.setup, uk, russia
    assert meets_need(*ask, NEEDS_ATTACK, 4.0)
    assert meets_need(*ask, NEEDS_OWN_KIT, 4.0)
    for need in (NEEDS_CONTACT, NEEDS_HIGH_RUNG, NEEDS_REQUEST):
        assert not meets_need(*ask, need, 4.0)


def test_defence_is_ones_own_and_no_need_is_always_met(briefed: Crisis) -> None:
    uk, russia = briefed.who("UK"), briefed.who("Russia")
    ask = briefed.state, briefed.setup, uk, russia
    briefed.state.selves["can_defend"] = 0.0
    assert not meets_need(*ask, NEEDS_DEFENCE, 4.0)
    briefed.state.selves[uk].can_defend = 1.0
    assert meets_need(*ask, NEEDS_DEFENCE, 4.0)
    assert meets_need(*ask, NO_NEED, 4.0)


def barred(crisis: Crisis, actor: str, action: str, target: str) -> str:
    return BARS[bar_of(crisis.state, crisis.setup, crisis.option(actor, action, target))]


def test_each_bar_has_its_name(briefed: Crisis) -> None:
    briefed.but()
    uk = briefed.who("UK")
    send, protest = (
        ("UK", "deploy_counter_drone", "Belgium"),
        ("UK", "diplomatic_protest", "Russia"),
    )
    assert barred(briefed, *send) == "need"
    briefed.view("UK", "Belgium").request = 0.1
    assert barred(briefed, *send) == ""
    briefed.state.stock[uk, COUNTER_DRONE] = 0.9
    assert barred(briefed, *send) == "stock"
    briefed.state.selves[uk].free_budget_meur = 6.0  # exactly what it costs
    assert barred(briefed, *send) == "stock"
    briefed.state.selves[uk].free_budget_meur = 5.9
    assert barred(briefed, *send) == "budget"
    briefed.setup.policies[uk].ceiling = 1.0
    assert barred(briefed, *send) == "ceiling"
    briefed.state.selves[uk].free_budget_meur = 100.0
    assert barred(briefed, *protest) == ""  # on the ceiling is not above it


def test_a_motion_on_the_table_an_order_that_stands_and_a_question_that_was_asked(
    briefed: Crisis,
) -> None:
    watch = ("NATO", "vigilance_activity", "Belgium")
    assert barred(briefed, *watch) == ""
    briefed.state.motions[VIGILANCE].is_pending = 1
    assert barred(briefed, *watch) == "pending"
    assert barred(briefed, "Belgium", "article_4_consultation", "UK") == ""  # another motion
    shoot = ("Belgium", "shoot_down_drone", "Belgium")
    belgium = briefed.state.selves[briefed.who("Belgium")]
    belgium.can_defend, belgium.order_days_left = 1.0, 0.0
    assert barred(briefed, *shoot) == ""
    belgium.order_days_left = 0.5
    assert barred(briefed, *shoot) == "standing"
    request = ("Belgium", "request_support", "UK")
    briefed.view("Belgium", "UK").asked = 0.09
    assert barred(briefed, *request) == ""
    briefed.view("Belgium", "UK").asked = 0.1
    assert barred(briefed, *request) == "asked"


def test_a_new_menu_wants_nothing_yet(briefed: Crisis) -> None:
    n = int(briefed.setup.n_options)
    for name in ("is_open", "intensity", "taste", "exact"):
        briefed.state[name][:] = 9
    open_menu(briefed.state, briefed.setup)
    assert set(briefed.state.is_open[:n].tolist()) == {0.0, 1.0}
    for name in ("intensity", "taste", "exact"):
        assert not briefed.state[name][:n].any()
        assert briefed.state[name][n] == 9  # beyond the menu nothing is touched
