"""`countermove aid`: four files in a folder of their own, or one clear error and nothing at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sim.cli.verb import aid as verb
from sim.study.aid import ADVERSARIES, AIDS, ATTRIBUTION
from tests.cli.test_bad_input import assert_clear_error

FILES = ["aid.csv", "aid.md", "aid.png", "aid.svg"]
CELLS = len(ADVERSARIES) * len(ATTRIBUTION) * len(AIDS)


@pytest.fixture
def nothing_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where an account is begun: what is wrong must be told before."""

    def begun(*_: object) -> None:
        raise AssertionError("an account was begun")

    monkeypatch.setattr(verb, "account", begun)


def test_the_question_is_answered_in_a_table_a_page_and_a_figure(
    countermove: Callable, place: Path
) -> None:
    said = countermove("aid", "runs=50", "output.dir=out")
    assert said.code == 0
    assert sorted(os.listdir(place / "out")) == FILES
    assert os.listdir(place) == ["out"]
    table = pd.read_csv(place / "out" / "aid.csv")
    assert len(table) == CELLS
    assert (table["severity_share_low"] <= table["severity_share"]).all()
    assert (table["severity_share"] <= table["severity_share_high"]).all()
    page = (place / "out" / "aid.md").read_text(encoding="utf-8")
    assert "Made by `countermove aid runs=50 output.dir=out`" in page
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-2:] == ["page     out/aid.md", "figure   out/aid.svg"]
    rows = [line for line in lines if re.search(r"(stabilises|provokes|mixed|effect) *$", line)]
    assert len(rows) == CELLS
    for line, row in zip(rows, table.to_dict("records"), strict=True):
        assert f"{row['severity_share']:+.1f} ±" in line
        assert line.rstrip().endswith(row["verdict"])


def test_json_and_quiet_and_equal_luck_for_equal_seeds(
    countermove: Callable, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command in two folders writes the same numbers; at one quality, to be quick."""
    monkeypatch.setattr("sim.study.aid.ATTRIBUTION", {"usual": {}})
    arguments = ("aid", "runs=50", "seed=0", "scenario=black_sea_intercept")
    said = countermove(*arguments, "output.dir=one", "output.format=json")
    document = json.loads(said.out)
    assert document.keys() == {"dir", "summary"}
    assert document["dir"] == "one"
    assert len(document["summary"]) == len(ADVERSARIES) * len(AIDS)
    assert "NaN" not in said.out
    quiet = countermove(*arguments, "output.dir=two", "output.format=quiet")
    assert (quiet.code, quiet.out) == (0, "two\n")
    one, two = (pd.read_csv(place / name / "aid.csv") for name in ("one", "two"))
    pd.testing.assert_frame_equal(one, two)
    assert list(document["summary"][0]) == list(one.columns)


BAD = {
    "runs that are no number": (["runs=abc"], 2, "runs: 'abc'.*from 50 to 1,000,000"),
    "too few runs": (["runs=49"], 2, "runs: '49'.*from 50"),
    "negative seed": (["seed=-1"], 2, "seed: '-1'.*from 0"),
    "unknown scenario": (["scenario=belgum"], 3, "Did you mean 'belgium_2025'"),
    "no such file": (["scenario=./none.yaml"], 3, "none.yaml: no such scenario file"),
    "a scenario without the question": (["scenario=generic_dyad"], 2, "nobody in generic_dyad"),
    "unknown setting": (["dyads=20"], 2, "aid setting: 'dyads'.*allowed: output.dir"),
    "a word": (["everything"], 2, "aid: takes no word such as 'everything'"),
    "a grid": (["-m", "runs=50"], 2, "aid: unknown flag -m"),
    "unknown format": (["output.format=pdf"], 2, "allowed: json, quiet, table"),
}


@pytest.mark.parametrize(("arguments", "code", "message"), BAD.values(), ids=BAD.keys())
@pytest.mark.usefixtures("nothing_computed")
def test_what_is_wrong_is_told_and_no_folder_is_made(
    countermove: Callable, place: Path, arguments: list[str], code: int, message: str
) -> None:
    assert_clear_error(countermove("aid", *arguments), code, message)
    assert os.listdir(place) == []


FOLDERS = {
    "results of before": ("full", "full: not empty; choose another output.dir"),
    "a file in the way": ("full/aid.md", "full/aid.md: is a file"),
    "below a file": ("full/aid.md/x", "cannot be written"),
}


@pytest.mark.parametrize(("folder", "message"), FOLDERS.values(), ids=FOLDERS.keys())
@pytest.mark.usefixtures("nothing_computed")
def test_nothing_is_mixed_or_replaced(
    countermove: Callable, place: Path, folder: str, message: str
) -> None:
    """The files say nothing of each other: those of another seed would not be told apart."""
    (place / "full").mkdir()
    (place / "full" / "aid.md").write_text("mine")
    assert_clear_error(countermove("aid", "runs=50", f"output.dir={folder}"), 2, message)
    assert os.listdir(place / "full") == ["aid.md"]
    assert (place / "full" / "aid.md").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a place no one can write")
@pytest.mark.usefixtures("nothing_computed")
def test_an_unwritable_place_is_told_before_anything_is_computed(countermove: Callable) -> None:
    said = countermove("aid", "runs=50", "output.dir=/proc/countermove")
    assert_clear_error(said, 2, "/proc/countermove: cannot be written.*output.dir")


def test_an_empty_folder_is_used_and_the_next_account_gets_the_next_number(
    countermove: Callable, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verb, "_account", lambda *_: pd.DataFrame())
    monkeypatch.setattr(verb, "_write", lambda folder, *_: (folder / "aid.md").write_text("x"))
    (place / "empty").mkdir()
    for wanted, found in (
        (["output.dir=empty"], "empty"),
        ([], "results/belgium_2025-aid-001"),
        ([], "results/belgium_2025-aid-002"),
    ):
        said = countermove("aid", "runs=50", "output.format=quiet", *wanted)
        assert (said.code, said.out) == (0, f"{found}\n")
        assert os.listdir(place / found) == ["aid.md"]


def test_help_says_what_it_does(countermove: Callable, place: Path) -> None:
    said = countermove("aid", "--help")
    assert said.code == 0
    for word in ("runs=2000", "seed=7", "output.dir=FOLDER", "aid.csv", "aid.md"):
        assert word in said.out
    assert os.listdir(place) == []
