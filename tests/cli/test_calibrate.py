"""`countermove calibrate`: what is wrong is told before the search, what is found is kept."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.cli.verb import calibrate as verb
from sim.scenario.parameter import PARAMETERS
from sim.study.calibration.coverage import COLUMNS
from sim.study.calibration.problem import CALIBRATED, Problem
from tests.cli.test_bad_input import assert_clear_error

FILES = ["coverage.csv", "posterior.csv", "summary.csv"]
SEARCH = "sim.study.calibration.smc"


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyabc", None)
    monkeypatch.delitem(sys.modules, SEARCH, raising=False)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """Put a search that only draws from the priors, and a dyad that is one line; note efforts."""
    asked: list[tuple[int, int, int]] = []

    def search(problem: Problem, particles: int, generations: int, seed: int, tell: Callable):  # noqa: ANN202
        asked.append((particles, generations, seed))
        tell(1, 1.5, particles)
        draw = np.random.default_rng(seed)
        columns = {
            name: PARAMETERS[name].low
            + draw.random(particles) * (PARAMETERS[name].high - PARAMETERS[name].low)
            for name in CALIBRATED
        }
        return pd.DataFrame(columns).assign(weight=1.0 / particles, distance=1.0)

    def simulate(_: Problem, values: dict[str, float]) -> dict[str, float]:
        shares = list(values.values())
        return {name: shares[k % len(shares)] for k, name in enumerate(verb_figures)}

    verb_figures = list(Problem(verb.targets_of(None), 20, 7).observed)
    monkeypatch.setattr(verb, "_method", lambda: search)
    monkeypatch.setattr(Problem, "simulate", simulate)
    return asked


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_it_says_how_to_get_it(countermove: Callable, place: Path) -> None:
    said = countermove("calibrate", "particles=10", "generations=1", "dyads=20", "output.dir=out")
    assert_clear_error(said, 2, r'needs an extra; .*pip install "countermove\[calibrate\]"')
    assert os.listdir(place) == []


BAD = {
    "particles that are no number": (["particles=many"], "particles: 'many'.*from 10 to 10,000"),
    "too few particles": (["particles=9"], "particles: '9'"),
    "no generation": (["generations=0"], "generations: '0'.*from 1 to 30"),
    "too few dyads": (["dyads=19"], "dyads: '19'.*from 20"),
    "negative points": (["points=-1"], "points: '-1'"),
    "too few points for a check": (["points=5"], "points: 5 .*0 .no check., or at least 50"),
    "negative seed": (["seed=-1"], "seed: '-1'"),
    "no such targets": (["targets=none.json"], "none.json: cannot be read"),
    "targets that nothing is fitted to": (["targets=deaths.json"], "targets: none is fitted"),
    "a target without width": (["targets=exact.json"], "reciprocated: its interval has no width"),
    "another scenario": (["scenario=belgium_2025"], "calibrate setting: 'scenario'"),
    "a word": (["all"], "calibrate: takes no word such as 'all'"),
    "a file in the way": (["output.dir=deaths.json"], "deaths.json: is a file"),
    "results of before": (["output.dir=old"], "old: not empty; choose another output.dir"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_told_before_the_search(
    countermove: Callable, place: Path, quick: list, arguments: list[str], message: str
) -> None:
    (place / "deaths.json").write_text('{"deaths_clash": [0.5, 0.4, 0.6]}')
    (place / "exact.json").write_text('{"reciprocated": [0.4, 0.4, 0.4]}')
    (place / "old").mkdir()
    (place / "old" / "posterior.csv").write_text("half an hour's work")
    assert_clear_error(countermove("calibrate", *arguments), 2, message)
    assert quick == []
    assert sorted(os.listdir(place)) == ["deaths.json", "exact.json", "old"]
    assert (place / "old" / "posterior.csv").read_text() == "half an hour's work"


def test_search_and_check_end_in_three_tables(
    countermove: Callable, place: Path, quick: list
) -> None:
    said = countermove("calibrate", "particles=40", "points=60", "dyads=20", "output.dir=out")
    assert said.code == 0, said.err
    assert quick == [(40, 7, 7)]
    assert sorted(os.listdir(place / "out")) == FILES
    posterior, summary, covered = (
        pd.read_csv(place / "out" / f"{name}.csv") for name in ("posterior", "summary", "coverage")
    )
    assert list(posterior) == [*CALIBRATED, "weight", "distance"]
    assert summary["parameter"].tolist() == list(CALIBRATED)
    assert covered.groupby("parameter").size().to_dict() == dict.fromkeys(CALIBRATED, 2)
    assert (covered["n"] == 60).all()
    assert "coverage: 60 simulations" in said.err
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "posterior   out"
    for name in CALIBRATED:
        assert sum(line.startswith(f"{name} ") for line in lines) == 1


def test_formats_and_a_seed_of_zero(countermove: Callable, place: Path, quick: list) -> None:
    said = countermove("calibrate", "seed=0", "points=0", "output.format=json")
    document = json.loads(said.out)
    assert document.keys() == {"dir", "summary", "coverage"}
    assert document["dir"] == "results/generic_dyad-calibrate-001"
    assert document["coverage"] == []
    assert quick == [(80, 7, 0)]
    covered = pd.read_csv(place / document["dir"] / "coverage.csv")
    assert covered.empty
    assert tuple(covered.columns) == COLUMNS
    quiet = countermove("calibrate", "points=0", "output.format=quiet")
    assert quiet.out == "results/generic_dyad-calibrate-002\n"


@pytest.mark.usefixtures("quick")
def test_a_stopped_check_leaves_what_was_found(
    countermove: Callable, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verb, "simulate_box", stopped)
    said = countermove("calibrate", "particles=10", "points=60", "output.dir=out")
    assert said.code == 130
    assert sorted(os.listdir(place / "out")) == ["posterior.csv", "summary.csv"]


def test_help_promises_what_the_verb_does(countermove: Callable) -> None:
    said = countermove("calibrate", "--help")
    assert said.code == 0
    for name, value in verb.USUAL._asdict().items():
        assert f"{name}={value}]" in said.out
    for word in (*FILES, "countermove[calibrate]"):
        assert word in said.out


@pytest.mark.slow
def test_a_tiny_search_of_the_real_thing(countermove: Callable, place: Path) -> None:
    pytest.importorskip("pyabc")
    said = countermove(
        "calibrate", "particles=10", "generations=1", "dyads=20", "points=0", "output.dir=out"
    )
    assert said.code == 0, said.err
    assert sorted(os.listdir(place / "out")) == FILES
    posterior = pd.read_csv(place / "out" / "posterior.csv")
    assert len(posterior) == 10
    assert posterior["weight"].sum() == pytest.approx(1.0)
    for name in CALIBRATED:
        p = PARAMETERS[name]
        assert posterior[name].between(p.low, p.high).all(), name
