"""A policy file: everything that is wrong with it at once, and a name that tells no place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.core.errors import ConfigError
from sim.scenario.preset import load_preset

DOCTRINE = """\
family: doctrine
rules:
  - when: {attributed_incursions: {at_least: 2, within_days: 21}}
    then: {prefer: [deploy_ew_suite]}
"""


def preset(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


WRONG = {
    "a list for an action": ("[deploy_ew_suite]", "[[deploy_ew_suite]]", r"prefer\[0\]: \['deploy"),
    "a mapping for an action": ("[deploy_ew_suite]", "[{a: b}]", r"prefer\[0\]: \{'a': 'b'\}"),
    "nothing for an action": ("[deploy_ew_suite]", "[null]", r"prefer\[0\]: None"),
    "400 digits": ("at_least: 2", f"at_least: {'9' * 400}", "at_least: 9999.*from 0 to"),
    "no window": (", within_days: 21", "", "within_days: is missing"),
    "an empty window": ("within_days: 21", "within_days:", "within_days: None"),
    "a list for suits": ("family: doctrine", "family: doctrine\nsuits: any", "suits: 'any'"),
    "a list to describe": (
        "family: doctrine", "family: doctrine\ndescribes: [x]", r"describes: \['x'\].*a text",
    ),
    "a list for a family": ("family: doctrine", "family: [doctrine]", r"family: \['doctrine'\]"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_slip_is_named_with_file_key_and_value(case: str, tmp_path: Path) -> None:
    before, after, said = WRONG[case]
    path = preset(tmp_path, DOCTRINE.replace(before, after))
    with pytest.raises(ConfigError) as refusal:
        load_preset(path, "policy")
    assert re.search(said, str(refusal.value)), str(refusal.value)
    assert all(str(path) in line for line in str(refusal.value).splitlines())


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    text = """\
family: doctrine
colour: red
parameters: {boldnes: 1, ceiling: 99}
rules:
  - when: {attributed_incursion: {at_least: 2}}
    then: {prefer: [deploy_ew_suit], avoid: [deploy_frontline_unt]}
  - then: {never_above: 50}
"""
    with pytest.raises(ConfigError) as refusal:
        load_preset(preset(tmp_path, text), "policy")
    said = str(refusal.value)
    for words in ("'colour'", "'boldnes'", "ceiling: 99", "'attributed_incursion'",
                  "'deploy_ew_suit'", "'deploy_frontline_unt'", "rules[1].when: is missing",
                  "never_above: 50"):  # fmt: skip
        assert words in said
    assert len(said.splitlines()) == 8


@pytest.mark.parametrize("empty", ["suits:", "source:", "describes:", "parameters:", "timeline:"])
def test_an_empty_key_is_as_good_as_none(empty: str, tmp_path: Path) -> None:
    path = preset(tmp_path, f"{DOCTRINE}{empty}\n")
    assert load_preset(path, "policy").suits == ()


def test_a_file_is_called_by_its_path_and_never_like_a_shipped_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {}
    for path in ("mine.yaml", "firm.yaml", "p1/firm.yaml", "p2/firm.yaml"):
        preset(tmp_path, DOCTRINE, path)
        names[path] = load_preset(path, "policy").name
    assert list(names.values()) == ["mine", "firm.yaml", "p1/firm", "p2/firm"]
    assert load_preset(tmp_path / "p1" / "firm.yaml", "policy").name == "firm.yaml"
    assert load_preset(tmp_path / "mine.yaml", "policy").name == "mine"
