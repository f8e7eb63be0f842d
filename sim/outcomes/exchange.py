"""What provoked whom, and what was answered: exchanges of acts, how long and how high."""

from __future__ import annotations

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.outcomes.outcome import ACTOR, DYAD, SYSTEM, Outcome


@kernel
def provocations(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].provocations)


@kernel
def answers(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].answers)


@kernel
def answers_higher(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].answers_higher)


@kernel
def answers_misattributed(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].answers_misattributed)


@kernel
def left_unanswered(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].lapsed)


@kernel
def longest_exchange(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.longest_exchange)


@kernel
def crises(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.pairs[min(i, j), max(i, j)].crises)


@kernel
def gave_way(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.gave_way)


@kernel
def forgotten(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.forgotten)


EXCHANGE = (
    Outcome(
        "provocations", "acts", "count", "int32", ACTOR, "lower",
        "acts that it took for an adversary's and that called for an answer", provocations,
    ),
    Outcome(
        "answers", "acts", "count", "int32", ACTOR, "none",
        "acts of this actor that answer a provocation", answers,
    ),
    Outcome(
        "answers_higher", "acts", "count", "int32", ACTOR, "lower",
        "answers on a higher rung than what provoked them", answers_higher,
    ),
    Outcome(
        "answers_misattributed", "acts", "count", "int32", ACTOR, "lower",
        "answers to what the one that was blamed did not do", answers_misattributed,
    ),
    Outcome(
        "left_unanswered", "acts", "count", "int32", ACTOR, "none",
        "provocations that grew too old to be answered", left_unanswered,
    ),
    Outcome(
        "longest_exchange", "acts", "count", "int32", SYSTEM, "lower",
        "answers in the longest chain of answers to answers", longest_exchange,
    ),
    Outcome(
        "crises", "crises", "count", "int32", DYAD, "lower",
        "times that shots, deaths or a blamed accident put the two on the brink", crises,
    ),
    Outcome(
        "gave_way", "acts", "count", "int32", SYSTEM, "none",
        "times that a side backed down in a crisis", gave_way,
    ),
    Outcome(
        "forgotten", "acts", "count", "int32", SYSTEM, "none",
        "provocations that found no room in an actor's book", forgotten,
    ),
)  # fmt: skip
