"""One queue of moments: time order, answers, what people answer, and no truth in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim.core import draws
from sim.core.act.chance import STRUCK
from sim.core.layout.setup import NOBODY
from sim.core.layout.state import ANSWERED_ENTRY
from sim.policies.decision import ASK_POLICY
from sim.turn.moments import ANSWER_NUMBER
from sim.turn.take_turn import brief, resolve
from tests.core.known_crisis import Crisis, duel

ALWAYS = {"family": "tit_for_tat", "parameters": {"forgiveness": 0.01, "threshold": 0.95,
                                                  "threshold_slope": 0.0}}  # fmt: skip
QUICK = {"answer.lag_days": 1.0}
"""So that most answers fall into the turn of the act."""


def story(crisis: Crisis, turns: int = 1, **orders: int) -> list[np.record]:
    """Take turns in which Red does this in the first, and return all events."""
    crisis.trace.is_on = 1
    events: list[np.record] = []
    for turn in range(turns):
        crisis.orders[:] = ASK_POLICY
        crisis.orders[crisis.options_of("Red")] = 0
        for action, times in orders.items() if turn == 0 else ():
            crisis.orders[crisis.option("Red", action, "Blue")] = times
        brief(crisis.state, crisis.trace, crisis.setup, crisis.key)
        resolve(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
        events += [event.copy() for event in crisis.trace.events[: crisis.trace.n_events]]
    return events


def answers_in(events: list[np.record]) -> list[np.record]:
    """Return the first event of each act that answers another."""
    found = {int(event.act): event for event in reversed(events) if event.answers > 0}
    return [found[act] for act in sorted(found)]


def test_acts_happen_in_the_order_of_time_and_an_answer_after_what_it_answers(
    tmp_path: Path,
) -> None:
    crisis = Crisis(duel(tmp_path, {"Blue": ALWAYS}, QUICK))
    events = [event for event in story(crisis, 3, threat_of_force=3) if event.act > 0]
    days = [float(event.day) for event in events if event.actor != NOBODY]
    assert days == sorted(days)
    by_number = {int(event.act): event for event in events}
    found = answers_in(events)
    blue, red = crisis.who("Blue"), crisis.who("Red")
    # Red's second and third order answer what Blue's answer to the one before was to it.
    assert [event.actor for event in found] == [blue, red, blue, red, blue]
    for event in found:
        asked = by_number[int(event.answers)]
        assert (asked.actor, asked.target) == (event.target, event.actor)
        assert asked.day < event.day
    assert any(event.turn == by_number[int(event.answers)].turn for event in found)


def test_an_answer_has_a_number_of_its_own_and_can_be_struck(tmp_path: Path) -> None:
    scenario = duel(tmp_path, {"Blue": ALWAYS}, QUICK)
    crisis = Crisis(scenario, run=1)
    crisis.but(answer_lag_days=1e-3)
    (event,) = answers_in(story(crisis, 1, threat_of_force=1))
    assert event.number == ANSWER_NUMBER
    assert crisis.state.answered[event.option] == 1
    struck = Crisis(scenario, run=1)
    struck.but(answer_lag_days=1e-3)
    struck.trace.n_rulings = 1
    struck.trace.rulings[0].purpose = STRUCK
    struck.trace.rulings[0].key = draws.item(crisis.setup.menu.key[event.option], ANSWER_NUMBER)
    assert answers_in(story(struck, 1, threat_of_force=1)) == []


def test_who_leaves_it_to_nobody_is_not_answered_for(tmp_path: Path) -> None:
    """Where people play a seat, its policy answers nothing; their order answers the worst."""
    crisis = Crisis(duel(tmp_path, {"Blue": ALWAYS}, QUICK))
    crisis.trace.is_on = 1
    blue, red = crisis.who("Blue"), crisis.who("Red")
    for turn in range(4):
        crisis.orders[:] = 0
        if turn == 0:
            crisis.orders[crisis.option("Red", "threat_of_force", "Blue")] = 1
            crisis.orders[crisis.option("Red", "snap_exercise", "Blue")] = 1
        if turn == 2:
            crisis.orders[crisis.option("Blue", "diplomatic_protest", "Red")] = 1
        brief(crisis.state, crisis.trace, crisis.setup, crisis.key)
        resolve(crisis.state, crisis.trace, crisis.setup, crisis.key, crisis.orders)
        if turn == 1:
            assert (crisis.actor("Blue").provocations, crisis.actor("Blue").answers) == (2, 0)
    assert crisis.actor("Blue").answers == 1
    book = crisis.state.book[blue, :2]
    answered = book[book["status"] == ANSWERED_ENTRY]
    assert answered["rung"].tolist() == [5.0]  # the exercise, and not the threat
    assert answered["against"].tolist() == [red]


def test_no_view_and_no_line_of_a_book_holds_the_truth(tmp_path: Path) -> None:
    """Two runs that differ in who did it alone look alike to everybody, in mid-turn as well."""
    seen: list[Any] = []
    for is_true in (0, 1):
        crisis = Crisis(duel(tmp_path, {"Blue": ALWAYS}, QUICK))
        story(crisis, 2, threat_of_force=2)
        crisis.state.origins["is_true"] = is_true
        story(crisis, 2)
        seen.append(
            (crisis.state.views.copy(), crisis.state.book.copy(), crisis.state.selves.copy())
        )
    for one, other in zip(*seen, strict=True):
        assert one.tobytes() == other.tobytes()


def test_an_answer_to_what_nobody_did_is_told_as_a_misattribution(tmp_path: Path) -> None:
    crisis = Crisis(duel(tmp_path, {"Blue": ALWAYS}, {"answer.lag_days": 8.0}))
    story(crisis, 1, threat_of_force=1)
    crisis.state.origins["is_true"] = 0
    found = answers_in(story(crisis, 5))
    assert [int(event.cause) for event in found] == [2]
    assert crisis.actor("Blue").answers_misattributed == 1
