"""One drone, one report: where it is, who sees it, what stops it, and what is written down."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core import draws
from sim.core.act.sighting import (
    BROUGHT_DOWN,
    BY_HOBBYIST,
    BY_NOBODY,
    BY_STATE,
    HIJACKED,
    NOT_STOPPED,
    PROVEN_ELSE,
    PROVEN_STATE,
    UNRESOLVED,
    conclude,
    fly_drone,
    is_seen,
    report_false_sighting,
    site_over,
    stop_drone,
    weigh,
)
from sim.core.belief.attribution import campaign_update, evidence, sighting_posterior
from sim.core.layout.setup import COUNTER_DRONE, EW_SUITE, NOBODY
from sim.core.layout.trace import CHOSEN
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis, Told, action_number

KEY = np.uint64(21)
DRONE = "recon_drone_incursion"  # severity 2, rung 3; 4 on Belgium's own ladder
SWARM = "drone_swarm_incursion"  # six drones at once
CERTAIN = 1e6


@pytest.fixture
def crisis(belgium: Scenario) -> Crisis:
    """Seen for certain, stopped by nothing, never found out; one site, no airport, double harm."""
    made = Crisis(belgium).but(
        sensor_detection=CERTAIN, inquiry_state=0.0, inquiry_hobby=0.0, inquiry_nothing=0.0,
        attribution_capture_given_ew=0.0, defeat_debris_accident=0.0,
    )  # fmt: skip
    made.state.on_soil[:] = 0.0
    made.trace.is_on = 1
    one_site(made, 1.0, 0)
    made.state.pairs["campaign"] = made.state.pairs["felt_fast"] = 0.0
    return made


def one_site(crisis: Crisis, weight: float, is_airport: int) -> int:
    fixed = crisis.setup.actors[crisis.who("Belgium")]
    fixed.end_site = fixed.first_site + 1
    site = crisis.setup.sites[fixed.first_site]
    site.cumulative_weight, site.severity_factor, site.is_airport = weight, 2.0, is_airport
    return int(fixed.first_site)


def needs(crisis: Crisis, certainty: float) -> None:
    policy = crisis.setup.policies[crisis.who("Belgium")]
    policy.threshold, policy.threshold_slope = certainty, 0.0


def fly(crisis: Crisis, action: str = DRONE) -> np.record:
    """Fly one drone, or a swarm, over Belgium; return Belgium's counts."""
    who = crisis.who("Russia"), crisis.who("Belgium")
    fly_drone(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY, *who,
              action_number(action), CHOSEN)  # fmt: skip
    return crisis.actor("Belgium")


def told_drone(crisis: Crisis, **more: float | str) -> Told:
    site = int(crisis.setup.actors[crisis.who("Belgium")].first_site)
    plain = Told("Russia", "Belgium", DRONE, 3, "chosen", site=site)
    return plain._replace(**more)


def test_six_drones_at_once_are_hardly_anybody_elses(crisis: Crisis) -> None:
    crisis.state.pairs["campaign"] = 0.8
    fly(crisis, SWARM)
    likelihood = evidence(crisis.turn_key(), draws.EVIDENCE, KEY, 0.8 * math.sqrt(6.0), True)
    share = 0.35 / (0.35 + 0.65**6)
    p = sighting_posterior(0.8, share, likelihood)
    assert crisis.told()[0].posterior == pytest.approx(p)
    assert crisis.pair("Belgium", "Russia").campaign == pytest.approx(
        0.8 + campaign_update(share, likelihood)
    )
    # With no evidence either way: a single drone is Russia's in 24 of 100 cases, a swarm in 57.
    assert sighting_posterior(0.8, 0.35, 0.0) == pytest.approx(0.2415, abs=1e-3)
    assert sighting_posterior(0.8, share, 0.0) == pytest.approx(0.5675, abs=1e-3)


@pytest.mark.parametrize("luck", range(20))
def test_sites_are_drawn_by_their_weights(crisis: Crisis, luck: int) -> None:
    key, host = np.uint64(luck), crisis.who("Belgium")
    fixed = crisis.setup.actors[host]
    fixed.end_site = fixed.first_site + 2
    for site, weight in enumerate((0.3, 0.8), fixed.first_site):
        crisis.setup.sites[site].cumulative_weight = weight
    u = draws.uniform(crisis.turn_key(), draws.SITE, key)
    expected = fixed.first_site if u < 0.3 else fixed.first_site + 1 if u < 0.8 else NOBODY
    assert site_over(crisis.setup, crisis.turn_key(), key, host) == expected


