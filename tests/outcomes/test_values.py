"""Every outcome on a tiny duel, filled in by hand: the number, and whose it is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.core.layout.setup import Setup
from sim.core.layout.state import NEVER, State, new_state
from sim.outcomes import OUTCOMES
from sim.outcomes.aid import AID
from sim.outcomes.alliance import ALLIANCE
from sim.outcomes.escalation import ESCALATION
from sim.outcomes.incidents import INCIDENTS
from sim.outcomes.perception import PERCEPTION
from sim.outcomes.registry import measure
from sim.scenario import load_scenario

NAN = math.nan
MONTH = 365.0 / 12.0
BLUE, RED = 1, 2
"""Not the first two of the list: an outcome that reads the wrong row would read zeros."""


@pytest.fixture(scope="module")
def setup() -> Setup:
    made = load_scenario("generic_dyad").setup.copy()
    made.clock.routine_rung = 4
    return made


def measured(setup: Setup, state: State, name: str, per: str, i: int = BLUE, j: int = RED) -> float:
    """Return one outcome of a state, asked for as a table of runs asks for it."""
    number = next(n for n, o in enumerate(OUTCOMES) if (o.name, o.per) == (name, per))
    row = np.full(1, -99.0)
    measure(state, setup, np.array([[number, i, j]]), row)
    return float(row[0])


# outcome, what it is counted per, the field that holds it
OF_THE_RUN = [
    ("highest_rung", "highest_rung"), ("final_rung", "turn_rung"), ("kinetic", "kinetic"),
    ("deaths", "deaths"), ("war", "war"), ("climbs_chosen", "climbs_chosen"),
    ("climbs_accidental", "climbs_accidental"), ("climbs_misattributed", "climbs_misattributed"),
    ("near_misses", "near_misses"), ("accidents", "accidents"), ("article_4", "article_4"),
    ("article_5", "article_5"), ("vigilance", "vigilance"), ("cohesion_lowest", "lowest_cohesion"),
    ("cohesion_last", "cohesion"), ("motions_delayed", "motions_delayed"),
    ("motions_blocked", "motions_blocked"),
]  # fmt: skip
OF_AN_ACTOR = [
    ("highest_rung", "actor"), ("incursions", "host"), ("detected", "host"), ("defeated", "host"),
    ("attributed_right", "host"), ("attributed_wrong", "host"), ("false_alarms", "host"),
    ("proven", "host"), ("proven_hobby", "host"), ("proven_nothing", "host"),
    ("unresolved", "host"), ("airport_closures", "host"), ("deployments", "supporter"),
    ("strain", "payer"), ("kit_days", "supporter"), ("longest_stay_days", "supporter"),
    ("withdrawn", "supporter"), ("left_without", "rival"), ("hold_outs", "member"),
    ("damage_meur", "harmed"), ("doubt", "supporter"),
    ("requests_met", "supporter"), ("requests_lapsed", "supporter"),
    ("kits_for_nothing", "asker"), ("campaign_days", "asker"),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "field"), OF_THE_RUN)
def test_an_outcome_of_the_run_is_its_own_number(setup: Setup, outcome: str, field: str) -> None:
    state = new_state()[0]
    assert measured(setup, state, outcome, "system") == 0.0
    state.system[field] = 3
    assert measured(setup, state, outcome, "system") == 3.0


@pytest.mark.parametrize(
    ("outcome", "per", "field"),
    [(name, per, name) for name, per in OF_AN_ACTOR]
    + [("hostile_severity", "host", "severity"), ("cost_meur", "payer", "spent_meur")],
)
def test_an_outcome_of_an_actor_is_that_actors(
    setup: Setup, outcome: str, per: str, field: str
) -> None:
    state = new_state()[0]
    state.actors[field][BLUE], state.actors[field][RED] = 3, 8
    assert measured(setup, state, outcome, per, BLUE) == 3.0
    assert measured(setup, state, outcome, per, RED) == 8.0


@pytest.mark.parametrize(
    ("rung", "turn_rung", "war", "calm"),
    [
        (5, 4, 0, 1.0),  # rose above routine, and came back to it
        (4, 4, 0, 0.0),  # never rose
        (9, 5, 0, 0.0),  # stands above it still
        (11, 0, 1, 0.0),  # war is no calm
    ],
)
def test_a_return_to_calm(setup: Setup, rung: int, turn_rung: int, war: int, calm: float) -> None:
    state = new_state()[0]
    state.system.highest_rung, state.system.turn_rung, state.system.war = rung, turn_rung, war
    assert measured(setup, state, "return_to_calm", "system") == calm


def test_the_highest_rung_of_a_dyad_is_the_higher_of_its_two_sides(setup: Setup) -> None:
    state = new_state()[0]
    state.pairs[BLUE, RED].highest_rung, state.pairs[RED, BLUE].highest_rung = 3, 7
    assert measured(setup, state, "highest_rung", "dyad") == 7.0
    assert measured(setup, state, "highest_rung", "dyad", RED, BLUE) == 7.0
    state.pairs[BLUE, RED].highest_rung = 9
    assert measured(setup, state, "highest_rung", "dyad") == 9.0


def test_the_first_day_of_a_rung_is_empty_where_it_was_never_reached(setup: Setup) -> None:
    state = new_state()[0]
    state.first_day[:] = NEVER
    state.first_day[5], state.first_day[6] = 0.0, 14.0
    found = [measured(setup, state, "first_day", "rung", rung, 0) for rung in (5, 6, 7)]
    assert found[:2] == [0.0, 14.0]
    assert math.isnan(found[2])


def test_reciprocity_is_own_acts_for_each_of_the_others(setup: Setup) -> None:
    state = new_state()[0]
    assert math.isnan(measured(setup, state, "reciprocity", "dyad"))
    state.pairs[BLUE, RED].acts, state.pairs[RED, BLUE].acts = 3, 4
    assert measured(setup, state, "reciprocity", "dyad") == 0.75
    assert measured(setup, state, "reciprocity", "dyad", RED, BLUE) == pytest.approx(4 / 3)
    state.pairs[RED, BLUE].acts = 1
    assert measured(setup, state, "reciprocity", "dyad") == 3.0


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        ("disputes", "disputes"), ("settlements", "settlements"),
        ("militarised_incidents", "incidents"), ("longest_dispute_days", "longest_dispute_days"),
    ],
)  # fmt: skip
def test_a_dispute_is_one_for_both_sides(setup: Setup, outcome: str, field: str) -> None:
    state = new_state()[0]
    state.pairs[field][BLUE, RED] = 3  # kept where i < j
    state.pairs[field][RED, BLUE] = 8
    assert measured(setup, state, outcome, "dyad") == 3.0
    assert measured(setup, state, outcome, "dyad", RED, BLUE) == 3.0


@pytest.mark.parametrize("outcome", ["scale_total", "scale_highest"])
def test_each_scale_has_its_own_total(setup: Setup, outcome: str) -> None:
    state = new_state()[0]
    state[outcome][:] = [1.0, 2.0, 3.0, 4.0]
    assert [measured(setup, state, outcome, "scale", s, 0) for s in range(4)] == [
        1.0,
        2.0,
        3.0,
        4.0,
    ]


# outcome, per, fields of the actor, expected
RATIOS: list[tuple[str, str, dict[str, Any], float]] = [
    ("over_attribution", "host", {"attributed_wrong": 1, "false_alarms": 4}, 0.25),
    ("over_attribution", "host", {"attributed_wrong": 0, "false_alarms": 0}, NAN),
    ("over_attribution", "host", {"attributed_wrong": 1, "false_alarms": 1}, 1.0),
    ("under_attribution", "host", {"attributed_right": 1, "detected": 4}, 0.75),
    ("under_attribution", "host", {"attributed_right": 0, "detected": 0}, NAN),
    ("under_attribution", "host", {"attributed_right": 0, "detected": 1}, 1.0),
    ("read_as_offensive", "supporter", {"read_as_offensive": 1, "readings": 4}, 0.25),
    ("read_as_offensive", "supporter", {"read_as_offensive": 0, "readings": 0}, NAN),
    ("read_as_offensive", "supporter", {"read_as_offensive": 0, "readings": 1}, 0.0),
    ("bilateral_share", "asker", {"kits_bilateral": 1, "kits_by_alliance": 3}, 0.25),
    ("bilateral_share", "asker", {"kits_bilateral": 0, "kits_by_alliance": 1}, 0.0),
    ("bilateral_share", "asker", {"kits_bilateral": 0, "kits_by_alliance": 0}, NAN),
    ("request_to_kit_days", "asker", {"first_request_day": 7, "first_kit_day": 21}, 14.0),
    ("request_to_kit_days", "asker", {"first_request_day": 7, "first_kit_day": 7}, 0.0),
    ("request_to_kit_days", "asker", {"first_request_day": 7, "first_kit_day": NEVER}, NAN),
    ("request_to_kit_days", "asker", {"first_request_day": NEVER, "first_kit_day": 21}, NAN),
    ("request_to_kit_days", "asker", {"first_request_day": 30, "first_kit_day": 21}, NAN),
    ("incursions_before_kit", "asker", {"incursions_before_kit": 6, "first_kit_day": 2 * MONTH},
     3.0),
    ("incursions_before_kit", "asker", {"incursions_before_kit": 7, "first_kit_day": 14.0},
     MONTH / 2),
    ("incursions_before_kit", "asker", {"incursions_before_kit": 7, "first_kit_day": 13.9}, NAN),
    ("incursions_before_kit", "asker", {"incursions_before_kit": 7, "first_kit_day": NEVER}, NAN),
    ("incursions_after_kit", "asker",
     {"incursions": 10, "incursions_before_kit": 3, "first_kit_day": 30.0}, 7 / 70 * MONTH),
    ("incursions_after_kit", "asker",
     {"incursions": 10, "incursions_before_kit": 3, "first_kit_day": 86.0}, 7 / 14 * MONTH),
    ("incursions_after_kit", "asker",
     {"incursions": 10, "incursions_before_kit": 3, "first_kit_day": 86.5}, NAN),
    ("incursions_after_kit", "asker",
     {"incursions": 10, "incursions_before_kit": 10, "first_kit_day": NEVER}, NAN),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "per", "fields", "expected"), RATIOS)
def test_ratios_and_spans_and_where_they_say_nothing(
    setup: Setup, outcome: str, per: str, fields: dict[str, Any], expected: float
) -> None:
    state = new_state()[0]
    state.system.day = 100.0
    for name, value in fields.items():
        state.actors[BLUE][name] = value
        state.actors[RED][name] = 77
    found = measured(setup, state, outcome, per)
    assert found == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("carried", "blocked", "share"), [(1, 3, 0.25), (1, 0, 1.0), (0, 1, 0.0), (0, 0, NAN)]
)
def test_the_share_of_motions_that_carried(
    setup: Setup, carried: int, blocked: int, share: float
) -> None:
    state = new_state()[0]
    state.system.motions_carried, state.system.motions_blocked = carried, blocked
    found = measured(setup, state, "motions_carried", "system")
    assert found == pytest.approx(share, nan_ok=True)


@pytest.mark.parametrize(("decisions", "days"), [(0, NAN), (1, 30.0), (4, 7.5)])
def test_the_wait_for_a_decision_is_averaged(setup: Setup, decisions: int, days: float) -> None:
    state = new_state()[0]
    state.system.decision_delay_days, state.system.decisions = 30.0, decisions
    found = measured(setup, state, "decision_delay_days", "system")
    assert found == pytest.approx(days, nan_ok=True)


def test_what_the_other_has_come_to_think_of_this_state(setup: Setup) -> None:
    """The adversary's belief and grievance: the mirrored cell of the pair."""
    state = new_state()[0]
    state.pairs[RED, BLUE].belief, state.pairs[RED, BLUE].felt_slow = math.log(3.0), 5.0
    state.pairs[BLUE, RED].belief, state.pairs[BLUE, RED].felt_slow = -9.0, 8.0
    state.pairs[RED, BLUE].hardness, state.pairs[BLUE, RED].hardness = -math.log(3.0), 9.0
    assert measured(setup, state, "taken_for_aggressive", "dyad") == pytest.approx(0.75)
    assert measured(setup, state, "taken_for_hard", "dyad") == pytest.approx(0.25)
    assert measured(setup, state, "grievance", "dyad") == 5.0


def test_a_row_holds_every_wanted_outcome_in_its_place(setup: Setup) -> None:
    state = new_state()[0]
    state.system.highest_rung, state.actors[RED].spent_meur = 6, 12.5
    wanted = [("cost_meur", RED), ("highest_rung", 0)]
    numbers = [
        [next(n for n, o in enumerate(OUTCOMES) if o.name == name), i, 0] for name, i in wanted
    ]
    row = np.full(2, -99.0)
    measure(state, setup, np.array(numbers), row)
    assert row.tolist() == [12.5, 6.0]


def test_every_outcome_is_tested_here() -> None:
    tested = {name for name, _ in OF_THE_RUN + OF_AN_ACTOR} | {ratio[0] for ratio in RATIOS}
    tested |= {
        "hostile_severity", "cost_meur", "return_to_calm", "first_day", "reciprocity", "disputes",
        "settlements", "militarised_incidents", "longest_dispute_days", "scale_total",
        "scale_highest", "motions_carried", "decision_delay_days", "taken_for_aggressive",
        "grievance", "taken_for_hard",
    }  # fmt: skip
    declared = ESCALATION + INCIDENTS + AID + ALLIANCE + PERCEPTION
    assert {outcome.name for outcome in declared} == tested
