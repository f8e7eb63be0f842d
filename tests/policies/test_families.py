"""Stories: what each family does when something is done to it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.policies.decision import ASK_POLICY, decide
from sim.scenario import load_scenario
from sim.turn.take_turn import take_turn
from tests.core.known_crisis import Crisis, duel

FAIRLY_SURE = {"threshold": 0.6, "threshold_slope": 0.0}
"""Answers what is probably true, but not every false alarm over the airport."""


def family(name: str, **parameters: float) -> dict[str, Any]:
    return {"family": name, "parameters": parameters}


def hit(crisis: Crisis, *actions: str) -> None:
    """Take a turn in which Red does exactly this to Blue; Blue decides for itself."""
    crisis.orders[:] = ASK_POLICY
    crisis.orders[crisis.options_of("Red")] = 0
    for action in actions:
        crisis.orders[crisis.option("Red", action, "Blue")] += 1
    take_turn(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)


def wishes(crisis: Crisis) -> dict[float, float]:
    """Return what Blue now wants, as acts a day by rung."""
    crisis.brief()
    decide(crisis.state, crisis.setup, crisis.who("Blue"))
    mine = crisis.options_of("Blue")
    rungs = crisis.setup.menu.rung[mine]
    return {
        float(rung): float(crisis.state.intensity[mine][rungs == rung].sum())
        for rung in np.unique(rungs)
        if crisis.state.intensity[mine][rungs == rung].any()
    }


def test_hold_does_nothing_all_year() -> None:
    names = ("UK", "Belgium", "Russia", "NATO", "Allies", "Flank")
    crisis = Crisis(load_scenario("belgium_2025", dict.fromkeys(names, "hold")))
    while crisis.state.system.ended == 0:
        crisis.take_turn()
        assert not crisis.orders.any()
    assert crisis.state.system.turn == crisis.scenario.turns
    # The injected acts of 2025 and the hobbyists still happen; nobody makes a crisis of them.
    assert crisis.state.system.highest_rung == 0
    assert crisis.actor("Belgium").false_alarms > 0
    assert crisis.actor("UK").deployments == 0


@pytest.mark.parametrize(
    ("provocation", "rung"),
    [("threat_of_force", 4), ("snap_exercise", 5)],
)
def test_tit_for_tat_answers_on_about_the_same_rung_once(
    tmp_path: Path, provocation: str, rung: int
) -> None:
    policy = family("tit_for_tat", forgiveness=0.01, **FAIRLY_SURE)
    crisis = Crisis(duel(tmp_path, {"Blue": policy}, {"answer.per_rung": 1.5}))
    assert wishes(crisis) == {}  # nice: it never begins
    hit(crisis, provocation)
    for _ in range(4):
        hit(crisis)
        assert wishes(crisis) == {}
    entry = crisis.state.book[crisis.who("Blue"), 0]
    assert crisis.actor("Blue").answers == entry.given == 1  # answered: it bears no grudge
    answered = crisis.setup.rungs[crisis.who("Blue"), entry.answer]
    assert abs(answered - rung) <= 1


def test_graduated_climbs_step_by_step_and_comes_down_after_quiet(tmp_path: Path) -> None:
    policy = family("graduated", patience_days=14, **FAIRLY_SURE)
    crisis = Crisis(duel(tmp_path, {"Blue": policy}))
    steps = []
    hit(crisis)
    for _ in range(4):
        hit(crisis, "snap_exercise")  # always the same rung 5: the answer climbs all the same
        hit_step = crisis.state.memory[crisis.who("Blue"), crisis.who("Red"), 0]
        steps.append(float(hit_step))
    # It sees the act the turn after, and goes up one rung each time.
    assert steps == [0.0, 1.0, 2.0, 3.0]
    hit(crisis)
    came_down = []
    for _ in range(10):
        hit(crisis)
        came_down.append(float(crisis.state.memory[crisis.who("Blue"), crisis.who("Red"), 0]))
    # Two quiet weeks a step, down to calm and no further.
    assert came_down == [4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 0.0, 0.0, 0.0]


def test_graduated_stops_at_its_ceiling(tmp_path: Path) -> None:
    policy = family("graduated", ceiling=2, threshold=0.0, threshold_slope=0.0)
    crisis = Crisis(duel(tmp_path, {"Blue": policy}))
    for _ in range(6):
        hit(crisis, "snap_exercise")
    assert max(wishes(crisis)) == 2.0


def test_random_spreads_its_acts_evenly_over_what_is_legal(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, {"Blue": family("random", acts_per_day=0.6)}))
    wishes(crisis)
    mine = crisis.options_of("Blue")
    open_ones = crisis.state.is_open[mine] > 0.0
    wanted = crisis.state.intensity[mine][open_ones]
    assert wanted == pytest.approx(0.6 / open_ones.sum())


def drones(crisis: Crisis, actor: str = "Red", **seen: float) -> np.ndarray:
    """Return how Red wants drones and exercises (rungs 3 and 5) after it has seen this."""
    crisis.brief()
    view = crisis.view(actor, "Blue")
    for name, value in seen.items():
        view[name] = value
    decide(crisis.state, crisis.setup, crisis.who(actor))
    options = [crisis.option(actor, a, "Blue") for a in ("recon_drone_incursion", "snap_exercise")]
    return crisis.state.intensity[options].copy()


def test_utility_is_deterred_by_firmness_the_more_the_higher_the_rung(tmp_path: Path) -> None:
    """RAND RR2791: low-rung acts are hardly deterred."""
    crisis = Crisis(duel(tmp_path, {"Red": family("utility", coercion=4.0)}))
    left = drones(crisis, firmness=0.8) / drones(crisis, firmness=0.0)
    assert left[1] < left[0] < 1.0


def test_a_fearful_actor_climbs_where_a_bold_one_would_be_deterred(tmp_path: Path) -> None:
    """Spiral against deterrence: the same firmness, the opposite answer (Jervis 1976)."""
    fearful = Crisis(duel(tmp_path, {"Red": family("utility", fear=4.0)}))
    assert np.all(drones(fearful, belief_shift=0.5) > drones(fearful, belief_shift=0.0))
    bold = Crisis(duel(tmp_path, {"Red": family("utility", boldness=4.0)}))
    grown = drones(bold, boldness=0.8) / drones(bold, boldness=0.0)
    assert grown[1] > grown[0] > 1.0
