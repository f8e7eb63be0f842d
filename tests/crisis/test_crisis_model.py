"""The crisis is an ordinary Mesa model, and its agents know no more than their View."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest
import yaml
from pytest_regressions.file_regression import FileRegressionFixture

from sim import sweep
from sim.core.errors import ConfigError
from sim.core.layout.ladder import RUNG_LABELS
from sim.core.layout.state import OTHER_VIEW
from sim.crisis import CrisisModel, StateAgent, trace
from sim.policies.decision import decide
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.load import find_scenario
from sim.turn.take_turn import brief
from tests.core.known_crisis import duel

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
    assert model.state.system.turn == 1
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
    before = model.state.tobytes()
    model.step()
    assert not model.running
    assert model.state.tobytes() == before
    assert len(model.datacollector.get_model_vars_dataframe()) == belgium.turns


def test_mesas_own_randomness_decides_nothing(belgium: Scenario) -> None:
    quiet = CrisisModel(belgium, seed=7, run=3).run_to_end()
    noisy = CrisisModel(belgium, seed=7, run=3)
    while noisy.running:
        noisy.random.random()
        noisy.rng.normal(size=3)
        noisy.agents.shuffle(inplace=True)
        noisy.step()
    assert noisy.state.tobytes() == quiet.state.tobytes()
    other = CrisisModel(belgium, seed=7, run=4).run_to_end()
    assert other.state.tobytes() != quiet.state.tobytes()


def test_without_a_seed_every_model_has_luck_of_its_own(tmp_path: Path) -> None:
    models = [CrisisModel(duel(tmp_path)) for _ in range(3)]
    assert len({model.seed for model in models}) == 3
    assert all(0 <= model.seed < 2**63 for model in models)
    one = models[0].run_to_end()
    again = CrisisModel(one.scenario, seed=one.seed).run_to_end()
    assert again.state.tobytes() == one.state.tobytes()


def test_replicates_of_mesas_batch_run_differ(belgium: Scenario) -> None:
    """With a constant default seed the three iterations were one run, three times."""
    rows = mesa.batch_run(
        CrisisModel, {"scenario": [belgium]}, iterations=3, display_progress=False
    )
    costs = {row["iteration"]: row["cost_meur"] for row in rows if row["name"] == "UK"}
    assert len(set(costs.values())) == 3


def test_a_batch_run_over_runs_is_the_sweep(belgium: Scenario) -> None:
    rows = mesa.batch_run(
        CrisisModel, {"scenario": [belgium], "seed": [5], "run": range(4)}, display_progress=False
    )
    misses = {row["run"]: row["near_misses"] for row in rows if row["name"] == "UK"}
    assert [misses[run] for run in range(4)] == sweep(belgium, 4, 5).runs["near_misses"].tolist()


def test_a_scenario_may_be_named(belgium: Scenario) -> None:
    named = CrisisModel("belgium_2025", seed=7, run=3)
    named.step()
    assert named.state.tobytes() == advanced(belgium, 1).state.tobytes()


def test_a_model_in_mid_run_can_be_pickled_and_goes_on_alike(belgium: Scenario) -> None:
    model = advanced(belgium, 5)
    copy = pickle.loads(pickle.dumps(model))
    assert copy.run_to_end().outcomes() == pytest.approx(model.run_to_end().outcomes(), nan_ok=True)
    assert copy.state.tobytes() == model.state.tobytes()
    before = copy.datacollector.get_agent_vars_dataframe()
    assert before.equals(model.datacollector.get_agent_vars_dataframe())


@pytest.mark.parametrize("seed", [3, np.int64(3), np.uint8(3)])
def test_any_whole_number_is_a_seed(tmp_path: Path, seed: int) -> None:
    model = CrisisModel(duel(tmp_path), seed=seed, run=int(np.int32(2)))
    assert (model.seed, model.run) == (3, 2)
    assert type(model.seed) is type(model.run) is int


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seed", -1), ("seed", 2**63), ("seed", 1.0), ("seed", True), ("seed", "7"),
        ("run", -1), ("run", 1.5), ("run", 2**63), ("run", False), ("run", None),
    ],
)  # fmt: skip
def test_a_wrong_seed_or_run_is_refused_by_name(tmp_path: Path, name: str, value: object) -> None:
    given: dict[str, Any] = {"seed": 1, name: value}
    with pytest.raises(ConfigError, match=f"^{name}: .* is not allowed; expected a whole number"):
        CrisisModel(duel(tmp_path), **given)


def test_a_model_says_where_it_stands(belgium: Scenario) -> None:
    assert repr(advanced(belgium, 2)).startswith(
        "<CrisisModel belgium_2025 seed=7 run=3: turn 2 of 52, rung "
    )


def test_a_notebook_shows_who_stands_where(belgium: Scenario) -> None:
    shown = advanced(belgium, 2)._repr_html_()
    assert belgium.title in shown
    assert "2 of 52, 24 November 2025" in shown
    for actor in belgium.actors:
        assert f">{actor}</th>" in shown


def test_an_agent_can_be_played_by_other_orders(
    belgium: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Russia sends two drones over Belgium each turn and does nothing else; 2 x 52 arrive."""
    model = CrisisModel(belgium, seed=7, run=3)
    menu = model.setup.menu
    wanted = ACTIONS.number("recon_drone_incursion")
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
    """The same turn twice: once as it is, once with every hidden truth of the state changed."""
    number = belgium.actors.index(actor)
    intensities = []
    for spoil in (False, True):
        model = advanced(belgium, 20)
        state = model.state
        if spoil:
            spoil_hidden_truth(state, number, len(belgium.actors))
        brief(state, model.trace, model.setup, model.run_key)
        decide(state, model.setup, number)
        own = next(agent for agent in model.agents if agent.number == number).options()
        intensities.append(state.intensity[own].copy())
    assert intensities[0].any()
    np.testing.assert_array_equal(intensities[1], intensities[0])


def spoil_hidden_truth(state: np.record, number: int, n_actors: int) -> None:
    """Change the truth behind sightings, and what any other pair feels and believes."""
    for tally in HIDDEN_TALLIES:
        state.actors[tally] += 1000
    state.origins["is_true"] = 1 - state.origins["is_true"]
    state.pairs["acts"] += 1000
    for i in range(n_actors):
        for j in range(n_actors):
            if number not in (i, j):
                for felt in ("belief", "campaign", "felt_fast", "felt_slow", "boldness"):
                    state.pairs[i, j][felt] += 1.0


def test_what_an_actor_does_see_moves_its_decision(belgium: Scenario) -> None:
    """So the test above can fail: that Brussels asks for help is not hidden from London."""
    number, host = belgium.actors.index("UK"), belgium.actors.index("Belgium")
    intensities = []
    for request in (0.0, 1.0):
        model = advanced(belgium, 20)
        model.state.pairs[number, host].request = request
        brief(model.state, model.trace, model.setup, model.run_key)
        decide(model.state, model.setup, number)
        own = next(agent for agent in model.agents if agent.number == number).options()
        intensities.append(model.state.intensity[own].copy())
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
