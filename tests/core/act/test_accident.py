"""When acts go wrong: who is close, who dies, who is blamed, and whether it becomes war."""

import numpy as np
import pytest

from sim.core.act.accident import (
    go_to_war,
    have_accident,
    let_debris_fall,
    lose_lives,
    move_on_the_brink,
    risk_accident,
)
from sim.core.act.episode import enlist
from sim.core.layout.setup import AIR_POLICING, WAR_LEVEL
from sim.core.layout.trace import BY_ACCIDENT, CHOSEN
from sim.scenario import Scenario
from tests.core.known_crisis import Crisis, Told, action_number

KEY = np.uint64(11)
VIOLATION = "airspace_violation"  # rung 6, an encounter
STRIKE = "limited_strike"  # rung 10


@pytest.fixture
def crisis(belgium: Scenario) -> Crisis:
    made = Crisis(belgium).but(accident_blame=0.0, accident_death_given=0.0)
    made.trace.is_on = 1
    return made


def args(crisis: Crisis) -> tuple[np.record, np.record, np.record, np.uint64, np.uint64]:
    return crisis.state, crisis.trace, crisis.setup, crisis.turn_key(), KEY


def who(crisis: Crisis) -> tuple[int, int]:
    return crisis.who("Russia"), crisis.who("UK")


def risk(crisis: Crisis, action: str, chance: float) -> None:
    crisis.setup.actions[action_number(action)].p_accident = chance
    risk_accident(*args(crisis), *who(crisis), action_number(action))


def crash(crisis: Crisis, action: str = VIOLATION) -> None:
    have_accident(*args(crisis), *who(crisis), action_number(action), False)


def go_on(crisis: Crisis) -> None:
    """Give the two a militarised act of today, as the act that goes wrong would be."""
    enlist(crisis.state, crisis.trace, crisis.setup, *who(crisis), action_number(VIOLATION), 3, 0.0)


def test_what_cannot_go_wrong_leaves_no_trace(crisis: Crisis) -> None:
    risk(crisis, VIOLATION, 0.0)
    assert crisis.told() == []
    assert crisis.trace.n_rolls == 0
    assert (crisis.state.system.near_misses, crisis.state.system.accidents) == (0, 0)


def test_a_near_miss_is_a_close_call_and_no_accident(crisis: Crisis) -> None:
    crisis.but(accident_near_miss_ratio=1e9)
    risk(crisis, VIOLATION, 1e-6)
    assert (crisis.state.system.near_misses, crisis.state.system.accidents) == (1, 0)
    assert crisis.told() == [Told("Russia", "UK", VIOLATION, 6, "accident", note="near miss")]
    assert crisis.state.system.highest_rung == 0  # nobody climbed


def test_the_chance_is_the_acts_times_the_scale_times_one_plus_contact(crisis: Crisis) -> None:
    """Contact in the theatre and fighters that are guests of the target bring forces closer."""
    crisis.but(accident_scale=2.0, deployment_contact=0.5)
    crisis.setup.pairs[who(crisis)].contact = 2.5
    unit = next(u for u in range(crisis.setup.n_units) if crisis.setup.units[u].kit == AIR_POLICING)
    crisis.state.units[unit].host = crisis.who("UK")
    crisis.state.units[unit].arrived = 1
    risk(crisis, VIOLATION, 0.001)
    near, accident = crisis.trace.rolls[:2]
    assert accident.chance == pytest.approx(0.001 * 2.0 * (1.0 + 2.5 + 0.5))
    assert near.chance == pytest.approx(10.0 * accident.chance)
    crisis.trace.n_rolls = 0
    risk(crisis, "snap_exercise", 0.001)  # no encounter: nobody is close
    assert crisis.trace.rolls[1].chance == pytest.approx(0.002)


