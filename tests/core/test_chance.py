"""One place where luck meets a chance: noted where a run is traced, ruled where people rule."""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.capacity import MAX_ROLLS
from sim.core.chance import STRUCK, happens, is_struck, open_case
from sim.core.world import new_world

TURN = np.uint64(77)


def key(number: int) -> np.uint64:
    return np.uint64(draws.name_key("thing", str(number)))


def test_an_untraced_run_keeps_no_rolls_and_draws_the_same() -> None:
    silent, traced = new_world()[0], new_world()[0]
    traced.system.is_traced = 1
    for number in range(200):
        one = happens(silent, TURN, draws.WAR, key(number), 0.4)
        other = happens(traced, TURN, draws.WAR, key(number), 0.4)
        assert one == other == (draws.uniform(TURN, draws.WAR, key(number)) < 0.4)
    assert silent.system.n_rolls == 0
    assert traced.system.n_rolls == 200


def test_a_roll_is_kept_with_its_chance_its_luck_and_its_case() -> None:
    world = new_world()[0]
    world.system.is_traced = 1
    open_case(world, 12, 3)
    happened = happens(world, TURN, draws.ACCIDENT, key(1), 0.25)
    roll = world.rolls[0]
    assert (roll.option, roll.number, roll.purpose, roll.chance) == (12, 3, draws.ACCIDENT, 0.25)
    assert roll.luck == draws.uniform(TURN, draws.ACCIDENT, key(1))
    assert bool(roll.result) == happened
    assert roll.is_ruled == 0


def test_a_ruling_takes_the_place_of_its_own_roll_alone() -> None:
    for result in (0, 1):
        world = new_world()[0]
        world.system.is_traced = 1
        world.system.n_rulings = 1
        world.rulings[0].purpose = draws.DEATH
        world.rulings[0].key = key(5)
        world.rulings[0].result = result
        assert happens(world, TURN, draws.DEATH, key(5), 0.5) == bool(result)
        luck = draws.uniform(TURN, draws.DEATH, key(6))
        assert happens(world, TURN, draws.DEATH, key(6), 0.5) == (luck < 0.5)
        luck = draws.uniform(TURN, draws.WAR, key(5))
        assert happens(world, TURN, draws.WAR, key(5), 0.5) == (luck < 0.5)


def test_what_is_asked_twice_is_noted_once() -> None:
    world = new_world()[0]
    world.system.is_traced = 1
    happens(world, TURN, draws.VOTE, key(1), 0.1)
    happens(world, TURN, draws.VOTE, key(1), 0.9)
    assert world.system.n_rolls == 1
    assert world.rolls[0].chance == 0.9


def test_a_full_log_still_decides() -> None:
    world = new_world()[0]
    world.system.is_traced = 1
    world.system.n_rolls = MAX_ROLLS
    assert happens(world, TURN, draws.WAR, key(3), 1.0)
    assert world.system.n_rolls == MAX_ROLLS


def test_an_act_is_struck_by_its_key() -> None:
    world = new_world()[0]
    assert not is_struck(world, key(1))
    world.system.n_rulings = 1
    world.rulings[0].purpose = STRUCK
    world.rulings[0].key = key(1)
    assert is_struck(world, key(1))
    assert not is_struck(world, key(2))
