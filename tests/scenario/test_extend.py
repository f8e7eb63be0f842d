"""A scenario that extends another: merged by clear rules, with errors that name the right file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.core.errors import ScenarioError
from sim.scenario import load_scenario
from sim.scenario.load import read_scenario


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_not_said_is_that_of_the_other(tmp_path: Path) -> None:
    own = load_scenario(written(tmp_path, "own.yaml", "extends: belgium_2025\ntitle: Mine\n"))
    base = load_scenario("belgium_2025")
    assert own.title == "Mine"
    assert own.source_hash != base.source_hash
    assert own.setup.tobytes() == base.setup.tobytes()


def test_each_shape_has_its_rule(tmp_path: Path) -> None:
    text = """\
extends: belgium_2025
focus: [Belgium]
actors:
  UK:
    budget_meur_year: 5
    tempo:
      - {action: isr_flight, toward: {Russia: 0.5}}
      - {action: show_of_force, toward: {Russia: 0.01}}
  Norway:
    title: Norway
    look: {letters: "NO", shape: ring, light: "#112233", dark: "#112233"}
    member_of: NATO
    adversaries: [Russia]
    policy: steady_ally
sites:
  - {name: Doel, weight: 9}
  - {name: Sola, host: Norway, kind: air_base}
injects:
  - {date: 2025-12-01, actor: Russia, action: sabotage, target: UK}
evidence: [Mine.]
parameters: {belief.limit: 4.5}
"""
    own, _ = read_scenario(written(tmp_path, "own.yaml", text))
    base, _ = read_scenario(Path("scenarios/belgium_2025.yaml").absolute())
    assert own.focus == ["Belgium"]
    assert list(own.actors) == ["UK", "Norway", "Belgium", "Russia", "NATO", "Allies", "Flank"]
    uk, before = own.actors["UK"], base.actors["UK"]
    assert (uk.budget_meur_year, uk.policy, uk.beliefs) == (5, before.policy, before.beliefs)
    flight = next(row for row in uk.tempo if row.action == "isr_flight")
    assert flight.toward == {"Russia": 0.5}
    assert flight.source == next(r for r in before.tempo if r.action == "isr_flight").source
    assert len(uk.tempo) == len(before.tempo) + 1
    sites = {site.name: site for site in own.sites}
    assert (sites["Doel"].weight, sites["Doel"].host) == (9, "Belgium")
    assert len(own.sites) == len(base.sites) + 1
    assert own.injects[:-1] == base.injects
    assert own.evidence == [*base.evidence, "Mine."]


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    text = "extends: belgium_2025\nwithout: [injects, sites.Karup, actors.UK.tempo.isr_flight]\n"
    own, _ = read_scenario(written(tmp_path, "own.yaml", text))
    assert own.injects == []
    assert "Karup" not in [site.name for site in own.sites]
    assert "isr_flight" not in [row.action for row in own.actors["UK"].tempo]


def test_the_shipped_scenario_that_extends_another_has_its_actors_in_order() -> None:
    years = load_scenario("belgium_years")
    assert years.actors == (
        "UK", "Belgium", "Denmark", "Russia", "NATO", "Allies", "Flank", "Hesitant",
    )  # fmt: skip
    assert len(years.sites) == 21
    assert years.setup.n_options == 170


WRONG = {
    "nobody": ("extends: belgum_2025\n", "own.yaml: extends: .*Did you mean 'belgium_2025'"),
    "no such file": ("extends: gone.yaml\n", "own.yaml: extends: .*gone.yaml: no such"),
    "itself": ("extends: own.yaml\n", "own.yaml: extends: own.yaml: the files extend each other"),
    "a circle": ("extends: b/two.yaml\n", "two.yaml: extends: .*extend each other"),
    "a list": ("extends: [belgium_2025]\n", "extends: expected one scenario"),
    "without alone": ("without: [injects]\ntitle: x\n", "without: is only for a scenario that has"),
    "an unknown key": (
        "extends: belgium_2025\nwithout: [sites.Karpu]\n", "'Karpu' is not in .*'Karup'",
    ),
    "an own slip": ("extends: belgium_2025\nturns: 0\n", "own.yaml: turns: 0 is not allowed"),
    "an own slip, deep": (
        "extends: belgium_2025\n"
        "actors: {UK: {tempo: [{action: isr_flight, toward: {Rusia: 1}}]}}\n",
        "own.yaml: actors.UK.tempo.*'Rusia'",
    ),
    "one that it brings on another": (
        "extends: b/base.yaml\nwithout: [actors.NATO]\n", "base.yaml: actors.UK.member_of: 'NATO'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_the_file_that_the_value_came_from(case: str, tmp_path: Path) -> None:
    text, said = WRONG[case]
    written(tmp_path, "b/two.yaml", "extends: ../own.yaml\n")
    written(tmp_path, "b/base.yaml", "extends: belgium_2025\nactors: {UK: {member_of: NATO}}\n")
    with pytest.raises(ScenarioError, match=f"(?s){said}"):
        load_scenario(written(tmp_path, "own.yaml", text))
