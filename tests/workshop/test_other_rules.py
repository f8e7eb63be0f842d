"""A kept session outlives the model: rules that change are told, and nothing is played on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.core.errors import ReplayMismatch
from sim.scenario.engine import this_engine
from sim.scenario.shipped import PACKAGE
from sim.workshop import Refused, Session
from sim.workshop.debrief.bundle import replay
from sim.workshop.record.log import FILE_NAME, GENESIS, _link
from tests.workshop.table import WHITE, order, play_turn, sit_down

Change = Callable[[list[dict]], object]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A session of two turns, as it lies in a drawer."""
    folder = tmp_path / "kept"
    session, _ = sit_down(folder, humans=("UK", "Belgium"))
    play_turn(session, Belgium=[order("request_support", "UK")])
    play_turn(session, UK=[order("deploy_ew_suite", "Belgium")])
    session.close()
    return folder


def rewrite(folder: Path, change: Change) -> None:
    """Change the entries of a log and put all its hashes right again."""
    path = folder / FILE_NAME
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    entries, link, lines = [row["entry"] for row in rows], GENESIS, []
    change(entries)
    for entry in entries:
        body = json.dumps(entry, ensure_ascii=False)
        link = _link(link, body)
        lines.append(f'{{"entry":{body},"link":"{link}"}}\n')
    path.write_text("".join(lines), encoding="utf-8")


def other_rules(entries: list[dict]) -> None:
    entries[0]["data"] |= {"version": "0.0.9", "engine": "0123456789abcdef"}


def another_course(entries: list[dict]) -> None:
    """The second turn came to something else, by the rules of that time."""
    other_rules(entries)
    last = [entry for entry in entries if "came_to" in entry["data"]][-1]["data"]["came_to"]
    last["digests"]["system.cohesion"] = "0" * 12


def test_the_opening_names_the_rules(kept: Path) -> None:
    with (kept / FILE_NAME).open(encoding="utf-8") as file:
        data = json.loads(file.readline())["entry"]["data"]
    assert (data["version"], data["engine"]) == this_engine()


def test_a_session_of_these_rules_is_played_on(kept: Path) -> None:
    with Session.open(kept) as session:
        assert session.read_only == ""
        assert session.do("advance", by=WHITE) == {}


def test_a_session_of_other_rules_opens_to_be_looked_at(kept: Path) -> None:
    before = Session.open(kept)
    there = before.view("UK")
    before.close()
    rewrite(kept, other_rules)
    content = (kept / FILE_NAME).read_bytes()
    with Session.open(kept) as session:
        assert "countermove 0.0.9 (rules 0123456789abcdef)" in session.read_only
        assert str(this_engine()) in session.read_only
        shown = session.view("UK")
        assert shown["read_only"] == session.read_only
        assert {k: v for k, v in shown.items() if k not in ("read_only", "version")} == {
            k: v for k, v in there.items() if k not in ("read_only", "version")
        }
        with pytest.raises(Refused, match=r"It can be looked at, not played on"):
            session.do("advance", by=WHITE)
        assert session.tick() is False
    assert (kept / FILE_NAME).read_bytes() == content


def test_where_these_rules_play_otherwise_it_is_shown_up_to_there(kept: Path) -> None:
    rewrite(kept, another_course)
    with Session.open(kept) as session:
        assert "the state differs in 'system.cohesion'" in session.read_only
        assert session.game.turn.number == 2
        assert session.view(WHITE)["turn"]["phase"] == "adjudicate"


def test_a_replay_names_both_rules(kept: Path) -> None:
    rewrite(kept, another_course)
    with pytest.raises(ReplayMismatch, match=r"played with countermove 0\.0\.9 .*replayed with"):
        replay(kept)
    rewrite(
        kept,
        lambda entries: entries[0]["data"].update(
            zip(("version", "engine"), this_engine(), strict=True)
        ),
    )
    with pytest.raises(ReplayMismatch, match=r"the state differs in 'system\.cohesion'$"):
        replay(kept)


def test_under_the_same_rules_a_field_less_is_an_edit(kept: Path) -> None:
    def without_a_digest(entries: list[dict]) -> None:
        last = [entry for entry in entries if "came_to" in entry["data"]][-1]
        del last["data"]["came_to"]["digests"]["system.cohesion"]

    rewrite(kept, without_a_digest)
    with pytest.raises(ReplayMismatch, match="is not the turn that was recorded"):
        Session.open(kept)


def test_a_model_with_a_field_and_an_action_more_still_replays_it(
    kept: Path, tmp_path: Path
) -> None:
    """An unused number in the state and a new row in the catalogue change nothing that was."""
    place = tmp_path / "newer"
    shutil.copytree(PACKAGE, place / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("configs", "scenarios"):
        if (PACKAGE.parent / folder).is_dir():
            shutil.copytree(PACKAGE.parent / folder, place / folder)
    (state,) = (place / "sim" / "core").rglob("state.py")
    text = state.read_text(encoding="utf-8")
    assert '"spent_meur",' in text
    state.write_text(text.replace('"spent_meur",', '"favour_days", "spent_meur",', 1), "utf-8")
    actions = place / "sim" / "scenario" / "actions.csv"
    head, first, *rest = actions.read_text(encoding="utf-8").splitlines()
    new = first.replace(first.partition(",")[0], "send_a_postcard", 1)
    actions.write_text("\n".join([head, new, first, *rest]) + "\n", encoding="utf-8")
    code = (
        "import sys; from sim.workshop import Session; session = Session.open(sys.argv[1]); "
        "print(session.game.turn.number, session.read_only)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(kept)], cwd=place, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(place), "NUMBA_DISABLE_JIT": "1"}, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("3 This session was played with")
    assert "shown up to" not in done.stdout
