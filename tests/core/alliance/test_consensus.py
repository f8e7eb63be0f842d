"""Who is asked, who is against, and how much of the alliance is for it."""

import numpy as np
import pytest

from sim.core import draws
from sim.core.alliance.consensus import (
    agrees,
    alliance_of,
    count_against,
    motion_key,
    weight_in_favour,
)
from sim.core.alliance.vote import support
from sim.core.arithmetic import logistic
from sim.core.layout.setup import ARTICLE_5, NOBODY, VIGILANCE
from sim.core.layout.trace import BLOCKED, HELD_OUT
from tests.core.known_crisis import Crisis, Told, action_number

MEMBERS = ("UK", "Belgium", "Allies", "Flank")
WEIGHTS = {"UK": 0.15, "Belgium": 0.03, "Allies": 0.65, "Flank": 0.17}
FOR, AGAINST = 200.0, -200.0
WATCH = "vigilance_activity"


def motion_on(crisis: Crisis, action: str = WATCH, target: str = "Belgium") -> np.record:
    number = VIGILANCE if action == WATCH else ARTICLE_5
    motion = crisis.state.motions[number]
    motion.proposer, motion.target = crisis.who("NATO"), crisis.who(target)
    motion.action, motion.provoked_rung = action_number(action), 5.0
    crisis.trace.is_on = 1
    return motion


def leanings(crisis: Crisis, **leaning: float) -> None:
    for name, value in leaning.items():
        crisis.state.disposition[crisis.who(name)] = value


def votes(crisis: Crisis, motion: np.record, pressure: float = 0.0) -> dict[str, bool]:
    ask = crisis.state, crisis.trace, crisis.setup, crisis.whole_run, motion
    return {name: bool(agrees(*ask, crisis.who(name), pressure)) for name in MEMBERS}


@pytest.mark.parametrize("actor", ["NATO", *MEMBERS])
def test_an_alliance_is_its_own_and_its_members(crisis: Crisis, actor: str) -> None:
    assert alliance_of(crisis.setup, crisis.who(actor)) == crisis.who("NATO")
    assert alliance_of(crisis.setup, crisis.who("Russia")) == NOBODY


def test_the_luck_of_a_motion_is_named_after_the_alliance_and_the_action(crisis: Crisis) -> None:
    nato = crisis.who("NATO")
    expected = draws.item(crisis.setup.name_keys[nato], action_number(WATCH))
    assert motion_key(crisis.setup, nato, action_number(WATCH)) == expected


def test_members_vote_as_they_lean(crisis: Crisis) -> None:
    motion = motion_on(crisis)
    leanings(crisis, UK=AGAINST, Belgium=FOR, Allies=FOR, Flank=FOR)
    assert votes(crisis, motion) == {"UK": False, "Belgium": True, "Allies": True, "Flank": True}


def test_pressure_wins_a_hold_out_over(crisis: Crisis) -> None:
    motion = motion_on(crisis)
    leanings(crisis, UK=AGAINST, Belgium=FOR, Allies=FOR, Flank=FOR)
    assert votes(crisis, motion, pressure=400.0)["UK"]


def test_what_it_was_put_for_is_what_members_weigh(crisis: Crisis) -> None:
    """A motion above the provocation is shrunk from: 0.6 log-odds a rung."""
    motion = motion_on(crisis)
    leanings(crisis, UK=AGAINST, Belgium=FOR, Allies=FOR, Flank=FOR)
    motion.provoked_rung = 1_000.0
    assert votes(crisis, motion)["UK"]


def test_nobody_holds_out_on_an_operation_for_its_own_soil(crisis: Crisis) -> None:
    motion = motion_on(crisis)
    leanings(crisis, UK=AGAINST, Belgium=AGAINST, Allies=AGAINST, Flank=AGAINST)
    found = {"UK": False, "Belgium": True, "Allies": False, "Flank": False}
    assert votes(crisis, motion) == found


def test_on_collective_defence_the_attacked_votes_like_any_other(crisis: Crisis) -> None:
    motion = motion_on(crisis, "collective_defence")
    leanings(crisis, UK=FOR, Belgium=AGAINST, Allies=FOR, Flank=FOR)
    assert votes(crisis, motion) == {"UK": True, "Belgium": False, "Allies": True, "Flank": True}


def test_without_an_adversary_there_is_nothing_to_quarrel_about(crisis: Crisis) -> None:
    motion = motion_on(crisis)
    crisis.but().setup.actors[crisis.who("NATO")].main_adversary = NOBODY
    leanings(crisis, UK=AGAINST, Belgium=AGAINST, Allies=AGAINST, Flank=AGAINST)
    assert all(votes(crisis, motion).values())


@pytest.mark.parametrize(
    ("note", "text", "counted"),
    [(HELD_OUT, "held out, and the decision waits", 1), (BLOCKED, "motion blocked", 0)],
)
def test_each_member_against_is_counted_and_written_down(
    crisis: Crisis, note: int, text: str, counted: int
) -> None:
    motion = motion_on(crisis)
    leanings(crisis, UK=AGAINST, Belgium=FOR, Allies=AGAINST, Flank=FOR, Russia=AGAINST,
             NATO=AGAINST)  # fmt: skip
    ask = crisis.state, crisis.trace, crisis.setup, crisis.whole_run, motion
    assert count_against(*ask, 0.0, note) == 2
    assert crisis.told() == [
        Told(who, "Belgium", WATCH, 0, "vote", note=text) for who in ("UK", "Allies")
    ]
    held = {name: int(crisis.actor(name).hold_outs) for name in crisis.scenario.actors}
    assert held == dict.fromkeys(held, 0) | {"UK": counted, "Allies": counted}


def test_nobody_against_is_nobody_noted(crisis: Crisis) -> None:
    motion = motion_on(crisis)
    leanings(crisis, UK=FOR, Belgium=FOR, Allies=FOR, Flank=FOR)
    ask = crisis.state, crisis.trace, crisis.setup, crisis.whole_run, motion
    assert count_against(*ask, 0.0, HELD_OUT) == 0
    assert crisis.told() == []


def test_who_is_in_favour_is_asked_before_anybody_presses(crisis: Crisis) -> None:
    """The chance that is met is that of the member's own support, and nothing is added to it."""
    motion = motion_on(crisis, target="Allies")
    weight_in_favour(crisis.state, crisis.trace, crisis.setup, crisis.whole_run, motion)
    own = [
        logistic(support(crisis.state, crisis.setup, crisis.who(name), crisis.who("Russia"),
                         action_number(WATCH), 5.0))
        for name in ("UK", "Belgium", "Flank")
    ]  # fmt: skip
    assert crisis.trace.rolls["chance"][:3].tolist() == pytest.approx(own)
    assert crisis.trace.n_rolls == 3  # the Allies are for what is done on their own soil


@pytest.mark.parametrize("against", ["", "UK", "Allies", "Flank"])
def test_the_weight_in_favour_is_that_of_members_alone(crisis: Crisis, against: str) -> None:
    motion = motion_on(crisis)
    leanings(crisis, **{name: AGAINST if name == against else FOR for name in MEMBERS})
    total = weight_in_favour(crisis.state, crisis.trace, crisis.setup, crisis.whole_run, motion)
    assert total == pytest.approx(1.0 - WEIGHTS.get(against, 0.0))