def test_electronic_warfare_comes_before_force(crisis: Crisis) -> None:
    host = crisis.who("Belgium")
    ask = crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY, host
    assert stop_drone(*ask) == NOT_STOPPED
    crisis.state.on_soil[host, COUNTER_DRONE] = CERTAIN
    assert stop_drone(*ask) == BROUGHT_DOWN
    crisis.state.on_soil[host, EW_SUITE] = CERTAIN
    assert stop_drone(*ask) == HIJACKED


def test_each_way_to_stop_it_has_the_chance_of_its_kit(crisis: Crisis) -> None:
    host = crisis.who("Belgium")
    crisis.state.on_soil[host, EW_SUITE], crisis.state.on_soil[host, COUNTER_DRONE] = 0.5, 2.0
    for seed in range(20):  # until electronic warfare has missed
        crisis.trace.n_rolls = 0
        stop_drone(crisis.state, crisis.trace, crisis.setup, np.uint64(seed), KEY, host)
        if crisis.trace.n_rolls == 2:
            break
    ew, physical = crisis.trace.rolls[:2]
    assert (ew.purpose, physical.purpose) == (draws.DEFEAT_EW, draws.DEFEAT_PHYSICAL)
    assert ew.chance == pytest.approx(1.0 - math.exp(-0.5 * 0.3))
    assert physical.chance == pytest.approx(1.0 - math.exp(-2.0 * 0.4))


def test_sensors_and_kit_add_up_to_the_chance_to_see_it(crisis: Crisis) -> None:
    """Six objects at 0.5 each, an EW suite 0.5 and two counter-drone kits 0.4 each."""
    crisis.but(sensor_detection=0.5)
    host = crisis.who("Belgium")
    crisis.state.on_soil[host, EW_SUITE], crisis.state.on_soil[host, COUNTER_DRONE] = 1.0, 2.0
    ask = crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY
    is_seen(*ask, host, 6.0)
    hazard = 6 * 0.5 + 0.5 + 2 * 0.4
    assert crisis.trace.rolls[0].chance == pytest.approx(1.0 - math.exp(-hazard))
    is_seen(*ask, crisis.who("UK"), 0.0)
    assert crisis.trace.rolls[0].chance == 0.0  # the same roll: no object, no kit


def test_an_unseen_drone_does_its_harm_and_emboldens(crisis: Crisis) -> None:
    crisis.but(sensor_detection=0.0)
    belgium = fly(crisis)
    counts = (belgium.incursions, belgium.detected, belgium.defeated, belgium.severity)
    assert counts == (1, 0, 0, 4.0)  # severity 2, twice at this site
    assert belgium.harm_rate == belgium.attention == 0.0
    assert crisis.pair("Russia", "Belgium").drones == 1.0
    assert crisis.pair("Russia", "Belgium").boldness == pytest.approx(0.04)
    assert crisis.pair("Russia", "Belgium").highest_rung == 3
    assert crisis.told() == [told_drone(crisis, is_seen=0, posterior=0.0)]


def test_a_drone_over_no_site_does_plain_harm(crisis: Crisis) -> None:
    one_site(crisis, 0.0, 1)
    assert fly(crisis).severity == 2.0
    assert crisis.actor("Belgium").airport_closures == 0
    assert crisis.told()[0].site == NOBODY


@pytest.mark.parametrize(("first_kit_day", "before"), [(-1.0, 1), (0.0, 0), (30.0, 0)])
def test_drones_before_the_first_kit_are_counted_apart(
    crisis: Crisis, first_kit_day: float, before: int
) -> None:
    crisis.actor("Belgium").first_kit_day = first_kit_day
    assert fly(crisis).incursions_before_kit == before