def test_an_armed_attack_that_kills_is_no_accident(crisis: Crisis) -> None:
    risk(crisis, STRIKE, 0.0)
    assert crisis.state.system.deaths == 0
    go_on(crisis)
    risk(crisis, STRIKE, 1.0)
    assert crisis.state.system.deaths == 1
    assert (crisis.state.system.near_misses, crisis.state.system.accidents) == (0, 0)
    assert crisis.told() == [Told("Russia", "UK", STRIKE, 10, "chosen", note="lives lost")]
    assert crisis.trace.incidents[0].deaths == 1


def test_from_rung_nine_on_it_is_an_attack(crisis: Crisis) -> None:
    risk(crisis, "shoot_down_manned", 1.0)
    assert (crisis.state.system.deaths, crisis.state.system.accidents) == (1, 0)
    risk(crisis, "warning_shots", 1.0)  # rung 8
    assert crisis.state.system.accidents == 1


def test_lives_are_lost_on_the_rung_of_the_act(crisis: Crisis) -> None:
    lose_lives(crisis.state, crisis.trace, *who(crisis), action_number(STRIKE), 9)
    assert crisis.told() == [Told("Russia", "UK", STRIKE, 9, "chosen", note="lives lost")]


def test_an_accident_stands_on_the_rung_of_shots(crisis: Crisis) -> None:
    crash(crisis)
    system = crisis.state.system
    assert (system.accidents, system.deaths, system.kinetic, system.war) == (1, 0, 0, 0)
    assert (system.highest_rung, system.climbs_accidental, system.climbs_chosen) == (8, 1, 0)
    assert crisis.pair("Russia", "UK").highest_rung == 8
    assert crisis.pair("UK", "Russia").highest_rung == 0
    assert crisis.told() == [Told("Russia", "UK", VIOLATION, 8, "accident", note="accident")]


def test_an_accident_never_stands_below_the_act(crisis: Crisis) -> None:
    crash(crisis, STRIKE)
    assert crisis.pair("Russia", "UK").highest_rung == 10
    assert crisis.state.system.kinetic == 1


def test_an_accident_that_kills_is_armed_force(crisis: Crisis) -> None:
    crisis.but(accident_death_given=1.0)
    go_on(crisis)
    crash(crisis)
    system = crisis.state.system
    assert (system.accidents, system.deaths, system.kinetic, system.highest_rung) == (1, 1, 1, 9)
    assert crisis.trace.incidents[0].deaths == 1
    assert crisis.told() == [
        Told("Russia", "UK", VIOLATION, 9, "accident", note="accident with deaths")
    ]


def test_deaths_of_the_past_are_not_undone_by_a_harmless_accident(crisis: Crisis) -> None:
    crisis.state.system.deaths = crisis.state.system.kinetic = 1
    crash(crisis)
    assert (crisis.state.system.deaths, crisis.state.system.kinetic) == (1, 1)


@pytest.mark.parametrize(("death", "mark"), [(0.0, 3.0), (1.0, 6.0)])
def test_the_victim_blames_the_one_who_caused_it_and_doubly_for_deaths(
    crisis: Crisis, death: float, mark: float
) -> None:
    crisis.but(accident_blame=1.0, accident_death_given=death)
    crash(crisis)
    assert crisis.pair("UK", "Russia").felt_fast == pytest.approx(mark)
    assert crisis.pair("UK", "Russia").provoked_rung == 8.0 + death
    assert crisis.pair("Russia", "UK").felt_fast == 0.0
    assert crisis.state.pairs[0, 2].moves == 1  # UK and Russia are on the brink
    entry, origin = crisis.state.book[crisis.who("UK"), 0], crisis.state.origins[0, 0]
    assert (entry.against, entry.rung, entry.certainty) == (crisis.who("Russia"), 8.0 + death, 1.0)
    assert origin.is_true == 1


def test_without_blame_nothing_is_felt_and_nobody_is_on_the_brink(crisis: Crisis) -> None:
    crisis.but(accident_death_given=1.0, crisis_autonomous=1.0)
    crash(crisis)
    crash(crisis)
    assert crisis.pair("UK", "Russia").felt_fast == 0.0
    assert (crisis.state.pairs[0, 2].moves, crisis.state.system.war) == (0, 0)
    assert crisis.state.system.kinetic == 1
    assert crisis.actor("UK").provocations == 0


