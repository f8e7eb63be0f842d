"""The crisis is an ordinary Mesa model, and its agents know no more than their View."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np
import pytest
import yaml
from pytest_regressions.file_regression import FileRegressionFixture

from sim.core.ladder import RUNG_LABELS
from sim.core.state import OTHER_VIEW
from sim.crisis import CrisisModel, StateAgent, trace
from sim.policies.decision import decide
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.load import find_scenario
from sim.turn.take_turn import brief

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN_TALLIES = (
    "incursions", "detected", "defeated", "attributed_right", "attributed_wrong", "false_alarms",
    "incursions_before_kit", "airport_closures", "severity",
)  # fmt: skip


@pytest.fixture
def belgium() -> Scenario:
    return load_scenario("belgium_2025")


def advanced(scenario: Scenario, turns: int) -> CrisisModel:
    """Return a model some turns into a run."""
    model = CrisisModel(scenario, seed=7, run=3)
    for _ in range(turns):
        model.step()
    return model


def test_states_are_agents_and_a_step_is_a_turn(belgium: Scenario) -> None:
    model = CrisisModel(belgium, seed=7, run=3)
    assert isinstance(model, mesa.Model)
    assert [agent.name for agent in model.agents] == list(belgium.actors)
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    assert {agent.name: agent.policy for agent in model.agents} == belgium.policies
    model.step()
    assert model.world.system.turn == 1
    assert model.running


def test_data_collector_has_a_row_a_turn_and_a_row_an_agent_and_turn(belgium: Scenario) -> None:
    model = CrisisModel(belgium, seed=7, run=3).run_to_end()
    by_turn = model.datacollector.get_model_vars_dataframe()
    by_agent = model.datacollector.get_agent_vars_dataframe()
    assert len(by_turn) == belgium.turns
    assert len(by_agent) == belgium.turns * len(belgium.actors)
    assert by_turn["day"].tolist() == [7.0 * turn for turn in range(1, belgium.turns + 1)]
    assert by_turn["cohesion"].between(0, 1).all()
    found = model.outcomes()
    assert by_turn["near_misses"].iloc[-1] == found["near_misses"]
    assert by_turn["rung"].iloc[-1] == found["final_rung"]
    last = by_agent.loc[belgium.turns].set_index("name")
    for actor in belgium.actors:
        assert last.loc[actor, "cost_meur"] == found[f"cost_meur.{actor}"]
    uk = next(agent for agent in model.agents if agent.name == "UK")
    assert uk.rung == last.loc["UK", "rung"]
    assert uk.rung_label == RUNG_LABELS[uk.rung]


def test_a_run_that_has_ended_stays_as_it_is(belgium: Scenario) -> None:
    model = CrisisModel(belgium, seed=7, run=3).run_to_end()
    before = model.world.tobytes()
    model.step()
    assert not model.running
    assert model.world.tobytes() == before
    assert len(model.datacollector.get_model_vars_dataframe()) == belgium.turns


def test_mesas_own_randomness_decides_nothing(belgium: Scenario) -> None:
    quiet = CrisisModel(belgium, seed=7, run=3).run_to_end()
    noisy = CrisisModel(belgium, seed=7, run=3)
    while noisy.running:
        noisy.random.random()
        noisy.rng.normal(size=3)
        noisy.agents.shuffle(inplace=True)
        noisy.step()
    assert noisy.world.tobytes() == quiet.world.tobytes()
    other = CrisisModel(belgium, seed=7, run=4).run_to_end()
    assert other.world.tobytes() != quiet.world.tobytes()


def test_an_agent_can_be_played_by_other_orders(
    belgium: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Russia sends two drones over Belgium each turn and does nothing else; 2 x 52 arrive."""
    model = CrisisModel(belgium, seed=7, run=3)
    menu = model.setup.menu
    wanted = list(ACTIONS).index("recon_drone_incursion")
    belgiums_number = belgium.actors.index("Belgium")
    theirs = StateAgent.decide

    def decide_as_played(agent: StateAgent, orders: np.ndarray) -> None:
        if agent.name != "Russia":
            theirs(agent, orders)
            return
        own = agent.options()
        chosen = (menu.action[own] == wanted) & (menu.target[own] == belgiums_number)
        assert np.count_nonzero(chosen) == 1
        orders[own] = np.where(chosen, 2, 0)

    monkeypatch.setattr(StateAgent, "decide", decide_as_played)
    found = model.run_to_end().outcomes()
    assert found["incursions.Belgium"] == 2 * belgium.turns
    assert found["incursions.UK"] == found["incursions.Allies"] == 0
    assert found["highest_rung.Russia"] == ACTIONS["recon_drone_incursion"].rung


