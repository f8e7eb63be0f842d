"""Whose was it? The limits of the posterior, and what one sighting says of a campaign."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core import draws
from sim.core.arithmetic import logistic, logit
from sim.core.belief.attribution import (
    DPRIME_LIMIT,
    campaign_update,
    certainty,
    evidence,
    hear_from_intelligence,
    host_dprime,
    is_sure,
    learn_of_campaign,
    required_certainty,
    share_of_many,
    sighting_posterior,
    threshold,
)
from sim.core.layout.setup import COUNTER_DRONE, EW_SUITE, NOBODY
from tests.core.known_crisis import Crisis

quick = settings(max_examples=200, deadline=None, database=None)
log_odds, shares = st.floats(-4, 4), st.floats(0.1, 0.7)


@quick
@given(log_odds, shares)
def test_blind_sensors_leave_everything_as_it_was(campaign: float, share: float) -> None:
    likelihood = evidence(np.uint64(5), draws.EVIDENCE, np.uint64(6), 0.0, True)
    assert likelihood == 0.0
    assert campaign_update(share, likelihood) == pytest.approx(0.0, abs=1e-12)
    # Without evidence, the sighting is the adversary's as often as its campaign is that of all.
    expected = share * logistic(campaign)
    assert sighting_posterior(campaign, share, likelihood) == pytest.approx(expected)


@quick
@given(log_odds, shares)
def test_proof_is_proof_whatever_was_believed(campaign: float, share: float) -> None:
    assert sighting_posterior(campaign, share, 40.0) == pytest.approx(1.0, abs=1e-9)
    assert sighting_posterior(campaign, share, -40.0) == pytest.approx(0.0, abs=1e-9)


@quick
@given(log_odds, shares, st.floats(-15, 15), st.floats(0, 5))
def test_more_evidence_more_suspicion_and_a_higher_share_all_raise_the_posterior(
    campaign: float, share: float, likelihood: float, more: float
) -> None:
    p = sighting_posterior(campaign, share, likelihood)
    assert 0.0 <= p <= 1.0
    assert sighting_posterior(campaign, share, likelihood + more) >= p - 1e-12
    assert sighting_posterior(campaign + more, share, likelihood) >= p - 1e-12


@quick
@given(log_odds, shares, st.floats(-10, 10))
def test_the_posterior_is_bayes_rule_over_three_causes(
    campaign: float, share: float, likelihood: float
) -> None:
    """Campaign and its drone; campaign and something else; no campaign."""
    c, odds = logistic(campaign), math.exp(likelihood)
    theirs, other, none = c * share * odds, c * (1 - share), 1 - c
    expected = theirs / (theirs + other + none)
    assert sighting_posterior(campaign, share, likelihood) == pytest.approx(expected, rel=1e-6)


def test_a_false_alarm_is_weak_evidence_where_a_captured_drone_is_strong() -> None:
    share = 0.35
    # The surest "that was a hobbyist" says only that this one was not theirs.
    assert campaign_update(share, -50.0) == pytest.approx(math.log(1 - share))
    assert campaign_update(share, 8.0) > 10 * abs(campaign_update(share, -50.0))


def test_sensors_tell_true_from_false_as_their_dprime_says() -> None:
    key = draws.name_key("actor", "Belgium")
    turns = [np.uint64(draws.turn_key(np.uint64(draws.run_key(1, r)), 0)) for r in range(4000)]
    for dprime in (0.8, 2.0):
        mine = np.array([evidence(t, draws.EVIDENCE, key, dprime, True) for t in turns])
        not_mine = np.array([evidence(t, draws.EVIDENCE, key, dprime, False) for t in turns])
        error = 5 * dprime / np.sqrt(len(turns))
        assert mine.mean() == pytest.approx(dprime**2 / 2, abs=error)
        assert not_mine.mean() == pytest.approx(-(dprime**2) / 2, abs=error)
        assert mine.std() == pytest.approx(dprime, rel=0.06)
        # Equal-variance signal detection: the means lie d' standard deviations apart.
        assert mine.mean() - not_mine.mean() == pytest.approx(dprime**2)


def test_certainty_is_the_attributed_part_of_what_was_suffered() -> None:
    assert certainty(1.0, 4.0, 0.0) == 0.25
    assert certainty(4.0, 4.0, -3.0) == 1.0
    assert certainty(5.0, 4.0, -3.0) == 1.0  # never surer than sure
    # Nothing suffered lately: what it believes of a campaign.
    assert certainty(0.0, 0.0, logit(0.3)) == pytest.approx(0.3)


def test_kit_sharpens_the_hosts_eyes_up_to_a_limit(crisis: Crisis) -> None:
    belgium = crisis.who("Belgium")
    bare = host_dprime(crisis.state, crisis.setup, belgium, 1.0)
    assert bare == pytest.approx(crisis.scenario.parameters["attribution.dprime"])
    crisis.state.on_soil[belgium, EW_SUITE] = 1.0
    with_ew = host_dprime(crisis.state, crisis.setup, belgium, 1.0)
    crisis.state.on_soil[belgium, EW_SUITE] = 0.0
    crisis.state.on_soil[belgium, COUNTER_DRONE] = 1.0
    assert bare < host_dprime(crisis.state, crisis.setup, belgium, 1.0) < with_ew
    crisis.state.on_soil[belgium, EW_SUITE] = 50.0
    assert host_dprime(crisis.state, crisis.setup, belgium, 1.0) == DPRIME_LIMIT


@pytest.mark.parametrize(("objects", "factor"), [(0.0, 1.0), (1.0, 1.0), (2.25, 1.5), (4.0, 2.0)])
def test_each_drone_of_a_swarm_is_a_look_of_its_own(
    crisis: Crisis, objects: float, factor: float
) -> None:
    belgium = crisis.who("Belgium")
    bare = crisis.scenario.parameters["attribution.dprime"]
    seen = host_dprime(crisis.state, crisis.setup, belgium, objects)
    assert seen == pytest.approx(factor * bare)


def test_strangers_do_not_fly_swarms() -> None:
    assert share_of_many(0.35, 1.0) == 0.35
    assert share_of_many(0.35, 2.0) == pytest.approx(0.35 / (0.35 + 0.65**2))
    assert share_of_many(0.35, 6.0) == pytest.approx(0.8227, abs=1e-4)
    assert share_of_many(0.35, 0.0) == 0.35


def test_higher_rungs_ask_for_more_certainty(crisis: Crisis) -> None:
    uk = crisis.who("UK")
    asked = [threshold(crisis.setup, uk, float(rung)) for rung in range(12)]
    assert asked[0] == asked[1]  # rungs 0 and 1 ask the same: talk is cheap
    assert all(low < high for low, high in itertools.pairwise(asked[1:]))


@pytest.mark.parametrize(
    ("rung", "asked"), [(0.0, 0.3), (1.0, 0.3), (6.5, 0.3 + 0.25), (12.0, 0.8)]
)
def test_the_certainty_asked_for_rises_from_rung_one(
    crisis: Crisis, rung: float, asked: float
) -> None:
    policy = crisis.but().setup.policies[0]
    policy.threshold, policy.threshold_slope = 0.3, 0.5
    assert required_certainty(policy, rung) == pytest.approx(asked)
    assert threshold(crisis.setup, 0, rung) == pytest.approx(asked)


def test_just_sure_enough_is_sure(crisis: Crisis) -> None:
    policy = crisis.but().setup.policies[1]
    policy.threshold, policy.threshold_slope = 0.5, 0.0
    assert is_sure(crisis.setup, 1, 0.5, 4)
    assert not is_sure(crisis.setup, 1, 0.499, 4)


@pytest.mark.parametrize(
    ("before", "change", "after"), [(0.5, 0.25, 0.75), (3.5, 9.0, 4.0), (-3.5, -9.0, -4.0)]
)
def test_belief_in_a_campaign_moves_within_its_limit(
    crisis: Crisis, before: float, change: float, after: float
) -> None:
    crisis.pair("Belgium", "Russia").campaign = before
    learn_of_campaign(
        crisis.state, crisis.setup, crisis.who("Belgium"), crisis.who("Russia"), change
    )
    assert crisis.pair("Belgium", "Russia").campaign == after
    assert crisis.pair("Russia", "Belgium").campaign < 0.0


@pytest.mark.parametrize(("drones", "is_on"), [(0.49, False), (0.5, True), (3.0, True)])
def test_intelligence_tells_a_host_whether_drones_fly_over_it(
    crisis: Crisis, drones: float, is_on: bool
) -> None:
    """A week is worth d' of 0.3 times the root of its part of a month."""
    host, russia = crisis.who("Belgium"), crisis.who("Russia")
    crisis.state.pairs["campaign"] = 0.0
    crisis.state.pairs["drones"][russia, host] = drones
    crisis.state.pairs["drones"][host, russia] = 0.5 - drones
    hear_from_intelligence(crisis.state, crisis.setup, crisis.turn_key())
    dprime = 0.3 * math.sqrt(7.0 / (365.0 / 12.0))
    key = crisis.setup.name_keys[host]
    told = evidence(crisis.turn_key(), draws.INTELLIGENCE, key, dprime, is_on)
    assert crisis.pair("Belgium", "Russia").campaign == pytest.approx(told)


