"""The verbs on the real scenario, small."""

import json
import os
import shlex
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sim.outcomes import OUTCOMES
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import preset_names
from sim.study import open_result

NOTE = "Exploration, not prediction."


def test_a_sweep_ends_with_table_folder_and_next_command(
    countermove: Callable, place: Path
) -> None:
    said = countermove("sweep", "runs=60")
    assert said.code == 0
    assert said.out.count(NOTE) == 1
    assert "60 runs · seed 7" in said.out
    assert "in 100" in said.out
    lines = said.out.strip().splitlines()
    assert lines[-1].startswith("next     countermove ")
    assert lines[-2] == "results  results/belgium_2025-sweep-001"
    assert max(len(line) for line in lines[:-3]) <= 80
    folder = place / "results" / "belgium_2025-sweep-001"
    assert (folder / "report.html").is_file()
    result = open_result(folder)
    assert result.folder.verify() == []
    assert result.manifest.command == "countermove sweep runs=60"
    assert os.listdir(place) == ["results"]


def test_json_is_one_document_with_the_columns_of_the_summary(
    countermove: Callable, place: Path
) -> None:
    said = countermove("sweep", "runs=40", "output.format=json", "output.dir=out")
    document = json.loads(said.out)
    assert document.keys() == {"dir", "summary"}
    table = pd.read_csv(place / "out" / "summary.csv")
    assert list(document["summary"][0]) == list(table.columns)
    assert len(document["summary"]) == len(table)
    assert "NaN" not in said.out


def test_quiet_prints_the_folder_alone(countermove: Callable) -> None:
    said = countermove("sweep", "runs=20", "output.format=quiet", "output.dir=out")
    assert (said.code, said.out, said.err) == (0, "out\n", "")


def test_the_next_sweep_gets_the_next_folder(countermove: Callable, place: Path) -> None:
    for _ in range(2):
        countermove("sweep", "runs=5", "output.format=quiet")
    assert sorted(os.listdir(place / "results")) == [
        "belgium_2025-sweep-001",
        "belgium_2025-sweep-002",
    ]


def test_a_grid_is_one_folder_with_a_line_per_cell(countermove: Callable, place: Path) -> None:
    said = countermove(
        "sweep", "-m", "policy@policies.UK=restrained,firm", "runs=30", "output.dir=out"
    )
    assert said.code == 0
    assert "UK restrained" in said.out
    assert "UK firm" in said.out
    result = open_result(place / "out")
    assert result.cells["label"].tolist() == ["UK restrained", "UK firm"]
    assert result.runs.groupby("cell").size().tolist() == [30, 30]
    assert os.listdir(place) == ["out"]


def test_compare_puts_the_first_config_first(countermove: Callable, place: Path) -> None:
    said = countermove("compare", "policy@policies.UK=restrained,firm", "runs=60", "output.dir=out")
    assert said.code == 0
    assert "UK firm against UK restrained" in said.out
    assert said.out.count(NOTE) == 1
    assert max(len(line) for line in said.out.splitlines()[:-4]) <= 80
    frame = pd.read_csv(place / "out" / "comparison.csv")
    assert set(frame["baseline"]) == {0}
    document = json.loads(
        countermove(
            "compare", "policy@policies.UK=restrained,firm", "runs=60", "output.dir=out",
            "output.format=json",
        ).out
    )  # fmt: skip
    assert document["baseline"] == "UK restrained"
    assert len(document["comparison"]) == len(frame)


def test_a_run_is_told_and_is_the_run_of_the_sweep(countermove: Callable, place: Path) -> None:
    said = countermove("run", "seed=7", "run=3")
    assert said.code == 0
    assert "Run 3 of seed 7" in said.out
    assert "Highest rung:" in said.out
    short = countermove("run", "seed=7", "run=3", "output.story=turning_points").out
    page = countermove("run", "seed=7", "run=3", "output.story=exchanges").out
    assert len(short) < len(page) < len(said.out)
    assert countermove("run", "output.story=novel").code == 2
    document = json.loads(countermove("run", "seed=7", "run=3", "output.format=json").out)
    assert document["events"]
    countermove("sweep", "runs=5", "seed=7", "output.dir=out", "output.format=quiet")
    row = open_result(place / "out").runs.query("run == 3").iloc[0]
    for name, value in document["outcomes"].items():
        assert (value is None and pd.isna(row[name])) or value == row[name], name


@pytest.mark.parametrize(
    ("catalogue", "names"),
    [
        ("policies", preset_names()),
        ("actions", list(ACTIONS)),
        ("parameters", list(PARAMETERS)),
    ],
)
def test_catalogues_list_everything_that_is_declared(
    countermove: Callable, catalogue: str, names: list[str]
) -> None:
    rows = json.loads(countermove("list", catalogue, "output.format=json").out)
    assert [row["name"] for row in rows] == names
    table = countermove("list", catalogue)
    assert table.code == 0
    assert all(name in table.out for name in names)
    quiet = countermove("list", catalogue, "output.format=quiet")
    assert quiet.out.split() == names


