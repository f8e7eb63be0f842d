"""`countermove validate`: what is compared, with what, and what is said where it cannot be."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli.help import VERBS
from sim.cli.verb import validate as verb
from sim.scenario.load import find_scenario
from sim.study.validation.battery import INSIDE, NEAR, NOT_SIMULATED, OFF
from sim.study.validation.sighting import AUDITED
from sim.study.validation.target import shipped_targets
from tests.cli.test_bad_input import assert_clear_error

KEYS = {"pattern", "target", "low", "high", "simulated", "verdict"}
HELD_OUT = {
    "stalemate": [0.7, 0.6, 0.8, 80],
    "reciprocated": [0.4, 0.0, 1.0, 80],
    "length": {"dur_one_day": {"value": 0.001, "low": 0.0, "high": 0.002, "n": 80}},
}


@pytest.fixture
def held_out(place: Path) -> str:
    """A file of three figures: one nobody measures, one met, one missed by far."""
    (place / "held_out.json").write_text(json.dumps(HELD_OUT))
    return "targets=held_out.json"


@pytest.fixture
def nothing_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a simulation is begun: what is wrong must be told before."""

    def begun(*_: object, **__: object) -> None:
        raise AssertionError("a simulation was begun")

    monkeypatch.setattr(verb, "sample_of", begun)


def rows_of(said: Any) -> list[dict[str, Any]]:
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_alone_it_compares_disputes_sightings_and_nulls(countermove: Callable, place: Path) -> None:
    rows = rows_of(countermove("validate", "dyads=30", "output.format=json"))
    assert all(row.keys() >= KEYS for row in rows)
    names = [row["pattern"] for row in rows]
    figures = [target.figure for target in shipped_targets()]
    assert names[: len(figures)] == figures
    assert names[len(figures) : len(figures) + 4] == [f"sightings_{name}" for name in AUDITED]
    assert sum("agents v." in name for name in names) == len(names) - len(figures) - 4 > 0
    for row in rows:
        assert row["low"] <= row["high"]
        if row["verdict"] == INSIDE:
            assert row["low"] <= row["simulated"] <= row["high"]
    assert os.listdir(place) == []


def test_the_table_shows_every_figure_and_ends_with_the_count(countermove: Callable) -> None:
    said = countermove("validate", "dyads=30")
    assert said.code == 0
    lines = said.out.splitlines()
    assert max(map(len, lines[:-1])) <= 80
    for word in ("reciprocity", "self-excitatio", "sightings", "agents v.", "of 29 figures inside"):
        assert word in said.out
    assert "…" not in said.out
    assert lines[-1].endswith("simulated disputes.")
    verdicts = [line.rstrip() for line in lines[:-1]]
    counted = sum(line.endswith((INSIDE, NEAR, OFF)) for line in verdicts)
    assert counted == 29


def test_targets_of_your_own_are_compared_and_no_others(
    countermove: Callable, place: Path, held_out: str
) -> None:
    rows = rows_of(countermove("validate", held_out, "dyads=20", "output.format=json"))
    found = {row["pattern"]: row for row in rows}
    assert list(found) == ["stalemate", "reciprocated", "dur_one_day"]
    assert found["stalemate"]["verdict"] == NOT_SIMULATED
    assert found["stalemate"]["simulated"] is None
    assert found["stalemate"]["target"] == 0.7
    assert found["reciprocated"]["verdict"] == INSIDE
    assert found["dur_one_day"]["verdict"] == OFF
    assert found["dur_one_day"]["group"] == "length"
    table = countermove("validate", held_out, "dyads=20")
    assert NOT_SIMULATED in table.out
    quiet = countermove("validate", held_out, "dyads=20", "output.format=quiet")
    assert quiet.out == table.out.splitlines()[-1] + "\n"
    assert quiet.out.startswith("1 of 2 patterns and 1 of 2 figures inside their 95% interval")
    assert os.listdir(place) == ["held_out.json"]


def test_equal_seeds_give_equal_figures_and_other_numbers_others(
    countermove: Callable, held_out: str
) -> None:
    def told(*settings: str) -> str:
        return countermove("validate", held_out, "dyads=20", "output.format=json", *settings).out

    first = told("seed=0", "dyad=StateA-StateB")
    assert told("seed=0", "dyad=StateB-StateA") == first
    assert told("seed=1") != first
    assert told("seed=0", "parameters.answer.expected=0.9") != first


def test_a_scenario_may_come_by_its_path(countermove: Callable, place: Path, held_out: str) -> None:
    """A copy of the generic dyad gives the figures of the generic dyad."""
    (place / "mine.yaml").write_text(find_scenario("generic_dyad").read_text(encoding="utf-8"))
    common = (held_out, "dyads=20", "output.format=json")
    assert countermove("validate", *common, "scenario=./mine.yaml").out == (
        countermove("validate", *common).out
    )


