"""What was asked for, what was sent, how it was read, what it cost, and how the alliance held."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.setup import Setup
from sim.core.world import NEVER, World
from sim.outcomes.outcome import ASKER, PAYER, SUPPORTER, SYSTEM, Outcome


@kernel
def deployments(world: World, setup: Setup, i: int, j: int) -> float:
    return float(world.actors[i].deployments)


@kernel
def read_as_offensive(world: World, setup: Setup, i: int, j: int) -> float:
    actor = world.actors[i]
    if actor.readings == 0:
        return np.nan
    return float(actor.read_as_offensive) / float(actor.readings)


@kernel
def request_to_kit_days(world: World, setup: Setup, i: int, j: int) -> float:
    actor = world.actors[i]
    if actor.first_request_day == NEVER or actor.first_kit_day < actor.first_request_day:
        return np.nan
    return actor.first_kit_day - actor.first_request_day


@kernel
def cost_meur(world: World, setup: Setup, i: int, j: int) -> float:
    return world.actors[i].spent_meur


@kernel
def strain(world: World, setup: Setup, i: int, j: int) -> float:
    return world.actors[i].strain


@kernel
def article_4(world: World, setup: Setup, i: int, j: int) -> float:
    return float(world.system.article_4)


@kernel
def article_5(world: World, setup: Setup, i: int, j: int) -> float:
    return float(world.system.article_5)


@kernel
def vigilance(world: World, setup: Setup, i: int, j: int) -> float:
    return float(world.system.vigilance)


@kernel
def cohesion_lowest(world: World, setup: Setup, i: int, j: int) -> float:
    return world.system.lowest_cohesion


@kernel
def cohesion_last(world: World, setup: Setup, i: int, j: int) -> float:
    return world.system.cohesion


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
)  # fmt: skip

ALLIANCE = (
    Outcome(
        "article_4", "share", "share", "int8", SYSTEM, "none",
        "the alliance consulted under Article 4", article_4, headline=True,
    ),
    Outcome(
        "article_5", "share", "share", "int8", SYSTEM, "lower",
        "the alliance invoked Article 5", article_5, headline=True,
    ),
    Outcome(
        "vigilance", "share", "share", "int8", SYSTEM, "none",
        "the alliance agreed on a vigilance operation or reinforced forward", vigilance,
        headline=True,
    ),
    Outcome(
        "cohesion_lowest", "0-1", "quantity", "float64", SYSTEM, "higher",
        "lowest cohesion of the alliance in the run", cohesion_lowest, headline=True,
    ),
    Outcome(
        "cohesion_last", "0-1", "quantity", "float64", SYSTEM, "higher",
        "cohesion of the alliance at the end", cohesion_last, is_series=True,
    ),
)  # fmt: skip
