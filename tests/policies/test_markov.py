"""The table of two centuries: counted rows, the next level after the last, the nearest option."""

from pathlib import Path

import numpy as np
import pytest

from sim.policies.decision import ASK_POLICY, decide
from sim.policies.markov import COUNTS, NO_LEVEL, nearest_level, p_level
from sim.turn.take_turn import take_turn
from tests.core.known_crisis import Crisis, duel
from tests.policies.desk import AGAINST, AMONG, FOES, Desk

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


@pytest.mark.parametrize(
    ("last", "level", "p"),
    [
        (2, 2, 68 / 181), (2, 4, 51 / 181), (2, 5, 0.0), (3, 2, 68 / 1782), (4, 3, 402 / 1687),
        (5, 4, 0.5), (0, 2, 184 / 3652), (1, 5, 6 / 3652),  # 0 and 1: of all that was counted
    ],
)  # fmt: skip
def test_a_level_follows_another_as_often_as_it_was_counted(
    last: int, level: int, p: float
) -> None:
    assert p_level(last, level) == pytest.approx(p)


def desk_of(*levels: float, acts_per_day: float = 1.0) -> Desk:
    desk = Desk("markov", acts_per_day=acts_per_day)
    desk.menu.mid_level[:FOES] = levels
    return desk


@pytest.mark.parametrize(("wanted", "level"), [(2.0, 2.0), (3.0, 2.0), (4.0, 4.0), (5.0, 4.0)])
def test_the_nearest_militarised_level_or_the_lower_of_two(wanted: float, level: float) -> None:
    for levels in ((4.0, 1.0, 2.0, 2.0), (2.0, 2.0, 1.0, 4.0)):
        desk = desk_of(*levels)
        found = nearest_level(desk.view, desk.menu, desk.state.is_open, 0, FOES, wanted)
        assert found == level


def test_what_is_closed_or_never_done_has_no_level() -> None:
    desk = desk_of(2.0, 3.0, 4.0, 1.0)
    desk.state.is_open[0], desk.state.tempo[1] = 0.0, 0.0
    assert nearest_level(desk.view, desk.menu, desk.state.is_open, 0, FOES, 2.0) == 4.0
    desk.state.is_open[2] = 0.0
    assert nearest_level(desk.view, desk.menu, desk.state.is_open, 0, FOES, 2.0) == NO_LEVEL


def test_acts_of_a_level_share_by_their_tempo() -> None:
    """After a threat come threats, displays and force as 68 to 62 to 51."""
    desk = desk_of(2.0, 3.0, 4.0, 4.0, acts_per_day=181.0)
    desk.foe.last_level = 2
    desk.state.tempo[:FOES] = [5.0, 0.5, 1.0, 3.0]
    assert desk.decide()[AGAINST] == pytest.approx([68.0, 62.0, 51.0 / 4, 51.0 * 3 / 4])


def test_what_is_closed_leaves_its_part_to_the_others_of_its_level() -> None:
    desk = desk_of(2.0, 3.0, 4.0, 4.0, acts_per_day=181.0)
    desk.foe.last_level, desk.state.is_open[2] = 2, 0.0
    assert desk.decide()[AGAINST] == pytest.approx([68.0, 62.0, 0.0, 51.0])


def test_who_has_nothing_militarised_does_nothing_and_helps_its_friends() -> None:
    desk = desk_of(1.0, 1.0, 1.0, 1.0)
    desk.menu.mid_level[FOES : FOES + 2] = 3.0
    assert desk.decide()[AGAINST] == [0.0] * FOES
    assert desk.decide()[AMONG] == [1.0, 1.0]
    desk.state.is_open[:FOES] = 0.0
    assert desk.decide()[AGAINST] == [0.0] * FOES
