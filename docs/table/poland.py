"""One night in Poland: what followed it, and how often that follows in runs of `poland_2025`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sim.crisis.trace import Event, trace
from sim.scenario import load_scenario
from sim.statistics import Interval, wilson

RUNS, SEED = 2_000, 7
SWARM, HOST = "drone_swarm_incursion", "Poland"
DRONES = (SWARM, "recon_drone_incursion")
SOON, WEEK, HALF_YEAR = 2.0, 7.0, 182.0
"""Days from the swarm on within which something counts as having followed."""
MISSED, EVEN = 0.05, 0.5
"""What happened has been missed where less than the first share of runs has it."""


class Followed(NamedTuple):
    """One thing that did or did not follow in the world, and how to see it in a run."""

    what: str
    world: str
    happened: bool
    within_days: float
    is_it: Callable[[Event, Event], bool]
    """given the swarm and an event that is not earlier"""


def brought_down(swarm: Event, event: Event) -> bool:
    """Tell whether kit on Polish soil, of whom ever, stops a drone, or Poland orders it to."""
    if event.action == "shoot_down_drone":
        return event.actor == HOST
    is_drone = event.action in DRONES and event.actor == swarm.actor
    return is_drone and event.target == HOST and event.defeated


def answered(swarm: Event, event: Event) -> bool:
    """Tell whether Poland answered this swarm, and not something else."""
    return event.answers == swarm.act and event.actor == HOST


def consulted(_: Event, event: Event) -> bool:
    """Tell whether members consult under Article 4, whichever of them called it."""
    return event.action == "article_4_consultation"


def on_guard(_: Event, event: Event) -> bool:
    """Tell whether the members agreed on a vigilance operation."""
    return event.action == "vigilance_activity" and event.note == "motion carried"


def went_to_war(_: Event, event: Event) -> bool:
    """Tell whether it is war."""
    return event.note == "war"


FOLLOWED = (
    Followed("drones over Poland brought down, or the order given, within 2 days",
             "the same night", True, SOON, brought_down),
    Followed("Poland answers the swarm within 7 days",
             "the same night", True, WEEK, answered),
    Followed("consultation under Article 4 within 7 days",
             "the next day", True, WEEK, consulted),
    Followed("vigilance operation within 7 days",
             "two days later, on 12 September", True, WEEK, on_guard),
    Followed("consultation within 26 weeks", "yes", True, HALF_YEAR, consulted),
    Followed("vigilance operation within 26 weeks", "yes", True, HALF_YEAR, on_guard),
    Followed("war within 26 weeks", "none", False, HALF_YEAR, went_to_war),
)  # fmt: skip


def nights(runs: int = RUNS, seed: int = SEED) -> list[list[bool]]:
    """Return for each run which of FOLLOWED came after the injected swarm."""
    scenario = load_scenario("poland_2025")
    return [what_followed(trace(scenario, seed, run)) for run in range(runs)]


def what_followed(events: Sequence[Event]) -> list[bool]:
    """Return which of FOLLOWED came after the injected swarm among the events of one run."""
    swarm = next(event for event in events if event.cause == "inject" and event.action == SWARM)
    later = [event for event in events if event.day >= swarm.day]
    return [
        any(one.is_it(swarm, event) for event in later if event.day <= swarm.day + one.within_days)
        for one in FOLLOWED
    ]


def verdict(one: Followed, interval: Interval) -> str:
    """Say in words how likely the runs find what the world did.

    One night is one draw: it may show that the model gives too little to what happened, no more.
    """
    low, high = interval if one.happened else (1.0 - interval.high, 1.0 - interval.low)
    if high < MISSED:
        return "clearly missed"
    if high < EVEN:
        return "less likely than not"
    if low > EVEN:
        return "as in the world, mostly"
    return "about even"


def night_rows(found: Sequence[Sequence[bool]]) -> str:
    """Return the table in Markdown."""
    lines = [
        "| what followed | in the world | simulated, in 100 (95% interval) | verdict |",
        "|---|---|---|---|",
    ]
    for place, one in enumerate(FOLLOWED):
        seen = sum(run[place] for run in found)
        interval = wilson(seen, len(found))
        told = f"{seen / len(found) * 100:.1f}"
        if seen:
            told += f" ({interval.low * 100:.1f} to {interval.high * 100:.1f})"
        else:
            told += f" (under {interval.high * 100:.2g})"
        lines.append(f"| {one.what} | {one.world} | {told} | {verdict(one, interval)} |")
    return "\n".join(lines)
