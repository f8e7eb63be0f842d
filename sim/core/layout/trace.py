"""The trace of a turn: the events, rolls and incidents that it left, and what people ruled on it.

A Monte Carlo run writes none: its trace is off, and costs it nothing but the question.
"""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.capacity import MAX_EVENTS, MAX_INCIDENTS, MAX_ROLLS, MAX_RULINGS
from sim.core.layout.record import record_dtype
from sim.core.layout.state import State

CAUSES = ("chosen", "accident", "misattribution", "inject", "vote", "background")
CHOSEN, BY_ACCIDENT, MISATTRIBUTION, BY_INJECT, BY_VOTE, BACKGROUND = range(len(CAUSES))
NOTES = (
    "", "hobbyist", "nothing there", "captured", "airport closed", "debris fell", "near miss",
    "accident", "accident with deaths", "war", "motion carried", "motion blocked",
    "no kit left in stock", "sent", "brought home", "arrived", "intercepted", "election",
    "lives lost", "proven",
    "held out, and the decision waits", "moved on to another host", "mandate not renewed",
    "operation over",
)  # fmt: skip
(
    NO_NOTE, HOBBYIST, NOTHING_THERE, CAPTURED, AIRPORT_CLOSED, DEBRIS_FELL, NEAR_MISSED,
    HAD_ACCIDENT, HAD_DEATHS, WENT_TO_WAR, CARRIED, BLOCKED, NONE_LEFT, SENT, BROUGHT_HOME,
    ARRIVED, INTERCEPTED, ELECTION_HELD, LIVES_LOST, PROVEN,
    HELD_OUT, MOVED_ON, NOT_RENEWED, OPERATION_OVER,
) = range(len(NOTES))  # fmt: skip

INCIDENT = record_dtype(
    (
        "day",
        "until",
    ),
    (
        "actor",
        "target",
        "action",
        "level",
        "dispute",
        "deaths",
        "answering",  # 1 where the act answers an earlier one
    ),
)
EVENT = record_dtype(
    ("day", "posterior"),
    ("turn", "actor", "target", "action", "rung", "cause", "detected", "defeated", "note", "site",
     "option", "number",
     "act",  # number of the act that it belongs to, from 1; 0 where it belongs to none
     "answers",  # number of the act that this act answers; 0 where it answers none
     ),
)  # fmt: skip
ROLL = record_dtype(
    (
        "chance",  # that it happens
        "luck",  # uniform; it happens where luck is below chance
    ),
    ("purpose", "option", "number", "result", "is_ruled"),
    (("key", np.uint64),),
)
"""One chance that was met in a traced turn; `purpose` and `key` say which draw it was."""
RULING = record_dtype((), ("purpose", "result"), (("key", np.uint64),))
"""What people decided that a roll should come to."""

TRACE = record_dtype(
    (),
    (
        "is_on",  # 1 where this run writes down what happens
        "n_events",
        "n_incidents",
        "n_rolls",
        "n_rulings",
        "case_option",  # which act is being adjudicated
        "case_number",
        "case_act",
        "case_answers",
    ),
    (
        ("incidents", INCIDENT, (MAX_INCIDENTS,)),
        ("events", EVENT, (MAX_EVENTS,)),
        ("rolls", ROLL, (MAX_ROLLS,)),
        ("rulings", RULING, (MAX_RULINGS,)),  # obeyed where the trace is on
    ),
)
"""What is written down about one turn."""

Trace = np.record
"""A record laid out as `TRACE`."""


def new_trace(is_on: bool = False) -> np.ndarray:
    """Return a (1) array of TRACE; `[0]` is an empty trace that writes down what happens or not."""
    traces = np.zeros(1, TRACE)
    traces["is_on"] = is_on
    return traces


@kernel
def clear(trace: Trace) -> None:
    """Forget what the last turn left; rulings stay."""
    trace.n_events = 0
    trace.n_incidents = 0
    trace.n_rolls = 0


@kernel
def add_event(
    state: State, trace: Trace, actor: int, target: int, action: int, rung: int, cause: int,
    detected: int, defeated: int, posterior: float, note: int, site: int,
) -> None:  # fmt: skip
    """Write one line of the event log, where this run is traced and the log is not full."""
    system = state.system
    if trace.is_on == 0 or trace.n_events >= MAX_EVENTS:
        return
    event = trace.events[trace.n_events]
    trace.n_events += 1
    event.turn = system.turn
    event.day = system.day
    event.actor = actor
    event.target = target
    event.action = action
    event.rung = rung
    event.cause = cause
    event.detected = detected
    event.defeated = defeated
    event.posterior = posterior
    event.note = note
    event.site = site
    event.option = trace.case_option
    event.number = trace.case_number
    event.act = trace.case_act
    event.answers = trace.case_answers
