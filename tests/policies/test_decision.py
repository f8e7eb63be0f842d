"""Who decides: a policy fills in what orders leave to it, and is not asked about the rest."""

import numpy as np

from sim.core import draws
from sim.policies.decision import ASK_POLICY, give_orders
from sim.policies.graduated import QUIET_DAYS
from tests.policies.desk import FOE, FOES, ME, N_OPTIONS, Desk

TURN = np.uint64(99)


def ordered(desk: Desk, *orders: int) -> list[int]:
    given = np.array(orders, np.int64)
    give_orders(desk.state, desk.setup, TURN, ME, given)
    return given.tolist()


def test_counts_are_poisson_in_the_days_of_a_turn_times_the_rate() -> None:
    desk = Desk()
    desk.state.system.days = 7.0
    keys = [np.uint64(key) for key in range(100, 100 + N_OPTIONS)]
    desk.menu.count_word[:N_OPTIONS] = [draws.word_of(draws.OPTION_COUNT, key) for key in keys]
    desk.state.tempo[:N_OPTIONS] = [0.0, 0.1, 0.5, 1.0, 2.0, 5.0]
    found = ordered(desk, *[ASK_POLICY] * N_OPTIONS)
    assert found == [
        draws.poisson(draws.uniform(TURN, draws.OPTION_COUNT, keys[o]), 7.0 * rate)
        for o, rate in enumerate(desk.state.tempo[:N_OPTIONS])
    ]
    assert found[0] == 0
    assert found[5] > 0


def test_what_is_ordered_exactly_is_added_to_what_luck_gives() -> None:
    desk = Desk()
    desk.state.system.days = 7.0
    desk.state.tempo[:N_OPTIONS] = 0.0
    desk.state.exact[:N_OPTIONS] = [0, 2, 0, 0, 1, 0]
    assert ordered(desk, *[ASK_POLICY] * N_OPTIONS) == [0, 2, 0, 0, 1, 0]


def test_orders_of_people_stand() -> None:
    desk = Desk()
    desk.state.system.days = 7.0
    desk.state.tempo[:N_OPTIONS] = 0.0
    assert ordered(desk, 3, ASK_POLICY, 0, ASK_POLICY, 1, 2) == [3, 0, 0, 0, 1, 2]


def test_a_policy_that_is_not_asked_takes_no_notes() -> None:
    desk = Desk("graduated", patience_days=50.0)
    ordered(desk, *[0] * FOES, 0, 0)
    assert desk.memory[FOE, QUIET_DAYS] == 0.0
    ordered(desk, ASK_POLICY, *[0] * (N_OPTIONS - 1))  # one question is enough
    assert desk.memory[FOE, QUIET_DAYS] == 7.0


def test_it_is_asked_for_its_own_options_alone() -> None:
    """An option after its last is another actor's; that one is asked for itself."""
    desk = Desk("graduated", patience_days=50.0)
    assert ordered(desk, *[0] * N_OPTIONS, ASK_POLICY)[-1] == ASK_POLICY
    assert desk.memory[FOE, QUIET_DAYS] == 0.0
