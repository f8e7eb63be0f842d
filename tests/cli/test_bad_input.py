"""Whatever is wrong with what was typed or written: one clear error, nothing half-written."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

BOMB = """\
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
"""

COMMAND_LINES = {
    "unknown verb": (["swep"], 2, "Did you mean 'sweep'?"),
    "a verb of another version": (["tournament"], 2, "allowed: aid, bench, calibrate, check"),
    "wrong type": (["sweep", "runs=many"], 2, "runs: 'many'.*whole number"),
    "fraction of a run": (["sweep", "runs=1.5"], 2, "runs: '1.5'.*whole number"),
    "no runs": (["sweep", "runs=0"], 2, "runs: 0 .*from 1 to 100,000,000"),
    "negative runs": (["sweep", "runs=-5"], 2, "runs: -5 .*from 1 to"),
    "a billion runs": (["sweep", "runs=1000000000"], 2, "runs: 1000000000 .*100,000,000"),
    "negative seed": (["sweep", "seed=-1"], 2, "seed: -1 "),
    "unknown key": (["sweep", "rusn=5"], 2, "rusn: no such setting.*Did you mean 'run"),
    "key brought in with +": (["sweep", "+colour=red"], 2, "colour: no such setting"),
    "key below a setting": (["sweep", "+output.colour=red"], 2, "output.colour: no such setting"),
    "key taken away": (["sweep", "~runs"], 2, "runs: is needed"),
    "unknown parameter": (
        ["sweep", "parameters.attribution.priro=0.2"], 2,
        "Did you mean 'parameters.attribution.prior'",
    ),
    "parameter out of range": (
        ["sweep", "parameters.attribution.prior=7"], 2,
        "parameters.attribution.prior: 7.0 .*0.1 to 0.6",
    ),
    "parameter that is no number": (
        ["sweep", "parameters.attribution.prior=nan"], 2, "parameters.attribution.prior: nan",
    ),
    "parameter that is a word": (
        ["sweep", "parameters.attribution.prior=low"], 2, "'low' is not allowed; expected a number",
    ),
    "unknown policy": (
        ["sweep", "policy@policies.UK=proportionat"], 2, "Did you mean 'proportionate'?",
    ),
    "policy of nobody": (
        ["sweep", "policy@policies.Mars=firm"], 2, "allowed: .*policy@policies.UK",
    ),
    "policy without its group": (
        ["sweep", "policies.UK=firm"], 2, "did you mean policy@policies.UK=firm",
    ),
    "policy parameter out of range": (
        ["sweep", "policies.UK.parameters.ceiling=99"], 2, "policies.UK.parameters.ceiling: 99",
    ),
    "_target_ in the config": (
        ["sweep", "+policies.UK._target_=os.system"], 2, "policies.UK._target_: no such setting",
    ),
    "policy file that is not there": (
        ["sweep", "policy@policies.UK=none.yaml"], 3, "none.yaml: cannot be read",
    ),
    "policy to explain that is not there": (
        ["list", "policy=proportionat"], 2, "Did you mean 'proportionate'?",
    ),
    "a catalogue and a policy": (["list", "policies", "policy=firm"], 2, "one catalogue or one"),
    "unknown format": (["sweep", "output.format=xml"], 2, "allowed: json, quiet, table"),
    "values without -m": (["sweep", "seed=1,2"], 2, "add -m"),
    "different luck": (["sweep", "-m", "seed=1,2"], 2, "seed: one value for all cells"),
    "unreadable override": (["sweep", "runs=("], 2, r"'runs=\(' cannot be read"),
    "no override at all": (["sweep", "runs"], 2, "'runs' cannot be read"),
    "unknown flag": (["sweep", "--frobnicate"], 2, "--frobnicate"),
    "unknown scenario": (["sweep", "scenario=belgum"], 2, "Did you mean 'belgium_2025'?"),
    "missing scenario file": (["sweep", "scenario=./none.yaml"], 3, "none.yaml: no such scenario"),
    "missing config directory": (["sweep", "--config-dir=none"], 2, "none' not found"),
    "one config compared": (["compare", "runs=5"], 2, "at least two configs"),
    "negative run": (["run", "run=-1"], 2, "run: -1 "),
    "check without a file": (["check"], 2, "check: needs a scenario file"),
    "check of nothing": (["check", "none.yaml"], 3, "none.yaml"),
    "list of what": (["list", "polices"], 2, "Did you mean 'policies'?"),
    "list without a word": (["list"], 2, "list: needs one of"),
    "resume of nothing": (["resume", "none"], 2, "none: no such result folder"),
    "report of nothing": (["report", "none"], 2, "none: no such result folder"),
    "resume with a strange setting": (["resume", "x", "runs=5"], 2, "resume setting: 'runs'"),
    "no threads": (["resume", "x", "executor.threads=0"], 2, "executor.threads: '0'"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "message"), COMMAND_LINES.values(), ids=COMMAND_LINES.keys()
)
def test_a_wrong_command_line_is_told_in_a_line_or_two(
    countermove: Callable, place: Path, arguments: list[str], code: int, message: str
) -> None:
    said = countermove(*arguments)
    assert_clear_error(said, code, message)
    assert os.listdir(place) == []


SCENARIOS = {
    "no YAML": (lambda text: "title: [1, 2\n", "line 2"),
    "empty": (lambda text: "", "empty"),
    "a list": (lambda text: "- a\n- b\n", "a list"),
    "duplicate key": (lambda text: text + "\nturns: 3\n", "'turns' is listed twice"),
    "bomb": (lambda text: BOMB, "anchors and aliases"),
    "python object": (lambda text: "title: !!python/object/apply:os.getcwd []\n", "python/object"),
    "_target_": (lambda text: text + "\n_target_: os.system\n", "_target_: no such key"),
    "misspelt key": (lambda text: text.replace("\nturns:", "\ntunrs:"), "Did you mean 'turns'"),
    "missing key": (lambda text: re.sub(r"\nturns:.*", "", text), "turns: is missing"),
    "wrong type": (lambda text: re.sub(r"\nturns:.*", "\nturns: many", text), "turns: 'many'"),
    "too many turns": (lambda text: re.sub(r"\nturns:.*", "\nturns: 99999", text), "turns: 99999"),
    "not a number": (
        lambda text: re.sub(r"\ndays_per_turn:.*", "\ndays_per_turn: .nan", text),
        "days_per_turn: nan",
    ),
    "negative cost": (
        lambda text: (
            re.sub(r"\nactions:.*", "", text, flags=re.S)
            + "\nactions:\n  public_protest: {cost_meur: -1}\n"
        ),
        "cost_meur: -1",
    ),
    "unknown focus": (lambda text: re.sub(r"\nfocus:.*", "\nfocus: [Mars]", text), "'Mars'"),
    "unknown policy": (
        lambda text: text.replace("policy: proportionate", "policy: proportionat"),
        "Did you mean 'proportionate'",
    ),
    "unknown parameter": (
        lambda text: text + "\nparameters: {attribution.priro: 0.2}\n",
        "attribution.priro",
    ),
    "binary": (lambda text: "\udcff\udcfe", "UTF-8"),
}


@pytest.mark.parametrize("verb", ["check", "sweep"])
@pytest.mark.parametrize(("spoil", "message"), SCENARIOS.values(), ids=SCENARIOS.keys())
def test_a_wrong_scenario_is_exit_code_3_with_file_key_and_value(
    countermove: Callable,
    place: Path,
    belgium: str,
    verb: str,
    spoil: Callable[[str], str],
    message: str,
) -> None:
    text = spoil(belgium)
    assert text != belgium
    (place / "mine.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    said = countermove(verb, "mine.yaml" if verb == "check" else "scenario=mine.yaml")
    assert_clear_error(said, 3, message)
    assert "mine.yaml" in said.err
    assert os.listdir(place) == ["mine.yaml"]


FOLDERS = {
    "a folder of somebody else": (["sweep", "runs=5", "output.dir=full"], "not a result folder"),
    "a file in the way": (["sweep", "runs=5", "output.dir=full/notes.txt"], "is a file"),
    "below a file": (["sweep", "runs=5", "output.dir=full/notes.txt/x"], "cannot be written"),
    "no result folder": (["resume", "full"], "not a result folder"),
    "no report either": (["report", "full"], "not a result folder"),
}


@pytest.mark.parametrize(("arguments", "message"), FOLDERS.values(), ids=FOLDERS.keys())
def test_what_is_no_result_folder_is_left_alone(
    countermove: Callable, place: Path, arguments: list[str], message: str
) -> None:
    (place / "full").mkdir()
    (place / "full" / "notes.txt").write_text("mine")
    said = countermove(*arguments)
    assert_clear_error(said, 2, message)
    assert os.listdir(place / "full") == ["notes.txt"]
    assert (place / "full" / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a place no one can write")
def test_an_unwritable_output_is_told_before_anything_is_computed(countermove: Callable) -> None:
    said = countermove("sweep", "runs=5", "output.dir=/proc/countermove")
    assert_clear_error(said, 2, "output.dir")


def test_results_of_another_config_are_not_mixed(countermove: Callable, place: Path) -> None:
    assert countermove("sweep", "runs=5", "output.dir=out", "output.format=quiet").code == 0
    before = {path: path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()}
    said = countermove("sweep", "runs=6", "output.dir=out")
    assert_clear_error(said, 2, "another config")
    after = {path: path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()}
    assert after == before


def test_a_bug_leaves_its_traceback_in_a_file_and_not_on_the_terminal(
    countermove: Callable, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERMOVE_CACHE_DIR", str(place / "cache"))
    monkeypatch.setattr("sim.cli.verb.list.list_scenarios", lambda: 1 / 0)
    said = countermove("list", "scenarios")
    assert said.code == 1
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    log = Path(said.err.split("traceback is in ")[1].strip())
    assert "Traceback" in log.read_text()


def assert_clear_error(said: object, code: int, message: str) -> None:
    text = said.err  # type: ignore[attr-defined]
    assert said.code == code, text  # type: ignore[attr-defined]
    assert said.out == ""  # type: ignore[attr-defined]
    assert text.startswith("error: ")
    assert "Traceback" not in text
    assert re.search(message, text, flags=re.S), text
    assert len(text.splitlines()) <= 4, text
