"""A hundred squares never claim more than the interval does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.report.drawing.waffle import waffle
from sim.statistics import wilson


def test_certain_estimate_and_possible_squares() -> None:
    shown = waffle(0.37, 0.26, 0.48)
    kinds = [square.kind for square in shown.squares]
    assert (shown.least, shown.central, shown.most) == (26, 37, 48)
    assert [kinds.count(kind) for kind in ("known", "central", "open", "none")] == [26, 11, 11, 52]


def test_an_interval_within_one_square_collapses() -> None:
    shown = waffle(0.371, 0.369, 0.373)
    assert (shown.least, shown.central, shown.most) == (37, 37, 37)


@given(st.integers(1, 5_000), st.data())
def test_there_are_always_a_hundred_squares_in_order(n: int, data: st.DataObject) -> None:
    events = data.draw(st.integers(0, n))
    shown = waffle(events / n, *wilson(events, n))
    assert len(shown.squares) == 100
    assert 0 <= shown.least <= shown.central <= shown.most <= 100
