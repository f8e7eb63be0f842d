"""Labels keep their order, keep their distance, and stay near what they name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.drawing.label import fit, spread

places = st.lists(st.floats(0, 100), min_size=1, max_size=6)


def test_labels_with_room_stay_where_they_want() -> None:
    assert spread([10.0, 50.0, 90.0], 12, 0, 100) == [10.0, 50.0, 90.0]


def test_two_that_collide_share_the_move() -> None:
    assert spread([50.0, 50.0], 12, 0, 100) == pytest.approx([44.0, 56.0])


@given(places)
def test_no_two_labels_touch_and_none_falls_off(wanted: list[float]) -> None:
    placed = sorted(spread(wanted, 12, 0, 100))
    assert all(b - a >= 12 - 1e-6 for a, b in pairwise(placed))
    assert placed[0] >= -1e-6
    assert placed[-1] <= 100 + 1e-6


@given(places)
def test_order_is_kept(wanted: list[float]) -> None:
    placed = spread(wanted, 12, 0, 100)
    for i, a in enumerate(wanted):
        for j, b in enumerate(wanted):
            if a < b:
                assert placed[i] < placed[j]


def test_a_long_label_is_cut_with_an_ellipsis() -> None:
    assert fit("prober", 100) == "prober"
    assert fit("escalate to de-escalate", 100) == "escalate to d…"
