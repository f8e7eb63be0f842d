"""One place where luck meets a chance: noted where a run is traced, ruled where people rule."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.chance import STRUCK, happens, is_struck, open_case
from sim.core.layout.capacity import MAX_ROLLS
from sim.core.layout.trace import new_trace

TURN = np.uint64(77)


def key(number: int) -> np.uint64:
    return np.uint64(draws.name_key("thing", str(number)))


def test_an_untraced_run_keeps_no_rolls_and_draws_the_same() -> None:
    silent, traced = new_trace()[0], new_trace()[0]
    traced.is_on = 1
    for number in range(200):
        one = happens(silent, TURN, draws.WAR, key(number), 0.4)
        other = happens(traced, TURN, draws.WAR, key(number), 0.4)
        assert one == other == (draws.uniform(TURN, draws.WAR, key(number)) < 0.4)
    assert silent.n_rolls == 0
    assert traced.n_rolls == 200


def test_a_roll_is_kept_with_its_chance_its_luck_and_its_case() -> None:
    trace = new_trace()[0]
    trace.is_on = 1
    open_case(trace, 12, 3, 8, 5)
    happened = happens(trace, TURN, draws.ACCIDENT, key(1), 0.25)
    roll = trace.rolls[0]
    assert (roll.option, roll.number, roll.purpose, roll.chance) == (12, 3, draws.ACCIDENT, 0.25)
    assert roll.luck == draws.uniform(TURN, draws.ACCIDENT, key(1))
    assert bool(roll.result) == happened
    assert roll.is_ruled == 0
    assert (trace.case_act, trace.case_answers) == (8, 5)


def test_a_ruling_takes_the_place_of_its_own_roll_alone() -> None:
    for result in (0, 1):
        trace = new_trace()[0]
        trace.is_on = 1
        trace.n_rulings = 1
        trace.rulings[0].purpose = draws.DEATH
        trace.rulings[0].key = key(5)
        trace.rulings[0].result = result
        assert happens(trace, TURN, draws.DEATH, key(5), 0.5) == bool(result)
        luck = draws.uniform(TURN, draws.DEATH, key(6))
        assert happens(trace, TURN, draws.DEATH, key(6), 0.5) == (luck < 0.5)
        luck = draws.uniform(TURN, draws.WAR, key(5))
        assert happens(trace, TURN, draws.WAR, key(5), 0.5) == (luck < 0.5)


def test_what_is_asked_twice_is_noted_once() -> None:
    trace = new_trace()[0]
    trace.is_on = 1
    happens(trace, TURN, draws.VOTE, key(1), 0.1)
    happens(trace, TURN, draws.VOTE, key(1), 0.9)
    assert trace.n_rolls == 1
    assert trace.rolls[0].chance == 0.9


def test_a_full_log_still_decides() -> None:
    trace = new_trace()[0]
    trace.is_on = 1
    trace.n_rolls = MAX_ROLLS
    assert happens(trace, TURN, draws.WAR, key(3), 1.0)
    assert trace.n_rolls == MAX_ROLLS


def test_each_roll_has_a_place_of_its_own_and_the_last_place_is_used() -> None:
    trace = new_trace()[0]
    trace.is_on = 1
    trace.n_rolls = MAX_ROLLS - 1
    happens(trace, TURN, draws.WAR, key(3), 1.0)
    assert trace.n_rolls == MAX_ROLLS
    assert trace.rolls[MAX_ROLLS - 1].purpose == draws.WAR
    happens(trace, TURN, draws.DEATH, key(4), 1.0)
    assert trace.rolls[MAX_ROLLS - 1].purpose == draws.WAR


def test_a_roll_met_again_keeps_its_place_among_others() -> None:
    """It is known by purpose and key together."""
    trace = new_trace()[0]
    trace.is_on = 1
    for purpose, number, chance in [
        (draws.VOTE, 1, 0.1), (draws.VOTE, 2, 0.2), (draws.WAR, 1, 0.3), (draws.VOTE, 1, 0.4),
    ]:  # fmt: skip
        happens(trace, TURN, purpose, key(number), chance)
    assert trace.rolls["chance"][: trace.n_rolls].tolist() == [0.4, 0.2, 0.3]


def test_a_certain_roll_happens_and_an_impossible_one_does_not() -> None:
    for is_on in (0, 1):
        trace = new_trace()[0]
        trace.is_on = is_on
        assert happens(trace, TURN, draws.WAR, key(1), 1.0)
        assert trace.n_rolls == is_on
        luck = draws.uniform(TURN, draws.WAR, key(1))
        assert not happens(trace, TURN, draws.WAR, key(1), luck)  # luck has to be below it
        assert not happens(trace, TURN, draws.WAR, key(1), 0.0)


def test_a_ruling_is_marked_and_found_among_several() -> None:
    trace = new_trace()[0]
    trace.is_on, trace.n_rulings = 1, 2
    for ruling, number, result in zip(trace.rulings, (5, 6), (1, 0), strict=False):
        ruling.purpose, ruling.key, ruling.result = draws.DEATH, key(number), result
    assert happens(trace, TURN, draws.DEATH, key(5), 0.0)
    assert not happens(trace, TURN, draws.DEATH, key(6), 1.0)
    assert trace.rolls["is_ruled"][:2].tolist() == [1, 1]
    assert trace.rolls["result"][:2].tolist() == [1, 0]


def test_a_ruling_on_a_roll_strikes_no_act() -> None:
    trace = new_trace()[0]
    trace.n_rulings = 2
    for ruling, purpose, number in zip(trace.rulings, (draws.WAR, STRUCK), (1, 2), strict=False):
        ruling.purpose, ruling.key = purpose, key(number)
    assert not is_struck(trace, key(1))
    assert is_struck(trace, key(2))


def test_an_act_is_struck_by_its_key() -> None:
    trace = new_trace()[0]
    assert not is_struck(trace, key(1))
    trace.n_rulings = 1
    trace.rulings[0].purpose = STRUCK
    trace.rulings[0].key = key(1)
    assert is_struck(trace, key(1))
    assert not is_struck(trace, key(2))
