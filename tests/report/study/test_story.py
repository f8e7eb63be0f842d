"""The story of a run reads as text: who did what to whom, when, and why it counts."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pytest_regressions.file_regression import FileRegressionFixture

from sim.report import story


class Event(NamedTuple):
    turn: int
    day: float
    actor: str
    action: str
    target: str
    rung: int
    cause: str
    detected: int = -1
    defeated: int = -1
    posterior: float = float("nan")
    note: str = ""
    act: int = 0
    answers: int = 0


EVENTS = [
    Event(1, 2.0, "Russia", "recon_drone_incursion", "Belgium", 3, "chosen", 1, 0, 0.42),
    Event(1, 3.0, "", "sighting", "Belgium", 0, "background", 1),
    Event(2, 8.0, "Belgium", "request_support", "UK", 1, "chosen", note="kit and people"),
    Event(5, 30.0, "UK", "deploy_counter_drone", "Belgium", 4, "chosen"),
    Event(9, 58.0, "Russia", "dangerous_intercept", "UK", 7, "accident", 1, 0, 0.97),
    Event(10, 66.0, "NATO", "article_4_consultation", "", 5, "vote"),
]
LABELS = {"recon_drone_incursion": "Unattributed drone overflight of a base or an airport"}


def test_a_run_is_told_turn_by_turn(file_regression: FileRegressionFixture) -> None:
    told = story(EVENTS, date(2025, 11, 3), 7.0, LABELS)
    assert max(len(line) for line in told.splitlines()) <= 80
    file_regression.check(told, encoding="utf-8")


def test_background_is_told_on_request_only() -> None:
    assert "sighting" not in story(EVENTS, date(2025, 11, 3))
    assert "sighting" in story(EVENTS, date(2025, 11, 3), background=True)


def test_nothing_happens() -> None:
    assert story([], date(2025, 11, 3)) == "Nothing happens in this run.\n"


def test_what_nobody_saw_is_not_attributed() -> None:
    unseen = EVENTS[0]._replace(detected=0, posterior=0.9)
    told = story([unseen], date(2025, 11, 3))
    assert "Nobody sees it." in told
    assert "in 100" not in told


def test_only_unscripted_acts_of_the_states_in_focus_are_new_highs() -> None:
    scripted = EVENTS[4]._replace(cause="inject")
    elsewhere = EVENTS[4]._replace(target="Allies")
    told = story([scripted, elsewhere], date(2025, 11, 3), focus=("UK", "Belgium"))
    assert "new high" not in told
    assert told.splitlines()[-2] == "Highest rung: 0, calm."


def test_the_same_act_twice_in_a_turn_is_told_once() -> None:
    told = story([EVENTS[3], EVENTS[3]], date(2025, 11, 3), focus=("Belgium",))
    assert told.count("deploy counter drone") == 2  # the new high, then the plain one
    told = story([EVENTS[0], EVENTS[3], EVENTS[3]._replace(turn=6), EVENTS[3]._replace(turn=6)],
                 date(2025, 11, 3))  # fmt: skip
    assert "(2 times)" in told


def test_an_answer_says_what_it_answers_and_of_which_day() -> None:
    """The first event of an act says what it was: what else came of it is told of it as well."""
    overflight = EVENTS[0]._replace(act=7)
    crash = EVENTS[4]._replace(day=2.0, act=7, turn=1)
    answer = EVENTS[3]._replace(actor="Belgium", target="Russia", act=8, answers=7)
    told = story([overflight, crash, answer], date(2025, 11, 3), 7.0, LABELS)
    said = " ".join(told.split())
    assert (
        "Belgium → Russia: deploy counter drone (rung 4), in answer to Russia's unattributed "
        "drone overflight of a base or an airport of 5 November." in said
    )
    assert told.count("in answer to") == 1


def test_what_answers_something_that_is_not_told_stands_alone() -> None:
    told = story([EVENTS[3]._replace(act=8, answers=7)], date(2025, 11, 3))
    assert "in answer" not in told
