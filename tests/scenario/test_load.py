"""Every error names file, key path, value, what is allowed and the closest match."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim.core.errors import ConfigError, ScenarioError
from sim.scenario import list_scenarios, load_scenario
from sim.scenario.load import find_scenario, scenario_names
from sim.scenario.preset import preset_names

Content = dict[str, Any]
Spoil = Callable[[Content], Any]


def uk(data: Content) -> Content:
    return data["actors"]["UK"]


def with_tempo(actor: str, action: str, target: str, rate: float = 0.01) -> Spoil:
    row = {"action": action, "toward": {target: rate}}
    return lambda data: data["actors"][actor]["tempo"].append(row)


def with_inject(**change: object) -> Spoil:
    return lambda data: data["injects"][0].update(change)


SPOILED: dict[str, tuple[Spoil, list[str]]] = {
    # what the schema says
    "unknown key": (lambda d: d.update(turn=8), ["turn: no such key", "Did you mean 'turns'?"]),
    "unknown key of an actor": (
        lambda d: uk(d).update(polcy="firm"),
        ["actors.UK.polcy: no such key", "allowed: adversaries", "Did you mean 'policy'?"],
    ),
    "missing": (lambda d: d.pop("turns"), ["turns: is missing"]),
    "too many turns": (lambda d: d.update(turns=10_001), ["turns: 10001 is not allowed", "10000"]),
    "no turn": (lambda d: d.update(turns=0), ["turns: 0 is not allowed", "1"]),
    "not a number": (lambda d: d.update(days_per_turn=float("nan")), ["days_per_turn: nan"]),
    "a word for a number": (lambda d: d.update(turns="many"), ["turns: 'many' is not allowed"]),
    "a word out of a list": (
        lambda d: uk(d).update(kind="stat"),
        ["actors.UK.kind: 'stat' is not known; allowed: alliance, bloc, state", "'state'?"],
    ),
    "a kit that there is not": (
        lambda d: uk(d)["stock"].update(tanks=1),
        ["actors.UK.stock.tanks", "'tanks' is not known", "advisers"],
    ),
    "a colour": (
        lambda d: uk(d)["look"].update(light="blue"),
        ["actors.UK.look.light: 'blue' is not allowed"],
    ),
    "one site": (
        lambda d: d["sites"][2].update(weight=-1),
        ["sites[2].weight: -1 is not allowed", "greater than 0"],
    ),
    # what refers to something
    "focus": (
        lambda d: d.update(focus=["UK", "Belgum"]),
        ["focus: 'Belgum' is not known; allowed: Allies, Belgium", "Did you mean 'Belgium'?"],
    ),
    "focus twice": (lambda d: d.update(focus=["UK", "UK"]), ["focus: an actor is listed twice"]),
    "adversary": (
        lambda d: uk(d).update(adversaries=["Rusia"]),
        ["actors.UK.adversaries: 'Rusia'", "Did you mean 'Russia'?"],
    ),
    "own adversary": (
        lambda d: uk(d)["adversaries"].append("UK"),
        ["actors.UK.adversaries: 'UK' cannot be its own adversary"],
    ),
    "certain suspicion": (
        lambda d: uk(d).update(suspicion={"Russia": {"value": 1}}),
        ["actors.UK.suspicion.Russia.value: 1.0 is not allowed", "0 < p < 1"],
    ),
    "membership": (
        lambda d: uk(d).update(member_of="NATOO"),
        ["actors.UK.member_of: 'NATOO' is not known; allowed: NATO. Did you mean 'NATO'?"],
    ),
    "alliance in an alliance": (
        lambda d: d["actors"]["NATO"].update(member_of="NATO"),
        ["actors.NATO.member_of: an alliance cannot be a member"],
    ),
    "letters": (
        lambda d: uk(d)["look"].update(letters="BE"),
        ["actors.UK.look.letters: 'BE' is used twice"],
    ),
    "policy": (
        lambda d: uk(d).update(policy="frim"),
        ["actors.UK.policy: 'frim' is not known; allowed: ", "Did you mean 'firm'?"],
    ),
    "parameter": (
        lambda d: d.update(parameters={"belief.limt": 4}),
        ["parameters: parameter: 'belief.limt'", "Did you mean 'belief.limit'?"],
    ),
    "parameter out of range": (
        lambda d: d.update(parameters={"belief.limit": 9}),
        ["parameters.belief.limit: 9.0 is not allowed", "from 3 to 5 (log-odds)"],
    ),
    "action override": (
        lambda d: d.update(actions={"isr_fligt": {"severity": 1}}),
        ["actions: 'isr_fligt' is not known", "Did you mean 'isr_flight'?"],
    ),
    "host": (
        lambda d: d["sites"][0].update(host="Belgia"),
        ["sites[0].host: 'Belgia'", "Did you mean 'Belgium'?"],
    ),
    "theatre": (
        lambda d: d["theatres"][1]["present"].append("Sweden"),
        ["theatres[1].present: 'Sweden' is not known"],
    ),
    "weight": (
        lambda d: uk(d).update(weight={"value": 0}),
        ["actors.UK.weight.value: 0.0 is not allowed", "a number from 0.001"],
    ),
    "dependence": (
        lambda d: uk(d).update(dependence={"value": 1.5}),
        ["actors.UK.dependence.value: 1.5 is not allowed", "a number from 0 to 1"],
    ),
    "a vote without an alliance": (
        lambda d: d["actors"]["Russia"].update(resolve={"value": 1}),
        ["actors.Russia.resolve: is only for a member of an alliance"],
    ),
    "election in the past": (
        lambda d: d["elections"][0].update(date=date(2024, 11, 5)),
        ["elections[0].date: '2024-11-05' is not allowed", "a day from 2025-11-10 on"],
    ),
    "election twice": (
        lambda d: d["elections"].append(d["elections"][0]),
        ["elections[1].date: 2026-11-03 is listed twice"],
    ),
    "one election": (
        lambda d: d.update(election=d.pop("elections")[0]),
        ["election: no such key", "Did you mean 'elections'?"],
    ),
    # what no actor can do
    "action": (
        with_tempo("UK", "isr_fligt", "Russia"),
        ["actors.UK.tempo[", "].action: 'isr_fligt'", "Did you mean 'isr_flight'?"],
    ),
    "twice": (
        with_tempo("UK", "isr_flight", "Russia"),
        ["isr_flight toward Russia is listed twice"],
    ),
    "too often": (
        lambda d: uk(d)["tempo"].extend(
            {"action": action, "toward": {"Russia": 10}} for action in ("sabotage", "gnss_jamming")
        ),
        ["actors.UK.tempo: 20.", "at most 20.0 acts a day"],
    ),
    "not for it": (
        with_tempo("UK", "sabotage", "Russia"),
        ["UK may not use sabotage: it is for adversary"],
    ),
    "wrong target": (
        with_tempo("UK", "isr_flight", "Belgium"),
        ["isr_flight is aimed at adversary, and Belgium is not that"],
    ),
    "no site": (
        with_tempo("Russia", "recon_drone_incursion", "NATO"),
        ["recon_drone_incursion needs a site, and NATO (alliance) has none"],
    ),
    "no kit": (
        with_tempo("Belgium", "deploy_ew_suite", "UK"),
        ["deploy_ew_suite needs ew_suite in stock, and Belgium has none"],
    ),
    "no theatre": (
        with_tempo("Russia", "dangerous_intercept", "Belgium"),
        ["dangerous_intercept needs a theatre where both Russia and Belgium are present"],
    ),
    # injects
    "inject too late": (
        with_inject(date=date(2027, 1, 1)),
        ["injects[0].date: '2027-01-01'", "a day from 2025-11-10 to 2026-11-09"],
    ),
    "inject by nobody": (with_inject(actor="France"), ["injects[0].actor: 'France'"]),
    "inject that cannot be": (
        with_inject(action="deploy_ew_suite"),
        ["injects[0]: deploy_ew_suite needs ew_suite in stock, and Belgium has none"],
    ),
}


@pytest.mark.parametrize(
    "name",
    ["facilitator", "Facilitator", "OBSERVER", "projector", "Clock", "host", "nobody", "all",
     "All players", "public", "White_cell", "observer UK", "observer:UK"],
)  # fmt: skip
def test_an_actor_has_not_the_name_of_a_role(
    name: str, content: Content, write: Callable[[Content], Path]
) -> None:
    content["actors"][name] = content["actors"].pop("UK")
    path = write(content)
    with pytest.raises(ScenarioError, match=f"actors.{name}: .*(another name|a letter first)"):
        load_scenario(path)


def test_two_actors_have_not_the_same_name_in_other_letters(
    content: Content, write: Callable[[Content], Path]
) -> None:
    other = copy.deepcopy(content["actors"]["Russia"])
    other["look"]["letters"] = "XX"
    content["actors"]["russia"] = other
    with pytest.raises(ScenarioError, match=r"actors\.russia: differs from another"):
        load_scenario(write(content))


@pytest.mark.parametrize("slip", SPOILED)
def test_a_slip_is_named_with_its_place(
    slip: str, content: Content, write: Callable[[Content], Path]
) -> None:
    spoil, said = SPOILED[slip]
    before = copy.deepcopy(content)
    spoil(content)
    assert content != before
    path = write(content)
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(path)
    lines = str(refusal.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    assert any(all(words in line for words in said) for line in lines), lines


def test_many_slips_are_told_together_up_to_a_limit(
    content: Content, write: Callable[[Content], Path]
) -> None:
    content["focus"] = [f"Atlantis {k}" for k in range(10)]
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(write(content))
    lines = str(refusal.value).splitlines()
    assert len(lines) == 9
    assert "focus: 'Atlantis 7'" in lines[7]
    assert lines[8].endswith(": and 2 more")


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_loads_with_presets_that_exist(name: str) -> None:
    scenario = load_scenario(name)
    assert set(scenario.policies) == set(scenario.actors)
    assert set(scenario.policies.values()) <= set(preset_names())
    assert set(scenario.focus) <= set(scenario.actors)
    assert len(scenario.columns) == scenario.setup.n_columns
    assert scenario.day_of(0) == scenario.start


def test_the_list_has_every_shipped_scenario() -> None:
    assert [row["name"] for row in list_scenarios()] == scenario_names()
    known = {"belgium_2025", "baltic_gnss", "black_sea_intercept", "poland_2025"}
    assert known <= set(scenario_names())


@pytest.mark.parametrize("name", scenario_names())
def test_the_hash_is_that_of_the_content_wherever_it_lies(name: str, tmp_path: Path) -> None:
    shipped = find_scenario(name)
    copied = Path(shutil.copy(shipped, tmp_path / "copy.yaml"))
    expected = load_scenario(name).source_hash
    copied.write_bytes(shipped.read_bytes() + b"# a comment decides nothing\n")
    assert load_scenario(copied).source_hash == expected
    assert load_scenario(copied).setup.tobytes() == load_scenario(name).setup.tobytes()
    longer = re.sub(rb"\nturns: \d+", b"\nturns: 150", shipped.read_bytes())
    copied.write_bytes(longer)
    assert load_scenario(copied).source_hash != expected


def test_names_that_are_wrong_are_told_with_the_closest() -> None:
    with pytest.raises(ScenarioError, match="Did you mean 'belgium_2025'"):
        load_scenario("belgium_2024")
    with pytest.raises(ScenarioError, match=r"gone\.yaml: no such scenario file"):
        load_scenario("gone.yaml")
    with pytest.raises(ScenarioError, match=r"policies: actor: 'Uk'.*Did you mean 'UK'"):
        load_scenario("belgium_2025", {"Uk": "firm"})
    with pytest.raises(ConfigError, match=r"policies\.UK: 'frim'.*Did you mean 'firm'"):
        load_scenario("belgium_2025", {"UK": "frim"})
    with pytest.raises(ConfigError, match=r"parameters\.belief\.limit: nan is not allowed"):
        load_scenario("belgium_2025", parameters={"belief.limit": float("nan")})


def test_policies_and_parameters_of_the_call_go_before_those_of_the_file() -> None:
    scenario = load_scenario("belgium_2025", {"UK": "firm"}, {"belief.limit": 3.5})
    assert scenario.policies["UK"] == "firm"
    assert scenario.policies["Russia"] == "prober"
    assert scenario.parameters["belief.limit"] == 3.5
    assert scenario.setup.parameters.belief_limit == 3.5
