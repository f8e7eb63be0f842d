"""What is wrong with a doctrine or a script: file, key path, value, what is allowed, closest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.core.errors import CountermoveError
from sim.policies.registry import FAMILIES, parameters_of
from sim.scenario import load_scenario
from sim.scenario.explain_policy import explain_policy
from sim.scenario.preset import load_preset, preset_names

WHEN: dict[str, Any] = {"attributed_incursions": {"at_least": 2, "within_days": 21}}
FIVE = ("day", "strain", "cohesion", "certainty", "firmness")
THEN: dict[str, Any] = {"prefer": ["deploy_ew_suite"], "avoid": ["deploy_frontline_unit"]}


def doctrine(when: Any = WHEN, then: Any = THEN, **more: Any) -> dict[str, Any]:
    return {"family": "doctrine", "rules": [{"when": when, "then": then, **more}]}


def script(**entry: Any) -> dict[str, Any]:
    return {"family": "script", "timeline": [{"day": 3, "action": "cyber_probe"} | entry]}


WRONG = {
    "no rules": ({"family": "doctrine"}, r"rules: is missing; doctrine needs it"),
    "rules that are no list": (
        {"family": "doctrine", "rules": "all"},
        "rules: 'all'.*a list of rules",
    ),
    "too many rules": (
        {"family": "doctrine", "rules": doctrine()["rules"] * 13},
        "rules: '13 rules'.*at most 12",
    ),
    "a rule that is no mapping": ({"family": "doctrine", "rules": ["x"]}, r"rules\[0\]: 'x'"),
    "misspelt when": (
        {"family": "doctrine", "rules": [{"wen": "always", "then": THEN}]},
        r"rules\[0\]: key: 'wen'.*Did you mean 'when'",
    ),
    "no then": (
        {"family": "doctrine", "rules": [{"when": "always"}]},
        r"rules\[0\].then: is missing",
    ),
    "unknown measure": (
        doctrine({"attributed_incursion": {"at_least": 2}}),
        r"rules\[0\].when: key: 'attributed_incursion'.*Did you mean 'attributed_incursions'",
    ),
    "a word for when": (doctrine("allways"), r"rules\[0\].when: 'allways'.*'always' or a mapping"),
    "five tests": (
        doctrine({name: {"at_least": 0} for name in FIVE}),
        r"rules\[0\].when: '5 tests'.*at most 4",
    ),
    "a bare number": (doctrine({"strain": 2}), r"when.strain: 2 .*a mapping such as"),
    "unknown bound": (
        doctrine({"strain": {"at_lest": 2}}),
        r"when.strain: key: 'at_lest'.*Did you mean 'at_least'",
    ),
    "window without a count": (
        doctrine({"strain": {"at_least": 1, "within_days": 3}}),
        r"when.strain: key: 'within_days'",
    ),
    "count without a window": (
        doctrine({"attributed_acts": {"at_least": 1}}),
        r"attributed_acts.within_days: is missing",
    ),
    "no bound": (doctrine({"attributed_acts": {"within_days": 9}}), "needs at_least or at_most"),
    "half an incursion": (
        doctrine({"attributed_acts": {"at_least": 1.5, "within_days": 9}}),
        r"attributed_acts.at_least: 1.5 .*a whole number from 0 to 8",
    ),
    "more than is remembered": (
        doctrine({"attributed_acts": {"at_least": 9, "within_days": 9}}),
        r"at_least: 9 .*0 to 8",
    ),
    "a probability of 2": (
        doctrine({"certainty": {"at_least": 2}}),
        r"certainty.at_least: 2 .*0 to 1 \(probability\)",
    ),
    "a bound that is a word": (doctrine({"certainty": {"at_least": "high"}}), "at_least: 'high'"),
    "never met": (doctrine({"certainty": {"at_least": 0.8, "at_most": 0.2}}), "never holds"),
    "unknown verb": (
        doctrine(then={"prefers": ["isr_flight"]}),
        r"then: key: 'prefers'.*Did you mean 'prefer'",
    ),
    "nothing to do": (doctrine(then={}), r"rules\[0\].then: {} .*prefer, avoid, never, order"),
    "unknown action": (
        doctrine(then={"prefer": ["isr_flight", "deploy_ew_suit"]}),
        r"then.prefer\[1\]: 'deploy_ew_suit'.*Did you mean 'deploy_ew_suite'",
    ),
    "one action, not a list": (
        doctrine(then={"prefer": "isr_flight"}),
        "prefer: 'isr_flight'.*a list",
    ),
    "preferred and avoided": (
        doctrine(then={"prefer": ["isr_flight"], "avoid": ["isr_flight"]}),
        r"then: isr_flight is listed under prefer and under avoid",
    ),
    "rung 12": (doctrine(then={"never_above": 12}), r"never_above: 12 .*0 to 11 \(rung\)"),
    "rung and a half": (doctrine(then={"never_above": 5.5}), r"never_above: 5.5 .*whole number"),
    "an essay": (doctrine(because="x" * 500), r"rules\[0\].because: .*up to 400 letters"),
    "rules of another family": (
        {"family": "hold", "rules": doctrine()["rules"]},
        "rules: belongs to the family doctrine, and this is hold",
    ),
    "no timeline": ({"family": "script"}, "timeline: is missing; script needs it"),
    "no day": (
        {"family": "script", "timeline": [{"action": "isr_flight"}]},
        r"\[0\].day: is missing",
    ),
    "a day before the first": (script(day=-1), r"timeline\[0\].day: -1 .*0 to 10000 \(days\)"),
    "a date": (script(day="2025-11-10"), r"timeline\[0\].day: '2025-11-10'"),
    "an unknown act": (script(action="cyber_prob"), r"\[0\].action: .*Did you mean 'cyber_probe'"),
    "an unknown key": (script(tagret="UK"), r"timeline\[0\]: key: 'tagret'.*Did you mean 'target'"),
    "a target that is no name": (script(target=3), r"timeline\[0\].target: 3 .*name of an actor"),
}


@pytest.mark.parametrize(("policy", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_with_key_value_and_what_is_allowed(
    tmp_path: Path, policy: dict[str, Any], message: str
) -> None:
    with pytest.raises(CountermoveError, match=f"(?s)policies.UK.*{message}"):
        load_scenario("belgium_2025", {"UK": policy})
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps(policy), encoding="utf-8")
    with pytest.raises(CountermoveError, match=f"(?s)mine.yaml.*{message}"):
        load_scenario("belgium_2025", {"UK": str(path)})


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_explained_whole(name: str) -> None:
    preset = load_preset(name, "policy")
    told = explain_policy(preset)
    family = next(family for family in FAMILIES if family.name == told["family"])
    assert told["describes"].endswith(".")
    assert told["source"]
    assert told["suits"]
    assert [row["name"] for row in told["parameters"]] == [p.name for p in parameters_of(family)]
    if family.body:
        assert len(told[family.body]) == len(preset.text)


def test_a_rule_is_told_in_a_sentence() -> None:
    then = THEN | {"never_above": 5}
    told = explain_policy(load_preset(doctrine(then=then, because="it works"), "policy"))
    assert told["rules"] == [
        "1. When there were at least 2 attributed incursions within 21 days: prefer "
        "deploy_ew_suite; avoid deploy_frontline_unit; never above rung 5. Because: it works"
    ]


def test_a_mapping_comes_back_the_same() -> None:
    for policy in ("staged_support", "uk_timeline_2025", "firm"):
        preset = load_preset(policy, "policy")
        again = load_preset(preset.as_mapping(), "policy")
        assert (again.family, again.parameters, again.text) == (
            preset.family, preset.parameters, preset.text,
        )  # fmt: skip