def test_a_seen_drone_is_harm_attention_and_a_case_that_stays_open(crisis: Crisis) -> None:
    needs(crisis, 2.0)
    belgium = fly(crisis)
    counts = (belgium.detected, belgium.defeated, belgium.unresolved, belgium.proven)
    assert counts == (1, 0, 1, 0)
    assert (belgium.severity, belgium.attention) == (4.0, 1.0)
    assert (belgium.attributed_right, belgium.attributed_wrong) == (0, 0)
    likelihood = evidence(crisis.turn_key(), draws.EVIDENCE, KEY, 0.8, True)
    p = sighting_posterior(0.0, 0.35, likelihood)
    assert belgium.harm_rate == pytest.approx(4.0 * p)
    assert crisis.told() == [told_drone(crisis, posterior=pytest.approx(p))]
    assert crisis.pair("Belgium", "Russia").felt_fast == pytest.approx(0.5 * p)
    assert crisis.pair("Belgium", "Russia").campaign == pytest.approx(
        campaign_update(0.35, likelihood)
    )
    assert crisis.pair("Russia", "Belgium").boldness == pytest.approx(0.04)
    assert crisis.pair("Russia", "Belgium").firmness == 0.0


def test_a_drone_that_is_proven_is_exposed_and_militarised(crisis: Crisis) -> None:
    needs(crisis, 0.0)
    crisis.but(inquiry_state=1.0)
    belgium = fly(crisis)
    assert (belgium.attributed_right, belgium.attributed_wrong) == (1, 0)
    assert crisis.pair("Russia", "Belgium").firmness == pytest.approx(0.4 * 0.12)
    assert crisis.pair("Russia", "Belgium").boldness == 0.0
    dispute = crisis.state.pairs[crisis.who("Belgium"), crisis.who("Russia")]
    assert dispute.incidents == 1
    incident = crisis.trace.incidents[0]
    who = crisis.who("Russia"), crisis.who("Belgium")
    assert (incident.actor, incident.target) == who


def test_an_airport_closes_under_a_drone_that_nobody_stops(crisis: Crisis) -> None:
    site = one_site(crisis, 1.0, 1)
    assert fly(crisis).airport_closures == 1
    assert (crisis.told()[0].note, crisis.told()[0].site) == ("airport closed", site)


@pytest.mark.parametrize("kit", [EW_SUITE, COUNTER_DRONE])
def test_a_stopped_drone_does_no_harm_and_is_resistance(crisis: Crisis, kit: int) -> None:
    one_site(crisis, 1.0, 1)
    crisis.state.on_soil[crisis.who("Belgium"), kit] = CERTAIN
    belgium = fly(crisis)
    assert (belgium.detected, belgium.defeated) == (1, 1)
    assert (belgium.severity, belgium.airport_closures) == (0.0, 0)
    assert belgium.harm_rate > 0.0
    assert crisis.pair("Russia", "Belgium").firmness == pytest.approx(0.12)
    assert crisis.pair("Russia", "Belgium").boldness == 0.0
    (told,) = crisis.told()
    assert told == told_drone(crisis, is_stopped=1, posterior=told.posterior)


def test_a_captured_drone_is_proof_and_says_much_of_a_campaign(crisis: Crisis) -> None:
    crisis.but(attribution_capture_given_ew=1.0)
    crisis.state.on_soil[crisis.who("Belgium"), EW_SUITE] = CERTAIN
    belgium = fly(crisis)
    assert (belgium.proven, belgium.unresolved, belgium.attributed_right) == (1, 0, 1)
    assert crisis.told() == [told_drone(crisis, is_stopped=1, note="captured")]
    assert crisis.pair("Belgium", "Russia").campaign == 2.0


def test_what_is_not_hijacked_is_not_captured(crisis: Crisis) -> None:
    crisis.but(attribution_capture_given_ew=1.0)
    crisis.state.on_soil[crisis.who("Belgium"), COUNTER_DRONE] = CERTAIN
    assert fly(crisis).proven == 0


def test_an_inquiry_proves_it(crisis: Crisis) -> None:
    crisis.but(inquiry_state=1.0)
    belgium = fly(crisis)
    assert (belgium.proven, belgium.unresolved) == (1, 0)
    assert crisis.told() == [told_drone(crisis, note="proven")]
    one_site(crisis, 1.0, 1)
    fly(crisis)
    assert crisis.told()[1].note == "airport closed"  # that is the news


@pytest.mark.parametrize(("kit", "fell"), [(COUNTER_DRONE, 1), (EW_SUITE, 0)])
def test_only_what_is_brought_down_may_fall_on_a_roof(crisis: Crisis, kit: int, fell: int) -> None:
    crisis.but(defeat_debris_accident=1.0)
    crisis.state.on_soil[crisis.who("Belgium"), kit] = CERTAIN
    fly(crisis)
    assert crisis.state.system.accidents == fell


