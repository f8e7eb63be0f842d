"""Policy configs compared with common random numbers, with the real rules."""

from pathlib import Path

import numpy as np
import pytest

from sim.core.errors import ConfigError
from sim.study import Plan, Result, open_result, resume, run_comparison, run_sweep


@pytest.fixture(scope="module")
def result(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run_comparison(plan, tmp_path_factory.mktemp("compare") / "out")


def test_every_outcome_is_compared_and_the_table_is_recorded(result: Result, plan: Plan) -> None:
    frame = result.folder.read_table("comparison.csv")
    assert frame["outcome"].tolist() == [c.name for c in plan.cells[0].scenario.columns]
    assert set(frame["cell"]) == {1}
    assert set(frame["baseline"]) == {0}
    assert "comparison.csv" in result.manifest.outputs
    assert result.folder.verify() == []


def test_shares_add_up_and_means_differ_by_the_difference(result: Result) -> None:
    frame = result.comparison()
    known = frame[frame["n"] > 0]
    assert np.allclose(known["higher"] + known["lower"] + known["same"], 1)
    means = frame.dropna(subset=["difference"])
    np.testing.assert_allclose(
        means["difference"], means["mean"] - means["mean_baseline"], atol=1e-9
    )
    assert np.all((means["ci_low"] <= means["difference"]) | means["ci_low"].isna())


def test_common_random_numbers_save_variance(result: Result) -> None:
    # Two UK policies differ little over eight weeks: most of the noise is common and cancels.
    ratios = result.comparison()["variance_ratio"].dropna()
    assert np.median(ratios) < 0.6


def test_the_other_baseline_mirrors_the_differences(result: Result) -> None:
    there = result.comparison(baseline=0).set_index("outcome")
    back = result.comparison(baseline=1).set_index("outcome")
    np.testing.assert_array_equal(back["difference"], -there["difference"])
    np.testing.assert_array_equal(back["higher"], there["lower"])


def test_the_manifest_says_what_it_is_and_resume_believes_it(
    result: Result, tmp_path: Path
) -> None:
    saved = result.save(tmp_path / "kept")
    assert open_result(saved).manifest.study == "comparison"
    before = (saved / "comparison.csv").read_bytes()
    (saved / "comparison.csv").unlink()
    resume(saved)
    assert (saved / "comparison.csv").read_bytes() == before


def test_a_finished_sweep_becomes_a_comparison_without_a_run(plan: Plan, tmp_path: Path) -> None:
    small = Plan(plan.cells, 20, 7)
    swept = run_sweep(small, tmp_path / "out")
    assert swept.manifest.study == "sweep"
    shard = next(swept.folder.runs.iterdir())
    before = shard.stat().st_mtime_ns
    compared = run_comparison(small, tmp_path / "out")
    assert compared.manifest.study == "comparison"
    assert compared.folder.verify() == []
    assert len(compared.folder.read_table("comparison.csv")) > 0
    assert shard.stat().st_mtime_ns == before


def test_one_config_is_nothing_to_compare(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="at least two configs"):
        run_comparison(Plan(plan.cells[:1], 20, 7), tmp_path / "out")


def test_save_copies_the_folder_to_an_empty_place(result: Result, tmp_path: Path) -> None:
    saved = result.save(tmp_path / "kept")
    names = {path.relative_to(saved).as_posix() for path in saved.rglob("*")}
    assert {"manifest.json", "comparison.csv", "runs"} <= names
