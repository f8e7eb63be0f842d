"""The table of two centuries: counted rows, the next level after the last, the nearest option."""

from pathlib import Path

import numpy as np
import pytest

from sim.policies.decision import ASK_POLICY, decide
from sim.policies.markov import COUNTS, p_level
from sim.turn.take_turn import take_turn
from tests.core.known_crisis import Crisis, duel

MARKOV = {"family": "markov", "parameters": {"acts_per_day": 0.5}}


def by_level(crisis: Crisis) -> dict[float, float]:
    """Return what Blue wants, as acts a day by MID level."""
    decide(crisis.state, crisis.setup, crisis.who("Blue"))
    mine = crisis.options_of("Blue")
    levels, wanted = crisis.setup.menu.mid_level[mine], crisis.state.intensity[mine]
    return {float(level): float(wanted[levels == level].sum()) for level in np.unique(levels)}


def test_every_row_is_a_distribution_and_no_level_is_a_habit_only() -> None:
    assert COUNTS.sum() == 3652  # pairs of successive incidents
    for last in (0, 2, 3, 4, 5):
        assert sum(p_level(last, level) for level in (2, 3, 4, 5)) == pytest.approx(1.0)
    assert p_level(3, 3) == pytest.approx(1322 / 1782)


@pytest.mark.parametrize("last", [0, 2, 3, 4])
def test_the_next_level_follows_the_last(tmp_path: Path, last: int) -> None:
    """Blue has threats (2) and exercises (3); what the table has above 3 goes to the nearest."""
    crisis = Crisis(duel(tmp_path, {"Blue": MARKOV}))
    crisis.pair("Blue", "Red").last_level = last
    crisis.brief()
    wanted = by_level(crisis)
    assert wanted[1.0] == 0.0  # protests and sanctions are not militarised
    assert wanted[2.0] == pytest.approx(0.5 * p_level(last, 2))
    assert wanted[3.0] == pytest.approx(0.5 * (1.0 - p_level(last, 2)))


def test_it_remembers_the_last_act_of_either_side(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, {"Blue": MARKOV}))
    for actor, action, level in (("Red", "snap_exercise", 3), ("Blue", "threat_of_force", 2)):
        crisis.orders[:] = ASK_POLICY
        crisis.orders[crisis.options_of("Blue")] = 0
        crisis.orders[crisis.options_of("Red")] = 0
        target = "Red" if actor == "Blue" else "Blue"
        crisis.orders[crisis.option(actor, action, target)] = 1
        take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
        crisis.brief()
        assert crisis.view("Blue", "Red").last_level == level
    # A protest is no militarised act.
    crisis.orders[crisis.options_of("Blue")] = 0
    crisis.orders[crisis.option("Blue", "diplomatic_protest", "Red")] = 1
    take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
    assert crisis.brief().view("Blue", "Red").last_level == 2
