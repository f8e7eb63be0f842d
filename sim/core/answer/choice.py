"""What a provocation is answered with: a choice over the legal menu, by distance from a rung.

Options are weighed by how far they stand from the rung that the policy wants, whether they are in
kind, what else speaks for them, the firebreaks that they would cross first, and how worn they are;
not by how often they are used unprovoked.
"""

from __future__ import annotations

import numpy as np

from sim.core import draws
from sim.core.act.legality import IS_STANDING, LEGAL, bar_of, is_legal
from sim.core.alliance.consensus import alliance_of
from sim.core.answer.book import is_request
from sim.core.answer.crisis import dares, gives_way
from sim.core.arithmetic import clip, exp
from sim.core.kernel import kernel
from sim.core.layout.ladder import LIMITED_STRIKE, MANNED_ENGAGED, SHOTS
from sim.core.layout.setup import MOTION, NOBODY, RECALL, REQUEST, Setup, own_options
from sim.core.layout.state import FORBIDDEN, State

LOWER_IN_A_PACKAGE = 3.5
"""Rungs by which the further measures of a package stand below the first."""


@kernel
def choose_answer(state: State, setup: Setup, turn: np.uint64, i: int, entry: np.record) -> int:
    """Return the option with which i answers an entry of its book; NOBODY where none is legal.

    A measure that stands is among them: to point to it is an answer, and no new act.
    """
    if is_request(setup, entry):
        return choose_help(state, setup, turn, i, entry)
    if gives_way(state, setup, i, entry.against):
        way_out = choose_way_out(state, setup, turn, i, entry)
        if way_out != NOBODY:
            return way_out
    rung = wanted_rung(entry)
    first, last = own_options(setup.menu, i)
    total = 0.0
    for o in range(first, last):
        state.weight[o] = 0.0
        if not can_answer(setup, i, entry, o) or state.taste[o] <= FORBIDDEN:
            continue
        if not dares(state, setup, i, entry.against, setup.menu.rung[o]):
            continue
        bar = bar_of(state, setup, o, entry.certainty)
        if bar in (LEGAL, IS_STANDING):
            state.weight[o] = exp(appeal(state, setup, i, entry, rung, o))
            total += state.weight[o]
    return pick(state, setup, turn, i, entry, total)


@kernel
def choose_help(state: State, setup: Setup, turn: np.uint64, i: int, entry: np.record) -> int:
    """Return the kit that i sends in answer to a request: what it usually sends, as it likes it."""
    first, last = own_options(setup.menu, i)
    total = 0.0
    for o in range(first, last):
        state.weight[o] = 0.0
        is_meant = setup.menu.is_aid[o] == 1.0 and setup.menu.target[o] == entry.against
        if not is_meant or setup.menu.is_listed[o] == 0.0 or state.taste[o] <= FORBIDDEN:
            continue
        if is_legal(state, setup, o):
            state.weight[o] = state.tempo[o] * exp(state.taste[o])
            total += state.weight[o]
    return pick(state, setup, turn, i, entry, total)


@kernel
def wanted_rung(entry: np.record) -> float:
    """Return the rung on which the policy means to answer: a step off, lower for later measures."""
    lower = LOWER_IN_A_PACKAGE if entry.given > 0 else 0.0
    return max(1.0, entry.rung + entry.step - lower)


@kernel
def choose_way_out(state: State, setup: Setup, turn: np.uint64, i: int, entry: np.record) -> int:
    """Return the act with which i backs down: an offer or a word in private; NOBODY for none."""
    first, last = own_options(setup.menu, i)
    total = 0.0
    for o in range(first, last):
        state.weight[o] = 0.0
        if not is_way_out(setup, entry.against, o):
            continue
        if state.taste[o] > FORBIDDEN and is_legal(state, setup, o, entry.certainty):
            state.weight[o] = 1.0
            total += 1.0
    return pick(state, setup, turn, i, entry, total)


@kernel
def is_way_out(setup: Setup, j: int, o: int) -> bool:
    """Tell whether one gives way to j with an option: a word in private, or an offer."""
    menu = setup.menu
    target = menu.target[o]
    is_aimed = target == j or target == alliance_of(setup, j)
    if menu.is_listed[o] == 0.0 or menu.rung[o] > 0.0 or not is_aimed:
        return False
    return setup.actions[menu.action[o]].effect != RECALL


@kernel
def pick(
    state: State, setup: Setup, turn: np.uint64, i: int, entry: np.record, total: float
) -> int:
    """Return one of i's options by the weights in `state.weight`; NOBODY where all are 0."""
    if total <= 0.0:
        return NOBODY
    first, last = own_options(setup.menu, i)
    u = draws.uniform(turn, draws.ANSWER_CHOICE, draws.item(entry.key, entry.given))
    reached, chosen = 0.0, NOBODY
    for o in range(first, last):
        if state.weight[o] > 0.0:
            chosen = o
            reached += state.weight[o]
            if u * total < reached:
                return chosen
    return chosen


@kernel
def can_answer(setup: Setup, i: int, entry: np.record, o: int) -> bool:
    """Tell whether an option could answer an entry of i's book, were it legal.

    It is aimed at the one that is blamed, at its alliance, or is done at home or for the victim;
    a motion is put to the allies.
    """
    menu = setup.menu
    if menu.is_listed[o] == 0.0 or menu.rung[o] < 1.0:
        return False
    target, effect = menu.target[o], setup.actions[menu.action[o]].effect
    if effect in (REQUEST, RECALL):
        return False
    if effect == MOTION or target == entry.against or target == i or target == entry.victim:
        return True
    return target == alliance_of(setup, entry.against)


@kernel
def appeal(state: State, setup: Setup, i: int, entry: np.record, rung: float, o: int) -> float:
    """Return what speaks for answering an entry with an option, in nats."""
    parameters, menu = setup.parameters, setup.menu
    own_rung = menu.rung[o]
    act = setup.actions[menu.action[o]]
    nats = -parameters.answer_per_rung * abs(own_rung - rung) - act.reluctance
    if act.domain == setup.actions[entry.action].domain:
        nats += parameters.answer_in_kind
    cap = parameters.choice_utility_cap
    nats += parameters.answer_motives * clip(state.taste[o], -cap, cap)
    nats -= parameters.answer_wear * state.worn[o]
    for firebreak in (SHOTS, MANNED_ENGAGED, LIMITED_STRIKE):
        if own_rung >= firebreak:
            held = 1.0 if entry.rung < firebreak else parameters.answer_firebreak_crossed
            nats -= held * parameters.answer_firebreak
    return nats
