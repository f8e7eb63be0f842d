"""What a viewer must not learn is not in what it is given: searched for, and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.workshop import Session
from tests.workshop.table import SEATS, WHITE, order, sit_down

OUTSIDERS = ("projector", "observer")


def text_of(session: Session, viewer: str) -> str:
    return json.dumps(session.view(viewer), ensure_ascii=False)


def secret(seat: str, what: str) -> str:
    return f"SECRET-{seat}-{what}"


def fill_with_secrets(session: Session) -> None:
    """Let every seat and the facilitator write something that is for few eyes."""
    others = {seat: SEATS[(k + 1) % len(SEATS)] for k, seat in enumerate(SEATS)}
    for seat in SEATS:
        legal = [card for card in session.view(seat)["cards"] if card["is_legal"]]
        card = legal[0]
        rows = [
            order(card["action"], card["target"], secret(seat, "rationale")),
            {"free": secret(seat, "free"), "rationale": secret(seat, "why")},
        ]
        session.do("draft", by=seat, orders=rows)
        session.do("seat_note", by=seat, text=secret(seat, "note"))
        session.do("ask", by=seat, text=secret(seat, "question"))
        session.do("message", by=seat, to=[others[seat]], text=secret(seat, "message"))
        session.do("poll", by=seat, who="unsure", intent=2, rung=3, climb=7)
        session.do("seal", by=seat)
    session.do("note", by=WHITE, text=secret("white", "note"))
    session.do("announce", by=WHITE, to=["UK"], text=secret("white", "announcement"))


def may_see(viewer: str, seat: str, what: str) -> bool:
    if viewer in (WHITE, seat):
        return True
    if (seat, what) == ("white", "announcement"):
        return viewer == "UK"
    if what == "message":
        return viewer == SEATS[(SEATS.index(seat) + 1) % len(SEATS)]
    return False


def check_secrets(session: Session) -> None:
    whats = ("rationale", "free", "why", "note", "question", "message")
    marks = [(seat, what) for seat in SEATS for what in whats]
    marks += [("white", "note"), ("white", "announcement")]
    for viewer in (*SEATS, *OUTSIDERS):
        shown = text_of(session, viewer)
        for seat, what in marks:
            if not may_see(viewer, seat, what):
                assert secret(seat, what) not in shown, (viewer, seat, what)


def test_what_seats_write_stays_theirs_through_every_phase(tmp_path: Path) -> None:
    session, _ = sit_down(tmp_path / "s")
    for _ in range(2):
        for _ in range(2):
            session.do("advance", by=WHITE)
        fill_with_secrets(session)
        check_secrets(session)
        session.do("advance", by=WHITE)
        check_secrets(session)
        for seat in SEATS:
            session.do("map_free", by=WHITE, seat=seat, slot=2, orders=[], reason="No effect.")
        session.do("accept_all", by=WHITE)
        for _ in range(3):
            session.do("advance", by=WHITE)
            check_secrets(session)
    watched = text_of(session, "observer:UK")
    assert secret("UK", "rationale") in watched, "a watched seat opens one turn late"
    assert secret("Russia", "rationale") not in watched
    session.close()


def test_a_watched_seat_is_shown_one_turn_late_and_not_sooner(tmp_path: Path) -> None:
    session, _ = sit_down(tmp_path / "s")
    for _ in range(2):
        session.do("advance", by=WHITE)
    fill_with_secrets(session)
    for what in ("rationale", "free", "note", "message", "question"):
        assert secret("UK", what) not in text_of(session, "observer:UK")
    session.close()


def test_another_seats_orders_change_nothing_that_one_sees_until_they_are_published(
    tmp_path: Path,
) -> None:
    """Two tables that differ only in what Russia sealed look the same to everybody else."""
    shown = []
    for name, rows in (
        ("holds", []),
        ("acts", [order("drone_swarm_incursion", "Belgium", "To close an airport.", times=2)]),
    ):
        session, _ = sit_down(tmp_path / name)
        for _ in range(2):
            session.do("advance", by=WHITE)
        session.do("draft", by="Russia", orders=rows)
        session.do("seal", by="Russia")
        views = [session.view(viewer) for viewer in ("UK", "Belgium", "NATO", *OUTSIDERS)]
        session.do("advance", by=WHITE)
        views += [session.view(viewer) for viewer in ("UK", "Belgium", "NATO", *OUTSIDERS)]
        shown.append(views)
        session.close()
    assert shown[0] == shown[1]


KEYS_OF_TRUTH = {"cause", "felt_false", "source", "luck", "chance", "rung_true", "disposition"}


def keys_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in keys_in(item)}
    if isinstance(value, list):
        return {key for item in value for key in keys_in(item)}
    return set()


def test_a_hidden_source_leaves_no_trace_in_what_others_see(tmp_path: Path) -> None:
    """A state's drone and a false alarm look alike: same keys, same words, no order between."""
    session, _ = sit_down(tmp_path / "s", humans=("UK", "Belgium"), seed=5)
    session.do("play_on", by=WHITE, turns=8)
    for viewer in ("UK", "Belgium", *OUTSIDERS):
        view = session.view(viewer)
        assert not keys_in(view) & KEYS_OF_TRUTH
        reports = [
            row
            for row in view["news"]
            if row["kind"] == "sighting" and row["title"].startswith("Drones reported")
        ]
        assert len(reports) > 5
        assert {row["actor"] for row in reports} == {"?"}
        assert {row["rung"] for row in reports if row["target"] != viewer} <= {3, 4}
        texts = " ".join(row["text"] for row in reports).lower()
        assert "hobby" not in texts
        assert "nothing there" not in texts
    session.close()


def test_the_order_of_reports_does_not_tell_false_ones_from_true_ones(tmp_path: Path) -> None:
    session, _ = sit_down(tmp_path / "s", humans=("UK", "Belgium"), seed=5)
    session.do("play_on", by=WHITE, turns=8)
    for turn in range(1, 9):
        rows = [
            (row["title"], -(row["p"]["state"] if row["p"] else 0.0))
            for row in reversed(session.view("Belgium", turn)["news"])
            if row["turn"] == turn and row["kind"] == "sighting"
        ][::-1]
        assert rows == sorted(rows)
    session.close()


@pytest.mark.parametrize("viewer", ["UK", "Belgium", "NATO"])
def test_nobody_reads_what_another_believes(tmp_path: Path, viewer: str) -> None:
    """Change what Russia believes, feels and remembers: nobody else's screen changes."""
    session, _ = sit_down(tmp_path / "s")
    session.do("play_on", by=WHITE, turns=3)
    before = session.view(viewer)
    state = session.game.briefed(session.game.turn).state
    russia = session.game.actors.index("Russia")
    for field in ("belief", "felt_fast", "felt_slow", "firmness", "boldness", "provoked_rung"):
        state.pairs[russia][field] += 0.7
        state.views[russia][field] += 0.7
    state.memory[russia] += 3.0
    state.disposition += 1.0
    state.tempo *= 2.0
    state.nerve += 1.0
    state.worn += 1.0
    for field in ("rung", "certainty", "due", "status"):  # what provoked Moscow, and when it acts
        state.book[russia][field] += 1
    state.origins["act"] += 1
    state.actors["attributed_wrong"] += 5
    session.game.turn.cache.clear()
    assert session.view(viewer) == before
    session.close()
