"""What an answer, and a silence, tell of the one that gave it; and that it is looked for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.answer.book import let_lapse, note_answer, provoke
from sim.core.answer.expectation import (
    answer_tells,
    expected_on_rung,
    learn_kind,
    silence_tells,
    usual_answers,
)
from sim.core.belief.observation import observe
from tests.core.known_crisis import Crisis, action_number

VIOLATION = action_number("airspace_violation")
ROOT = math.sqrt(3.0)
"""A hard state answers three times as often as a soft one: each is this factor off the mean."""


def hit(crisis: Crisis, action: int = VIOLATION, rung: float = 6.0, is_true: bool = True) -> None:
    uk, russia = crisis.who("UK"), crisis.who("Russia")
    provoke(crisis.state, crisis.setup, uk, russia, uk, action, rung, 0.9, np.uint64(5), is_true)


def answer(crisis: Crisis, action: str, rung: float) -> None:
    number = action_number(action)
    note_answer(crisis.state, crisis.setup, crisis.who("UK"), 0, number, rung)


def hardness(crisis: Crisis) -> float:
    return float(crisis.pair("Russia", "UK").hardness)


def test_an_act_on_rung_5_is_answered_as_declared_and_each_rung_more_often() -> None:
    assert expected_on_rung(0.6, 0.45, 5.0) == pytest.approx(0.6)
    assert expected_on_rung(0.6, 0.45, 3.0) == pytest.approx(0.6 * math.exp(-0.9))


def test_what_is_usual_hangs_on_the_act_as_well(crisis: Crisis) -> None:
    """An airspace violation is answered .6 times as often as its rung has it."""
    usual = 0.6 * math.exp(0.45) * 0.6
    assert usual_answers(crisis.setup, VIOLATION, 6.0) == pytest.approx(usual)


def test_the_two_kinds_make_what_was_seen_likelier_or_less_likely(crisis: Crisis) -> None:
    usual = 0.6 * math.exp(0.45) * 0.6
    hard, soft = (1.0 - math.exp(-usual * factor) for factor in (ROOT, 1.0 / ROOT))
    assert answer_tells(crisis.setup, VIOLATION, 6.0, 0.0) == pytest.approx(math.log(hard / soft))
    silence = math.log((1.0 - hard) / (1.0 - soft))
    assert silence_tells(crisis.setup, VIOLATION, 6.0) == pytest.approx(silence)


@pytest.mark.parametrize(
    ("higher", "counted"), [(1.0, 1.0), (-1.5, -1.5), (6.0, 2.0), (-6.0, -2.0)]
)
def test_a_higher_answer_tells_of_a_harder_state_up_to_two_rungs(
    crisis: Crisis, higher: float, counted: float
) -> None:
    level = answer_tells(crisis.setup, VIOLATION, 6.0, 0.0)
    told = answer_tells(crisis.setup, VIOLATION, 6.0, higher)
    assert told - level == pytest.approx(0.5 * counted)


def test_nobody_is_expected_to_answer_where_both_kinds_are_one(crisis: Crisis) -> None:
    crisis.but(kind_ratio=1.0, kind_per_rung=0.0)
    assert answer_tells(crisis.setup, VIOLATION, 6.0, 2.0) == 0.0
    assert silence_tells(crisis.setup, VIOLATION, 6.0) == 0.0


def test_who_was_answered_expects_to_be_answered_again(crisis: Crisis) -> None:
    hit(crisis)
    answer(crisis, "expulsions_sanctions", 7.0)
    assert hardness(crisis) == pytest.approx(answer_tells(crisis.setup, VIOLATION, 6.0, 1.0))
    assert crisis.pair("UK", "Russia").hardness == 0.0
    observe(crisis.state, crisis.setup)
    seen = crisis.view("Russia", "UK").hardness
    assert seen == pytest.approx(math.tanh(hardness(crisis) / 2.0))


def test_one_answer_is_learned_from_once_however_many_measures_it_has(crisis: Crisis) -> None:
    hit(crisis)
    answer(crisis, "expulsions_sanctions", 7.0)
    before = hardness(crisis)
    answer(crisis, "diplomatic_protest", 1.0)
    assert hardness(crisis) == before


def test_to_give_way_tells_what_silence_tells(crisis: Crisis) -> None:
    hit(crisis)
    answer(crisis, "quiet_diplomacy", 0.0)
    assert hardness(crisis) == pytest.approx(silence_tells(crisis.setup, VIOLATION, 6.0))


def test_who_got_away_with_it_expects_to_again(crisis: Crisis) -> None:
    hit(crisis)
    crisis.state.system.day = 31.0
    let_lapse(crisis.state, crisis.setup)
    assert hardness(crisis) == pytest.approx(silence_tells(crisis.setup, VIOLATION, 6.0))
    assert hardness(crisis) < 0.0


def test_nobody_learns_from_an_answer_to_what_it_never_did(crisis: Crisis) -> None:
    hit(crisis, is_true=False)
    answer(crisis, "expulsions_sanctions", 7.0)
    assert hardness(crisis) == 0.0


def test_nobody_learns_from_a_silence_over_what_could_be_denied(crisis: Crisis) -> None:
    """Whether it was ever found out, it cannot tell."""
    hit(crisis, action_number("sabotage"))
    crisis.state.system.day = 31.0
    let_lapse(crisis.state, crisis.setup)
    assert hardness(crisis) == 0.0


def test_a_belief_stays_within_its_limit(crisis: Crisis) -> None:
    for change, held in ((9.0, 4.0), (-99.0, -4.0)):
        learn_kind(crisis.state, crisis.setup, 0, 1, change)
        assert crisis.state.pairs[0, 1].hardness == held


def test_acts_toward_an_adversary_draw_answers_by_its_own_ladder(crisis: Crisis) -> None:
    menu, setup = crisis.setup.menu, crisis.setup
    swarm = crisis.option("Russia", "drone_swarm_incursion", "UK")
    rung = float(setup.rungs[crisis.who("UK"), action_number("drone_swarm_incursion")])
    assert rung == 6.0  # on London's ladder; 5 on the common one
    usual = usual_answers(setup, action_number("drone_swarm_incursion"), rung)
    assert menu.draws_answer[swarm] == pytest.approx(1.0 - math.exp(-usual))
    assert menu.draws_answer[crisis.option("UK", "deploy_advisers", "Belgium")] == 0.0
    assert menu.draws_answer[crisis.option("UK", "quiet_diplomacy", "Russia")] == 0.0
