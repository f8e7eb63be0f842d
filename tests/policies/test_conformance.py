"""What every policy family must keep to. A new family in the registry is tested here by itself."""

import math
from typing import Any

import numpy as np
import pytest

from sim.core.layout.state import FORBIDDEN
from sim.montecarlo.run_many import run_many
from sim.policies.decision import decide
from sim.policies.family import Family, PolicyParameter
from sim.policies.registry import FAMILIES, family_number, parameters_of
from sim.scenario import load_scenario
from sim.scenario.parameter import PARAMETERS
from tests.core.known_crisis import Crisis

every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
EVERY_PARAMETER = [
    pytest.param(family, parameter, id=f"{family.name}-{parameter.name}")
    for family in FAMILIES
    for parameter in parameters_of(family)
]
ACTORS = ("UK", "Russia", "Belgium", "NATO")
SEATS = ("UK", "Russia")
RUNS = 300
CAP = PARAMETERS["choice.utility_cap"].default
WITHOUT_EFFECT = {("hold", "ceiling")}
"""Who never acts needs no ceiling."""


def played(family: Family, **parameters: float) -> dict[str, Any]:
    """Return a policy of this family, with its example where it needs more than numbers."""
    text = {family.body: [dict(row) for row in family.example]} if family.body else {}
    return {"family": family.name, "parameters": parameters, **text}


def crises(family: Family) -> list[Crisis]:
    """Return a crisis at four of its moments, all actors under this family, Russia the usual.

    On the first day nothing was felt yet; later there are grievances, requests and kit out.
    """
    policies = {name: played(family) for name in ("UK", "Belgium", "NATO")}
    found = []
    for turns in (0, 4, 20, 45):
        crisis = Crisis(load_scenario("belgium_2025", policies))
        for _ in range(turns):
            crisis.take_turn()
        found.append(crisis.brief())
    return found


@every_family
def test_it_wants_finite_amounts_of_legal_acts_of_its_own(family: Family) -> None:
    for crisis in crises(family):
        state, n = crisis.state, int(crisis.setup.n_options)
        for name in ("UK", "Belgium", "NATO"):
            state.intensity[:] = np.nan
            state.taste[:] = np.nan
            state.exact[:] = 0
            notes = state.memory.copy()
            decide(state, crisis.setup, crisis.who(name))
            mine = crisis.options_of(name)
            wanted, taste = state.intensity[mine], state.taste[mine]
            assert np.all(np.isfinite(wanted))
            assert np.all(wanted >= 0.0)
            assert np.all(wanted[state.is_open[mine] == 0.0] == 0.0)
            assert np.all(np.isfinite(taste))
            assert np.all((np.abs(taste) <= CAP) | (taste == FORBIDDEN))
            ordered = state.exact[mine]
            assert np.all(ordered >= 0)
            assert not ordered[state.is_open[mine] == 0.0].any()
            assert ordered.sum() == state.exact.sum()
            others = np.ones(n, bool)
            others[mine] = False
            assert np.all(np.isnan(state.intensity[:n][others]))
            assert np.all(np.isnan(state.taste[:n][others]))
            foreign = np.arange(len(notes)) != crisis.who(name)
            assert np.array_equal(state.memory[foreign], notes[foreign])


@every_family
def test_the_same_view_gives_the_same_wishes(family: Family) -> None:
    for crisis in crises(family):
        state, mine, uk = crisis.state, crisis.options_of("UK"), crisis.who("UK")
        notes = state.memory.copy()
        decide(state, crisis.setup, uk)
        first, ordered = state.intensity[mine].copy(), state.exact[mine].copy()
        state.memory[:] = notes
        state.exact[:] = 0
        decide(state, crisis.setup, uk)
        assert np.array_equal(state.intensity[mine], first)
        assert np.array_equal(state.exact[mine], ordered)


@every_family
def test_a_closed_menu_leaves_nothing_to_want(family: Family) -> None:
    for crisis in crises(family):
        crisis.state.is_open[:] = 0.0
        for name in ("UK", "Belgium", "NATO"):
            decide(crisis.state, crisis.setup, crisis.who(name))
            assert not crisis.state.intensity[crisis.options_of(name)].any()
            assert not crisis.state.exact[crisis.options_of(name)].any()


@every_family
def test_it_sees_its_view_and_not_the_truth(family: Family) -> None:
    """Whatever really happened, the same View gives the same wishes."""
    for crisis in crises(family):
        state, uk, mine = crisis.state, crisis.who("UK"), crisis.options_of("UK")
        notes = state.memory.copy()
        decide(state, crisis.setup, uk)
        first, ordered = state.intensity[mine].copy(), state.exact[mine].copy()
        state.memory[:] = notes
        state.exact[:] = 0
        state.origins["is_true"] = 1 - state.origins["is_true"]
        state.pairs["belief"] = -3.0
        state.actors["incursions"] = 12345
        state.disposition[:] = 9.0
        decide(state, crisis.setup, uk)
        assert np.array_equal(state.intensity[mine], first)
        assert np.array_equal(state.exact[mine], ordered)


@every_family
def test_it_says_what_it_does_and_where_it_comes_from(family: Family) -> None:
    assert family.behaviour.endswith(".")
    assert family.source
    assert FAMILIES[family_number(family.name)] is family
    names = [parameter.name for parameter in parameters_of(family)]
    assert len(set(names)) == len(names)
    assert bool(family.body) == bool(family.layout) == bool(family.example)


@pytest.mark.parametrize(("family", "parameter"), EVERY_PARAMETER)
def test_its_parameters_are_bounded_and_explained(
    family: Family, parameter: PolicyParameter
) -> None:
    assert math.isfinite(parameter.low)
    assert parameter.low < parameter.high < math.inf
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.unit
    assert parameter.meaning


def outcomes(family: Family, seat: str, parameter: str, value: float) -> np.ndarray:
    policies = {seat: played(family, **{parameter: value})}
    scenario = load_scenario("belgium_2025", policies)
    return run_many(scenario.setup, 1, 0, RUNS).outcomes


@pytest.mark.parametrize(
    ("family", "parameter"),
    [case for case in EVERY_PARAMETER if tuple(case.id.split("-")) not in WITHOUT_EFFECT],  # type: ignore[union-attr]
)
def test_no_parameter_is_decoration(family: Family, parameter: PolicyParameter) -> None:
    """Moved across its range on common random numbers, it changes at least one run in a hundred."""
    changed = []
    for seat in SEATS:
        low = outcomes(family, seat, parameter.name, parameter.low)
        high = outcomes(family, seat, parameter.name, parameter.high)
        same = np.all((low == high) | (np.isnan(low) & np.isnan(high)), axis=1)
        changed.append(1.0 - same.mean())
    assert max(changed) >= 0.01
