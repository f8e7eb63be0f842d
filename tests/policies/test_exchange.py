"""Whether exchanges die out: the eigenvalue by hand, and a pair that is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.core.errors import ConfigError
from sim.core.layout.state import new_state
from sim.policies.exchange import answers_per_act, fill_next_generation
from sim.scenario import load_scenario
from tests.study.validation.answer_chain import reduce_to_chain, transition
from tests.study.validation.richardson import reduce_to_race

CALM = dict.fromkeys(("UK", "Belgium", "Russia", "NATO", "Allies", "Flank"), "hold")


@pytest.mark.parametrize("kappa", [(0.4, 0.4), (0.2, 0.8), (0.0, 0.9)])
def test_two_sides_with_one_act_each_answer_by_the_root_of_their_chances(
    kappa: tuple[float, float],
) -> None:
    """To and fro is the product of the two chances; one step is the square root of it."""
    race = reduce_to_race(load_scenario("generic_dyad").setup, kappa, (0.1, 0.1))
    answers, _ = answers_per_act(race)
    assert answers == pytest.approx(math.sqrt(kappa[0] * kappa[1]), abs=0.02)


def test_the_matrix_is_that_of_the_chain_of_rungs() -> None:
    setup = reduce_to_chain(load_scenario("generic_dyad").setup, 0.8, 0.3, 0.7)
    n = int(setup.n_options)
    matrix = np.zeros((n, n))
    fill_next_generation(new_state(), np.array([setup], setup.dtype), matrix)
    eigenvalue = max(abs(np.linalg.eigvals(transition(0.8, 0.3, 0.7))))
    assert max(abs(np.linalg.eigvals(matrix))) == pytest.approx(eigenvalue)


def test_who_answers_nothing_sets_off_nothing() -> None:
    assert answers_per_act(load_scenario("belgium_2025", CALM).setup)[0] == 0.0


def test_a_pair_that_would_never_stop_is_refused_with_the_act_it_would_repeat() -> None:
    """Two that forgive nothing would answer each other in kind for ever."""
    grim = {"family": "tit_for_tat", "parameters": {"forgiveness": 0.01}}
    lenient = {"family": "tit_for_tat", "parameters": {"forgiveness": 0.6}}
    assert load_scenario("generic_dyad", {"StateA": grim, "StateB": lenient}).setup.n_actors == 2
    scenario = load_scenario("generic_dyad", {"StateA": grim, "StateB": grim})
    with pytest.raises(
        ConfigError, match=r"set off 1\.18 more, .* State[AB] would answer with \w+"
    ):
        _ = scenario.setup
