"""A kick: one act put into every run, and what the other side answers it with, when and how high.

Answers are told from their links (each act says which act it answers), so what would have happened
anyway is not among them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.crisis.trace import Event, trace
from sim.scenario import Scenario, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.schema import Inject
from sim.statistics import wilson

DAY = 56
"""Days from the start to the kick: what the start has set off is over by then."""
WITHIN_DAYS = 30
ADVERSARIES = ("opportunist", "prober", "spiral")


class Kick(NamedTuple):
    """An act, and who is expected to answer it."""

    label: str
    actor: str
    action: str
    target: str
    answerer: str


KICKS = (
    Kick("UK shoots down an aircraft", "UK", "shoot_down_manned", "Russia", "Russia"),
    Kick("UK sends a frontline unit", "UK", "deploy_frontline_unit", "Belgium", "Russia"),
    Kick("UK sends an EW suite", "UK", "deploy_ew_suite", "Belgium", "Russia"),
    Kick("Russia crosses with aircraft", "Russia", "airspace_violation", "UK", "UK"),
)


class Answered(NamedTuple):
    """What one run answered a kick with: days to the first answer, its act, the highest rung."""

    days: float
    first: str
    rung: int
    """0 where it gave way: it talked, or made an offer, and did nothing else"""


def with_kick(scenario: Scenario, kick: Kick) -> Scenario:
    """Return the scenario, cut short after the kick's consequences, with the kick put in."""
    file = scenario.file
    turns = int(np.ceil((DAY + 2 * WITHIN_DAYS) / file.days_per_turn))
    end = file.start + timedelta(days=turns * file.days_per_turn)
    own = Inject(date=file.start + timedelta(days=DAY), actor=kick.actor, action=kick.action,
                 target=kick.target)  # fmt: skip
    kept = [inject for inject in file.injects if inject.date < end]
    changed = {"turns": turns, "injects": [*kept, own]}
    return replace(scenario, file=file.model_copy(update=changed))


def answers_of(events: list[Event], kick: Kick) -> Answered | None:
    """Return how a run answered the kick, None where it was left alone."""
    done = next(
        event
        for event in events
        if (event.cause, event.actor, event.action) == ("inject", kick.actor, kick.action)
        and event.day >= DAY
    )
    found = [
        event
        for event in events
        if event.answers == done.act
        and event.actor == kick.answerer
        and event.day <= done.day + WITHIN_DAYS
    ]
    if not found:
        return None
    return Answered(found[0].day - done.day, found[0].action, max(event.rung for event in found))


def kick_table(name: str, runs: int, seed: int) -> pd.DataFrame:
    """Return a row a kick and adversary: how often it is answered within 30 days, when, how high.

    Columns: kick, adversary, runs, answered by an act on rung 1 or above with its 95% interval
    (low, high), gave_way (shares of runs), median_days, median_rung, and commonest (the commonest
    first answers, with their share of all first answers).
    """
    rows = []
    for kick in KICKS:
        for adversary in ADVERSARIES:
            scenario = with_kick(load_scenario(name, {"Russia": adversary}), kick)
            found = [answers_of(trace(scenario, seed, run), kick) for run in range(runs)]
            rows.append({"kick": kick.label, "adversary": adversary} | _row(found))
    return pd.DataFrame(rows)


def _row(found: list[Answered | None]) -> dict[str, Any]:
    answered = [one for one in found if one is not None and one.rung > 0]
    low, high = wilson(len(answered), len(found))
    acts = pd.Series([ACTIONS[one.first].short for one in answered], dtype=object)
    commonest = acts.value_counts(normalize=True).head(3)
    return {
        "runs": len(found),
        "answered": len(answered) / len(found),
        "low": low,
        "high": high,
        "gave_way": sum(one is not None and one.rung == 0 for one in found) / len(found),
        "median_days": float(np.median([one.days for one in answered])) if answered else np.nan,
        "median_rung": float(np.median([one.rung for one in answered])) if answered else np.nan,
        "commonest": "; ".join(f"{act} {share:.0%}" for act, share in commonest.items()),
    }