def move(crisis: Crisis, rung: int) -> None:
    move_on_the_brink(*args(crisis), *who(crisis), rung, CHOSEN)


@pytest.mark.parametrize(("rung", "kinetic", "attacked"), [(8, 0, 0), (9, 1, 0), (10, 1, 1)])
def test_armed_force_begins_on_rung_9_and_an_attack_on_10(
    crisis: Crisis, rung: int, kinetic: int, attacked: int
) -> None:
    move(crisis, rung)
    assert (crisis.state.system.war, crisis.state.system.kinetic) == (0, kinetic)
    assert crisis.pair("UK", "Russia").attacked == attacked
    assert crisis.pair("Russia", "UK").attacked == 0.0


def test_the_first_move_is_never_war_and_each_further_one_the_likelier(crisis: Crisis) -> None:
    crisis.but(crisis_autonomous=0.01, crisis_rung_ratio=3.0)
    for rung in (10, 8, 9, 10):
        move(crisis, rung)
    chances = [float(roll.chance) for roll in crisis.trace.rolls[: crisis.trace.n_rolls]]
    # all rolls of this case share a key, so only the last is kept; it came after three others
    assert chances == pytest.approx([0.01 * 3 * 3.0**2])


def test_a_move_may_be_war(crisis: Crisis) -> None:
    crisis.but(crisis_autonomous=1.0)
    move(crisis, 8)
    assert crisis.state.system.war == 0
    move(crisis, 8)
    assert (crisis.state.system.war, crisis.state.system.ended) == (1, 1)


def test_war_ends_the_run_on_the_top_rung_of_every_scale(crisis: Crisis) -> None:
    crisis.state.system.day = 12.0
    go_to_war(crisis.state, crisis.trace, crisis.setup, *who(crisis), BY_ACCIDENT)
    system = crisis.state.system
    assert (system.war, system.kinetic, system.deaths, system.ended) == (1, 1, 1, 1)
    assert (system.highest_rung, crisis.state.first_day[11]) == (11, 12.0)
    assert crisis.state.scale_total[2] == 5.0  # MID's level of war
    assert crisis.told() == [Told("Russia", "UK", "hold", 11, "accident", note="war")]
    incident = crisis.trace.incidents[0]
    assert (incident.level, incident.day, incident.until) == (WAR_LEVEL, 12.0, 12.0)
    assert (incident.actor, incident.target, incident.action) == (*who(crisis), 0)


def test_debris_falls_on_the_host_and_is_an_accident_of_whoever_sent_the_drone(
    crisis: Crisis,
) -> None:
    drone = action_number("recon_drone_incursion")
    crisis.but(defeat_debris_accident=0.0)
    let_debris_fall(*args(crisis), *who(crisis), drone)
    assert crisis.told() == []
    crisis.but(defeat_debris_accident=1.0)
    let_debris_fall(*args(crisis), *who(crisis), drone)
    fell, hit = crisis.told()
    assert fell == Told(
        "Russia", "UK", "recon_drone_incursion", 3, "accident", is_stopped=1, note="debris fell"
    )
    assert hit == Told("Russia", "UK", "recon_drone_incursion", 3, "accident", note="accident")
    assert crisis.state.system.accidents == 1


def test_debris_is_blamed_on_nobody_and_is_no_armed_force_even_where_it_kills(
    crisis: Crisis,
) -> None:
    crisis.but(defeat_debris_accident=1.0, accident_death_given=1.0, accident_blame=1.0)
    let_debris_fall(*args(crisis), *who(crisis), action_number("recon_drone_incursion"))
    system = crisis.state.system
    assert (system.deaths, system.kinetic, system.highest_rung) == (1, 0, 3)
    assert crisis.pair("UK", "Russia").felt_fast == 0.0
    assert (crisis.actor("UK").provocations, crisis.state.pairs[0, 2].moves) == (0, 0)
