"""What the alliance decided, who held out, how long it took, and how it held together."""

from __future__ import annotations

import numpy as np

from sim.core.kernel import kernel
from sim.core.layout.setup import Setup
from sim.core.layout.state import State
from sim.outcomes.outcome import MEMBER, SYSTEM, Outcome


@kernel
def article_4(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.article_4)


@kernel
def article_5(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.article_5)


@kernel
def vigilance(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.vigilance)


@kernel
def cohesion_lowest(state: State, setup: Setup, i: int, j: int) -> float:
    return state.system.lowest_cohesion


@kernel
def cohesion_last(state: State, setup: Setup, i: int, j: int) -> float:
    return state.system.cohesion


@kernel
def hold_outs(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.actors[i].hold_outs)


@kernel
def motions_delayed(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.motions_delayed)


@kernel
def motions_blocked(state: State, setup: Setup, i: int, j: int) -> float:
    return float(state.system.motions_blocked)


@kernel
def motions_carried(state: State, setup: Setup, i: int, j: int) -> float:
    system = state.system
    decided = system.motions_carried + system.motions_blocked
    return float(system.motions_carried) / float(decided) if decided > 0 else np.nan


@kernel
def decision_delay_days(state: State, setup: Setup, i: int, j: int) -> float:
    system = state.system
    if system.decisions == 0:
        return np.nan
    return system.decision_delay_days / float(system.decisions)


ALLIANCE = (
    Outcome(
        "article_4", "share", "share", "int8", SYSTEM, "none",
        "a member called a consultation under Article 4", article_4, headline=True,
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
    Outcome(
        "hold_outs", "motions", "count", "int32", MEMBER, "none",
        "motions that it held out on when they were put", hold_outs,
    ),
    Outcome(
        "motions_delayed", "motions", "count", "int32", SYSTEM, "lower",
        "motions that had to wait for hold-outs", motions_delayed,
    ),
    Outcome(
        "motions_blocked", "motions", "count", "int32", SYSTEM, "lower",
        "motions that a hold-out blocked in the end", motions_blocked,
    ),
    Outcome(
        "motions_carried", "share", "quantity", "float64", SYSTEM, "higher",
        "share of the motions decided that carried; empty where none was", motions_carried,
        headline=True,
    ),
    Outcome(
        "decision_delay_days", "days", "quantity", "float64", SYSTEM, "lower",
        "days from when a motion was first put to when it carried, averaged over kinds of motion; "
        "empty where none carried",
        decision_delay_days, headline=True,
    ),
)  # fmt: skip
