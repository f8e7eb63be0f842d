"""Progress is told truly."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sim.study.progress import Meter, Progress


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(0, 30))
def test_done_adds_up_to_the_total(steps: list[int], found: int) -> None:
    reports: list[Progress] = []
    meter = Meter(found + sum(steps), found, reports.append)
    for step in steps:
        meter.add(step)
    assert [report.done for report in reports] == sorted(report.done for report in reports)
    assert reports[-1].done == reports[-1].total
    assert reports[-1].seconds_left == 0


def test_runs_of_an_earlier_session_are_no_speed() -> None:
    reports: list[Progress] = []
    Meter(100, 90, reports.append)
    assert reports[0].done == 90
    assert reports[0].runs_per_s == 0
    assert math.isnan(reports[0].seconds_left)
