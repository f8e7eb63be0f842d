"""A file is its content, never its bare name: the command line plays what a notebook plays."""

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.cli.cells import plan_of
from sim.cli.compose import compose
from sim.cli.source import Sources
from sim.cli.value import for_hydra, split_list
from sim.montecarlo import run_many
from sim.scenario import Scenario, load_scenario
from sim.scenario.find import find_scenario

DYAD = (
    find_scenario("generic_dyad").read_text(encoding="utf-8").replace("turns: 8035", "turns: 400")
)
POLICY = "family: utility\nparameters: {{boldness: {0}, ceiling: {1}}}\n"


@pytest.fixture(autouse=True)
def _in_an_empty_directory(place: Path) -> None:
    pass


def scenario_file(path: str, tempo: float = 1.5, policy: str = "disputant") -> str:
    """Write a dyad whose bits show which file was played."""
    text, found = re.subn(r"dyad\.tempo: [\d.]+", f"dyad.tempo: {tempo}", DYAD)
    assert found == 1
    text = text.replace("policy: disputant", f"policy: {policy!r}", 1)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def policy_file(path: str, boldness: float, ceiling: int = 9) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(POLICY.format(boldness, ceiling), encoding="utf-8")
    return path


def same_name_other_folder() -> tuple[list[str], list[Scenario]]:
    files = [scenario_file("a/x.yaml", 0.5), scenario_file("b/x.yaml", 2.5)]
    return [f"scenario={','.join(files)}"], [load_scenario(file) for file in files]


def policy_beside_the_scenario() -> tuple[list[str], list[Scenario]]:
    scenario_file("deep/own.yaml", policy="mine/firm.yaml")
    policy_file("deep/mine/firm.yaml", 2.0)
    policy_file("mine/firm.yaml", 0.1)  # a trap: beside the working directory
    return ["scenario=deep/own.yaml"], [load_scenario("deep/own.yaml")]


def policy_beside_a_scenario_by_its_absolute_path() -> tuple[list[str], list[Scenario]]:
    path = Path(scenario_file("deep/own.yaml", policy="../p/stern.yaml")).absolute()
    policy_file("p/stern.yaml", 2.0)
    Path("elsewhere").mkdir()
    os.chdir("elsewhere")
    return [f"scenario={path}"], [load_scenario(path)]


def policy_of_a_scenario_in_a_config_directory() -> tuple[list[str], list[Scenario]]:
    scenario_file("own/scenario/ours.yaml", policy="../policy/stern.yaml")
    policy_file("own/policy/stern.yaml", 2.0)
    expected = load_scenario("own/scenario/ours.yaml")
    return ["--config-dir=own", "scenario=ours"], [expected]


def two_actors_two_files_of_one_name() -> tuple[list[str], list[Scenario]]:
    scenario_file("own.yaml")
    p1, p2 = policy_file("p1/firm.yaml", 2.0), policy_file("p2/firm.yaml", 0.1)
    words = ["scenario=own.yaml", f"policy@policies.StateA={p1}", f"policy@policies.StateB={p2}"]
    return words, [load_scenario("own.yaml", {"StateA": p1, "StateB": p2})]


def cells_of_one_stem() -> tuple[list[str], list[Scenario]]:
    scenario_file("own.yaml")
    files = [policy_file("p1/firm.yaml", 2.0), policy_file("p2/firm.yaml", 0.1), "firm"]
    word = f"policy@policies.StateA={','.join(files)}"
    return ["scenario=own.yaml", word], [load_scenario("own.yaml", {"StateA": p}) for p in files]


def names_as_people_have_them() -> tuple[list[str], list[Scenario]]:
    files = [
        scenario_file(name, 0.4 + 0.3 * k)
        for k, name in enumerate(
            ["été.yaml", "belgium_2025 (1).yaml", "quote's.yaml", "a=b.yaml", "x, y/z.yaml",
             "two words.yaml", "${oc.env:HOME}.yaml", "50% [a]+{b}#.yaml", "dots.in.it.yml"]
        )
    ]  # fmt: skip
    return [f"scenario={','.join(files)}"], [load_scenario(file) for file in files]


def policies_as_people_name_them() -> tuple[list[str], list[Scenario]]:
    scenario_file("own.yaml")
    names = ["Übung (1).yaml", "it's, ours.yaml", "a=b.yaml"]
    files = [policy_file(name, 2.0 * k) for k, name in enumerate(names)]
    word = f"policy@policies.StateB={','.join(files)}"
    return ["scenario=own.yaml", word], [load_scenario("own.yaml", {"StateB": p}) for p in files]


