"""The debrief of a short session: what was so, what was believed, what was left, what was ruled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.workshop import Refused, Session
from sim.workshop.debrief import debrief
from sim.workshop.debrief.finding import finding
from sim.workshop.view.ladder import seen_rung, true_rung
from tests.workshop.friday import FORMULA, PEOPLE, SCRIPT, friday
from tests.workshop.table import WHITE, order, play_turn, sit_down

Told = dict[str, Any]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = friday(tmp_path_factory.mktemp("debrief") / "friday")
    yield session
    session.close()


@pytest.fixture(scope="module")
def told(session: Session) -> Told:
    return debrief(session, replays=200)


def decision(told: Told, turn: int, seat: str) -> Told:
    return next(row for row in told["turns"][turn - 1]["decisions"] if row["seat"] == seat)


def test_before_the_end_only_the_white_cell_may_have_a_draft(tmp_path: Path) -> None:
    session = friday(tmp_path / "friday", ended=False)
    with pytest.raises(Refused, match="goes on"):
        debrief(session, replays=0)
    draft = debrief(session, draft=True, replays=0)
    assert draft["is_draft"]
    assert draft["headline"].startswith("So far")
    session.do("end", by=WHITE)
    assert not debrief(session, replays=0)["is_draft"]
    session.close()


def test_it_is_plain_data_and_comes_out_the_same_twice(session: Session, told: Told) -> None:
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert debrief(session, replays=200) == told


def test_every_turn_tells_where_all_stood_and_where_each_saw_the_others(
    session: Session, told: Told
) -> None:
    game = session.game
    assert [turn["turn"] for turn in told["turns"]] == [1, 2, 3, 4]
    for row in told["turns"]:
        turn = game.branch.turn(row["turn"])
        for one in row["rungs"]:
            assert one["was"] == true_rung(game, turn, one["actor"])
            assert len(one["seen"]) == len(game.actors) - 1
            for seen in one["seen"]:
                rung = seen_rung(game, turn, one["actor"], seen["observer"])
                assert (seen["estimate"], seen["low"], seen["high"]) == rung


def test_a_misreading_is_told_where_the_rung_was_another_and_only_there(told: Told) -> None:
    for turn in told["turns"]:
        wrong = {(row["observer"], row["actor"]) for row in turn["misreadings"]}
        differs = {
            (seen["observer"], row["actor"])
            for row in turn["rungs"]
            for seen in row["seen"]
            if seen["estimate"] != row["was"]
        }
        assert wrong == differs
    sabotage = [row for row in told["turns"][2]["misreadings"] if row["actor"] == "Russia"]
    assert {row["observer"] for row in sabotage if row["is_misreading"]}
    assert all("missed" in row["short"] or "not blamed" in row["short"] for row in sabotage)


def test_decisions_keep_their_reasons_what_came_of_them_and_what_was_left(told: Told) -> None:
    row = decision(told, 1, "Belgium")
    assert [one["action"] for one in row["orders"]] == ["request_support"]
    assert row["orders"][0]["rationale"] == "we need it now"
    dropped = [one for one in row["alternatives"] if one["kind"] == "dropped"]
    assert [one["action"] for one in dropped] == ["diplomatic_protest"]
    wanted = [one for one in decision(told, 1, "UK")["alternatives"] if one["kind"] == "policy"]
    chances = [one["chance"] for one in wanted]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < chance <= 1 for chance in chances)
    assert decision(told, 1, "NATO")["control"] == "ai"


def test_free_play_is_told_with_what_it_was_taken_for(told: Told) -> None:
    (slot,) = decision(told, 3, "Belgium")["orders"]
    assert slot["free"] == f"Invite the press {SCRIPT}"
    assert slot["mapped"] == ["Counter-narrative"]
    assert slot["mapped_why"] == "A campaign at home."
    assert slot["came_to"]


def test_a_poll_is_held_against_the_hidden_source(session: Session, told: Told) -> None:
    row = decision(told, 2, "UK")["belief"]
    other = decision(told, 2, "Belgium")["belief"]
    assert (row["answered"], row["who"], row["climb"]) == (True, "adversary", 7)
    for one in (row, other):
        if one["about"] is None:
            continue
        said = {"adversary": one["suspect"], "hobbyist": "a hobbyist"}[one["who"]]
        assert one["is_right"] == (said == one["source"])
        assert 0 <= one["evidence"] <= 1
    assert any(one["about"] for one in (row, other))
    assert decision(told, 3, "Belgium")["belief"]["is_right"] is None, "unsure is not wrong"


def test_a_ruling_that_was_taken_back_is_told_and_does_not_stand(told: Told) -> None:
    first, second = told["turns"][1]["rulings"]
    assert (first["stands"], second["stands"]) == (False, True)
    assert first["reason"] == "Fog, the room agreed."
    assert first["author"] == "Chief"
    assert (first["before"], first["after"]) == (second["after"], second["before"])
    ruled = [roll for case in told["turns"][1]["dice"] for roll in case["rolls"] if roll["ruled"]]
    assert len(ruled) == 1


def test_forks_rulings_and_injects_make_branch_points(told: Told) -> None:
    points = {turn["turn"]: turn["is_branch_point"] for turn in told["turns"]}
    assert points[2]
    assert points[3]
    other = next(row for row in told["branches"] if not row["is_active"])
    assert (other["label"], other["parts_at"], other["until"]) == ("Had Moscow waited", 3, 3)
    assert other["first_difference"]["turn"] == 3
    assert "sabotage" in other["first_difference"]["as_played"].lower() or (
        other["first_difference"]["there"] is not None
    )


def test_everything_that_was_said_is_open_to_all(told: Told) -> None:
    texts = " ".join(one["text"] for one in told["said"])
    for text in ("London is slow", "Hold the council", "Was it on radar?", "Belgium waits"):
        assert text in texts
    assert [one["answer"] for one in told["said"] if one["kind"] == "request"] == [
        "One contact, no track."
    ]
    burned = next(row for row in told["injects"] if row["title"] == "A depot burns")
    assert (burned["state"], burned["published"]) == ("published", 2)
    assert FORMULA in json.dumps(told, ensure_ascii=False)


def test_what_ifs_keep_the_dice_and_count_on_luck_that_chose_nothing(told: Told) -> None:
    assert told["what_ifs"]["asked"] >= len(told["what_ifs"]["rows"]) > 0
    for row in told["what_ifs"]["rows"]:
        assert row["share"]["replays"] == 200
        assert row["instead_of"] != row["other"]
        low, high = row["share"]["difference"]["low"], row["share"]["difference"]["high"]
        assert low <= row["share"]["difference"]["p"] <= high


def test_scores_are_those_of_the_seats_that_answered(told: Told) -> None:
    assert {row["seat"] for row in told["scores"]["seats"]} == {"UK", "Belgium"}
    climbed = {turn["turn"]: turn["has_climbed"] for turn in told["turns"]}
    uk = next(row for row in told["scores"]["seats"] if row["seat"] == "UK")
    assert uk["climbs"]["brier"] == pytest.approx((0.7 - climbed[2]) ** 2)


def test_the_climbs_of_all_turns_add_up(told: Told) -> None:
    for cause, total in told["numbers"]["climbs"].items():
        assert sum(turn["climbs"][cause] for turn in told["turns"]) == total


def test_who_played_a_seat_is_told_turn_by_turn_with_the_policy_of_that_time(
    tmp_path: Path,
) -> None:
    session, _ = sit_down(tmp_path / "swap", humans=PEOPLE)
    play_turn(session, UK=[order("isr_flight", "Russia")])
    session.do("set_seat", by=WHITE, seat="NATO", control="ai", policy="vigilant")
    session.do("set_seat", by=WHITE, seat="UK", control="ai", policy="firm")
    play_turn(session)
    told = debrief(session, draft=True, replays=0)
    plays = [(decision(told, n, "UK"), decision(told, n, "NATO")) for n in (1, 2)]
    assert [uk["control"] for uk, _ in plays] == ["human", "ai"]
    assert [nato["plays"] for _, nato in plays] == ["cautious_consensus", "vigilant"]
    assert told["what_ifs"] == {"asked": 0, "rows": []}
    session.close()


def test_a_session_in_which_nothing_was_played_says_so(tmp_path: Path) -> None:
    session, _ = sit_down(tmp_path / "empty")
    told = debrief(session, draft=True, replays=10)
    assert told["headline"] == "No turn has been published yet."
    assert told["turns"] == []
    session.close()


@pytest.mark.parametrize(
    ("chosen", "accident", "misread", "says"),
    [
        (7, 1, 3, "It peaked at rung 7. Three of eleven climbs answered something that had not "
         "happened."),
        (4, 0, 0, "It peaked at rung 7. All four climbs were chosen."),
        (2, 0, 0, "It peaked at rung 7. Both climbs were chosen."),
        (1, 0, 0, "It peaked at rung 7. The only climb was chosen."),
        (2, 1, 0, "It peaked at rung 7. One of three climbs was an accident."),
        (0, 0, 1, "It peaked at rung 7. The only climb answered something that had not happened."),
        (0, 0, 0, "It peaked at rung 7. No adversary climbed above where it had stood."),
    ],
)  # fmt: skip
def test_the_headline_states_the_finding(
    chosen: int, accident: int, misread: int, says: str
) -> None:
    climbs = {"chosen": chosen, "accident": accident, "misread": misread}
    numbers = {"turns": 9, "peak": {"rung": 7}, "climbs": climbs}
    assert finding(numbers, is_draft=False) == says
