"""Phase 4: one queue of moments. A turn is a window on time; all acts in it happen one by one.

What was ordered, or forced by an inject, gets a moment in the window; answers fall due at theirs,
some of them to acts of the same turn. So daily and weekly turns agree, and it does not matter who
stands first in the file.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.chance import MATTERS, happens, is_struck, open_case
from sim.core.act.legality import IS_STANDING, bar_of
from sim.core.alliance.motion import decide_motion, next_decision
from sim.core.answer.book import is_request, next_due, note_answer, note_due, worst_open
from sim.core.answer.choice import choose_answer
from sim.core.answer.readiness import count_measures, expected_answers, lag_days
from sim.core.belief.observation import look_again
from sim.core.kernel import kernel
from sim.core.layout.setup import ALERT, MOTION, NOBODY, REQUEST, STANDING_ORDER, Setup
from sim.core.layout.state import ANSWERED_ENTRY, EMPTY_ENTRY, NEVER, OPEN_ENTRY, State
from sim.core.layout.trace import BY_INJECT, CHOSEN, MISATTRIBUTION, Trace
from sim.policies.decision import respond_to
from sim.turn.adjudication import carry_out
from sim.turn.calendar import times_forced

ANSWER_NUMBER = draws.COUNT_LIMIT + 1
"""Answers with an option are numbered from here on, so that they share no draw with orders."""


@kernel
def adjudicate_acts(
    state: State, trace: Trace, setup: Setup, turn: np.uint64, whole_run: np.uint64,
    orders: np.ndarray,
) -> None:  # fmt: skip
    """Carry out all that was ordered, injected, falls due or was put off, in the order of time."""
    system, menu = state.system, setup.menu
    begin, end = system.day, system.day + state.system.days
    moments, options, numbers = queue_up(state, setup, turn, orders)
    n, taken = len(moments), 0
    while system.ended == 0:
        weigh_provocations(state, trace, setup, turn)
        moment = moments[taken] if taken < n else end
        m = next_decision(state, moment)
        if m != NOBODY:
            moment = max(begin, state.motions[m].decide_day)
        who, place = next_due(state, setup, moment)
        if who == NOBODY and m != NOBODY:
            system.day, system.act_depth = moment, 0
            decide_motion(state, trace, setup, turn, whole_run, m)
            continue
        answers = 0
        if who != NOBODY:
            entry = state.book[who, place]
            system.day = max(begin, entry.due)
            look_again(state, setup, who)
            o = choose_answer(state, setup, turn, who, entry)
            entry.measures -= 1
            if entry.measures > 0:
                wait = lag_days(state, setup, turn, who, entry, entry.given + 1)
                entry.due = system.day + wait
            if o == NOBODY:
                entry.measures = 0
                note_due(state, who)
                continue
            if bar_of(state, setup, o, entry.certainty) == IS_STANDING:
                entry.status, entry.answer = ANSWERED_ENTRY, menu.action[o]
                state.worn[o] += setup.parameters.answer_wear_standing
                note_due(state, who)
                continue
            number = ANSWER_NUMBER + state.answered[o]
            state.answered[o] += 1
            origin = state.origins[who, place]
            answers = origin.act
            cause = CHOSEN if origin.is_true == 1 else MISATTRIBUTION
            note_answer(state, setup, who, place, menu.action[o], menu.rung[o])
            if menu.rung[o] < 1.0:
                system.gave_way += 1
                entry.measures = 0
            note_due(state, who)
        elif taken < n:
            system.day = moment
            o, number = options[taken], numbers[taken]
            taken += 1
            cause = BY_INJECT
            system.act_depth = 0
            if number < orders[o]:
                cause = CHOSEN
                answers = answered_by_order(state, setup, o)
        else:
            break
        key = draws.item(menu.key[o], number)
        system.acts += 1
        if not is_struck(trace, key):
            open_case(trace, o, number, system.acts, answers)
            carry_out(state, trace, setup, turn, whole_run, key, o, cause)
    if system.ended == 0:
        system.day = begin
    open_case(trace, MATTERS, 0, 0, 0)


@kernel
def queue_up(
    state: State, setup: Setup, turn: np.uint64, orders: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return moments (days), options and numbers of all orders and injects, in order of time.

    An order that is not legal comes to nothing.
    """
    total = state.system.n_forced
    for o in range(setup.n_options):
        if orders[o] == 0:
            continue
        if state.is_open[o] == 0.0:
            orders[o] = 0
        if is_once_a_turn(setup, o):
            orders[o] = min(orders[o], 1 - min(times_forced(state, o), 1))
        total += orders[o]
    moments = np.empty(total)
    options = np.empty(total, np.int64)
    numbers = np.empty(total, np.int64)
    n, days = 0, state.system.days
    for o in range(setup.n_options):
        for number in range(orders[o]):  # hardly ever any
            key = draws.item(setup.menu.key[o], number)
            moment = state.system.day + days * draws.uniform(turn, draws.MOMENT, key)
            put_in_place(moments, options, numbers, n, moment, o, number)
            n += 1
    for k in range(state.system.n_forced):
        forced = state.forced[k]
        number = int(orders[forced.option])
        for earlier in range(k):
            number += int(state.forced[earlier].option == forced.option)
        put_in_place(moments, options, numbers, n, forced.day, forced.option, number)
        n += 1
    return moments, options, numbers


