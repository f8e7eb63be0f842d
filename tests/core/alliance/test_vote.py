"""How a member votes: threat, mood, cost, dependence, resolve; and its luck, drawn once."""

import numpy as np
import pytest

from sim.core.alliance.consensus import motion_key
from sim.core.alliance.vote import burden, is_in_favour, support
from sim.core.means.accounting import cost_of_act
from sim.scenario import Scenario, load_scenario
from tests.core.known_crisis import Crisis, action_number

ARTICLE_4 = action_number("article_4_consultation")
VIGILANCE = action_number("vigilance_activity")
REINFORCE = action_number("reinforce_forward")


def belgian(crisis: Crisis, action: int = ARTICLE_4, provoked: float = 5.0) -> float:
    who = crisis.who
    return support(crisis.state, crisis.setup, who("Belgium"), who("Russia"), action, provoked)


def test_members_shrink_from_going_further_than_they_were_provoked(crisis: Crisis) -> None:
    assert belgian(crisis, ARTICLE_4, 5.0) > belgian(crisis, REINFORCE, 5.0)
    assert belgian(crisis, REINFORCE, 7.0) > belgian(crisis, REINFORCE, 5.0)


def test_cohesion_and_resolve_count_for_a_motion_and_dependence_against(crisis: Crisis) -> None:
    parameters, start = crisis.scenario.parameters, belgian(crisis)
    crisis.state.system.cohesion += 0.2
    assert belgian(crisis) == pytest.approx(start + 0.2 * parameters["alliance.cohesion"])
    crisis.state.system.cohesion -= 0.2
    member = crisis.setup.actors[crisis.who("Belgium")]
    dependence = float(member.dependence)
    assert dependence > 0.0
    member.dependence = 0.0
    member.resolve = 0.7
    gain = 0.7 + dependence * parameters["alliance.dependence"]
    member_free = belgian(crisis)
    member.dependence, member.resolve = dependence, 0.0
    assert member_free == pytest.approx(start + gain)


def test_the_cost_is_shared_by_weight_and_felt_by_what_is_left(crisis: Crisis) -> None:
    ask = (crisis.state, crisis.setup, crisis.who("UK"), VIGILANCE)
    cost = cost_of_act(crisis.setup, VIGILANCE)
    assert cost == pytest.approx(25 + 4 * 8)  # outlay and eight weeks' upkeep
    assert burden(*ask) == pytest.approx(0.15 * cost / 100)
    crisis.actor("UK").strain = 0.5
    assert burden(*ask) == pytest.approx(0.15 * cost / 50)
    crisis.actor("UK").strain = 9.0
    assert burden(*ask) == pytest.approx(0.15 * cost / 10)  # something can always be found


def test_weights_are_shares_of_the_alliance() -> None:
    for name in ("belgium_2025", "belgium_years", "baltic_gnss", "black_sea_intercept"):
        setup = load_scenario(name).setup
        actors = setup.actors[: setup.n_actors]
        assert actors["weight"][actors["alliance"] >= 0].sum() == pytest.approx(1.0)


def test_the_luck_of_a_vote_hangs_on_motion_and_member_and_nothing_else(
    belgium: Scenario,
) -> None:
    """Drawn anew each time, twenty tries would all but make consensus certain."""
    answers = []
    for run in range(60):
        crisis = Crisis(belgium, run=run)
        who = crisis.who
        key = motion_key(crisis.setup, who("NATO"), VIGILANCE)
        ask = (who("UK"), who("Russia"), VIGILANCE, 5.0, 0.0)
        tries = {
            bool(
                is_in_favour(
                    crisis.state, crisis.trace, crisis.setup, crisis.whole_run, np.uint64(key), *ask
                )
            )
            for _ in range(20)
        }
        assert len(tries) == 1
        answers.append(tries.pop())
    assert 0 < sum(answers) < len(answers)  # runs differ, tries do not


def test_threat_and_pressure_win_a_hold_out_over(belgium: Scenario) -> None:
    """On the same luck: nobody who was for it turns against it when the threat grows."""
    calm, threatened, pressed = [], [], []
    for run in range(80):
        crisis = Crisis(belgium, run=run)
        who = crisis.who
        key = motion_key(crisis.setup, who("NATO"), VIGILANCE)
        ask = (
            crisis.state,
            crisis.trace,
            crisis.setup,
            crisis.whole_run,
            key,
            who("UK"),
            who("Russia"),
            VIGILANCE,
        )
        calm.append(bool(is_in_favour(*ask, 5.0, 0.0)))
        pressed.append(bool(is_in_favour(*ask, 5.0, 1.5)))
        crisis.pair("UK", "Russia").campaign = 4.0
        threatened.append(bool(is_in_favour(*ask, 5.0, 0.0)))
    assert sum(calm) < sum(pressed)
    assert sum(calm) < sum(threatened)
    for after in (pressed, threatened):
        assert all(now or not before for before, now in zip(calm, after, strict=True))
