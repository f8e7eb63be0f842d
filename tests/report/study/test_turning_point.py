"""A year in ten lines, and who answered whom on a page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.report import exchanges, turning_points
from sim.report.study.story import within
from sim.report.study.turning_point import MOST_LINES, MOST_POINTS
from tests.report.study.test_story import EVENTS, Event

START = date(2025, 11, 3)


def act(number: int, actor: str, target: str, rung: int, answers: int = 0, **other: Any) -> Event:
    told = {"action": "show_of_force", "day": float(number), "turn": 1, "cause": "chosen"} | other
    return Event(actor=actor, target=target, rung=rung, act=number, answers=answers, **told)


def lines_of(told: str) -> list[str]:
    return [
        line for line in told.splitlines() if line[:2].strip().isdigit() and line[3:6].isalpha()
    ]


def test_what_turned_the_year_is_told_with_its_reason() -> None:
    request = EVENTS[2]._replace(act=1)
    shots = act(2, "Russia", "UK", 8)
    back = act(3, "UK", "Russia", 9, answers=2)
    deaths = back._replace(cause="accident", note="accident with deaths")
    flight = act(4, "UK", "Russia", 3)
    told = turning_points([request, shots, back, deaths, flight], START)
    assert [line[:6] for line in lines_of(told)] == ["11 Nov", " 5 Nov", " 6 Nov", " 6 Nov"]
    said = " ".join(told.split())
    assert "Belgium → UK: request support (rung 1), of its own accord." in said
    assert "Russia → UK: show of force (rung 8), of its own accord." in said
    assert "in answer to Russia's show of force of 5 November" in said
    assert "Accident with deaths." in said
    assert told.splitlines()[-2:] == ["Highest rung: 9, manned aircraft engaged.",
                                      "Exploration, not prediction."]  # fmt: skip


def test_a_long_year_keeps_the_gravest_ten() -> None:
    crowd = [act(n, f"A{n}", f"B{n}", 8) for n in range(1, 40)]
    war = act(90, "Russia", "UK", 11, note="war")
    election = act(91, "UK", "UK", 0, cause="background", note="election")
    told = turning_points([*crowd, war, election], START)
    assert len(lines_of(told)) == MOST_POINTS
    assert "Russia → UK: War (rung 11).\n" in told
    assert "election" not in told


def test_an_election_is_no_act_of_anybody() -> None:
    told = turning_points([act(91, "UK", "UK", 0, cause="background", note="election")], START)
    assert "An election is held." in told
    assert "UK" not in told


def test_the_longest_exchange_is_named() -> None:
    chain = [act(1, "Russia", "UK", 6), act(2, "UK", "Russia", 5, 1), act(5, "Russia", "UK", 6, 2)]
    assert (
        "The longest exchange has 2 answers in 4 days, from 4 November: Russia → UK: show of force"
        in " ".join(turning_points(chain, START).split())
    )


def test_an_answer_stands_below_what_it_answers() -> None:
    chain = [act(1, "Russia", "UK", 6), act(2, "UK", "Russia", 5, 1), act(5, "Russia", "UK", 6, 2),
             act(3, "Allies", "Russia", 1, 1), act(9, "UK", "Russia", 3)]  # fmt: skip
    told = exchanges(chain, START)
    assert told.splitlines()[:4] == [
        " 4 Nov  Russia → UK: show of force (rung 6).",
        "   5 Nov  UK → Russia: show of force (rung 5).",
        "     8 Nov  Russia → UK: show of force (rung 6).",
        "   6 Nov  Allies → Russia: show of force (rung 1).",
    ]
    assert "3 answers in 1 exchange." in told
    assert " 12 Nov" not in told, "what nobody answered is no exchange"


def test_a_page_is_a_page_and_says_what_it_leaves_out() -> None:
    many = []
    for n in range(0, 200, 2):
        many += [act(n + 1, "Russia", "UK", 4 + n % 5), act(n + 2, "UK", "Russia", 3, n + 1)]
    told = exchanges(many, START)
    assert len(lines_of(told)) == MOST_LINES // 2
    assert told.count("(rung 8)") == 20, "the gravest are told"
    assert "100 answers in 100 exchanges; 80 lower or shorter ones are not told." in told


def test_nobody_answers() -> None:
    assert exchanges([act(1, "Russia", "UK", 6)], START).startswith("Nobody answers anything")


def test_a_name_in_s_has_no_second_one() -> None:
    shots = act(1, "Allies", "Russia", 8)
    told = turning_points([shots, act(2, "Russia", "Allies", 9, answers=1)], START)
    assert "in answer to Allies' show of force" in " ".join(told.split())


def test_a_war_that_others_come_to_is_everybodys() -> None:
    """Nobody did "no act": what is told is the war, and it is the highest rung of all."""
    war = act(4, "Russia", "Flank", 11, answers=1, note="war")._replace(action="hold")
    told = turning_points([act(1, "Flank", "Russia", 9), war], START, {"hold": "Hold"}, ["UK"])
    said = " ".join(told.split())
    assert "Russia → Flank: War (rung 11), in answer to Flank's show of force of" in said
    assert "Hold" not in told
    assert "Highest rung: 11, collective defence or war." in told


@pytest.mark.parametrize(
    ("label", "inside"), [("Drone swarm", "drone swarm"), ("GPS jamming", "GPS jamming"),
                          ("EW suite", "EW suite"),
                          ("Article 4 consultation", "Article 4 consultation")]
)  # fmt: skip
def test_a_label_inside_a_sentence_keeps_its_initials(label: str, inside: str) -> None:
    assert within(label) == inside