def an_accent_spelt_otherwise() -> tuple[list[str], list[Scenario]]:
    scenario_file(unicodedata.normalize("NFD", "été.yaml"), 2.0)
    typed = unicodedata.normalize("NFC", "été.yaml")
    return [f"scenario={typed}"], [load_scenario(typed)]


def a_scenario_that_extends_another() -> tuple[list[str], list[Scenario]]:
    scenario_file("base/x.yaml", policy="stern.yaml")
    policy_file("base/stern.yaml", 2.0)
    Path("x.yaml").write_text("extends: base/x.yaml\ntitle: Mine\n")
    return ["scenario=x.yaml,base/x.yaml"], [load_scenario("x.yaml"), load_scenario("base/x.yaml")]


LAYOUTS = (
    same_name_other_folder, policy_beside_the_scenario, two_actors_two_files_of_one_name,
    policy_beside_a_scenario_by_its_absolute_path, policy_of_a_scenario_in_a_config_directory,
    cells_of_one_stem, names_as_people_have_them, policies_as_people_name_them,
    an_accent_spelt_otherwise, a_scenario_that_extends_another,
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_command_line_plays_what_load_scenario_plays(layout: Callable) -> None:
    arguments, expected = layout()
    many = ["-m"] if len(expected) > 1 else []
    plan = plan_of(compose("sweep", [*many, *arguments]))
    assert len(plan.cells) == len(expected)
    for cell, scenario in zip(plan.cells, expected, strict=True):
        assert cell.scenario.source_hash == scenario.source_hash
        assert cell.scenario.policies == scenario.policies or "config-dir" in arguments[0]
        one, other = (run_many(each.setup, 3, 0, 20) for each in (cell.scenario, scenario))
        np.testing.assert_array_equal(one.outcomes, other.outcomes)
    labels = [cell.label for cell in plan.cells]
    assert len(set(labels)) == len(labels)
    assert not any(str(Path.cwd()) in cell.label + cell.overrides for cell in plan.cells)


def test_the_cells_of_one_name_are_told_apart_and_differ(countermove: Callable) -> None:
    arguments, _ = same_name_other_folder()
    said = countermove("compare", *arguments, "runs=40", "output.dir=out, (1)")
    assert said.code == 0, said.err
    assert "b/x against a/x" in said.out
    frame = pd.read_csv("out, (1)/comparison.csv")
    assert (frame["same"].dropna() < 1).any()
    for verb in ("report", "resume"):
        again = countermove(verb, "out, (1)")
        assert again.code == 0, again.err


def test_a_scenario_with_files_of_its_own_resumes_without_them(
    countermove: Callable, place: Path
) -> None:
    arguments, _ = policy_beside_the_scenario()
    assert countermove("sweep", *arguments, "runs=40", "output.dir=out").code == 0
    shard = next((place / "out" / "runs").glob("*.parquet"))
    before = shard.read_bytes()
    shard.unlink()
    for path in ("deep/own.yaml", "deep/mine/firm.yaml", "mine/firm.yaml"):
        (place / path).unlink()
    said = countermove("resume", "out")
    assert said.code == 0, said.err
    assert shard.read_bytes() == before


@pytest.mark.parametrize("name", ["été.yaml", "quote's.yaml", "a=b.yaml", "x, y/z (1).yaml"])
def test_check_and_run_take_any_name(countermove: Callable, name: str) -> None:
    scenario_file(name)
    assert countermove("check", name).out.startswith(f"{name}: valid")
    assert countermove("run", f"scenario={name}", "output.format=quiet").code == 0
    assert countermove("list", "outcomes", f"scenario={name}", "output.format=quiet").code == 0


def test_a_file_is_called_by_the_shortest_end_of_its_path_that_is_its_own() -> None:
    sources = Sources("policy")
    names = ("a/x.yaml", "b/x.yaml", "c/b/x.yaml", "y.yaml", "y.yml", "firm.yaml")
    labels = [sources.choice(Path(name)) for name in names]
    assert [sources.label(choice, ["firm"]) for choice in labels] == [
        "a/x", "b/x", "c/b/x", "y.yaml", "y.yml", "firm.yaml",
    ]  # fmt: skip


def test_a_list_is_cut_at_commas_that_are_not_in_a_path() -> None:
    scenario_file("x, y/z.yaml")
    assert split_list("firm,x, y/z.yaml,hold") == ["firm", "x, y/z.yaml", "hold"]
    assert split_list("'x, y/z.yaml',\"firm\"") == ["x, y/z.yaml", "firm"]
    assert for_hydra("it's ${x}") == "'it\\'s \\${x}'"
