"""One night in Poland: numbers from before it alone, and a fair telling of what followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import BaseModel

from docs.table.poland import FOLLOWED, night_rows, nights, verdict, what_followed
from sim.crisis.trace import Event
from sim.scenario import load_scenario
from sim.scenario.schema import Inject
from sim.statistics import Interval

THE_NIGHT = date(2025, 9, 9)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATED = re.compile(rf"(?:(\d+) )?({'|'.join(MONTHS)})[a-z]* (20\d\d)")


def sources(node: object) -> Iterator[str]:
    """Yield every source that a file gives for a number, wherever it stands; not for injects."""
    if isinstance(node, Inject):
        return
    if isinstance(node, BaseModel):
        node = dict(node)
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and key == "source":
                yield value
            yield from sources(value)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from sources(item)


def first_day_told(day: str, month: str, year: str) -> date:
    return date(int(year), MONTHS.index(month) + 1, int(day or 1))


def too_late(source: str) -> list[str]:
    """Return what a source dates after the night; a month counts from its first day."""
    return [
        found[0]
        for found in DATED.finditer(source)
        if first_day_told(found[1], found[2], found[3]) > THE_NIGHT
    ] + re.findall(r"20(?:2[6-9]|[3-9]\d)", source)


def test_a_date_after_the_night_is_found() -> None:
    assert too_late("closed in May 2025; drones over Poland, 10 Sep 2025") == ["10 Sep 2025"]
    assert too_late("audit of autumn, October 2025") == ["October 2025"]
    assert too_late("BBC, disclosed in 2026") == ["2026"]
    assert too_late("two more crossed on 3 Sep 2025, announced on 9 Sep 2025") == []


def test_nothing_that_followed_the_night_set_a_number() -> None:
    file = load_scenario("poland_2025").file
    said = [source for source in [*sources(file), *file.evidence] if source]
    assert len(said) > 40
    # The exercise was announced beforehand: its days are in the future, the announcement is not.
    late = {source: too_late(source.replace("for 12-16 September", "")) for source in said}
    assert {source: dates for source, dates in late.items() if dates} == {}


def test_the_night_itself_is_all_that_is_put_in() -> None:
    (night,) = load_scenario("poland_2025").file.injects
    assert (night.date, night.action, night.target) == (
        THE_NIGHT, "drone_swarm_incursion", "Poland",
    )  # fmt: skip


# What followed, on events by hand


def event(day: float, actor: str, action: str, target: str = "Poland", **told: object) -> Event:
    plain = Event(
        run=0, turn=1, day=day, date=THE_NIGHT, actor=actor, target=target, action=action, rung=5,
        cause="chosen", detected=True, defeated=False, posterior=1.0, note="", site="", act=0,
        answers=0,
    )  # fmt: skip
    return plain._replace(**told)


SWARM = event(1.0, "Russia", "drone_swarm_incursion", cause="inject", act=4)


def told(*later: Event, swarm: Event = SWARM) -> set[str]:
    earlier = event(0.5, "Poland", "shoot_down_drone")
    found = what_followed([earlier, swarm, *later])
    return {one.what for one, did in zip(FOLLOWED, found, strict=True) if did}


def test_what_came_before_the_swarm_or_too_late_did_not_follow() -> None:
    assert told() == set()
    assert told(event(3.1, "Poland", "shoot_down_drone")) == set()


def test_an_order_or_a_drone_brought_down_within_two_days_counts() -> None:
    (brought_down,) = told(event(2.9, "Poland", "shoot_down_drone"))
    assert told(event(1.2, "Russia", "recon_drone_incursion", defeated=True)) == {brought_down}
    assert told(swarm=SWARM._replace(defeated=True)) == {brought_down}


def test_orders_of_others_for_themselves_and_strangers_drones_do_not_count() -> None:
    assert told(event(1.2, "Germany", "shoot_down_drone", target="Germany")) == set()
    assert told(event(1.2, "", "recon_drone_incursion", defeated=True)) == set()
    over_germany = event(1.2, "Russia", "recon_drone_incursion", "Germany", defeated=True)
    assert told(over_germany) == set()


def test_only_an_act_of_poland_that_answers_this_swarm_answers_it() -> None:
    protest = event(4.0, "Poland", "diplomatic_protest", target="Russia")
    assert told(protest) == told(protest._replace(answers=3)) == set()
    assert told(protest._replace(answers=4, actor="Germany")) == set()
    assert told(protest._replace(answers=4)) == {"Poland answers the swarm within 7 days"}


def test_a_consultation_takes_place_when_called_and_an_operation_when_carried() -> None:
    called = event(2.0, "Baltic", "article_4_consultation")
    assert len(told(called)) == 2  # within a week, and so within half a year
    assert told(called._replace(day=60.0)) == {"consultation within 26 weeks"}
    put = event(3.0, "NATO", "vigilance_activity")
    assert told(put) == told(put._replace(note="motion blocked")) == set()
    assert len(told(put._replace(note="motion carried"))) == 2


def test_war_is_seen_by_its_note() -> None:
    assert told(event(90.0, "Russia", "limited_strike", note="war")) == {"war within 26 weeks"}


# The table


@pytest.mark.parametrize(
    ("low", "high", "happened", "says"),
    [
        (0.0, 0.04, True, "clearly missed"),
        (0.04, 0.06, True, "less likely than not"),
        (0.45, 0.55, True, "about even"),
        (0.6, 0.7, True, "as in the world, mostly"),
        (0.0, 0.01, False, "as in the world, mostly"),
        (0.97, 1.0, False, "clearly missed"),
    ],
)
def test_a_verdict_says_how_likely_the_world_was(
    low: float, high: float, *, happened: bool, says: str
) -> None:
    one = FOLLOWED[0]._replace(happened=happened)
    assert verdict(one, Interval(low, high)) == says


def test_shares_are_of_runs_with_their_interval() -> None:
    rows = night_rows([[True] + [False] * 6] * 5 + [[False] * 7] * 5).splitlines()
    assert len(rows) == 2 + len(FOLLOWED)
    assert "| 50.0 (23.7 to 76.3) | about even |" in rows[2]
    assert "| 0.0 (under 26) |" in rows[3]


@pytest.mark.slow
def test_poland_answers_in_some_runs_and_nobody_goes_to_war() -> None:
    found = nights(300, 7)
    shares = [sum(run[place] for run in found) / len(found) for place in range(len(FOLLOWED))]
    assert 0.02 < shares[0] < 0.98
    assert 0.02 < shares[1] < 0.98
    assert shares[2] <= shares[4]
    assert shares[3] <= shares[5]
    assert shares[6] < 0.02
