"""The tables that everything follows from: parameters, actions and presets."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from sim.core.errors import ConfigError
from sim.policies.registry import FAMILIES, parameters_of
from sim.scenario import load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import DISTRIBUTIONS, EVIDENCE, PARAMETERS, complete
from sim.scenario.preset import load_preset, preset_names

CATALOGUE = [
    "hold",
    "quiet_diplomacy",
    "deconfliction_offer",
    "stand_down",
    "diplomatic_protest",
    "public_attribution",
    "strategic_communication",
    "disinformation_campaign",
    "expulsions_sanctions",
    "request_support",
    "recon_drone_incursion",
    "drone_swarm_incursion",
    "gnss_jamming",
    "cyber_probe",
    "cyber_disruption",
    "sabotage",
    "isr_flight",
    "airspace_violation",
    "dangerous_intercept",
    "snap_exercise",
    "deploy_advisers",
    "deploy_ew_suite",
    "deploy_counter_drone",
    "deploy_frontline_unit",
    "air_policing_surge",
    "cyber_retaliation",
    "shoot_down_drone",
    "article_4_consultation",
    "vigilance_activity",
    "reinforce_forward",
    "forward_missile_deployment",
    "shoot_down_manned",
    "limited_strike",
    "collective_defence",
]
ADDITIONS = [
    "threat_of_force",
    "warning_shots",
    "show_of_force",
    "border_violation",
    "armed_attack",
    "armed_clash",
    "demand",
    "compensation",
    "fighter_escort",
    "air_defence_alert",
]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_says_what_it_is_and_what_it_rests_on(name: str) -> None:
    parameter = PARAMETERS[name]
    assert re.fullmatch(r"[a-z_0-9]+\.[a-z_0-9]+", name)
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.low < parameter.high
    assert all(map(math.isfinite, (parameter.low, parameter.high)))
    assert parameter.distribution in DISTRIBUTIONS
    assert parameter.distribution == "uniform" or parameter.low > 0
    assert parameter.evidence in EVIDENCE
    assert parameter.evidence != "sourced" or len(parameter.source) > 10
    assert parameter.unit
    assert parameter.meaning
    if parameter.unit == "probability":
        assert parameter.low >= 0
        assert parameter.high <= 1


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_says_which_way_it_pushes(name: str) -> None:
    """Whether it does is tried on runs (tests/test_interior.py); here, that it can be tried."""
    way = PARAMETERS[name].way
    if way == "any":
        return
    outcome, _, scenario = way[1:].partition("@")
    assert way[0] in "+-"
    columns = load_scenario(scenario or "belgium_2025").columns
    assert outcome in {column.name for column in columns}


def test_few_parameters_have_no_direction() -> None:
    undirected = [name for name, parameter in PARAMETERS.items() if parameter.way == "any"]
    assert len(undirected) <= 10, undirected


def test_kernels_read_every_parameter_by_its_own_name() -> None:
    fields = [parameter.field for parameter in PARAMETERS.values()]
    assert len(set(fields)) == len(fields)


def test_a_parameter_may_stand_at_its_bounds_and_not_beyond() -> None:
    for name, parameter in PARAMETERS.items():
        assert complete({name: parameter.low}, "x")[name] == parameter.low
        assert complete({name: parameter.high}, "x")[name] == parameter.high
        for wrong in (parameter.low - 0.001, parameter.high + 0.001, math.inf, math.nan):
            with pytest.raises(ConfigError, match=rf"x\.{re.escape(name)}: "):
                complete({name: wrong}, "x")
    with pytest.raises(ConfigError, match=r"x\.belief\.limit: True is not allowed"):
        complete({"belief.limit": True}, "x")


def test_the_catalogue_holds_every_action_of_the_study_and_ten_more() -> None:
    assert len(CATALOGUE) == 34
    assert list(ACTIONS) == CATALOGUE + ADDITIONS


@pytest.mark.parametrize("name", ACTIONS)
def test_the_numbers_of_an_action_are_bounded(name: str) -> None:
    action = ACTIONS[name]
    assert 0 <= action.rung <= 11
    assert 0 <= action.deniability <= 1
    assert -1 <= action.offensive <= 1
    assert 0 <= action.defensive <= 1
    assert 0 <= action.p_accident <= 0.5
    assert 0 <= action.cost_meur <= 1_000
    assert 0 <= action.upkeep_meur_week <= 100
    assert -10 <= action.severity <= 20
    assert action.kind == "conciliatory" or action.severity >= 0
    assert 0 <= action.duration_days <= 365
    assert action.objects >= 0
    assert -10 <= action.response_mark <= 20
    assert action.label
    assert action.evidence
    assert (action.effect == "deploy") == (action.kit != "none")
    assert (action.effect == "motion") == (action.motion != "none")
    assert (action.effect == "sighting") == (action.objects > 0)


@pytest.mark.parametrize("name", preset_names())
def test_a_shipped_preset_is_complete_and_says_what_it_does(name: str) -> None:
    preset = load_preset(name, "policies.UK")
    family = next(family for family in FAMILIES if family.name == preset.family)
    assert preset.name == name
    assert list(preset.parameters) == [parameter.name for parameter in parameters_of(family)]
    assert preset.describes
    assert preset.source
    assert set(preset.suits) <= {"any", "supporter", "host", "challenger", "alliance"}


def test_a_preset_can_be_a_mapping_or_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("family: utility\nparameters: {fear: 0.5}\n", encoding="utf-8")
    from_file = load_preset(str(own), "policies.UK")
    given = load_preset({"family": "utility", "parameters": {"fear": 0.5}}, "policies.UK")
    assert from_file.name == "own"
    assert given.name == "custom"
    assert from_file.parameters == given.parameters
    assert given.parameters["fear"] == 0.5


WRONG_PRESETS = {
    "family": ({"family": "utilty"}, "p.family: 'utilty'", "Did you mean 'utility'?"),
    "no family": ({}, "p.family: None", "utility"),
    "key": ({"family": "hold", "parametres": {}}, "p: key: 'parametres'", "'parameters'?"),
    "name": (
        {"family": "utility", "parameters": {"feer": 1}},
        "p.parameters: 'feer'",
        "Did you mean 'fear'?",
    ),
    "bounds": (
        {"family": "utility", "parameters": {"fear": 1e9}},
        "p.parameters.fear: 1000000000.0 is not allowed",
        "a number from",
    ),
    "text": (
        {"family": "utility", "parameters": {"fear": "much"}},
        "p.parameters.fear: 'much' is not allowed",
        "a number from",
    ),
    "list": (
        {"family": "utility", "parameters": [1]},
        "p.parameters: [1] is not allowed",
        "a mapping of names to numbers",
    ),
}


@pytest.mark.parametrize("slip", WRONG_PRESETS)
def test_a_wrong_preset_is_named_with_its_place(slip: str) -> None:
    given, where, allowed = WRONG_PRESETS[slip]
    with pytest.raises(ConfigError) as refusal:
        load_preset(given, "p")
    assert where in str(refusal.value)
    assert allowed in str(refusal.value)
