"""Motives: every one with its sign, on one option at a time."""

from __future__ import annotations

from typing import Any

import pytest

from sim.policies.motive import Motives, weigh_against, weigh_among_friends
from tests.policies.desk import FOES, N_OPTIONS, Desk

NO_MOTIVES = Motives(0.0, 0.0, 0.0, 0.0, 0.0)
UNTOUCHED = 9.0

# what moves the actor, what the option is like, who it is, what it sees: what comes of it
AGAINST: list[tuple[str, dict[str, Any], float]] = [
    ("a motive for any act", {"always": 1.5}, 1.5),
    ("a motive that grows with the rung", {"per_rung": 2.0, "rung": 5.5}, 1.0),
    ("a motive for offensive acts", {"per_offence": 2.0, "offensive": 0.25}, 0.5),
    ("a motive for deniable acts", {"per_denial": 2.0, "deniability": 0.25}, 0.5),
    ("drones are stopped", {"per_drone": 2.0, "is_drone": 1.0}, -2.0),
    ("an audience punishes a step down", {"audience": 2.0, "own_rung": 8.0, "rung": 2.5}, -1.0),
    ("and no step up", {"audience": 2.0, "own_rung": 2.5, "rung": 8.0}, 0.0),
    ("what may go wrong is shunned", {"risk": 2.0, "hazard": 0.25}, -0.5),
    ("cost is felt against the free budget", {"cost": 2.0, "cost_meur": 25.0}, -0.5),
    ("and never as more than all of it", {"cost": 2.0, "cost_meur": 900.0}, -2.0),
    ("an empty purse counts as one million",
     {"cost": 2.0, "cost_meur": 0.5, "free_budget_meur": 0.0}, -1.0),
    ("the tired recall", {"fatigue": 2.0, "scale": 1.5, "strain": 0.5, "is_recall": 1.0}, 1.5),
    ("who is held to be hard is left alone",
     {"answer_expectation": 2.0, "hardness": 0.5, "draws_answer": 0.25}, -0.25),
    ("who is held to be soft is not",
     {"answer_expectation": 2.0, "hardness": -0.5, "draws_answer": 0.25}, 0.25),
    ("and do nothing else for it", {"fatigue": 2.0, "scale": 1.5, "strain": 0.5}, 0.0),
]  # fmt: skip
FRIENDS: list[tuple[str, dict[str, Any], float]] = [
    ("it was asked", {"resolve": 2.0, "request": 0.25, "is_aid": 1.0}, 0.5),
    ("it is a guarantor", {"reputation": 2.0, "cohesion": 0.25, "is_aid": 1.0}, 0.5),
    ("the tired give less",
     {"fatigue": 2.0, "scale": 1.5, "strain": 0.5, "is_aid": 1.0}, -1.5),
    ("a public that doubts gives less", {"doubt": 0.7, "is_aid": 1.0}, -0.7),
    ("none of it moves what is no aid",
     {"resolve": 2.0, "request": 1.0, "reputation": 2.0, "cohesion": 1.0, "fatigue": 2.0,
      "scale": 1.5, "strain": 0.5}, 0.0),
    ("harm that it would avert", {"denial": 2.0, "other.harm_rate": 3.0, "averts": 0.5}, 3.0),
    ("it asks for help itself once it has suffered",
     {"denial": 2.0, "own.harm_rate": 6.0, "is_request": 1.0}, 1.0),
    ("and hardly while it has not", {"denial": 2.0, "is_request": 1.0}, -2.0),
    ("it spares an adversary who may be afraid",
     {"reassurance": 2.0, "p_adversary_secure": 0.5, "offensive": 0.5}, -0.5),
    ("what may go wrong is shunned", {"risk": 2.0, "hazard": 0.25}, -0.5),
    ("cost is felt against the free budget", {"cost": 2.0, "cost_meur": 25.0}, -0.5),
    ("and never as more than all of it", {"cost": 2.0, "cost_meur": 900.0}, -2.0),
    ("an empty purse counts as one million",
     {"cost": 2.0, "cost_meur": 0.5, "free_budget_meur": 0.0}, -1.0),
]  # fmt: skip


def weigh(told: dict[str, Any], option: int, last: int) -> list[float]:
    """Return the utilities of all options where only one of them is like this."""
    desk, motives = Desk(), NO_MOTIVES
    other = desk.foe if option < FOES else desk.friend
    for name, value in told.items():
        if name in Motives._fields:
            motives = motives._replace(**{name: value})
        elif "." in name:
            record, field = name.split(".")
            (desk.own if record == "own" else other)[field] = value
        elif name == "scale":
            desk.parameters.fatigue_scale = value
        elif name in desk.parameters.dtype.names:
            desk.parameters[name] = value
        elif name in desk.menu.dtype.names:
            desk.menu[name][option] = value
        else:
            records = (desk.policy, desk.own, other)
            (place,) = (record for record in records if name in record.dtype.names)
            place[name] = value
    utility = desk.state.intensity
    utility[:] = UNTOUCHED
    ask = desk.own, other, desk.policy, desk.menu, desk.parameters, option, last, utility
    if option < FOES:
        weigh_against(motives, *ask)
    else:
        weigh_among_friends(*ask)
    return utility[:N_OPTIONS].tolist()


@pytest.mark.parametrize(("why", "told", "utility"), AGAINST)
def test_what_moves_an_actor_against_an_adversary(
    why: str, told: dict[str, Any], utility: float
) -> None:
    found = weigh(told, 2, 3)
    assert found[2] == pytest.approx(utility), why
    assert found[:2] + found[3:] == [UNTOUCHED] * 5  # it was asked about this one alone


@pytest.mark.parametrize(("why", "told", "utility"), FRIENDS)
def test_what_moves_an_actor_to_help_a_friend(
    why: str, told: dict[str, Any], utility: float
) -> None:
    found = weigh(told, 4, 5)
    assert found[4] == pytest.approx(utility), why
    assert found[:4] + found[5:] == [UNTOUCHED] * 5


def test_motives_add_up() -> None:
    told = {
        "always": 1.0, "per_rung": 1.1, "rung": 10.0, "per_offence": 2.0, "offensive": 1.0,
        "risk": 1.0, "hazard": 1.0, "cost": 1.0, "cost_meur": 50.0,
    }  # fmt: skip
    assert weigh(told, 1, 2)[1] == pytest.approx(1.0 + 1.0 + 2.0 - 1.0 - 0.5)
