"""How high it went, how soon, through which steps, and whether it came down again."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import NEVER, State
from sim.outcomes.outcome import ACTOR, DYAD, RUNG, SCALE, SYSTEM, Outcome


@kernel
def highest_rung(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.highest_rung)


@kernel
def actor_highest_rung(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].highest_rung)


@kernel
def dyad_highest_rung(state: State, setup: Setup, i: int, j: int) -> float:
    return float(max(state.pairs[i, j].highest_rung, state.pairs[j, i].highest_rung))


@kernel
def first_day(state: State, setup: Setup, i: int, j: int) -> float:
    day = state.first_day[i]
    return day if day != NEVER else np.nan


@kernel
def final_rung(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.turn_rung)


@kernel
def kinetic(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.kinetic)


@kernel
def deaths(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.deaths)


@kernel
def war(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.war)


@kernel
def return_to_calm(state: State, setup: Setup, i: int, j: int) -> float:
    system = state.system
    calm = system.turn_rung <= setup.clock.routine_rung
    rose = system.highest_rung > setup.clock.routine_rung
    return 1.0 if system.war == 0 and calm and rose else 0.0


@kernel
def climbs_chosen(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.climbs_chosen)


@kernel
def climbs_accidental(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.climbs_accidental)


@kernel
def climbs_misattributed(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.climbs_misattributed)


@kernel
def reciprocity(state: State, setup: Setup, i: int, j: int) -> float:
    theirs = float(state.pairs[j, i].acts)
    return float(state.pairs[i, j].acts) / theirs if theirs > 0.0 else np.nan


@kernel
def disputes(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.pairs[min(i, j), max(i, j)].disputes)


@kernel
def settlements(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.pairs[min(i, j), max(i, j)].settlements)


@kernel
def militarised_incidents(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.pairs[min(i, j), max(i, j)].incidents)


@kernel
def longest_dispute_days(state: State, setup: Setup, i: int, j: int) -> float:
    return state.pairs[min(i, j), max(i, j)].longest_dispute_days


@kernel
def scale_total(state: State, setup: Setup, i: int, j: int) -> float:
    return state.scale_total[i]


@kernel
def scale_highest(state: State, setup: Setup, i: int, j: int) -> float:
    return state.scale_highest[i]


ESCALATION = (
    Outcome(
        "highest_rung", "rung", "rung", "int8", SYSTEM, "lower",
        "highest rung of any act by or against a focus state; injected acts do not count",
        highest_rung, headline=True,
    ),
    Outcome(
        "highest_rung", "rung", "rung", "int8", ACTOR, "lower",
        "highest rung of any act of this actor", actor_highest_rung,
    ),
    Outcome(
        "highest_rung", "rung", "rung", "int8", DYAD, "lower",
        "highest rung of any act between the two", dyad_highest_rung, headline=True,
    ),
    Outcome(
        "first_day", "day", "day", "float64", RUNG, "higher",
        "first day on which this rung was reached or passed; empty where it never was", first_day,
    ),
    Outcome(
        "final_rung", "rung", "rung", "int8", SYSTEM, "lower",
        "highest rung of the last turn", final_rung,
    ),
    Outcome(
        "kinetic", "share", "share", "int8", SYSTEM, "lower",
        "armed force between states: rung 9 or above, or an accident with deaths",
        kinetic, headline=True,
    ),
    Outcome(
        "deaths", "share", "share", "int8", SYSTEM, "lower", "somebody died", deaths, headline=True
    ),
    Outcome("war", "share", "share", "int8", SYSTEM, "lower", "rung 11 by war", war, headline=True),
    Outcome(
        "return_to_calm", "share", "share", "int8", SYSTEM, "higher",
        "rose above routine and stood at or below it in the last turn", return_to_calm,
        headline=True,
    ),
    Outcome(
        "climbs_chosen", "climbs", "count", "int32", SYSTEM, "lower",
        "new highs of one state toward another that somebody chose", climbs_chosen,
        headline=True,
    ),
    Outcome(
        "climbs_accidental", "climbs", "count", "int32", SYSTEM, "lower",
        "new highs of one state toward another that came by accident", climbs_accidental,
        headline=True,
    ),
    Outcome(
        "climbs_misattributed", "climbs", "count", "int32", SYSTEM, "lower",
        "new highs of one state toward another that answer what it did not do",
        climbs_misattributed,
        headline=True,
    ),
    Outcome(
        "reciprocity", "ratio", "quantity", "float64", DYAD, "none",
        "acts toward the adversary for each act of the adversary", reciprocity,
    ),
    Outcome(
        "disputes", "disputes", "count", "int32", DYAD, "lower",
        "militarised disputes of the two by MID's rule: half a year without an act ends one",
        disputes,
    ),
    Outcome(
        "settlements", "disputes", "count", "int32", DYAD, "higher",
        "militarised disputes of the two that mutual offers settled", settlements,
    ),
    Outcome(
        "militarised_incidents", "acts", "count", "int32", DYAD, "lower",
        "acts between the two that threaten, show or use force and were attributed",
        militarised_incidents,
    ),
    Outcome(
        "longest_dispute_days", "days", "quantity", "float64", DYAD, "lower",
        "length of their longest militarised dispute; acts that last count to their end",
        longest_dispute_days,
    ),
    Outcome(
        "scale_total", "points", "quantity", "float64", SCALE, "lower",
        "hostility of all acts by or against focus states, added up on this published scale",
        scale_total,
    ),
    Outcome(
        "scale_highest", "points", "quantity", "float64", SCALE, "lower",
        "most hostile act by or against a focus state on this published scale", scale_highest,
    ),
)  # fmt: skip