def test_intelligence_has_nothing_for_who_has_no_site_or_no_adversary(crisis: Crisis) -> None:
    crisis.state.pairs["campaign"] = 0.0
    crisis.but().setup.actors[crisis.who("UK")].main_adversary = NOBODY
    hear_from_intelligence(crisis.state, crisis.setup, crisis.turn_key())
    moved = crisis.state.pairs["campaign"] != 0.0
    told = [crisis.scenario.actors[i] for i in np.flatnonzero(moved.any(axis=1))]
    assert told == ["Belgium", "Allies", "Flank"]  # NATO and Russia have no sites


@pytest.mark.parametrize(
    ("felt", "harm", "sure"), [(0.0, 0.002, 0.0), (0.001, 0.002, 0.5), (0.0005, 0.001, 0.75)]
)
def test_the_smallest_harm_still_counts(felt: float, harm: float, sure: float) -> None:
    """At a thousandth of a mark nothing was suffered; the belief in a campaign decides."""
    assert certainty(felt, harm, math.log(3.0)) == pytest.approx(sure)


def test_evidence_is_the_signal_detection_model() -> None:
    turn, key = np.uint64(5), np.uint64(6)
    z = draws.normal(turn, draws.EVIDENCE, key)
    assert evidence(turn, draws.EVIDENCE, key, 1.5, True) == pytest.approx(1.125 + 1.5 * z)
    assert evidence(turn, draws.EVIDENCE, key, 1.5, False) == pytest.approx(-1.125 + 1.5 * z)