@pytest.mark.parametrize(
    ("truth", "found", "purpose"),
    [
        (BY_STATE, UNRESOLVED, draws.EVIDENCE),
        (BY_STATE, PROVEN_STATE, draws.EVIDENCE),
        (BY_HOBBYIST, UNRESOLVED, draws.BACKGROUND_EVIDENCE),
        (BY_NOBODY, UNRESOLVED, draws.BACKGROUND_EVIDENCE),
    ],
)
def test_a_sighting_is_weighed_by_what_sensors_tell(
    crisis: Crisis, truth: int, found: int, purpose: int
) -> None:
    p = weigh(crisis.state, crisis.setup, crisis.turn_key(), KEY, crisis.who("Belgium"),
              crisis.who("Russia"), 1.0, truth, found)  # fmt: skip
    likelihood = evidence(crisis.turn_key(), purpose, KEY, 0.8, truth == BY_STATE)
    expected = 1.0 if found == PROVEN_STATE else sighting_posterior(0.0, 0.35, likelihood)
    assert p == pytest.approx(expected)
    change = campaign_update(0.35, likelihood)
    assert crisis.pair("Belgium", "Russia").campaign == pytest.approx(change)


@pytest.mark.parametrize(
    ("truth", "found", "counted"),
    [
        (BY_STATE, UNRESOLVED, "unresolved"), (BY_STATE, PROVEN_STATE, "proven"),
        (BY_HOBBYIST, PROVEN_ELSE, "proven_hobby"), (BY_NOBODY, PROVEN_ELSE, "proven_nothing"),
        (BY_HOBBYIST, UNRESOLVED, "unresolved"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("p", [0.2, 0.5])
def test_a_case_is_counted_by_what_was_found_and_who_was_blamed(
    crisis: Crisis, truth: int, found: int, counted: str, p: float
) -> None:
    needs(crisis, 0.5)
    who = crisis.who("Belgium"), crisis.who("Russia")
    conclude(crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY, *who,
             action_number(DRONE), NOBODY, p, truth, found)  # fmt: skip
    belgium = crisis.actor("Belgium")
    names = ("unresolved", "proven", "proven_hobby", "proven_nothing")
    assert [name for name in names if belgium[name]] == [counted]
    assert belgium[counted] == 1
    right, wrong = int(p >= 0.5 and truth == BY_STATE), int(p >= 0.5 and truth != BY_STATE)
    assert (belgium.attributed_right, belgium.attributed_wrong) == (right, wrong)
    pair = crisis.pair("Belgium", "Russia")
    assert pair.felt_fast == pytest.approx(0.5 * p)
    # What is not proven to be a state's doing is no incident, whoever is blamed.
    assert crisis.trace.n_incidents == right * int(found == PROVEN_STATE)
    assert belgium.provocations == int(p >= 0.5)
    origin = crisis.state.origins[crisis.who("Belgium"), 0]
    assert p < 0.5 or bool(origin.is_true) == (truth == BY_STATE)
    assert belgium.attention == 1.0
    assert belgium.harm_rate == pytest.approx(2.0 * p)  # it cannot tell a false report


@pytest.mark.parametrize(
    ("truth", "note"), [(BY_HOBBYIST, "hobbyist"), (BY_NOBODY, "nothing there")]
)
def test_a_false_report_is_weighed_and_written_down_as_nobodys(
    crisis: Crisis, truth: int, note: str
) -> None:
    ask = (crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY, crisis.who("Belgium"))
    report_false_sighting(*ask, action_number(DRONE), truth)
    site = int(crisis.setup.actors[crisis.who("Belgium")].first_site)
    (told,) = crisis.told()
    assert told == Told("", "Belgium", DRONE, 0, "background", posterior=told.posterior, note=note,
                        site=site)  # fmt: skip
    assert 0.0 < told.posterior < 1.0
    belgium = crisis.actor("Belgium")
    assert (belgium.false_alarms, belgium.incursions, belgium.severity) == (1, 0, 0.0)
    assert belgium.unresolved == 1


def test_without_a_suspect_a_report_is_a_count_and_no_case(crisis: Crisis) -> None:
    crisis.setup.actors[crisis.who("Belgium")].main_adversary = NOBODY
    ask = (crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY, crisis.who("Belgium"))
    report_false_sighting(*ask, action_number(DRONE), BY_HOBBYIST)
    assert crisis.told()[0].posterior == 0.0
    assert (crisis.actor("Belgium").false_alarms, crisis.actor("Belgium").attention) == (1, 0.0)
