"""The first day: everything where the scenario says, and kits where their units are."""

from typing import Any

import pytest

from sim.core.layout.ladder import N_RUNGS
from sim.core.layout.setup import COUNTER_DRONE, EW_SUITE, NOBODY
from sim.core.layout.state import N_MOTIONS, NEVER
from sim.core.means.reset import count_kits, reset
from tests.core.known_crisis import Crisis


def test_a_run_that_was_played_is_put_back_to_the_first_day(crisis: Crisis) -> None:
    """Every number of the last run is gone, whatever it was."""
    state, setup = crisis.state, crisis.setup
    for part in (state.system, state.actors, state.pairs, state.units, state.motions):
        names: Any = part.dtype.names
        for name in names:
            part[name] = 7
    state.memory[:] = 7.0
    state.first_day[:] = state.scale_total[:] = state.scale_highest[:] = 7.0
    reset(state, setup)
    n = int(setup.n_actors)
    assert state.system == setup.start_system
    assert state.actors[:n].tolist() == setup.start_actors[:n].tolist()
    assert state.pairs[:n, :n].tolist() == setup.start_pairs[:n, :n].tolist()
    assert not state.memory[:n, :n].any()
    assert state.first_day.tolist() == [NEVER] * N_RUNGS
    assert not state.scale_total.any()
    assert not state.scale_highest.any()
    assert state.motions["first_put_day"].tolist() == [NEVER] * N_MOTIONS
    assert not state.motions["is_pending"].any()
    assert not state.motions["is_carried"].any()
    units = state.units[: setup.n_units]
    assert set(units["host"]) == {NOBODY}
    assert set(units["ready_day"]) == {NEVER}
    for name in ("arrived", "in_operation", "reviews"):
        assert not units[name].any(), name


def test_all_kit_begins_at_home_and_guards_it_a_little(crisis: Crisis) -> None:
    """The UK has two EW suites, each worth a tenth of one at work; Belgium has none."""
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    assert crisis.state.stock[uk, EW_SUITE] == 2.0
    assert crisis.state.on_soil[uk, EW_SUITE] == pytest.approx(0.2)
    assert not crisis.state.stock[belgium].any()
    assert not crisis.state.on_soil[belgium].any()


def test_kit_on_its_way_is_nowhere_and_at_work_is_on_the_hosts_soil(crisis: Crisis) -> None:
    uk, belgium = crisis.who("UK"), crisis.who("Belgium")
    first = next(
        u
        for u in range(crisis.setup.n_units)
        if (crisis.setup.units[u].owner, crisis.setup.units[u].kit) == (uk, EW_SUITE)
    )
    crisis.state.units[first].host = belgium
    count_kits(crisis.state, crisis.setup)
    assert crisis.state.stock[uk, EW_SUITE] == 1.0
    assert crisis.state.on_soil[uk, EW_SUITE] == pytest.approx(0.1)
    assert crisis.state.on_soil[belgium, EW_SUITE] == 0.0
    crisis.state.units[first].arrived = 1
    count_kits(crisis.state, crisis.setup)
    assert crisis.state.on_soil[belgium, EW_SUITE] == 1.0
    assert crisis.state.on_soil[uk, EW_SUITE] == pytest.approx(0.1)
    assert crisis.state.on_soil[belgium, COUNTER_DRONE] == 0.0


def test_counting_twice_counts_once(crisis: Crisis) -> None:
    before = crisis.state.stock.tolist(), crisis.state.on_soil.tolist()
    count_kits(crisis.state, crisis.setup)
    assert (crisis.state.stock.tolist(), crisis.state.on_soil.tolist()) == before
