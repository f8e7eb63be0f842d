"""What a scenario becomes: options, luck keys, places and dates, within the room there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.errors import ScenarioError
from sim.core.layout.capacity import MAX_INJECTS, MAX_UNITS
from sim.core.layout.trace import CAUSES
from sim.crisis import trace
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.load import scenario_names

Content = dict[str, Any]
Write = Callable[[Content], Path]


def options_of(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Return actor, action and target of every option, in order."""
    menu, n = scenario.setup.menu, scenario.setup.n_options
    names, ids = scenario.actors, list(ACTIONS)
    rows = zip(menu.actor[:n], menu.action[:n], menu.target[:n], strict=True)
    return [(names[i], ids[a], names[j]) for i, a, j in rows]


def keys_of(scenario: Scenario) -> dict[tuple[str, str, str], int]:
    keys = scenario.setup.menu.key[: scenario.setup.n_options]
    return dict(zip(options_of(scenario), keys.tolist(), strict=True))


@pytest.mark.parametrize("name", scenario_names())
def test_the_menu_holds_what_is_declared_and_nothing_else(name: str) -> None:
    scenario = load_scenario(name)
    file = scenario.file
    declared = {
        (actor, row.action, target): rate
        for actor, spec in file.actors.items()
        for row in spec.tempo
        for target, rate in row.toward.items()
    }
    for inject in file.injects:
        declared.setdefault((inject.actor, inject.action, inject.target), 0.0)
    found = options_of(scenario)
    tempos = scenario.setup.menu.tempo[: len(found)].tolist()
    assert dict(zip(found, tempos, strict=True)) == declared
    assert len(found) == len(declared)


@pytest.mark.parametrize("name", scenario_names())
def test_the_menu_knows_where_the_options_toward_each_target_stand(name: str) -> None:
    scenario = load_scenario(name)
    found = options_of(scenario)
    first = scenario.setup.menu.first
    for i, actor in enumerate(scenario.actors):
        for j, target in enumerate(scenario.actors):
            here = [(row[0], row[2]) for row in found[first[i, j] : first[i, j + 1]]]
            assert here == [(actor, target)] * sum(
                row[0] == actor and row[2] == target for row in found
            )


def test_keys_do_not_depend_on_the_order_of_actors_and_rows(content: Content, write: Write) -> None:
    before = load_scenario("belgium_2025")
    content["actors"] = dict(reversed(content["actors"].items()))
    for actor in content["actors"].values():
        actor["tempo"] = actor["tempo"][::-1]
    after = load_scenario(write(content))
    assert options_of(after) != options_of(before)
    assert keys_of(after) == keys_of(before)
    by_name = dict(zip(after.actors, after.setup.name_keys.tolist(), strict=False))
    assert by_name == dict(zip(before.actors, before.setup.name_keys.tolist(), strict=False))


def test_a_new_actor_leaves_the_luck_of_the_others(content: Content, write: Write) -> None:
    before = load_scenario("belgium_2025")
    newcomer = {
        "look": {"letters": "FR", "shape": "ring", "light": "#000000", "dark": "#ffffff"},
        "member_of": "NATO",
        "adversaries": ["Russia"],
        "policy": "hold",
        "tempo": [{"action": "diplomatic_protest", "toward": {"Russia": 0.1}}],
    }
    content["actors"] = {"France": newcomer, **content["actors"]}
    after = load_scenario(write(content))
    new = ("France", "diplomatic_protest", "Russia")
    assert keys_of(after) == {**keys_of(before), new: keys_of(after)[new]}
    assert len(set(keys_of(after).values())) == len(keys_of(after))
    assert after.setup.name_keys[1:6].tolist() == before.setup.name_keys[:5].tolist()


@pytest.mark.parametrize("name", scenario_names())
def test_site_weights_reach_one_at_the_last_site_of_each_host(name: str) -> None:
    scenario = load_scenario(name)
    setup = scenario.setup
    hosts = {site.host for site in scenario.file.sites}
    for i, actor in enumerate(scenario.actors):
        weights = setup.sites["cumulative_weight"][
            setup.actors[i].first_site : setup.actors[i].end_site
        ]
        assert (len(weights) > 0) == (actor in hosts)
        assert (np.diff(weights, prepend=0) > 0).all()
        if actor in hosts:
            assert weights[-1] == 1.0


def test_an_inject_lands_in_the_turn_of_its_date() -> None:
    scenario = load_scenario("belgium_2025")
    done = [event for event in trace(scenario, 7, 3) if event.cause == "inject"]
    assert "inject" in CAUSES
    assert len(done) == len(scenario.file.injects) == 4
    for event, inject in zip(done, scenario.file.injects, strict=True):
        assert (event.actor, event.action, event.target) == (
            inject.actor, inject.action, inject.target,
        )  # fmt: skip
        opens = scenario.start + timedelta(days=(event.turn - 1) * scenario.days_per_turn)
        assert opens <= inject.date < opens + timedelta(days=scenario.days_per_turn)


def test_more_than_there_is_room_for_is_refused(content: Content, write: Write) -> None:
    kit = ("advisers", "ew_suite", "counter_drone", "frontline_unit", "air_policing")
    content["actors"]["UK"]["stock"] = dict.fromkeys(kit, 20)
    content["actors"]["Allies"]["stock"] = dict.fromkeys(kit, 20)
    content["actors"]["Flank"]["stock"] = {}
    with pytest.raises(ScenarioError, match=rf"own\.yaml: actors: 200 kits .* holds {MAX_UNITS}"):
        load_scenario(write(content))


def test_more_injects_than_there_is_room_for_are_refused(content: Content, write: Write) -> None:
    content["injects"] = content["injects"][:1] * (MAX_INJECTS + 1)
    with pytest.raises(
        ScenarioError, match=rf"injects: has {MAX_INJECTS + 1} .* at most {MAX_INJECTS}"
    ):
        load_scenario(write(content))
