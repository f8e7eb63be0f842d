"""The book of provocations: what an actor has been provoked by, and whether it was answered.

An act provokes where its target attributes it, where a deployment is read as offensive, where an
accident is blamed, where an alliance acts in concert. What is nobody's habit to answer (a routine
flight, a back channel) provokes nobody: the catalogue says so, in its column `provocation`.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.answer.expectation import learn_from_answer, learn_from_silence
from sim.core.belief.attribution import threshold
from sim.core.belief.deterrence import embolden
from sim.core.kernel import kernel
from sim.core.layout.capacity import MAX_PROVOCATIONS
from sim.core.layout.setup import NOBODY, REQUEST, Setup
from sim.core.layout.state import ANSWERED_ENTRY, EMPTY_ENTRY, NEVER, OPEN_ENTRY, State

PUBLIC_BELOW = 0.5
"""An act that can be denied less than this is there for everybody to see."""
STILL_ASKED = 0.1
"""A request counts while a tenth of it stands."""


@kernel
def provoke(
    state: State, setup: Setup, i: int, j: int, victim: int, action: int, rung: float,
    certainty: float, key: np.uint64, is_true: bool,
) -> None:  # fmt: skip
    """Write down that an act which i takes for j's provokes i, on its own soil or an ally's.

    `rung` is on i's ladder. Whether j did it, `is_true`, stands where no actor can read it.
    """
    act = setup.actions[action]
    if act.provocation <= 0.0 or setup.pairs[i, j].is_adversary == 0:
        return
    pair = state.pairs[i, j]
    pair.provoked_rung = max(pair.provoked_rung, rung)
    if write_down(state, setup, i, j, victim, action, rung, certainty, key, is_true):
        state.actors[i].provocations += 1


@kernel
def ask(state: State, setup: Setup, host: int, i: int, action: int, key: np.uint64) -> None:
    """Write a host's request for help into i's book: it is answered from there, like all else."""
    rung = float(setup.rungs[i, action])
    write_down(state, setup, i, host, host, action, rung, 1.0, key, True)


@kernel
def is_request(setup: Setup, entry: np.record) -> bool:
    """Tell whether a line of a book is an ally's request, and not a provocation."""
    return setup.actions[entry.action].effect == REQUEST


@kernel
def write_down(
    state: State, setup: Setup, i: int, j: int, victim: int, action: int, rung: float,
    certainty: float, key: np.uint64, is_true: bool,
) -> bool:  # fmt: skip
    """Open a line in i's book about an act of j; False where the book is full of graver ones."""
    act, system = setup.actions[action], state.system
    place = free_place(state, setup, i, rung)
    if place == NOBODY:
        system.forgotten += 1
        return False
    entry, origin = state.book[i, place], state.origins[i, place]
    entry.day = system.day
    entry.rung = rung
    entry.certainty = certainty
    entry.due = NEVER
    entry.lapses = system.day + setup.parameters.answer_lapse_days
    entry.step = 0.0
    entry.status = OPEN_ENTRY
    entry.is_new = 1
    entry.against = j
    entry.victim = victim
    entry.action = action
    entry.is_public = int(act.deniability < PUBLIC_BELOW)
    entry.measures = 0
    entry.given = 0
    entry.answer = NOBODY
    entry.key = draws.joined(key, setup.name_keys[i])
    origin.act = system.acts
    origin.depth = system.act_depth
    origin.is_true = int(is_true)
    state.actors[i].n_new += 1
    return True


@kernel
def free_place(state: State, setup: Setup, i: int, rung: float) -> int:
    """Return where i's book has room for a provocation on this rung, or NOBODY.

    A full book drops what was answered, and then lets the lowest lapse that nobody means to answer;
    of two on one rung the older.
    """
    found, lowest, actor = NOBODY, rung, state.actors[i]
    for place in range(actor.book_end):
        if state.book[i, place].status == EMPTY_ENTRY:
            return place
    if actor.book_end < MAX_PROVOCATIONS:
        actor.book_end += 1
        return actor.book_end - 1
    for place in range(MAX_PROVOCATIONS):
        entry = state.book[i, place]
        if entry.status == ANSWERED_ENTRY and entry.measures == 0:
            found, lowest = place, -1.0
        elif entry.status == OPEN_ENTRY and entry.measures == 0 and entry.rung <= lowest:
            is_older = found == NOBODY or entry.day < state.book[i, found].day
            if entry.rung < lowest or is_older:
                found, lowest = place, entry.rung
    if found != NOBODY and state.book[i, found].status == OPEN_ENTRY:
        state.system.forgotten += state.book[i, found].is_new
        lapse(state, setup, i, found)
    return found


