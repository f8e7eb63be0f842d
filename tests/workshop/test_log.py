"""The log is the session: what was acknowledged is on the disk, and what was edited is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.core.errors import ReplayMismatch
from sim.workshop import Refused, Session
from sim.workshop.log import FILE_NAME, GENESIS, _link
from tests.workshop.table import WHITE, Wrist, order, play_turn, to_phase

Table = tuple[Session, Wrist]


def edited(session: Session, change) -> Path:
    """Rewrite the log with every entry passed through `change`, its hashes made good again."""
    session.close()
    path = session.folder / FILE_NAME
    link, lines = GENESIS, []
    for line in path.read_text().splitlines():
        entry = change(json.loads(line)["entry"])
        body = json.dumps(entry, ensure_ascii=False)
        link = _link(link, body)
        lines.append(f'{{"entry":{body},"link":"{link}"}}')
    path.write_text("\n".join(lines) + "\n")
    return session.folder


def test_a_session_opens_where_it_was_left(table: Table) -> None:
    session, clock = table
    play_turn(session, UK=[order("diplomatic_protest", "Russia")])
    session.do("draft", by="Belgium", orders=[order("diplomatic_protest", "Russia")])
    session.do("note", by=WHITE, text="They argued for long.")
    shown = {viewer: session.view(viewer) for viewer in (WHITE, "Belgium", "projector")}
    session.close()
    again = Session.open(session.folder, clock=clock)
    assert {viewer: again.view(viewer) for viewer in shown} == shown
    to_phase(again, "orders")
    again.do("seal", by="Belgium")
    again.close()


def test_a_line_that_a_killed_process_left_half_written_is_cut_off(table: Table) -> None:
    session, clock = table
    session.do("note", by=WHITE, text="This one counts.")
    session.close()
    path = session.folder / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"entry":{"n":2,"at":17640')
    again = Session.open(session.folder, clock=clock)
    again.do("note", by=WHITE, text="And so does this.")
    assert len(again.view(WHITE)["notes"]) == 2
    again.close()
    assert path.read_bytes().startswith(whole)
    Session.open(session.folder).close()


def test_a_session_is_played_by_one_process_at_a_time(table: Table) -> None:
    session, _ = table
    with pytest.raises(Refused, match="another process"):
        Session.open(session.folder)
    session.do("note", by=WHITE, text="Still ours.")
    assert (session.folder / FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_changed_line_is_found(table: Table) -> None:
    session, _ = table
    session.do("note", by=WHITE, text="They hesitated.")
    session.do("note", by=WHITE, text="And then they did not.")
    session.close()
    path = session.folder / FILE_NAME
    path.write_text(path.read_text().replace("hesitated", "attacked"))
    with pytest.raises(ReplayMismatch, match="line 2: was changed"):
        Session.open(session.folder)


def test_a_lost_line_is_found(table: Table) -> None:
    session, _ = table
    for text in ("one of them", "two of them"):
        session.do("note", by=WHITE, text=text)
    session.close()
    path = session.folder / FILE_NAME
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]))
    with pytest.raises(ReplayMismatch, match="line 2"):
        Session.open(session.folder)


def test_another_result_is_named_by_turn_and_event(table: Table) -> None:
    session, _ = table
    play_turn(session, UK=[order("diplomatic_protest", "Russia")])

    def change(entry: dict) -> dict:
        if "came_to" in entry["data"]:
            entry["data"]["came_to"]["events"][0][1] += 0.25
        return entry

    with pytest.raises(ReplayMismatch, match="turn 1: event 1 was") as mismatch:
        Session.open(edited(session, change))
    assert mismatch.value.exit_code == 5


def test_another_state_is_named_by_its_part(table: Table) -> None:
    session, _ = table
    play_turn(session)

    def change(entry: dict) -> dict:
        if "came_to" in entry["data"]:
            entry["data"]["came_to"]["digests"]["pairs"] = "0" * 16
        return entry

    with pytest.raises(ReplayMismatch, match="the state differs in 'pairs'"):
        Session.open(edited(session, change))


def test_another_order_gives_another_game_and_says_so(table: Table) -> None:
    session, _ = table
    play_turn(session, UK=[order("diplomatic_protest", "Russia")])

    def change(entry: dict) -> dict:
        if entry["do"] == "draft":
            entry["data"]["orders"][0]["action"] = "quiet_diplomacy"
        return entry

    with pytest.raises(ReplayMismatch, match="turn 1: event"):
        Session.open(edited(session, change))


def test_a_file_that_is_no_log_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"hello": "world"}\n')
    with pytest.raises(ReplayMismatch, match="line 1"):
        Session.open(tmp_path)
    (tmp_path / FILE_NAME).write_text("")
    with pytest.raises(Refused, match="opening"):
        Session.open(tmp_path)
