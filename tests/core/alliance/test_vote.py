"""How a member votes: threat, mood, cost, dependence, resolve; and its luck, drawn once."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.alliance.consensus import motion_key
from sim.core.alliance.vote import burden, is_in_favour, provoked_rung, support
from sim.core.arithmetic import logistic
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
    for name in (
        "belgium_2025", "belgium_years", "baltic_gnss", "black_sea_intercept", "poland_2025",
    ):  # fmt: skip
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
    """On the same draws: nobody who was for it turns against it when the threat grows."""
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


@pytest.fixture
def plain(belgium: Scenario) -> Crisis:
    """A Belgium that asks for a certainty of 0.4 everywhere, depends on nobody and has no luck."""
    crisis = Crisis(belgium).but()
    member = crisis.setup.actors[crisis.who("Belgium")]
    member.dependence = member.resolve = 0.0
    policy = crisis.setup.policies[crisis.who("Belgium")]
    policy.threshold, policy.threshold_slope = 0.4, 0.0
    crisis.state.disposition[:] = 0.0
    crisis.state.system.cohesion = 0.6
    pair = crisis.pair("Belgium", "Russia")
    pair.felt_fast, pair.harm = 1.0, 4.0  # sure with 0.25
    return crisis


def without_cost(crisis: Crisis, provoked: float = 5.0) -> float:
    """Return the log-odds for a consultation on rung 5, without its cost."""
    cost = burden(crisis.state, crisis.setup, crisis.who("Belgium"), ARTICLE_4)
    return belgian(crisis, ARTICLE_4, provoked) + cost


def test_support_is_the_neutral_odds_and_the_threat_above_the_threshold(plain: Crisis) -> None:
    assert without_cost(plain) == pytest.approx(1.2 + 2.5 * (0.25 - 0.4))


@pytest.mark.parametrize(
    ("what", "value", "gain"),
    [
        ("cohesion", 0.7, 4.0 * 0.1), ("dependence", 0.5, -1.5 * 0.5), ("resolve", 0.5, 0.5),
        ("disposition", -0.7, -0.7), ("provoked", 6.0, 0.6), ("provoked", 4.0, -0.6),
        # an armed attack (rung 9, fading for two rungs) leaves no doubt
        ("provoked", 7.0, 2 * 0.6), ("provoked", 7.1, 2.1 * 0.6 + 2.5 * 0.75),
    ],
)  # fmt: skip
def test_each_reason_moves_a_vote_its_own_way(
    plain: Crisis, what: str, value: float, gain: float
) -> None:
    before, provoked = without_cost(plain), 5.0
    if what == "cohesion":
        plain.state.system.cohesion = value
    elif what == "disposition":
        plain.state.disposition[plain.who("Belgium")] = value
    elif what == "provoked":
        provoked = value
    else:
        plain.setup.actors[plain.who("Belgium")][what] = value
    assert without_cost(plain, provoked) == pytest.approx(before + gain)


def test_what_it_costs_counts_against_it(plain: Crisis) -> None:
    before = belgian(plain)
    share = burden(plain.state, plain.setup, plain.who("Belgium"), ARTICLE_4)
    assert share == pytest.approx(0.03 * 0.2 / 50.0)
    plain.but(alliance_cost=11.0)
    assert belgian(plain) == pytest.approx(before - 10.0 * share)


@pytest.mark.parametrize(("budget", "weight", "share"), [(0.0, 0.5, 0.0), (0.01, 500.0, 1.0)])
def test_who_has_no_budget_feels_no_cost_and_nobody_feels_more_than_all(
    plain: Crisis, budget: float, weight: float, share: float
) -> None:
    member = plain.setup.actors[plain.who("Belgium")]
    member.budget_meur_day, member.weight = budget, weight
    assert burden(plain.state, plain.setup, plain.who("Belgium"), REINFORCE) == share


def test_the_alliance_was_provoked_on_the_highest_rung_that_a_member_knows_of(
    crisis: Crisis,
) -> None:
    nato, russia = crisis.who("NATO"), crisis.who("Russia")
    ask = (crisis.state, crisis.setup, nato, russia)
    assert provoked_rung(*ask) == 5.0  # a motion is never put for less
    crisis.pair("UK", "Russia").provoked_rung = 4.0
    crisis.pair("Russia", "UK").provoked_rung = 9.0  # what Russia answers is its own affair
    crisis.pair("NATO", "Russia").provoked_rung = 10.0  # NATO is no member of itself
    crisis.pair("UK", "Belgium").provoked_rung = 10.0
    assert provoked_rung(*ask) == 5.0
    crisis.pair("Belgium", "Russia").provoked_rung = 7.5
    assert provoked_rung(*ask) == 7.5


def test_a_vote_is_a_roll_on_support_and_pressure(plain: Crisis) -> None:
    plain.trace.is_on = 1
    who = plain.who
    is_in_favour(plain.state, plain.trace, plain.setup, plain.whole_run, np.uint64(8),
                 who("Belgium"), who("Russia"), ARTICLE_4, 5.0, 0.75)  # fmt: skip
    roll = plain.trace.rolls[0]
    assert roll.chance == pytest.approx(logistic(belgian(plain) + 0.75))
    assert roll.purpose == draws.VOTE
    assert roll.key == draws.joined(np.uint64(8), plain.setup.name_keys[who("Belgium")])


def test_a_public_that_doubts_counts_against_a_motion_nat_for_nat(plain: Crisis) -> None:
    before = belgian(plain)
    plain.actor("Belgium").doubt = 0.4
    assert belgian(plain) == pytest.approx(before - 0.4)
