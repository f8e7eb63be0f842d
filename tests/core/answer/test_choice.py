"""What a provocation is answered with: which options could, how much each appeals, and the pick."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.answer.choice import appeal, can_answer, choose_answer, choose_way_out, wanted_rung
from sim.core.answer.crisis import note_move
from sim.core.layout.setup import NOBODY
from sim.core.layout.state import FORBIDDEN
from tests.core.known_crisis import Crisis, action_number

BY = {"UK": "Russia", "Russia": "UK"}


def entry_of(crisis: Crisis, who: str = "UK", **seen: float) -> np.record:
    """A threat by the other side, on rung 4, of which it is sure."""
    entry = crisis.state.book[crisis.who(who), 0]
    entry.rung, entry.step, entry.certainty, entry.given = 4.0, 0.0, 1.0, 0
    entry.against, entry.victim = crisis.who(BY[who]), crisis.who(who)
    entry.action, entry.key = action_number("threat_of_force"), np.uint64(3)
    for name, value in seen.items():
        entry[name] = value
    return entry


@pytest.mark.parametrize(
    ("option", "could"),
    [
        (("UK", "threat_of_force", "Russia"), True),
        (("UK", "shoot_down_drone", "UK"), True),  # at home
        (("UK", "article_4_consultation", "Belgium"), True),  # a motion is put to allies
        (("UK", "deploy_ew_suite", "Belgium"), False),  # Belgium was not the victim
        (("UK", "quiet_diplomacy", "Russia"), False),  # on rung 0: that is giving way
    ],
)
def test_an_answer_is_aimed_at_the_one_that_is_blamed_or_done_at_home(
    crisis: Crisis, option: tuple[str, str, str], could: bool
) -> None:
    entry, uk = entry_of(crisis), crisis.who("UK")
    assert can_answer(crisis.setup, uk, entry, crisis.option(*option)) == could


def test_for_a_victim_kit_may_be_sent(crisis: Crisis) -> None:
    entry = entry_of(crisis, victim=crisis.who("Belgium"))
    option = crisis.option("UK", "deploy_ew_suite", "Belgium")
    assert can_answer(crisis.setup, crisis.who("UK"), entry, option)


def test_moscow_may_answer_a_member_by_way_of_the_alliance(crisis: Crisis) -> None:
    entry = entry_of(crisis, "Russia")
    option = crisis.option("Russia", "snap_exercise", "NATO")
    assert can_answer(crisis.setup, crisis.who("Russia"), entry, option)


def test_what_only_people_may_take_no_policy_answers_with(crisis: Crisis) -> None:
    option = crisis.option("UK", "threat_of_force", "Russia")
    crisis.but().setup.menu.is_listed[option] = 0.0
    assert not can_answer(crisis.setup, crisis.who("UK"), entry_of(crisis), option)


def nats(crisis: Crisis, action: str, wanted: float = 4.0, **seen: float) -> float:
    entry = entry_of(crisis, **seen)
    option = crisis.option("UK", action, "Russia")
    return float(appeal(crisis.state, crisis.setup, crisis.who("UK"), entry, wanted, option))


def test_an_option_appeals_less_with_each_rung_away_and_more_in_kind(crisis: Crisis) -> None:
    """A threat (rung 4, diplomatic) costs half a nat of reluctance; a protest (rung 1) none."""
    assert nats(crisis, "threat_of_force") == pytest.approx(0.9 - 0.5)
    assert nats(crisis, "diplomatic_protest") == pytest.approx(0.9 - 3 * 0.7)
    assert nats(crisis, "isr_flight", 2.0) == pytest.approx(
        0.0
    )  # rung 2 for London, and in the air


def test_taste_counts_for_half_within_the_cap_and_wear_against(crisis: Crisis) -> None:
    option = crisis.option("UK", "threat_of_force", "Russia")
    plain = nats(crisis, "threat_of_force")
    crisis.state.taste[option] = 2.0
    assert nats(crisis, "threat_of_force") == pytest.approx(plain + 1.0)
    crisis.state.taste[option] = 99.0
    assert nats(crisis, "threat_of_force") == pytest.approx(plain + 0.5 * 2.5)
    crisis.state.taste[option], crisis.state.worn[option] = 0.0, 3.0
    assert nats(crisis, "threat_of_force") == pytest.approx(plain - 3 * 0.7)


@pytest.mark.parametrize(
    ("provoked", "action", "own", "lines", "crossed"),
    [
        (7.0, "warning_shots", 8.0, 1, 0),
        (8.0, "warning_shots", 8.0, 0, 1),
        (7.0, "shoot_down_manned", 9.0, 2, 0),
        (8.0, "shoot_down_manned", 9.0, 1, 1),
    ],
)
def test_a_line_that_nobody_has_crossed_holds_and_one_that_was_crossed_hardly(
    crisis: Crisis, provoked: float, action: str, own: float, lines: int, crossed: int
) -> None:
    reluctance = float(crisis.setup.actions[action_number(action)].reluctance)
    found = nats(crisis, action, own, rung=provoked)
    assert found == pytest.approx(-reluctance - 4.0 * lines - 0.05 * 4.0 * crossed)


def test_further_measures_stand_three_and_a_half_rungs_lower_and_none_below_1(
    crisis: Crisis,
) -> None:
    assert wanted_rung(entry_of(crisis, rung=8.0, step=1.0)) == 9.0
    assert wanted_rung(entry_of(crisis, rung=8.0, step=1.0, given=1)) == 5.5
    assert wanted_rung(entry_of(crisis, rung=3.0, given=2)) == 1.0


def chosen(crisis: Crisis, n: int = 400, **seen: float) -> list[int]:
    found = []
    for number in range(n):
        entry = entry_of(crisis, key=number, **seen)
        found.append(
            choose_answer(crisis.state, crisis.setup, np.uint64(1), crisis.who("UK"), entry)
        )
    return found


def test_options_are_chosen_by_their_weights_among_what_is_legal(crisis: Crisis) -> None:
    crisis.brief()
    uk = crisis.who("UK")
    found = chosen(crisis, 2000)
    counts = {o: found.count(o) for o in set(found)}
    a = crisis.option("UK", "threat_of_force", "Russia")
    b = crisis.option("UK", "diplomatic_protest", "Russia")
    entry = entry_of(crisis)
    ratio = math.exp(
        appeal(crisis.state, crisis.setup, uk, entry, 4.0, a)
        - appeal(crisis.state, crisis.setup, uk, entry, 4.0, b)
    )
    assert counts[a] / counts[b] == pytest.approx(ratio, rel=0.25)
    assert all(crisis.setup.menu.actor[o] == uk for o in counts)


def test_what_a_policy_rules_out_is_no_answer_and_without_any_there_is_none(
    crisis: Crisis,
) -> None:
    crisis.brief()
    crisis.state.taste[:] = FORBIDDEN
    kept = crisis.option("UK", "diplomatic_protest", "Russia")
    crisis.state.taste[kept] = 0.0
    assert set(chosen(crisis, 20)) == {kept}
    crisis.state.taste[kept] = FORBIDDEN
    assert set(chosen(crisis, 5)) == {NOBODY}


def test_an_act_that_needs_certainty_may_answer_what_is_certain(crisis: Crisis) -> None:
    """London is sure of nothing that it suffered, but it is sure of this."""
    crisis.brief()
    crisis.view("UK", "Russia").certainty = 0.0
    expulsion = crisis.option("UK", "expulsions_sanctions", "Russia")
    assert expulsion in chosen(crisis)
    assert expulsion not in chosen(crisis, certainty=0.1)


def test_who_backs_down_speaks_in_private_makes_an_offer_or_makes_it_good(crisis: Crisis) -> None:
    crisis.but().brief()
    uk = crisis.who("UK")
    for _ in range(6):
        note_move(crisis.state, crisis.setup, uk, crisis.who("Russia"))
    ways = {
        crisis.option("UK", action, "Russia")
        for action in ("quiet_diplomacy", "deconfliction_offer", "compensation")
    }
    assert set(chosen(crisis, 60)) == ways
    entry = entry_of(crisis)
    assert choose_way_out(crisis.state, crisis.setup, np.uint64(1), uk, entry) in ways
