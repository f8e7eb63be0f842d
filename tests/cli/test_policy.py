"""Policies on the command line: explained in plain words, given by path, kept for a resume."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.scenario.preset import preset_names
from sim.study.kept import reload_scenario

DOCTRINE = """\
family: doctrine
describes: Mine.
rules:
  - when: {attributed_incursions: {at_least: 2, within_days: 21}}
    then: {prefer: [deploy_ew_suite], avoid: [deploy_frontline_unit]}
  - when: always
    then: {never_above: 5}
"""
SCRIPT = """\
family: script
timeline:
  - {day: 3, action: deploy_advisers, target: Belgium, note: "[bold] is a word"}
"""


@pytest.fixture
def mine(place: Path) -> Path:
    """A doctrine of the user's own."""
    (place / "mine.yaml").write_text(DOCTRINE)
    return place / "mine.yaml"


@pytest.mark.parametrize("name", preset_names())
def test_every_policy_is_explained_within_the_width(countermove: Callable, name: str) -> None:
    said = countermove("list", f"policy={name}")
    assert said.code == 0, said.err
    assert said.out.startswith(f"{name} (family ")
    assert "Source" in said.out
    assert "ceiling" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_rules_are_said_back_in_sentences(countermove: Callable, mine: Path) -> None:
    said = " ".join(countermove("list", "policy=mine.yaml").out.split())
    assert "1. When there were at least 2 attributed incursions within 21 days: prefer" in said
    assert "2. Always: never above rung 5." in said


def test_a_timeline_is_said_back_as_it_stands(countermove: Callable, place: Path) -> None:
    (place / "mine.yaml").write_text(SCRIPT)
    said = " ".join(countermove("list", "policy=mine.yaml").out.split())
    assert "Day 3: deploy_advisers toward Belgium" in said
    assert "[bold] is a word" in said


def test_the_explanation_is_also_json(countermove: Callable) -> None:
    told = json.loads(countermove("list", "policy=spiral", "output.format=json").out)
    assert told["family"] == "spiral"
    alarm = next(row for row in told["parameters"] if row["name"] == "alarm")
    assert set(alarm) == {"name", "value", "low", "high", "unit", "meaning"}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (("deploy_ew_suite", "deploy_ew_suit"), r"rules\[0\].then.prefer\[0\].*Did you mean"),
        (("at_least: 2", "at_least: 20"), r"attributed_incursions.at_least: 20 .*from 0 to 8"),
        (("rules:", "rulse:"), r"key: 'rulse'.*Did you mean 'rules'"),
    ],
)
@pytest.mark.parametrize("way", ["list", "sweep", "check"])
def test_a_wrong_doctrine_is_told_with_its_file(
    countermove: Callable, mine: Path, belgium: str, way: str,
    spoil: tuple[str, str], message: str,
) -> None:  # fmt: skip
    mine.write_text(DOCTRINE.replace(*spoil))
    own = belgium.replace("policy: proportionate", "policy: mine.yaml", 1)
    (mine.parent / "own.yaml").write_text(own)
    arguments = {
        "list": ("list", "policy=mine.yaml"),
        "sweep": ("sweep", "policy@policies.UK=mine.yaml"),
        "check": ("check", "own.yaml"),
    }[way]
    said = countermove(*arguments)
    assert said.code == (3 if way == "check" else 2)
    assert re.search(f"(?s)mine.yaml.*{message}", said.err), said.err
    assert len(said.err.splitlines()) <= 4


def test_a_doctrine_by_path_survives_sweep_resume_and_report(
    countermove: Callable, mine: Path
) -> None:
    swept = countermove(
        "sweep", "runs=20", "policy@policies.UK=mine.yaml", "output.dir=out", "output.format=quiet"
    )
    assert swept.code == 0, swept.err
    cell = json.loads((mine.parent / "out" / "manifest.json").read_text())["config"]["cells"][0]
    assert cell["policies"]["UK"] == "mine"
    assert len(cell["presets"]["UK"]["rules"]) == 2
    before = load_scenario("belgium_2025", {"UK": str(mine)})
    mine.unlink()
    after = reload_scenario(mine.parent / "out", cell)
    assert after.setup.tobytes() == before.setup.tobytes()
    assert countermove("resume", "out").code == 0
    assert countermove("report", "out").code == 0


def test_policies_by_path_are_cells_of_a_grid(countermove: Callable, mine: Path) -> None:
    (mine.parent / "firm.yaml").write_text(SCRIPT)
    said = countermove(
        "compare", "policy@policies.UK=firm,firm.yaml,mine.yaml", "runs=20", "output.dir=out",
        "output.format=quiet",
    )  # fmt: skip
    assert said.code == 0, said.err
    cells = json.loads((mine.parent / "out" / "manifest.json").read_text())["config"]["cells"]
    families = [cell["presets"]["UK"]["family"] for cell in cells]
    assert families == ["utility", "script", "doctrine"]


def test_a_shipped_doctrine_is_played_by_its_name(countermove: Callable, place: Path) -> None:
    said = countermove(
        "sweep", "runs=20", "policy@policies.UK=staged_support",
        "policy@policies.Belgium=layered_defence", "output.dir=out", "output.format=quiet",
    )  # fmt: skip
    assert said.code == 0, said.err
    cell = json.loads((place / "out" / "manifest.json").read_text())["config"]["cells"][0]
    assert cell["policies"]["UK"] == "staged_support"
