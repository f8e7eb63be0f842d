"""The book of provocations: what opens a line, who is provoked for whom, and what is forgotten."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.answer.book import (
    ask,
    is_request,
    let_lapse,
    next_due,
    note_answer,
    note_due,
    provoke,
    provoke_guarantors,
    worst_open,
)
from sim.core.layout.capacity import MAX_PROVOCATIONS
from sim.core.layout.setup import NOBODY
from sim.core.layout.state import ANSWERED_ENTRY, EMPTY_ENTRY, NEVER, OPEN_ENTRY
from tests.core.known_crisis import Crisis, action_number

KEY = np.uint64(5)


def hit(
    crisis: Crisis, who: str = "UK", by: str = "Russia", action: str = "airspace_violation",
    rung: float = 6.0, is_true: bool = True,
) -> None:  # fmt: skip
    provoke(crisis.state, crisis.setup, crisis.who(who), crisis.who(by), crisis.who(who),
            action_number(action), rung, 0.9, KEY, is_true)  # fmt: skip


def line(crisis: Crisis, who: str = "UK", place: int = 0) -> np.record:
    return crisis.state.book[crisis.who(who), place]


def test_a_line_says_all_that_its_actor_knows_and_the_truth_stands_elsewhere(
    crisis: Crisis,
) -> None:
    crisis.state.system.day, crisis.state.system.acts, crisis.state.system.act_depth = 12.5, 7, 2
    hit(crisis, is_true=False)
    entry, origin = line(crisis), crisis.state.origins[crisis.who("UK"), 0]
    assert (entry.status, entry.is_new, entry.day, entry.rung) == (OPEN_ENTRY, 1, 12.5, 6.0)
    assert (entry.against, entry.victim) == (crisis.who("Russia"), crisis.who("UK"))
    assert entry.lapses == 12.5 + 30.0
    assert (entry.due, entry.measures, entry.answer) == (NEVER, 0, NOBODY)
    assert (origin.act, origin.depth, origin.is_true) == (7, 2, 0)
    assert "is_true" not in entry.dtype.names
    assert crisis.pair("UK", "Russia").provoked_rung == 6.0
    assert crisis.actor("UK").provocations == 1


@pytest.mark.parametrize("action", ["isr_flight", "quiet_diplomacy", "cyber_probe"])
def test_what_is_nobodys_habit_to_answer_provokes_nobody(crisis: Crisis, action: str) -> None:
    hit(crisis, action=action)
    assert line(crisis).status == EMPTY_ENTRY
    assert crisis.pair("UK", "Russia").provoked_rung == 0.0


def test_an_ally_provokes_nobody(crisis: Crisis) -> None:
    hit(crisis, who="UK", by="Belgium")
    assert line(crisis).status == EMPTY_ENTRY


@pytest.mark.parametrize(("deniability", "is_public"), [(0.49, 1), (0.5, 0)])
def test_what_can_hardly_be_denied_is_public(
    crisis: Crisis, deniability: float, is_public: int
) -> None:
    crisis.but().setup.actions[action_number("airspace_violation")].deniability = deniability
    hit(crisis)
    assert line(crisis).is_public == is_public


def guarantors(crisis: Crisis, action: str, certainty: float = 1.0) -> list[str]:
    provoke_guarantors(crisis.state, crisis.setup, crisis.who("Belgium"), crisis.who("Russia"),
                       action_number(action), certainty, KEY, True)  # fmt: skip
    return [name for name in crisis.scenario.actors if crisis.actor(name).provocations > 0]


def test_who_was_asked_or_has_kit_there_is_provoked_for_a_host(crisis: Crisis) -> None:
    assert guarantors(crisis, "recon_drone_incursion") == []
    crisis.pair("UK", "Belgium").request = 0.5
    assert guarantors(crisis, "recon_drone_incursion") == ["UK"]
    assert line(crisis).victim == crisis.who("Belgium")
    crisis.view("Allies", "Belgium").own_kit = 1.0
    assert guarantors(crisis, "recon_drone_incursion") == ["UK", "Allies"]


def test_what_does_not_convince_a_guarantor_does_not_provoke_it(crisis: Crisis) -> None:
    crisis.pair("UK", "Belgium").request = 1.0
    policy = crisis.but().setup.policies[crisis.who("UK")]
    policy.threshold, policy.threshold_slope = 0.6, 0.0
    assert guarantors(crisis, "recon_drone_incursion", 0.59) == []
    assert guarantors(crisis, "recon_drone_incursion", 0.6) == ["UK"]


@pytest.mark.parametrize(("action", "is_provoked"), [("drone_swarm_incursion", 0), ("sabotage", 1)])
def test_an_alliance_is_provoked_for_a_member_from_its_rung_on(
    crisis: Crisis, action: str, is_provoked: int
) -> None:
    """A swarm stands on 5, sabotage on 6, and `alliance.provoked_rung` is 6."""
    assert guarantors(crisis, action) == ["NATO"] * is_provoked


def test_what_nobody_answered_lapses_and_has_its_price(crisis: Crisis) -> None:
    hit(crisis, action="airspace_violation")
    cohesion = float(crisis.state.system.cohesion)
    crisis.state.system.day = 29.9
    let_lapse(crisis.state, crisis.setup)
    assert line(crisis).status == OPEN_ENTRY
    crisis.state.system.day = 30.0
    let_lapse(crisis.state, crisis.setup)
    assert line(crisis).status == EMPTY_ENTRY
    assert (crisis.actor("UK").lapsed, crisis.pair("UK", "Russia").unanswered) == (1, 1.0)
    assert crisis.pair("Russia", "UK").boldness == pytest.approx(0.04)
    assert crisis.state.system.cohesion == pytest.approx(cohesion - 0.002)


def test_what_was_answered_lapses_without_a_price(crisis: Crisis) -> None:
    hit(crisis)
    threat = action_number("threat_of_force")
    note_answer(crisis.state, crisis.setup, crisis.who("UK"), 0, threat, 4.0)
    crisis.state.system.day = 40.0
    let_lapse(crisis.state, crisis.setup)
    assert line(crisis).status == EMPTY_ENTRY
    assert (crisis.actor("UK").lapsed, crisis.pair("Russia", "UK").boldness) == (0, 0.0)


def test_a_deniable_act_that_nobody_answered_costs_no_audience(crisis: Crisis) -> None:
    hit(crisis, action="sabotage")
    crisis.state.system.day = 40.0
    let_lapse(crisis.state, crisis.setup)
    assert crisis.pair("UK", "Russia").unanswered == 0.0
    assert crisis.pair("Russia", "UK").boldness > 0.0


@pytest.mark.parametrize(
    ("rung", "higher", "is_true", "wrong"), [(7.0, 1, True, 0), (6.0, 0, False, 1)]
)
def test_an_answer_is_counted_by_what_the_record_knows(
    crisis: Crisis, rung: float, higher: int, is_true: bool, wrong: int
) -> None:
    crisis.state.system.act_depth = 3
    hit(crisis, is_true=is_true)
    show = action_number("show_of_force")
    note_answer(crisis.state, crisis.setup, crisis.who("UK"), 0, show, rung)
    actor, entry = crisis.actor("UK"), line(crisis)
    assert (actor.answers, actor.answers_higher, actor.answers_misattributed) == (1, higher, wrong)
    assert (entry.status, entry.given) == (ANSWERED_ENTRY, 1)
    assert entry.answer == action_number("show_of_force")
    assert (crisis.state.system.act_depth, crisis.state.system.longest_exchange) == (4, 4)


def owe(crisis: Crisis, who: str, place: int, due: float, key: int) -> None:
    entry = line(crisis, who, place)
    crisis.actor(who).book_end = place + 1
    entry.measures, entry.due, entry.key, entry.status = 1, due, np.uint64(key), OPEN_ENTRY
    note_due(crisis.state, crisis.who(who))


def test_what_is_due_first_comes_first_whoever_stands_first_in_the_file(crisis: Crisis) -> None:
    owe(crisis, "UK", 0, 9.0, 1)
    owe(crisis, "Russia", 0, 8.0, 2)
    assert next_due(crisis.state, crisis.setup, 10.0) == (crisis.who("Russia"), 0)
    assert next_due(crisis.state, crisis.setup, 8.0) == (NOBODY, NOBODY)
    owe(crisis, "UK", 1, 8.0, 1)  # at the same moment: the lower key
    assert next_due(crisis.state, crisis.setup, 10.0) == (crisis.who("UK"), 1)


def test_a_full_book_forgets_what_was_answered_then_the_lower_and_older(crisis: Crisis) -> None:
    for number in range(MAX_PROVOCATIONS):
        crisis.state.system.day = float(number)
        hit(crisis, rung=5.0)
    line(crisis, place=3).status = ANSWERED_ENTRY
    hit(crisis, rung=7.0)
    assert line(crisis, place=3).rung == 7.0
    assert crisis.state.system.forgotten == 0
    hit(crisis, rung=7.0)
    assert line(crisis, place=0).rung == 7.0  # the oldest of those on rung 5
    hit(crisis, rung=4.0)  # lower than all: it finds no room
    assert crisis.state.system.forgotten == 2
    assert min(entry.rung for entry in crisis.state.book[crisis.who("UK")]) == 5.0


def test_people_answer_the_highest_that_is_open_by_their_target_or_its_alliance(
    crisis: Crisis,
) -> None:
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    assert worst_open(crisis.state, crisis.setup, uk, russia) == NOBODY
    hit(crisis, rung=4.0)
    hit(crisis, rung=6.0)
    hit(crisis, rung=6.0)
    assert worst_open(crisis.state, crisis.setup, uk, russia) == 1
    note_answer(crisis.state, crisis.setup, uk, 1, action_number("show_of_force"), 5.0)
    assert worst_open(crisis.state, crisis.setup, uk, russia) == 2
    hit(crisis, who="Russia", by="NATO", action="vigilance_activity")
    assert worst_open(crisis.state, crisis.setup, russia, uk) == 0  # a member of NATO


def test_a_request_stands_in_the_book_of_the_ally_and_provokes_nobody(crisis: Crisis) -> None:
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    number = action_number("request_support")
    ask(crisis.state, crisis.setup, belgium, uk, number, np.uint64(7))
    entry = line(crisis)
    assert is_request(crisis.setup, entry)
    assert (entry.against, entry.victim, entry.rung, entry.certainty) == (belgium, belgium, 1, 1)
    assert (crisis.actor("UK").provocations, crisis.actor("UK").n_new) == (0, 1)
    note_answer(crisis.state, crisis.setup, uk, 0, action_number("deploy_advisers"), 4.0)
    actor = crisis.actor("UK")
    assert (actor.requests_met, actor.answers, actor.answers_higher) == (1, 0, 0)


def test_a_request_that_nobody_meets_costs_cohesion_and_emboldens_no_ally(crisis: Crisis) -> None:
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    ask(crisis.state, crisis.setup, belgium, uk, action_number("request_support"), np.uint64(7))
    cohesion, crisis.state.system.day = crisis.state.system.cohesion, 40.0
    let_lapse(crisis.state, crisis.setup)
    actor = crisis.actor("UK")
    assert (actor.requests_lapsed, actor.lapsed) == (1, 0)
    assert crisis.pair("Belgium", "UK").boldness == 0.0
    assert crisis.pair("UK", "Belgium").unanswered == 0.0
    assert crisis.state.system.cohesion == pytest.approx(cohesion - 0.002)
