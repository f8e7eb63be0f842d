"""What was asked for, what was sent and for how long, how it was read, what it cost."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import NEVER, State
from sim.outcomes.outcome import ASKER, HARMED, PAYER, RIVAL, SUPPORTER, Outcome


@kernel
def deployments(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].deployments)


@kernel
def read_as_offensive(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    if actor.readings == 0:
        return np.nan
    return float(actor.read_as_offensive) / float(actor.readings)


@kernel
def request_to_kit_days(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    if actor.first_request_day == NEVER or actor.first_kit_day < actor.first_request_day:
        return np.nan
    return actor.first_kit_day - actor.first_request_day


@kernel
def cost_meur(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].spent_meur


@kernel
def strain(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].strain


@kernel
def damage_meur(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].damage_meur


@kernel
def doubt(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].doubt


@kernel
def kit_days(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].kit_days


@kernel
def longest_stay_days(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].longest_stay_days


@kernel
def withdrawn(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].withdrawn)


@kernel
def left_without(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].left_without)


@kernel
def bilateral_share(state: State, setup: Setup, i: int, j: int) -> float:
    actor = state.actors[i]
    kits = actor.kits_bilateral + actor.kits_by_alliance
    return float(actor.kits_bilateral) / float(kits) if kits > 0 else np.nan


@kernel
def kits_for_nothing(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].kits_for_nothing)


@kernel
def campaign_days(state: State, setup: Setup, i: int, j: int) -> float:
    return state.actors[i].campaign_days


@kernel
def requests_met(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].requests_met)


@kernel
def requests_lapsed(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].requests_lapsed)


AID = (
    Outcome(
        "deployments", "deployments", "count", "int32", SUPPORTER, "none",
        "kits and teams it sent to allies", deployments, headline=True,
    ),
    Outcome(
        "read_as_offensive", "share", "quantity", "float64", SUPPORTER, "lower",
        "share of its deployments that an adversary read as offensive; empty where it sent none",
        read_as_offensive, headline=True,
    ),
    Outcome(
        "request_to_kit_days", "days", "quantity", "float64", ASKER, "lower",
        "days from its first request to the first kit in place; empty where none came",
        request_to_kit_days, headline=True,
    ),
    Outcome(
        "cost_meur", "M EUR", "quantity", "float64", PAYER, "lower",
        "all it spent: acts, deployments, upkeep", cost_meur, headline=True, is_series=True,
    ),
    Outcome(
        "strain", "ratio", "quantity", "float64", PAYER, "lower",
        "spending of about the last year over a year's budget, at the end", strain,
    ),
    Outcome(
        "damage_meur", "M EUR", "quantity", "float64", HARMED, "lower",
        "what acts of adversaries cost it: diversions, repairs, lost trade", damage_meur,
    ),
    Outcome(
        "doubt", "log-odds", "quantity", "float64", SUPPORTER, "lower",
        "how far its public has come to doubt that helping is right, at the end", doubt,
    ),
    Outcome(
        "requests_met", "requests", "count", "int32", SUPPORTER, "none",
        "requests of allies that it answered with kit", requests_met,
    ),
    Outcome(
        "requests_lapsed", "requests", "count", "int32", SUPPORTER, "lower",
        "requests of allies that it left unanswered", requests_lapsed,
    ),
    Outcome(
        "kits_for_nothing", "kits", "count", "int32", ASKER, "lower",
        "kits that allies sent to it while, in truth, nothing had flown there lately",
        kits_for_nothing,
    ),
    Outcome(
        "campaign_days", "days", "quantity", "float64", ASKER, "none",
        "days on which, in truth, a campaign of drones was on over its soil", campaign_days,
    ),
    Outcome(
        "kit_days", "kit-days", "quantity", "float64", SUPPORTER, "none",
        "days at work abroad of all its kits and teams, added up", kit_days, headline=True,
    ),
    Outcome(
        "longest_stay_days", "days", "quantity", "float64", SUPPORTER, "none",
        "longest time that one of its kits was at work abroad", longest_stay_days,
    ),
    Outcome(
        "withdrawn", "kits", "count", "int32", SUPPORTER, "lower",
        "kits it brought home, by choice or because their mandate was not renewed", withdrawn,
        headline=True,
    ),
    Outcome(
        "left_without", "kits", "count", "int32", RIVAL, "lower",
        "kits that their owner took from its soil for another host", left_without,
    ),
    Outcome(
        "bilateral_share", "share", "quantity", "float64", ASKER, "none",
        "share of the kits sent to it that an ally sent bilaterally, and not in an "
        "operation of the alliance; empty where none was sent",
        bilateral_share,
    ),
)  # fmt: skip
