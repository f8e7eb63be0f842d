"""The opportunist's motives, one by one: boldness and stealth for, firmness and defence against."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim.policies.motive import Motives
from sim.policies.opportunist import opportunist_motives
from tests.policies.desk import Desk

NONE = Motives(0.0, 0.0, 0.0, 0.0, 0.0)
CASES: list[tuple[str, dict[str, float], dict[str, float], dict[str, float]]] = [
    ("it goes higher where it got away", {"boldness": 2.0}, {"boldness": 0.5}, {"per_rung": 1.0}),
    ("it prefers what it can deny", {"stealth": 0.7}, {}, {"per_denial": 0.7}),
    ("drones are stopped", {"coercion": 2.0}, {"defence": 0.5}, {"per_drone": 1.0}),
    ("firmness deters any act, and by rung", {"coercion": 2.0}, {"firmness": 0.5},
     {"always": -0.1, "per_rung": -0.4}),
    ("so do forces in place", {"coercion": 2.0}, {"presence": math.log(2.0)},
     {"always": -0.1, "per_rung": -0.4}),
    ("boldness and firmness weigh against each other", {"coercion": 2.0, "boldness": 2.0},
     {"firmness": 0.5, "boldness": 0.5}, {"always": -0.1, "per_rung": 0.6}),
    ("who minds nothing is moved by nothing", {},
     {"firmness": 0.5, "boldness": 0.5, "presence": 1.0, "defence": 0.5}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "policy", "seen", "expected"), CASES)
def test_what_moves_it(why: str, policy: Any, seen: Any, expected: Any) -> None:
    desk = Desk("opportunist", **policy)
    desk.parameters.deterrence_d0, desk.parameters.deterrence_d1 = 0.1, 0.4
    for name, value in seen.items():
        desk.foe[name] = value
    found = opportunist_motives(desk.own, desk.foe, desk.policy, desk.parameters)
    assert tuple(found) == pytest.approx(tuple(NONE._replace(**expected))), why