def test_listed_parameters_have_the_promised_keys(countermove: Callable) -> None:
    rows = json.loads(countermove("list", "parameters", "output.format=json").out)
    promised = {"name", "unit", "default", "low", "high", "evidence", "source"}
    assert promised <= rows[0].keys()


def test_scenarios_and_their_outcomes_are_listed(countermove: Callable) -> None:
    rows = json.loads(countermove("list", "scenarios", "output.format=json").out)
    assert "belgium_2025" in [row["name"] for row in rows]
    found = json.loads(countermove("list", "outcomes", "output.format=json").out)
    listed = {row["outcome"] for row in found}
    assert {"kinetic", "hold_outs", "disputes", "scale_total", "over_attribution"} <= listed
    assert listed <= {outcome.name for outcome in OUTCOMES}


def test_check_says_that_a_valid_file_is_valid(
    countermove: Callable, place: Path, belgium: str
) -> None:
    (place / "mine.yaml").write_text(belgium)
    said = countermove("check", "mine.yaml")
    assert said.code == 0
    assert said.out.startswith("mine.yaml: valid; 6 actors, 52 turns")
    (place / "bad.yaml").write_text("title: x\n")
    both = countermove("check", "mine.yaml", "bad.yaml", "output.format=json")
    assert both.code == 3
    assert [finding["valid"] for finding in json.loads(both.out)] == [True, False]


def test_a_report_is_made_again_and_changed_tables_are_told(
    countermove: Callable, place: Path
) -> None:
    countermove("sweep", "runs=20", "output.dir=out", "output.format=quiet")
    page = (place / "out" / "report.html").read_bytes()
    (place / "out" / "report.html").unlink()
    said = countermove("report", "out")
    assert said.code == 0
    assert said.err.startswith("warning: report.html: missing")
    assert (place / "out" / "report.html").read_bytes() == page
    (place / "out" / "summary.csv").write_text(
        (place / "out" / "summary.csv").read_text().replace("war", "peace")
    )
    refused = countermove("report", "out")
    assert (refused.code, refused.out) == (2, "")
    assert "out/summary.csv: changed since it was written" in refused.err
    with (place / "out" / "summary.csv").open("a") as table:
        table.write("0,a line of somebody's,,,\n")
    assert countermove("report", "out").code == 2
    mended = countermove("resume", "out")
    assert mended.code == 0, mended.err
    assert countermove("report", "out").code == 0


def test_the_next_command_can_be_typed(countermove: Callable, place: Path, belgium: str) -> None:
    (place / "mine (1).yaml").write_text(belgium)
    for arguments in (["scenario=mine (1).yaml"], ["-m", "scenario=belgium_2025,mine (1).yaml"]):
        said = countermove("sweep", *arguments, "runs=5", "output.dir=out 1", "output.format=table")
        assert said.code == 0, said.err
        shutil.rmtree(place / "out 1")
        words = shlex.split(said.out.strip().splitlines()[-1].removeprefix("next "))
        again = countermove(*words[1:], "runs=5", "output.format=quiet")
        assert again.code == 0, again.err
    (place / "mine (1).yaml").rename(place / "elsewhere.yaml")
    countermove("sweep", "scenario=elsewhere.yaml", "runs=5", "output.dir=out")
    (place / "elsewhere.yaml").unlink()
    said = countermove("report", "out")
    assert said.out.strip().splitlines()[-1] == "next     countermove report out"


@pytest.mark.slow
def test_an_interrupted_sweep_exits_130_and_resumes_to_the_same_bytes(
    countermove: Callable, process: Callable, place: Path
) -> None:
    sweep = process("sweep", "runs=60000", "output.dir=out", "output.format=quiet")
    deadline = time.monotonic() + 300
    while not list(place.glob("out/runs/*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.05)
    sweep.send_signal(signal.SIGTERM)
    _, told = sweep.communicate(timeout=300)
    assert sweep.returncode == 130
    assert "runs are kept in out" in told
    assert "countermove resume out" in told
    assert open_result(place / "out").manifest.status == "partial"
    assert countermove("resume", "out", "output.format=quiet").out == "out\n"
    countermove("sweep", "runs=60000", "output.dir=whole", "output.format=quiet")
    for path in sorted((place / "whole" / "runs").iterdir()):
        assert path.read_bytes() == (place / "out" / "runs" / path.name).read_bytes()


def test_resume_of_a_finished_comparison_prints_it_again(countermove: Callable) -> None:
    countermove("compare", "policy@policies.UK=restrained,firm", "runs=20", "output.dir=out")
    said = countermove("resume", "out")
    assert said.code == 0
    assert "UK firm against UK restrained" in said.out
