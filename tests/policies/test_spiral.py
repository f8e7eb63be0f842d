"""The spiral adversary's motives: fear of what it thinks worse of, alarm at firmness, ease."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sim.policies.motive import Motives
from sim.policies.spiral import spiral_motives
from tests.policies.desk import Desk

NONE = Motives(0.0, 0.0, 0.0, 0.0, 0.0)
CASES: list[tuple[str, dict[str, float], dict[str, float], dict[str, float]]] = [
    ("at ease it does less", {"ease": 0.5}, {}, {"always": -0.5}),
    ("from even odds to three to one is a quarter worse", {"fear": 2.0},
     {"belief": math.log(3.0), "belief_shift": math.log(3.0)},
     {"always": 0.2 * 0.5, "per_offence": 0.5}),
    ("who has come to look better frightens less", {"fear": 2.0},
     {"belief": 0.0, "belief_shift": -math.log(3.0)},
     {"always": -0.2 * 0.5, "per_offence": -0.5}),
    ("what it always thought is no news", {"fear": 2.0}, {"belief": 2.0}, {}),
    ("firmness alarms", {"alarm": 2.0}, {"firmness": 0.25},
     {"always": 0.2 * 0.5, "per_offence": 0.5}),
    ("forces in place alarm", {"alarm": 2.0}, {"presence": math.log(2.0)},
     {"always": 0.2 * 1.0, "per_offence": 1.0}),
    ("drones are stopped", {"coercion": 2.0}, {"defence": 0.5}, {"per_drone": 1.0}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "policy", "seen", "expected"), CASES)
def test_what_moves_it(why: str, policy: Any, seen: Any, expected: Any) -> None:
    desk = Desk("spiral", **policy)
    desk.parameters.choice_fear_any_act = 0.2
    for name, value in seen.items():
        desk.foe[name] = value
    found = spiral_motives(desk.own, desk.foe, desk.policy, desk.parameters)
    assert tuple(found) == pytest.approx(tuple(NONE._replace(**expected))), why
