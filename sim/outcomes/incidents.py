"""What happened over whose soil, whose it was thought to be, and what it did."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import NEVER, State
from sim.core.means.accounting import DAYS_PER_MONTH
from sim.outcomes.outcome import ASKER, HOST, SYSTEM, Outcome

SHORTEST_SPELL_DAYS = 14.0
"""A rate over less than two weeks says nothing: it counts as not applicable."""


@kernel
def incursions(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].incursions)


@kernel
def detected(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].detected)


@kernel
def defeated(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].defeated)


@kernel
def attributed_right(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].attributed_right)


@kernel
def attributed_wrong(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].attributed_wrong)


@kernel
def false_alarms(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].false_alarms)


@kernel
def over_attribution(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    if actor.false_alarms == 0:
        return np.nan
    return float(actor.attributed_wrong) / float(actor.false_alarms)


@kernel
def under_attribution(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    if actor.detected == 0:
        return np.nan
    return 1.0 - float(actor.attributed_right) / float(actor.detected)


@kernel
def proven(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].proven)


@kernel
def proven_hobby(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].proven_hobby)


@kernel
def proven_nothing(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].proven_nothing)


@kernel
def unresolved(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].unresolved)


@kernel
def airport_closures(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].airport_closures)


@kernel
def incursions_before_kit(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    if actor.first_kit_day < SHORTEST_SPELL_DAYS:
        return np.nan
    return float(actor.incursions_before_kit) / actor.first_kit_day * DAYS_PER_MONTH


@kernel
def incursions_after_kit(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    days = state.system.day - actor.first_kit_day
    if actor.first_kit_day == NEVER or days < SHORTEST_SPELL_DAYS:
        return np.nan
    return float(actor.incursions - actor.incursions_before_kit) / days * DAYS_PER_MONTH


@kernel
def hostile_severity(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].severity


@kernel
def near_misses(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.near_misses)


@kernel
def accidents(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.accidents)


INCIDENTS = (
    Outcome(
        "incursions", "acts", "count", "int32", HOST, "lower", "drone acts over its soil",
        incursions, headline=True, is_series=True,
    ),
    Outcome(
        "detected", "acts", "count", "int32", HOST, "higher", "drone acts that were seen", detected
    ),
    Outcome(
        "defeated", "acts", "count", "int32", HOST, "higher",
        "drone acts that were stopped: hijacked or brought down", defeated,
    ),
    Outcome(
        "attributed_right", "sightings", "count", "int32", HOST, "higher",
        "drones of the adversary that it attributed to the adversary", attributed_right,
    ),
    Outcome(
        "attributed_wrong", "sightings", "count", "int32", HOST, "lower",
        "hobby drones and empty reports that it attributed to the adversary", attributed_wrong,
        headline=True, is_series=True,
    ),
    Outcome(
        "false_alarms", "sightings", "count", "int32", HOST, "lower",
        "sightings that no state caused", false_alarms,
    ),
    Outcome(
        "over_attribution", "share", "quantity", "float64", HOST, "lower",
        "share of hobby drones and empty reports attributed to the adversary; empty where none",
        over_attribution,
    ),
    Outcome(
        "under_attribution", "share", "quantity", "float64", HOST, "lower",
        "share of the adversary's drones, where seen, not attributed to it; empty where none",
        under_attribution,
    ),
    Outcome(
        "proven", "sightings", "count", "int32", HOST, "none",
        "sightings proven to be the adversary's, by capture or inquiry", proven,
    ),
    Outcome(
        "proven_hobby", "sightings", "count", "int32", HOST, "none",
        "sightings proven to be a hobbyist's", proven_hobby,
    ),
    Outcome(
        "proven_nothing", "sightings", "count", "int32", HOST, "none",
        "sightings proven to be no drone at all", proven_nothing,
    ),
    Outcome(
        "unresolved", "sightings", "count", "int32", HOST, "lower",
        "sightings whose source nobody ever found out", unresolved,
    ),
    Outcome(
        "airport_closures", "closures", "count", "int32", HOST, "lower",
        "drones over an airport that nobody stopped", airport_closures,
    ),
    Outcome(
        "incursions_before_kit", "acts a month", "quantity", "float64", ASKER, "lower",
        "drone acts a month before the first kit was in place; empty where none came",
        incursions_before_kit,
    ),
    Outcome(
        "incursions_after_kit", "acts a month", "quantity", "float64", ASKER, "lower",
        "drone acts a month after the first kit was in place; empty where none came",
        incursions_after_kit,
    ),
    Outcome(
        "hostile_severity", "points", "quantity", "float64", HOST, "lower",
        "harm of all hostile acts against it; an ordinal judgement summed, not money",
        hostile_severity, headline=True,
    ),
    Outcome(
        "near_misses", "events", "count", "int32", SYSTEM, "lower",
        "close calls between people or machines of two sides", near_misses, headline=True,
    ),
    Outcome(
        "accidents", "events", "count", "int32", SYSTEM, "lower",
        "acts that went wrong, with or without deaths", accidents, headline=True,
    ),
)  # fmt: skip