def test_two_states_of_another_scenario(countermove: Callable) -> None:
    """A crisis is no long rivalry: only the figures of disputes are compared, and it says where."""
    arguments = ("validate", "scenario=belgium_2025", "dyads=20", "output.format=json")
    said = countermove(*arguments, "dyad=UK-Russia")
    rows = rows_of(said)
    assert "(UK-Russia)" in said.err
    assert [row["pattern"] for row in rows] == [target.figure for target in shipped_targets()]
    assert countermove(*arguments).out == said.out  # London and Moscow come first anyway
    belgium = rows_of(countermove(*arguments, "dyad=Belgium-Russia"))
    assert [row["simulated"] for row in belgium] != [row["simulated"] for row in rows]


BAD = {
    "a dyad of another scenario": (["dyad=UK-Russia"], "dyad: 'UK-Russia'.*StateA-StateB"),
    "a misspelt dyad": (
        ["scenario=belgium_2025", "dyad=UK-Rusia"], "Did you mean 'UK-Russia'",
    ),
    "allies are no dyad": (["scenario=belgium_2025", "dyad=UK-Belgium"], "dyad: 'UK-Belgium'"),
    "no dyad": (["dyad="], "dyad: ''"),
    "dyads that are no number": (["dyads=abc"], "dyads: 'abc'.*from 10 to 100,000"),
    "too few dyads": (["dyads=9"], "dyads: '9'.*from 10"),
    "negative dyads": (["dyads=-20"], "dyads: '-20'"),
    "no such targets": (["targets=none.json"], "targets: none.json: cannot be read"),
    "targets without a name": (["targets="], "targets: needs a file"),
    "targets that are a folder": (["targets=."], r"targets: \.: cannot be read"),
    "targets that are no JSON": (["targets=broken.json"], "broken.json: is not JSON"),
    "targets of another kind": (["targets=list.json"], "list.json: 'list' is not allowed"),
    "nothing that is measured": (["targets=slip.json"], "Did you mean 'reciprocated'"),
    "a figure that is listed twice": (["targets=twice.json"], "'reciprocated' is listed twice"),
    "a number without end": (["targets=huge.json"], "huge.json: reciprocated"),
    "a number that cannot be read": (["targets=longer.json"], "longer.json: is not JSON"),
    "a grid": (["-m", "dyads=20"], "validate: one config at a time, without -m"),
    "a grid of seeds": (["-m", "seed=1,2"], "without -m"),
    "a grid without -m": (["seed=1,2"], "seed=1,2"),
    "negative seed": (["seed=-1"], "seed: -1 "),
    "runs, as of a sweep": (["runs=50"], "validate setting: 'runs'.*allowed: dyad, dyads"),
    "one run": (["run=5"], "validate setting: 'run'"),
    "target for targets": (["target=x.json"], "Did you mean 'targets'"),
    "a folder, for nothing is written": (["output.dir=out"], "validate setting: 'output.dir'"),
    "unknown setting": (["colour=red"], "colour: no such setting"),
    "unknown scenario": (["scenario=belgum"], "Did you mean 'belgium_2025'"),
    "unknown format": (["output.format=xml"], "allowed: json, quiet, table"),
}  # fmt: skip
FILES = {
    "broken.json": "{",
    "list.json": "[1, 2]",
    "slip.json": '{"recprocated": [0.4, 0.3, 0.5]}',
    "twice.json": '{"reciprocated": [0.4, 0.3, 0.5], "reciprocated": [0.4, 0.1, 0.9]}',
    "huge.json": '{"reciprocated": [0.4, 0.3, %s]}' % ("9" * 400),
    "longer.json": '{"reciprocated": [0.4, 0.3, %s]}' % ("9" * 5000),
}


@pytest.mark.parametrize(("arguments", "message"), BAD.values(), ids=BAD.keys())
@pytest.mark.usefixtures("nothing_computed")
def test_what_is_wrong_is_told_at_once_in_one_line(
    countermove: Callable, place: Path, arguments: list[str], message: str
) -> None:
    for name, text in FILES.items():
        (place / name).write_text(text)
    assert_clear_error(countermove("validate", *arguments), 2, message)
    assert sorted(os.listdir(place)) == sorted(FILES)


@pytest.mark.usefixtures("nothing_computed")
def test_a_missing_scenario_file_is_exit_code_3(countermove: Callable) -> None:
    said = countermove("validate", "scenario=./none.yaml")
    assert_clear_error(said, 3, "none.yaml: no such scenario file")


def test_help_promises_what_the_verb_does(countermove: Callable) -> None:
    said = countermove("validate", "--help")
    assert said.code == 0
    assert f"dyads={verb.USUAL_DYADS}" in said.out
    for word in ("targets=FILE.json", "dyad=A-B", "not simulated", "parameters.NAME"):
        assert word in said.out
    assert "output.dir" not in VERBS["validate"].text
