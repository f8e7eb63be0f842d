"""The motives of the utility family, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from sim.policies.motive import Motives
from sim.policies.utility import utility_motives
from tests.policies.desk import Desk

NONE = Motives(0.0, 0.0, 0.0, 0.0, 0.0)
CASES: list[tuple[str, dict[str, float], dict[str, float], dict[str, float]]] = [
    ("it goes higher where it got away", {"boldness": 2.0}, {"boldness": 0.5}, {"per_rung": 1.0}),
    ("firmness deters any act, and by rung", {"coercion": 2.0}, {"firmness": 0.5},
     {"always": -0.1, "per_rung": -0.4}),
    ("drones are stopped", {"coercion": 2.0}, {"defence": 0.5}, {"per_drone": 1.0}),
    ("it fears what it thinks worse of than on the first day", {"fear": 2.0},
     {"belief_shift": 0.5}, {"always": 0.3, "per_offence": 1.0}),
    ("and is soothed by what it thinks better of", {"fear": 2.0}, {"belief_shift": -0.5},
     {"always": -0.3, "per_offence": -1.0}),
    ("it spares one who may be afraid", {"reassurance": 2.0}, {"p_adversary_secure": 0.25},
     {"per_offence": -0.5}),
    ("fear and reassurance weigh against each other", {"fear": 2.0, "reassurance": 2.0},
     {"belief_shift": 0.5, "p_adversary_secure": 0.25}, {"always": 0.3, "per_offence": 0.5}),
    ("boldness and firmness weigh against each other", {"coercion": 2.0, "boldness": 2.0},
     {"firmness": 0.5, "boldness": 0.5}, {"always": -0.1, "per_rung": 0.6}),
    ("fear and firmness weigh against each other", {"coercion": 2.0, "fear": 2.0},
     {"firmness": 0.5, "belief_shift": 0.5},
     {"always": 0.2, "per_rung": -0.4, "per_offence": 1.0}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "policy", "seen", "expected"), CASES)
def test_what_moves_it(why: str, policy: Any, seen: Any, expected: Any) -> None:
    desk = Desk("utility", **policy)
    parameters = desk.parameters
    parameters.deterrence_d0, parameters.deterrence_d1 = 0.1, 0.4
    parameters.choice_fear_any_act = 0.3
    for name, value in seen.items():
        record = desk.own if name in desk.own.dtype.names else desk.foe
        record[name] = value
    found = utility_motives(desk.own, desk.foe, desk.policy, parameters)
    assert tuple(found) == pytest.approx(tuple(NONE._replace(**expected))), why
