"""How a game goes: who may do what when, and what is said to whoever may not."""

from __future__ import annotations

import json

import pytest

from sim.scenario import load_scenario
from sim.workshop import Refused, Session
from tests.workshop.table import SEATS, WHITE, Wrist, order, play_turn, sit_down, to_phase

Table = tuple[Session, Wrist]
PROTEST = order("diplomatic_protest", "Russia", "They should hear it from us.")


def status(session: Session, seat: str) -> str:
    return next(row["status"] for row in session.view(WHITE)["seals"] if row["seat"] == seat)


def test_a_turn_goes_through_its_six_phases(table: Table) -> None:
    session, _ = table
    seen = []
    for _ in range(7):
        seen.append(session.view("projector")["turn"]["phase"])
        if seen[-1] == "adjudicate":
            session.do("accept_all", by=WHITE)
        session.do("advance", by=WHITE)
    assert seen == ["brief", "signal", "orders", "adjudicate", "reveal", "state", "brief"]
    assert session.view("UK")["turn"]["number"] == 2


def test_orders_are_sealed_opened_again_and_carried_out(table: Table) -> None:
    session, _ = table
    to_phase(session, "orders")
    session.do("draft", by="UK", orders=[PROTEST])
    assert status(session, "UK") == "drafting"
    session.do("seal", by="UK")
    assert status(session, "UK") == "sealed"
    with pytest.raises(Refused, match="sealed"):
        session.do("draft", by="UK", orders=[])
    session.do("unseal", by="UK")
    session.do("seal", by="UK")
    to_phase(session, "reveal")
    titles = [row["title"] for row in session.view("projector")["news"]]
    assert "UK → Russia: Public protest" in titles


def test_an_order_without_a_reason_is_not_sealed_and_the_draft_is_kept(table: Table) -> None:
    session, _ = table
    to_phase(session, "orders")
    session.do("draft", by="UK", orders=[order("diplomatic_protest", "Russia", "")])
    with pytest.raises(Refused, match="rationale") as refusal:
        session.do("seal", by="UK")
    assert refusal.value.field == "orders.1.rationale"
    assert len(session.view("UK")["orders"]["drafts"]) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (order("limited_strike", "Russia"), "Limited strike"),
        (order("deploy_ew_suite", "Belgium"), "not asked"),
        (order("recon_drone_incursion", "Belgium"), "not on your menu"),
        (order("diplomatic_protest", "Mars"), "not on your menu"),
        (order("isr_flight", "Russia", times=6), "less than or equal to 5"),
        ({"free": "x", "action": "isr_flight", "target": "Russia"}, "not both"),
        ({"rationale": "nothing at all"}, "no action"),
    ],
)
def test_what_a_seat_may_not_order(table: Table, row: dict, words: str) -> None:
    session, _ = table
    version = session.entries
    with pytest.raises(Refused, match=words):
        session.do("draft", by="UK", orders=[row])
    assert session.entries == version
    assert session.view("UK")["orders"]["drafts"] == []


def test_orders_stay_within_the_budget(tmp_path) -> None:
    session, _ = sit_down(tmp_path / "s")
    free = session.view("Belgium")["money"]["free_meur"]
    dear = [
        order(card["action"], card["target"], times=card["max_times"])
        for card in sorted(session.view("Belgium")["cards"], key=lambda card: -card["cost_meur"])
        if card["is_legal"]
    ]
    cost = 0.0
    chosen = []
    for row in dear[:3]:
        card = next(
            c
            for c in session.view("Belgium")["cards"]
            if (c["action"], c["target"]) == (row["action"], row["target"])
        )
        cost += card["cost_meur"] * row["times"]
        chosen.append(row)
    if cost <= free:
        session.do("draft", by="Belgium", orders=chosen)
        assert session.view("Belgium")["money"]["drafts_meur"] == pytest.approx(cost)
    else:
        with pytest.raises(Refused, match="free this year"):
            session.do("draft", by="Belgium", orders=chosen)
    session.close()


def test_four_orders_are_one_too_many(table: Table) -> None:
    session, _ = table
    with pytest.raises(Refused, match="3"):
        session.do("draft", by="UK", orders=[PROTEST] * 4)
    with pytest.raises(Refused, match="twice"):
        session.do("draft", by="UK", orders=[PROTEST] * 2)


def test_when_the_countdown_ends_drafts_stand_and_empty_seats_hold(table: Table) -> None:
    session, clock = table
    to_phase(session, "orders")
    session.do("start_clock", by=WHITE, seconds=60)
    session.do("draft", by="UK", orders=[PROTEST])
    clock.now += 59
    assert not session.tick()
    clock.now += 2
    assert session.tick()
    desk = session.view(WHITE)
    assert desk["turn"]["phase"] == "adjudicate"
    ordered = {row["seat"]: row["orders"] for row in desk["seats"]}
    assert ordered["UK"] == ["Public protest"]
    assert ordered["Russia"] == []
    with pytest.raises(Refused, match="closed"):
        session.do("draft", by="UK", orders=[])


def test_or_a_policy_plays_for_whoever_did_not_seal(tmp_path) -> None:
    session, clock = sit_down(tmp_path / "s", on_timeout="policy")
    to_phase(session, "orders")
    session.do("start_clock", by=WHITE, seconds=10)
    clock.now += 11
    session.tick()
    assert session.game.turn.controls["Russia"] == "policy"
    session.close()


def test_a_stopped_clock_keeps_what_is_left(table: Table) -> None:
    session, clock = table
    session.do("start_clock", by=WHITE, seconds=100)
    clock.now += 40
    session.do("stop_clock", by=WHITE)
    clock.now += 500
    assert session.view("UK")["clock"]["seconds_left"] == 60
    session.do("start_clock", by=WHITE)
    assert session.view("UK")["clock"]["ends_at"] == clock.now + 60