def test_an_agent_sees_the_fields_of_its_view_and_no_others(belgium: Scenario) -> None:
    model = advanced(belgium, 10)
    uk = next(agent for agent in model.agents if agent.name == "UK")
    seen = uk.sees("Russia")
    assert set(seen) == set(OTHER_VIEW.names)
    assert "felt_false" not in seen
    assert seen["is_adversary"] == 1
    assert uk.sees("Belgium")["is_ally"] == 1


@pytest.mark.parametrize("actor", ["UK", "Belgium", "Russia", "NATO", "Allies"])
def test_no_decision_hangs_on_what_its_actor_cannot_see(belgium: Scenario, actor: str) -> None:
    """The same turn twice: once as it is, once with every hidden truth of the world changed."""
    number = belgium.actors.index(actor)
    intensities = []
    for spoil in (False, True):
        model = advanced(belgium, 20)
        world = model.world
        if spoil:
            spoil_hidden_truth(world, number, len(belgium.actors))
        brief(world, model.setup, model.run_key)
        decide(world, model.setup, number)
        own = next(agent for agent in model.agents if agent.number == number).options()
        intensities.append(world.intensity[own].copy())
    assert intensities[0].any()
    np.testing.assert_array_equal(intensities[1], intensities[0])


def spoil_hidden_truth(world: np.record, number: int, n_actors: int) -> None:
    """Change the truth behind sightings, and what any other pair feels and believes."""
    for tally in HIDDEN_TALLIES:
        world.actors[tally] += 1000
    world.pairs["felt_false"] += 5.0
    world.pairs["acts"] += 1000
    for i in range(n_actors):
        for j in range(n_actors):
            if number not in (i, j):
                for felt in ("belief", "campaign", "felt_fast", "felt_slow", "boldness"):
                    world.pairs[i, j][felt] += 1.0


def test_what_an_actor_does_see_moves_its_decision(belgium: Scenario) -> None:
    """So the test above can fail: London's own belief about Moscow is not hidden from it."""
    number, russia = belgium.actors.index("UK"), belgium.actors.index("Russia")
    intensities = []
    for grievance in (0.0, 3.0):
        model = advanced(belgium, 20)
        model.world.pairs[number, russia].felt_fast += grievance
        brief(model.world, model.setup, model.run_key)
        decide(model.world, model.setup, number)
        own = next(agent for agent in model.agents if agent.number == number).options()
        intensities.append(model.world.intensity[own].copy())
    assert (intensities[0] != intensities[1]).any()


def test_the_story_of_one_run(tmp_path: Path, file_regression: FileRegressionFixture) -> None:
    content = yaml.safe_load(find_scenario("belgium_2025").read_text(encoding="utf-8"))
    content["turns"] = 8
    content["injects"] = content["injects"][:3]
    path = tmp_path / "short.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    lines = [
        f"{event.turn:2} {event.date} {event.actor or 'nobody':8} {event.action:24} "
        f"-> {event.target:8} rung {event.rung:2} {event.cause:12} "
        f"{'seen' if event.detected else 'unseen':6} {event.posterior:4.2f} {event.note} "
        f"{event.site}"
        for event in trace(load_scenario(path), seed=7, run=3)
    ]
    file_regression.check("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
