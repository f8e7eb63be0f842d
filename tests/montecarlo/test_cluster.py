"""A cluster computes the same shards with the same bits. Needs the extra `cluster`."""

from pathlib import Path

import numpy as np
import pytest

from sim.montecarlo.executor import ThreadExecutor
from sim.scenario import load_scenario
from sim.study import Cell, Plan, run_sweep

pytest.importorskip("distributed")

from sim.montecarlo.cluster import ClusterExecutor


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # dask's own
def test_a_local_cluster_gives_the_bits_of_threads(tmp_path: Path) -> None:
    scenario = load_scenario("belgium_2025")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with ClusterExecutor(**options) as cluster:
        assert cluster.step > 0
        there = cluster.run(scenario.setup, 7, 10, 2_500, 30)
        plan = Plan((Cell("plain", "", scenario),), 300, 7, shard_size=100, traced_runs=0)
        on_cluster = run_sweep(plan, tmp_path / "cluster", cluster)
    here = ThreadExecutor(1).run(scenario.setup, 7, 10, 2_500, 30)
    np.testing.assert_array_equal(there.outcomes, here.outcomes)
    np.testing.assert_array_equal(there.on_rung, here.on_rung)
    np.testing.assert_array_equal(there.series, here.series)
    on_threads = run_sweep(plan, tmp_path / "threads")
    for one, other in zip(
        on_cluster.folder.shard_files(), on_threads.folder.shard_files(), strict=True
    ):
        assert one.read_bytes() == other.read_bytes()
