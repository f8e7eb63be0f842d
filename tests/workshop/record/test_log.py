"""The log is the session: what was acknowledged is on the disk, and what was edited is found."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.cli.main import main
from sim.core.errors import ReplayMismatch
from sim.scenario import load_scenario
from sim.workshop import Refused, Session
from sim.workshop.record.log import FILE_NAME, GENESIS, _link
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
            entry["data"]["came_to"]["events"][0][8] += 0.25
        return entry

    with pytest.raises(ReplayMismatch, match="turn 1: event 1 was") as mismatch:
        Session.open(edited(session, change))
    assert mismatch.value.exit_code == 5


def test_another_state_is_named_by_its_field(table: Table) -> None:
    session, _ = table
    play_turn(session)

    def change(entry: dict) -> dict:
        if "came_to" in entry["data"]:
            entry["data"]["came_to"]["digests"]["pairs.belief"] = "0" * 12
        return entry

    with pytest.raises(ReplayMismatch, match=r"the state differs in 'pairs\.belief'"):
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


WRONG = {"number": 7, "minus one": -1, "huge": 10**400, "fraction": 0.5, "nothing": None,
         "list": [], "table": {}, "text": "x", "surrogate": "\ud800", "not a number": float("nan"),
         "for ever": float("inf"), "true": True}  # fmt: skip


def paths_in(value: object, path: tuple = ()) -> Iterator[tuple]:
    """Every place in a document, but for the long lists of events of which one is like another."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from paths_in(value[key], (*path, key))
    elif isinstance(value, list) and value:
        yield from paths_in(value[0], (*path, 0))


def put(value: Any, path: tuple, new: Any, is_gone: bool = False) -> None:
    for key in path[:-1]:
        value = value[key]
    if is_gone:
        del value[path[-1]]
    else:
        value[path[-1]] = new


def rewritten(entries: list[dict], folder: Path) -> Path:
    """A folder with these entries and right hashes."""
    link, lines = GENESIS, []
    for entry in entries:
        body = json.dumps(entry, ensure_ascii=False)
        link = _link(link, body) if "\ud800" not in body else "0" * 16
        lines.append(f'{{"entry":{body},"link":"{link}"}}')
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_bytes("\n".join([*lines, ""]).encode("utf-8", "surrogatepass"))
    return folder


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    """The entries of a game of one turn with something of everything."""
    folder = tmp_path_factory.mktemp("played") / "game"
    session = Session.create(
        folder, load_scenario("generic_dyad"), seed=3, humans=["StateA"], clock=Wrist()
    )
    with session:
        session.do("start_clock", by=WHITE, seconds=60)
        session.do("set_seat", by=WHITE, seat="StateB", control="ai", policy="firm")
        session.do("add_inject", by=WHITE, turn=1, title="News", to=["StateA"])
        session.do("ask", by="StateA", author="Ana", text="Who?")
        to_phase(session, "orders")
        card = next(one for one in session.view("StateA")["cards"] if one["is_legal"])
        row = order(card["action"], card["target"])
        session.do("draft", by="StateA", orders=[row])
        session.do("poll", by="StateA", who="unsure", intent=2, rung=3, climb=4)
        session.do("seal", by="StateA")
        to_phase(session, "state")
        session.do("rewind", by=WHITE, turn=1)
        session.do("branch", by=WHITE, turn=1, label="other")
    lines = (folder / FILE_NAME).read_text().splitlines()
    return [json.loads(line)["entry"] for line in lines]


def test_right_hashes_and_wrong_content_are_refused_or_the_same(
    played: list[dict], tmp_path: Path
) -> None:
    """Any value of any entry put out of shape: never a traceback."""
    chosen = [n for n, entry in enumerate(played) if entry["do"] != "open"]
    places = [(n, *path) for n in chosen for path in paths_in(played[n]) if path]
    places += [(0, "data", key) for key in played[0]["data"]]
    places += [(0, "data", "scenario", key) for key in played[0]["data"]["scenario"]]
    places += [(0, "data", "settings", key) for key in played[0]["data"]["settings"]]
    told = set()
    for number, path in enumerate(places):
        kinds = list(WRONG.items())
        for name, wrong in (kinds[number % len(kinds)], kinds[(number * 5 + 3) % len(kinds)]):
            entries = copy.deepcopy(played)
            put(entries, path, wrong, is_gone=name == "true")
            try:
                with Session.open(rewritten(entries, tmp_path / "edited")) as session:
                    json.dumps([session.view(viewer) for viewer in (WHITE, "StateA", "observer")])
            except (ReplayMismatch, Refused) as error:
                kind = Refused if isinstance(error, Refused) else ReplayMismatch
                told.add((kind, len(str(error)) < 3000))
    assert told == {(ReplayMismatch, True), (Refused, True)}


@pytest.mark.parametrize(
    ("by", "do", "data"),
    [("StateA", "advance", {}), ("clock", "override", {}), ("StateB", "close", {}),
     ("nobody", "seal", {}), (WHITE, "close", {}), (WHITE, "open", {}), (WHITE, "", {}),
     ("StateA", "message", {"to": ["Atlantis"], "text": "x"}), (WHITE, "note", {"self": 1}),
     (WHITE, "rewind", {"turn": 10**30}), (WHITE, "advance", {"came_to": {}}),
     (WHITE, "advance", {"came_to": []}), (WHITE, "advance", {"came_to": {"events": [7]}})],
)  # fmt: skip
def test_what_nobody_may_do_is_no_part_of_a_session(
    played: list[dict], tmp_path: Path, by: str, do: str, data: dict
) -> None:
    entries = [played[0], {"n": 1, "at": 1.0, "by": by, "author": "", "do": do, "data": data}]
    folder = rewritten(entries, tmp_path / "edited")
    with pytest.raises(ReplayMismatch, match=r"entry 1"):
        Session.open(folder)
    assert main(["replay", str(folder)]) == 5


def test_a_surrogate_in_a_log_is_a_damaged_line(played: list[dict], tmp_path: Path) -> None:
    folder = rewritten(played, tmp_path / "edited")
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b'"Ana"', b'"\\ud800"'))
    with pytest.raises(ReplayMismatch, match="line 5"):
        Session.open(folder)
    assert main(["replay", str(folder)]) == 5
