"""Nobody hears a library: whatever the schema finds is said in our words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.errors import ScenarioError
from sim.montecarlo import run_many
from sim.scenario import load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.find import find_scenario

Spoil = Callable[[dict[str, Any]], Any]
VOICES = re.compile(r"Input should|validation|Dictionary|valid (string|integer|number)|pydantic")
SPOILED: dict[str, tuple[Spoil, str]] = {
    "one actor": (
        lambda d: d.update(actors={"UK": d["actors"]["UK"]}),
        "actors: has 1 entry; expected at least 2",
    ),
    "no focus": (lambda d: d.update(focus=[]), "focus: has 0 entries; expected at least 1"),
    "actors as a list": (lambda d: d.update(actors=[]), r"actors: \[\].*a mapping of keys"),
    "sites as a mapping": (lambda d: d.update(sites={}), r"sites: \{\}.*expected a list"),
    "an actor that is a word": (
        lambda d: d["actors"].update(UK="x"), "actors.UK: 'x'.*a mapping of keys",
    ),
    "a name with a dash": (
        lambda d: d["actors"].update({"U-K": d["actors"]["UK"]}), "actors.U-K: 'U-K'.*a name of up",
    ),
    "turns in words": (lambda d: d.update(turns="ten"), "turns: 'ten'.*expected a whole number"),
    "half a turn": (lambda d: d.update(turns=1.5), "turns: 1.5.*expected a whole number"),
    "400 digits": (lambda d: d.update(turns=10**400), "turns: 1000.*whole number|at most"),
    "400 digits of money": (
        lambda d: d["actors"]["UK"].update(budget_meur_year=10**400), "budget_meur_year: 1000",
    ),
    "400 digits of a parameter": (
        lambda d: d.update(parameters={"belief.limit": 10**400}), "parameters.belief.limit",
    ),
    "days in words": (lambda d: d.update(days_per_turn="x"), "days_per_turn: 'x'.*a number"),
    "a date in words": (lambda d: d.update(start="soon"), "start: 'soon'.*a date such as"),
    "a list for a title": (lambda d: d.update(title=[1]), r"title: \[1\].*expected a text"),
    "a long title": (lambda d: d.update(title="x" * 2001), "title: 'xxx.*at most 2000 letters"),
    "perhaps": (
        lambda d: d["actors"]["UK"].update(is_challenger="perhaps"), "true or false",
    ),
    "too long letters": (
        lambda d: d["actors"]["UK"]["look"].update(letters="UKUKUK"), "at most 4 letters",
    ),
    "a policy that is a number": (lambda d: d["actors"]["UK"].update(policy=3), "policy: 3.*path"),
    "beyond the calendar": (
        lambda d: d.update(start="9900-01-01", turns=10_000, days_per_turn=31),
        "turns: 10000 turns of 31 days from 9900-01-01 end after the year 9999",
    ),
    "20 actors": (
        lambda d: d["actors"].update({f"A{k}": d["actors"]["UK"] for k in range(20)}),
        "actors: has 26 entries; expected at most 16",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILED)
def test_a_finding_is_said_in_plain_words(
    case: str, content: dict[str, Any], write: Callable[[dict[str, Any]], Path]
) -> None:
    spoil, said = SPOILED[case]
    spoil(content)
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(write(content))
    assert re.search(said, str(refusal.value)), str(refusal.value)
    assert not VOICES.search(str(refusal.value))


DYAD = find_scenario("generic_dyad").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "read_as"),
    [("NO", "true or false"), ("yes", "true or false"), ("on", "true or false"),
     ("off", "true or false"), ("2025", "a number"), ("1e5", "a number"),
     ("2025-11-10", "a date"), ("null", "nothing"), ("~", "nothing")],
)  # fmt: skip
def test_a_name_that_yaml_takes_for_something_else_is_one_line(
    word: str, read_as: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(DYAD.replace("StateB", word))
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(path)
    (line,) = str(refusal.value).splitlines()
    assert re.search(rf"own.yaml: line \d+, .*key '{word}' is read as {read_as}", line)
    assert f'put it in quotes: "{word}"' in line


def test_the_same_where_it_is_a_value(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(DYAD.replace("focus: [StateA]", "focus: [NO]"))
    with pytest.raises(ScenarioError, match=r'focus\[0\]: NO is read as true or false; put .*"NO"'):
        load_scenario(path)
    quoted = DYAD.replace("StateB", '"NO"')
    path.write_text(quoted)
    assert load_scenario(path).actors == ("StateA", "NO")


def linked(content: dict[str, Any], n_actors: int, n_acts: int) -> dict[str, Any]:
    """Return a scenario in which everybody is everybody's adversary and has so many acts."""
    acts = [
        act.id
        for act in ACTIONS.values()
        if (act.target, act.used_by, act.reach, act.effect) == ("adversary", "all", "any", "none")
    ][:n_acts]
    assert len(acts) == n_acts
    names = [f"A{k}" for k in range(n_actors)]
    content.update(focus=["A0"], sites=[], theatres=[], injects=[], elections=[])
    content["actors"] = {
        name: {
            "look": content["actors"]["UK"]["look"] | {"letters": name},
            "adversaries": [other for other in names if other != name],
            "policy": "hold",
            "tempo": [
                {"action": act, "toward": {other: 0.001 for other in names if other != name}}
                for act in acts
            ],
        }
        for name in names
    }
    return content


def test_ten_actors_that_are_all_linked_fit(
    content: dict[str, Any], write: Callable[[dict[str, Any]], Path]
) -> None:
    scenario = load_scenario(write(linked(content, 10, 6)))
    assert int(scenario.setup.n_options) == 10 * 9 * 6
    assert np.isfinite(run_many(scenario.setup, 1, 0, 2).outcomes[:, 0]).all()


def test_options_are_counted_against_what_the_engine_holds(
    content: dict[str, Any], write: Callable[[dict[str, Any]], Path]
) -> None:
    crowded = write(linked(content, 16, 9))
    with pytest.raises(ScenarioError, match=r"actors: 2,?160 options .*; the engine holds 2,?048"):
        load_scenario(crowded)
