"""Buckets: a burst, then so many a second, and never more than fits into memory."""

from __future__ import annotations

import pytest

from sim.web import rate
from sim.web.rate import Buckets, Limit


def test_a_burst_is_let_through_then_it_takes_time() -> None:
    now = [0.0]
    buckets = Buckets(Limit(3, 2), lambda: now[0])
    assert [buckets.take("UK") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("UK") == pytest.approx(0.5)
    assert buckets.take("Russia") == 0
    now[0] = 0.5
    assert buckets.take("UK") == 0
    assert buckets.take("UK") > 0


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    now = [0.0]
    buckets = Buckets(Limit(2, 1), lambda: now[0])
    buckets.take("UK")
    now[0] = 1_000.0
    assert [buckets.take("UK") > 0 for _ in range(3)] == [False, False, True]


def test_the_longest_unused_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "MOST_KEYS", 10)
    buckets = Buckets(Limit(1, 0.001))
    for number in range(100):
        buckets.take(number)
    assert len(buckets._filled) == 10
