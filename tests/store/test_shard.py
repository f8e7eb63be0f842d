"""Shards cut a cell without gap or overlap."""

from hypothesis import given
from hypothesis import strategies as st

from sim.store.shard import cell_of, shards_of


@given(st.integers(1, 5000), st.integers(1, 900))
def test_every_run_is_in_exactly_one_shard(runs: int, size: int) -> None:
    shards = shards_of(3, runs, size)
    numbers = [n for s in shards for n in range(s.first_run, s.first_run + s.n_runs)]
    assert numbers == list(range(runs))
    assert all(shard.n_runs <= size for shard in shards)


def test_names_sort_like_the_runs_and_tell_their_cell() -> None:
    names = [f"{s.name}.parquet" for cell in (0, 2, 10) for s in shards_of(cell, 25, 2)]
    assert names == sorted(names)
    assert cell_of(names[-1]) == 10
    assert cell_of("notes.parquet") is None
