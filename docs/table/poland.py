"""One night in Poland: what followed, and how often it follows in runs of `poland_2025`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.crisis.trace import Event, trace
from sim.scenario import load_scenario
from sim.statistics import wilson

RUNS, SEED = 2_000, 7
SWARM = "drone_swarm_incursion"
SOON, WEEK, HALF_YEAR = 2.0, 7.0, 182.0
"""Days from the swarm on within which something counts as having followed."""


class Followed(NamedTuple):
    """One thing that followed in the world, and how to see it among the events of a run."""

    what: str
    world: str
    within_days: float
    is_it: Callable[[Event, Event], bool]
    """given the swarm and a later event"""


def brought_down(_: Event, event: Event) -> bool:
    """Tell whether a drone over Poland was brought down, or the order to do so was given."""
    is_order = event.action == "shoot_down_drone" and event.actor == "Poland"
    return is_order or (event.target == "Poland" and event.defeated)


def answered(swarm: Event, event: Event) -> bool:
    """Tell whether Poland answered the swarm."""
    return event.answers == swarm.act and event.actor == "Poland"


def consulted(_: Event, event: Event) -> bool:
    """Tell whether members consult under Article 4: whoever asks for it, gets it."""
    return event.action == "article_4_consultation"


def on_guard(_: Event, event: Event) -> bool:
    """Tell whether the alliance agreed on a vigilance operation."""
    return event.action == "vigilance_activity" and event.note == "motion carried"


def went_to_war(_: Event, event: Event) -> bool:
    """Tell whether it is war."""
    return event.note == "war"


FOLLOWED = (
    Followed("drones over Poland brought down, or the order given, within 2 days",
             "the same night", SOON, brought_down),
    Followed("Poland answers the swarm within 7 days", "the next day", WEEK, answered),
    Followed("consultation under Article 4 within 7 days", "the next day", WEEK, consulted),
    Followed("vigilance operation within 7 days", "three days later", WEEK, on_guard),
    Followed("consultation within 26 weeks", "yes", HALF_YEAR, consulted),
    Followed("vigilance operation within 26 weeks", "yes", HALF_YEAR, on_guard),
    Followed("war within 26 weeks", "no", HALF_YEAR, went_to_war),
)  # fmt: skip


def nights(runs: int = RUNS, seed: int = SEED) -> list[list[bool]]:
    """Return for each run what of FOLLOWED did follow the swarm of the scenario's inject."""
    scenario = load_scenario("poland_2025")
    return [what_followed(trace(scenario, seed, run)) for run in range(runs)]


def what_followed(events: list[Event]) -> list[bool]:
    """Return what of FOLLOWED followed the injected swarm among the events of one run."""
    swarm = next(event for event in events if event.cause == "inject" and event.action == SWARM)
    later = [event for event in events if event.day >= swarm.day]
    return [
        any(one.is_it(swarm, event) for event in later if event.day <= swarm.day + one.within_days)
        for one in FOLLOWED
    ]


def night_rows(found: list[list[bool]]) -> str:
    """Return the table in Markdown."""
    lines = ["| what followed | in the world | simulated, in 100 (95% interval) |", "|---|---|---|"]
    for place, one in enumerate(FOLLOWED):
        seen = sum(run[place] for run in found)
        interval = wilson(seen, len(found))
        lines.append(
            f"| {one.what} | {one.world} | {seen / len(found) * 100:.1f} "
            f"({interval.low * 100:.1f} to {interval.high * 100:.1f}) |"
        )
    return "\n".join(lines)