@kernel
def put_in_place(
    moments: np.ndarray, options: np.ndarray, numbers: np.ndarray, n: int,
    moment: float, option: int, number: int,
) -> None:  # fmt: skip
    """Insert an act into a queue of n, by time; acts are few, so this is fast enough."""
    place = n
    while place > 0 and moments[place - 1] > moment:
        moments[place] = moments[place - 1]
        options[place] = options[place - 1]
        numbers[place] = numbers[place - 1]
        place -= 1
    moments[place], options[place], numbers[place] = moment, option, number


@kernel
def is_once_a_turn(setup: Setup, o: int) -> bool:
    """Tell whether taking an option twice in a turn would say nothing new: requests and votes."""
    effect = setup.actions[setup.menu.action[o]].effect
    return effect in (REQUEST, MOTION, STANDING_ORDER, ALERT)


@kernel
def weigh_provocations(state: State, trace: Trace, setup: Setup, turn: np.uint64) -> None:
    """Decide of every new provocation whether it will be answered, and when.

    Its policy does so for an actor; where people play it, they answer by their orders, or do not.
    """
    for i in range(setup.n_actors):
        if state.actors[i].n_new == 0:
            continue
        state.actors[i].n_new = 0
        for place in range(state.actors[i].book_end):
            entry = state.book[i, place]
            if entry.status == EMPTY_ENTRY or entry.is_new == 0:
                continue
            entry.is_new = 0
            if state.actors[i].policy_decides == 0:
                continue
            if is_request(setup, entry):
                look_again(state, setup, i)  # it was asked since it last looked
            expected = expected_answers(state, setup, i, entry)
            chance, entry.step = respond_to(state, setup, i, entry, expected)
            if chance > 0.0 and happens(trace, turn, draws.ANSWER, entry.key, chance):
                entry.measures = count_measures(setup, turn, entry.key, entry.rung)
                entry.due = state.system.day + lag_days(state, setup, turn, i, entry, 0)
        note_due(state, i)


@kernel
def answered_by_order(state: State, setup: Setup, o: int) -> int:
    """Return the number of the act that an order of people answers, 0 for none, and note it.

    It is taken to answer the highest provocation by its target that is still open.
    """
    menu = setup.menu
    i, j = menu.actor[o], menu.target[o]
    if state.actors[i].policy_decides == 1 or menu.rung[o] < 1.0:
        return 0
    if setup.pairs[i, j].is_adversary == 0 and menu.is_aid[o] == 0.0:
        return 0
    place = worst_open(state, setup, i, j)
    if place == NOBODY or state.book[i, place].status != OPEN_ENTRY:
        return 0
    state.book[i, place].due = NEVER
    note_answer(state, setup, i, place, menu.action[o], menu.rung[o])
    return state.origins[i, place].act
