"""A kick is answered by the links between acts, soon, and by whom it concerns."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sim.crisis.trace import Event
from sim.scenario import load_scenario
from sim.study.kick import DAY, KICKS, Answered, answers_of, kick_table, with_kick

SHOT = KICKS[0]


def event(
    day: float, actor: str, action: str, act: int, answers: int = 0, **other: object
) -> Event:
    fields = {
        "run": 0, "turn": 1, "day": day, "date": date(2026, 1, 5), "actor": actor, "target": "UK",
        "action": action, "rung": 7, "cause": "chosen", "detected": True, "defeated": False,
        "posterior": 1.0, "note": "", "site": "", "act": act, "answers": answers,
    } | other  # fmt: skip
    return Event(**fields)  # type: ignore[arg-type]


KICKED = event(DAY + 0.5, "UK", SHOT.action, 5, cause="inject", rung=9)


def test_only_what_answers_the_kick_counts_and_the_first_comes_first() -> None:
    told = [
        event(DAY - 3.0, "UK", SHOT.action, 1, rung=9),  # an earlier one, not the kick
        KICKED,
        event(DAY + 1.0, "Russia", "isr_flight", 6),  # what it does anyway
        event(DAY + 2.0, "Russia", "drone_swarm_incursion", 7, 5, rung=5),
        event(DAY + 4.0, "Russia", "warning_shots", 8, 5, rung=8),
        event(DAY + 3.0, "NATO", "diplomatic_protest", 9, 5, rung=1),
        event(DAY + 5.0, "Russia", "show_of_force", 10, 1),
    ]
    assert answers_of(told, SHOT) == Answered(1.5, "drone_swarm_incursion", 8)


def test_what_comes_after_thirty_days_is_no_answer_any_more() -> None:
    late = event(DAY + 31.0, "Russia", "warning_shots", 8, 5)
    assert answers_of([KICKED, late], SHOT) is None
    assert answers_of([KICKED], SHOT) is None


def test_the_scenario_is_cut_short_and_keeps_its_own_injects() -> None:
    scenario = load_scenario("belgium_2025")
    kicked = with_kick(scenario, SHOT)
    assert kicked.turns == 17
    assert kicked.file.injects[-1].date == scenario.start + timedelta(days=DAY)
    assert len(kicked.file.injects) == 1 + sum(
        inject.date < scenario.start + timedelta(days=17 * 7) for inject in scenario.file.injects
    )
    assert scenario.turns == 52


@pytest.mark.slow
def test_a_shot_down_aircraft_is_answered_soon_and_kit_by_how_it_looks() -> None:
    """The least sizes that the model is held to; docs/validation.md has the figures."""
    table = kick_table("belgium_2025", 200, 7).set_index(["kick", "adversary"])
    for adversary in ("opportunist", "prober", "spiral"):
        shot = table.loc[(SHOT.label, adversary)]
        assert shot.answered >= 0.85
        assert shot.median_days <= 7.0
        unit, suite = (table.loc[(kick.label, adversary)] for kick in KICKS[1:3])
        assert unit.low > suite.high, "a frontline unit provokes, an EW suite hardly"
    unit = KICKS[1].label
    assert table.loc[(unit, "spiral")].low > table.loc[(unit, "opportunist")].high
