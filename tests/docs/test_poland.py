"""The Polish night: numbers from before it alone, and a fair telling of what followed."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from docs.table.poland import FOLLOWED, night_rows, nights, what_followed
from sim.crisis.trace import Event
from sim.scenario import load_scenario

THE_NIGHT = date(2025, 9, 9)


def event(day: float, actor: str, action: str, target: str = "Poland", **told: object) -> Event:
    plain = Event(0, 1, day, THE_NIGHT, actor, target, action, 5, "chosen", True, False, 1.0, "",
                  "", 0, 0)  # fmt: skip
    return plain._replace(**told)


SWARM = event(1.0, "Russia", "drone_swarm_incursion", cause="inject", act=4)


def told(*later: Event) -> set[str]:
    earlier = event(0.5, "Poland", "shoot_down_drone")
    found = what_followed([earlier, SWARM, *later])
    return {one.what for one, did in zip(FOLLOWED, found, strict=True) if did}


def test_nothing_that_followed_the_night_set_a_number() -> None:
    file = load_scenario("poland_2025").file
    assert [(inject.date, inject.action) for inject in file.injects] == [
        (THE_NIGHT, "drone_swarm_incursion")
    ]
    sources = [
        item.source
        for actor in file.actors.values()
        for item in (*actor.tempo, *actor.beliefs.values(), *actor.suspicion.values(),
                     *actor.grievance.values(), actor.weight, actor.dependence)
    ]  # fmt: skip
    assert sum(bool(source) for source in sources) > 20
    for source in sources:
        for day in re.findall(r"\d+ [A-Z][a-z]{2} 20\d\d", source):
            assert datetime.strptime(day, "%d %b %Y").date() <= THE_NIGHT, source
        assert not re.search(r"2026|(October|November|December) 2025", source), source


def test_what_came_before_the_swarm_or_too_late_did_not_follow() -> None:
    assert told() == set()
    assert told(event(3.1, "Poland", "shoot_down_drone")) == set()


def test_an_order_or_a_drone_brought_down_within_two_days_counts() -> None:
    (brought_down,) = told(event(2.9, "Poland", "shoot_down_drone"))
    assert told(event(1.2, "Russia", "recon_drone_incursion", defeated=True)) == {brought_down}
    assert told(event(1.2, "Germany", "shoot_down_drone", target="Germany")) == set()


def test_only_an_act_of_poland_that_answers_this_swarm_answers_it() -> None:
    protest = event(4.0, "Poland", "diplomatic_protest", target="Russia")
    assert told(protest) == told(protest._replace(answers=3)) == set()
    (answered,) = told(protest._replace(answers=4))
    assert "answers the swarm" in answered


def test_an_operation_counts_once_it_is_carried_and_by_its_day() -> None:
    asked = event(2.0, "Poland", "article_4_consultation", target="Germany")
    assert len(told(asked)) == 2  # whoever asks for a consultation gets it
    assert told(asked._replace(day=60.0)) == {"consultation within 26 weeks"}
    put = event(3.0, "NATO", "vigilance_activity")
    assert told(put) == set()
    assert len(told(put._replace(note="motion carried"))) == 2
    assert told(event(90.0, "Russia", "hold", note="war")) == {"war within 26 weeks"}


def test_shares_are_of_runs_with_their_interval() -> None:
    rows = night_rows([[True] + [False] * 6] * 5 + [[False] * 7] * 5).splitlines()
    assert len(rows) == 2 + len(FOLLOWED)
    assert "| 50.0 (23.7 to 76.3) |" in rows[2]
    assert "| 0.0 (0.0 to 25.9) |" in rows[3]


@pytest.mark.slow
def test_poland_answers_in_many_runs_and_nobody_goes_to_war() -> None:
    found = nights(200, 7)
    shares = [sum(run[place] for run in found) / len(found) for place in range(len(FOLLOWED))]
    assert 0.1 < shares[0] < 0.9
    assert 0.2 < shares[1] < 0.9
    assert shares[6] < 0.02
