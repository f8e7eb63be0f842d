"""Firmness as all can see it: resistance shown, and forces in place that cost something."""

import math

import pytest

from sim.policies.firmness import shown_firmness
from tests.policies.desk import Desk


@pytest.mark.parametrize(
    ("firmness", "presence", "shown"),
    [
        (0.0, 0.0, 0.0),
        (0.4, 0.0, 0.4),
        (0.0, math.log(2.0), 0.5),
        (0.4, math.log(2.0), 0.7),  # half of what was not shown yet
        (1.0, 5.0, 1.0),  # never past 1
    ],
)
def test_the_two_signals_saturate_together(firmness: float, presence: float, shown: float) -> None:
    desk = Desk()
    desk.foe.firmness, desk.foe.presence = firmness, presence
    assert shown_firmness(desk.foe) == pytest.approx(shown)