@kernel
def provoke_guarantors(
    state: State, setup: Setup, host: int, j: int, action: int, certainty: float, key: np.uint64,
    is_true: bool,
) -> None:  # fmt: skip
    """Let those who have a stake in a host's soil be provoked for it, as far as it convinces them.

    A guarantor is an ally that the host has asked for help, or whose kit stands there; and, where
    it was bad enough, the alliance that the host belongs to.
    """
    for g in range(setup.n_actors):
        if g == host or setup.pairs[g, host].is_ally == 0:
            continue
        rung = float(setup.rungs[g, action])
        if setup.actors[host].alliance == g:
            has_stake = rung >= setup.parameters.alliance_provoked_rung
        else:
            asked = state.pairs[g, host].request >= STILL_ASKED
            has_stake = asked or state.views[g, host].own_kit > 0
        if has_stake and certainty >= threshold(setup, g, rung):
            provoke(state, setup, g, j, host, action, rung, certainty, key, is_true)


@kernel
def let_lapse(state: State, setup: Setup) -> None:
    """Close what has grown too old to be answered."""
    for i in range(setup.n_actors):
        end = 0
        for place in range(state.actors[i].book_end):
            entry = state.book[i, place]
            if entry.status != EMPTY_ENTRY:
                end = place + 1
            if entry.status == EMPTY_ENTRY or entry.measures > 0:
                continue
            if entry.lapses > state.system.day:
                continue
            if entry.status == OPEN_ENTRY:
                lapse(state, setup, i, place)
            entry.status = EMPTY_ENTRY
        state.actors[i].book_end = end


@kernel
def lapse(state: State, setup: Setup, i: int, place: int) -> None:
    """Charge i what it costs to leave a line of its book unanswered.

    The other side has got away with it, and thinks i the softer for it. Of a public one, everybody
    knows that nothing was done: the pressure to answer the next is the greater (audience costs:
    Fearon 1994), and where it was done to a member the alliance looks weaker. So it does where an
    ally's request goes unmet.
    """
    entry = state.book[i, place]
    if is_request(setup, entry):
        state.actors[i].requests_lapsed += 1
    else:
        state.actors[i].lapsed += 1
        embolden(state, setup, entry.against, entry.victim)
        learn_from_silence(state, setup, i, entry, state.origins[i, place])
        state.pairs[i, entry.against].unanswered += float(entry.is_public)
    if entry.is_public == 1 and setup.actors[i].alliance != NOBODY:
        loss = setup.parameters.cohesion_unanswered
        state.system.cohesion = max(0.0, state.system.cohesion - loss)


@kernel
def next_due(state: State, setup: Setup, before: float) -> tuple[int, int]:
    """Return the actor and place of the answer that is due first, before a day; NOBODY for none.

    Of two at one moment the one with the lower key comes first, whoever stands first in the file.
    """
    who, where, first = NOBODY, NOBODY, before
    key = np.uint64(0)
    for i in range(setup.n_actors):
        if state.actors[i].next_due > first:
            continue
        for place in range(state.actors[i].book_end):
            entry = state.book[i, place]
            if entry.measures == 0 or entry.due > first:
                continue
            if entry.due < first or (who != NOBODY and entry.key < key):
                who, where, first, key = i, place, entry.due, entry.key
    return who, where


@kernel
def note_due(state: State, i: int) -> None:
    """Keep the day on which i's first answer is due, so that no book is searched in vain."""
    actor = state.actors[i]
    actor.next_due = NEVER
    for place in range(actor.book_end):
        entry = state.book[i, place]
        if entry.measures > 0:
            actor.next_due = min(actor.next_due, entry.due)


@kernel
def worst_open(state: State, setup: Setup, i: int, j: int) -> int:
    """Return where the highest open provocation of i by j, or by j's alliance, stands; or NOBODY.

    Of two on one rung the older.
    """
    found, rung, day = NOBODY, -1.0, 0.0
    for place in range(state.actors[i].book_end):
        entry = state.book[i, place]
        if entry.status != OPEN_ENTRY:
            continue
        against = entry.against
        is_allied = setup.actors[j].alliance == against or setup.actors[against].alliance == j
        if against != j and not is_allied:
            continue
        if entry.rung > rung or (entry.rung == rung and entry.day < day):
            found, rung, day = place, entry.rung, entry.day
    return found


@kernel
def note_answer(state: State, setup: Setup, i: int, place: int, action: int, rung: float) -> None:
    """Write into i's book that it answers with this act, and count what the record knows of it."""
    entry, origin, actor = state.book[i, place], state.origins[i, place], state.actors[i]
    entry.status = ANSWERED_ENTRY
    entry.given += 1
    entry.answer = action
    if is_request(setup, entry):
        actor.requests_met += 1
        state.system.act_depth = 0  # kit that was asked for answers no act of an adversary
        return
    learn_from_answer(state, setup, i, entry, origin, rung)
    actor.answers += 1
    actor.answers_higher += int(rung > entry.rung)
    actor.answers_misattributed += int(origin.is_true == 0)
    state.system.act_depth = origin.depth + 1
    state.system.longest_exchange = max(state.system.longest_exchange, origin.depth + 1)
