"""What is written down about a turn, and what is left out."""

from sim.core.layout.capacity import MAX_EVENTS
from sim.core.layout.state import new_state
from sim.core.layout.trace import BY_VOTE, CARRIED, add_event, clear, new_trace

WRITTEN = ("turn", "day", "actor", "target", "action", "rung", "cause", "detected", "defeated",
           "posterior", "note", "site", "option", "number")  # fmt: skip


def test_an_event_says_who_did_what_to_whom_when_and_in_which_case() -> None:
    state, trace = new_state()[0], new_trace(True)[0]
    state.system.turn, state.system.day = 3, 21.5
    trace.case_option, trace.case_number = 40, 2
    add_event(state, trace, 1, 2, 17, 6, BY_VOTE, 1, 0, 0.75, CARRIED, 9)
    add_event(state, trace, 2, 1, 18, 7, BY_VOTE, 0, 1, 0.25, CARRIED, 8)
    assert trace.n_events == 2
    first, second = ([event[name] for name in WRITTEN] for event in trace.events[:2])
    assert first == [3, 21.5, 1, 2, 17, 6, BY_VOTE, 1, 0, 0.75, CARRIED, 9, 40, 2]
    assert second == [3, 21.5, 2, 1, 18, 7, BY_VOTE, 0, 1, 0.25, CARRIED, 8, 40, 2]


def test_a_run_that_is_not_traced_writes_nothing() -> None:
    state, trace = new_state()[0], new_trace()[0]
    add_event(state, trace, 1, 2, 17, 6, BY_VOTE, 1, 0, 1.0, CARRIED, 9)
    assert trace.n_events == 0
    assert trace.events[0].action == 0


def test_the_last_place_of_the_log_is_used_and_none_beyond_it() -> None:
    state, trace = new_state()[0], new_trace(True)[0]
    trace.n_events = MAX_EVENTS - 1
    for action in (5, 6):
        add_event(state, trace, 1, 2, action, 6, BY_VOTE, 1, 0, 1.0, CARRIED, 9)
    assert trace.n_events == MAX_EVENTS
    assert trace.events[MAX_EVENTS - 1].action == 5


def test_a_new_turn_begins_with_a_clean_sheet_but_rulings_stay() -> None:
    trace = new_trace(True)[0]
    trace.n_events = trace.n_incidents = trace.n_rolls = trace.n_rulings = 4
    clear(trace)
    assert (trace.n_events, trace.n_incidents, trace.n_rolls, trace.n_rulings) == (0, 0, 0, 4)