def test_free_play_waits_for_the_white_cell_to_map_it(table: Table) -> None:
    session, _ = table
    to_phase(session, "orders")
    idea = "Fly the ambassador home for talks, before the cameras."
    session.do("draft", by="UK", orders=[{"free": idea, "rationale": "More than a protest."}])
    session.do("seal", by="UK")
    session.do("advance", by=WHITE)
    session.do("accept_all", by=WHITE)
    with pytest.raises(Refused, match="not mapped"):
        session.do("advance", by=WHITE)
    session.do(
        "map_free", by=WHITE, seat="UK", slot=1, reason="It is a protest, only louder.",
        orders=[{"action": "diplomatic_protest", "target": "Russia"}],
    )  # fmt: skip
    session.do("accept_all", by=WHITE)
    session.do("advance", by=WHITE)
    assert any("UK → Russia" in row["title"] for row in session.view("Belgium")["news"])


def test_nobody_does_what_is_not_theirs_to_do(table: Table) -> None:
    session, _ = table
    for by in ("projector", "observer", "observer:UK", "Mars", ""):
        with pytest.raises(Refused, match="view-only"):
            session.do("advance", by=by)
    with pytest.raises(Refused, match="advance"):
        session.do("advance", by="UK")
    with pytest.raises(Refused, match="Did you mean 'draft'"):
        session.do("drat", by="UK", orders=[])
    with pytest.raises(Refused, match="seat: extra"):
        session.do("seal", by="UK", seat="Russia")
    with pytest.raises(Refused, match="viewer"):
        session.view("Mars")


def test_nothing_is_published_before_the_queue_is_settled(table: Table) -> None:
    session, _ = table
    to_phase(session, "orders")
    session.do("draft", by="UK", orders=[PROTEST])
    session.do("advance", by=WHITE)
    with pytest.raises(Refused, match="not settled"):
        session.do("advance", by=WHITE)
    assert not any("UK → Russia" in row["title"] for row in session.view("UK")["news"])
    for case in session.view(WHITE)["queue"]:
        session.do("accept", by=WHITE, case=case["case"])
    session.do("advance", by=WHITE)


def test_a_seat_goes_from_people_to_a_policy_and_back(table: Table) -> None:
    session, _ = table
    session.do("draft", by="Russia", orders=[])
    session.do("set_seat", by=WHITE, seat="Russia", control="ai", policy="opportunist")
    with pytest.raises(Refused, match="policy plays Russia"):
        session.do("draft", by="Russia", orders=[])
    play_turn(session, UK=[PROTEST])
    session.do("set_seat", by=WHITE, seat="Russia", control="human")
    session.do("draft", by="Russia", orders=[])
    script = {"family": "script", "timeline": [{"turn": 2, "action": "x", "toward": "UK"}]}
    with pytest.raises(Refused, match=r"policy\.timeline"):
        session.do("set_seat", by=WHITE, seat="UK", control="script", policy=script)
    with pytest.raises(Refused, match="dates or rules"):
        session.do("set_seat", by=WHITE, seat="UK", control="script", policy="firm")
    with pytest.raises(Refused, match="not known"):
        session.do("set_seat", by=WHITE, seat="UK", control="ai", policy="/etc/passwd.yaml")
    session.do("set_seat", by=WHITE, seat="UK", control="script", policy="uk_timeline_2025")
    play_turn(session)


def test_the_end_opens_and_ends_everything(table: Table) -> None:
    session, _ = table
    play_turn(session, UK=[PROTEST])
    session.do("end", by=WHITE)
    assert session.view("projector")["after_action"]
    for command in ("advance", "end", "play_on"):
        data = {"turns": 1} if command == "play_on" else {}
        with pytest.raises(Refused, match="over"):
            session.do(command, by=WHITE, **data)
    with pytest.raises(Refused, match="over"):
        session.do("draft", by="UK", orders=[])


def test_texts_lose_their_tricks_and_long_ones_are_refused(table: Table) -> None:
    session, _ = table
    session.do("message", by="UK", to=["Belgium"], text="Hold\u202e on\x00, we are coming.\r\n")
    text = session.view("Belgium")["messages"][0]["text"]
    assert text == "Hold on, we are coming."
    with pytest.raises(Refused, match="2000"):
        session.do("message", by="UK", text="x" * 10_000_000)
    with pytest.raises(Refused, match="to"):
        session.do("message", by="UK", to=["Mars"], text="Anybody?")


def test_every_view_is_plain_json(table: Table) -> None:
    session, _ = table
    play_turn(session, UK=[PROTEST])
    for viewer in (WHITE, "projector", "observer", "observer:UK", *SEATS):
        assert json.loads(json.dumps(session.view(viewer), allow_nan=False))


def test_an_unknown_seat_or_a_used_folder_is_refused(tmp_path) -> None:
    with pytest.raises(Refused, match="Mars"):
        sit_down(tmp_path / "a", humans=("Mars",))
    session, _ = sit_down(tmp_path / "b")
    session.close()
    with pytest.raises(Refused, match="session already"):
        Session.create(tmp_path / "b", load_scenario("belgium_2025"))
    wrong = [{"turn": 1, "title": "To nobody", "to": ["Mars"]}]
    with pytest.raises(Refused, match="Mars"):
        Session.create(tmp_path / "d", load_scenario("belgium_2025"), injects=wrong)
    assert not list((tmp_path / "d").iterdir())
    with pytest.raises(Refused, match="is not a session"):
        Session.open(tmp_path / "c")
