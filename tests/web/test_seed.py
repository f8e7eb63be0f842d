"""Nothing that the server sends, says or names before the end tells the seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sim.cli.main import main
from sim.scenario import load_scenario
from sim.web.hall import Hall, Wanted
from sim.workshop import Session, Settings
from sim.workshop.record.log import read_entries
from sim.workshop.session.practice import start_practice
from tests.web.conftest import Host, post

Join = Callable[[str], TestClient]
PAGES = ("", "?part=true", "actors.css", "print/role", "print/briefing", "print/cards", "forecast",
         "after/", "after/report", "export/session.countermove", "export/session.jsonl",
         "export/after-action.html", "as/UK/", "as/projector/")  # fmt: skip
SLUGS = {"facilitator": "facilitator", "UK": "seat-uk", "Belgium": "seat-belgium",
         "projector": "projector", "observer": "observer"}  # fmt: skip


@pytest.fixture
def host(tmp_path: Path) -> Any:
    """A session whose seed nobody has given."""
    wanted = Wanted(load_scenario("belgium_2025"), "Friday", None, 0, ("UK", "Belgium"),
                    Settings(turns=2, forecasts=True))  # fmt: skip
    hall, links = Hall.create(tmp_path / "session", wanted)
    yield Host(hall, {link.viewer: link.path for link in links})
    hall.close()


def traces_of(session: Session) -> list[str]:
    numbers = (session.game.seed, int(session.game.run_key))
    return [text for n in numbers for text in (str(n), f"{n:x}", f"{n:,}")]


def test_no_page_and_no_answer_tells_it_before_the_end(host: Host, join: Join) -> None:
    clients = {viewer: join(viewer) for viewer in SLUGS}
    traces = traces_of(host.session)
    for phase in ("brief", "orders", "adjudicate", "state"):
        while host.session.game.turn.phase != phase:
            if host.session.game.turn.phase == "adjudicate":
                host.lead("accept_all")
            host.lead("advance")
        for viewer, client in clients.items():
            for name in PAGES:
                answer = client.get(host.path(SLUGS[viewer]) + name)
                text = answer.text + str(answer.headers) + str(answer.url)
                assert not [trace for trace in traces if trace in text], (viewer, name)
        for viewer in ("UK", "facilitator"):
            command = "seat_note" if viewer == "UK" else "note"
            told = {"command": command, "data": {"text": "well"}}
            answer: Any = post(clients[viewer], host.path(SLUGS[viewer]) + "do", told)
            assert answer.status_code == 200
            assert not [trace for trace in traces if trace in answer.text]
    names = " ".join(str(path) for path in host.session.folder.rglob("*"))
    assert not [trace for trace in traces if trace in names + "".join(host.links.values())]


def test_the_desk_and_the_report_tell_it_after_the_end(host: Host, join: Join) -> None:
    host.lead("end")
    seed = str(host.session.game.seed)
    assert f"seed {seed}" in join("facilitator").get(host.path("facilitator")).text
    report = join("UK").get(host.path("seat-uk") + "after/report")
    assert f"Seed {seed}" in report.text
    assert read_entries(host.session.folder)[0].data["seed"] == host.session.game.seed


def test_the_page_of_the_host_warns_of_a_seed_that_is_given(host: Host, join: Join) -> None:
    owner = join("host")
    page = owner.get("/host/").text
    assert 'name="seed"' in page
    assert 'value="1"' not in page.partition('name="seed"')[2][:120], "none is filled in"
    form = {"scenario": "generic_dyad", "title": "Saturday"}
    answer: Any = post(owner, "/host/session", form)
    assert answer.json()["warning"] is None
    answer = post(owner, "/host/session", {**form, "seed": 4})
    assert "whoever knows it" in answer.json()["warning"]
    seeds = [room.session.game.seed for room in host.hall.rooms.values()]
    assert seeds[2] == 4
    assert len({*seeds, 1, 7}) == 5


def test_a_practice_game_is_another_one_each_time(tmp_path: Path) -> None:
    seeds = set()
    for name in ("a", "b"):
        with start_practice(tmp_path / name) as session:
            seeds.add(session.game.seed)
    assert len(seeds) == 2


@pytest.mark.parametrize("given", [[], ["seed=8"]])
def test_the_terminal_draws_one_and_warns_of_one_that_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    given: list[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("builtins.input", lambda _: "quit")
    folder = tmp_path / "alone"
    words = ["play", "interface=terminal", "scenario=generic_dyad", f"play.folder={folder}"]
    assert main([*words, *given]) == 0
    seed = read_entries(folder)[0].data["seed"]
    told = capsys.readouterr()
    assert ("WARNING: a seed is given" in told.err) == bool(given)
    if given:
        assert seed == 8
    else:
        assert seed > 2**32, "a small one would be luck of 1 in 2 to the 31"
        assert str(seed) not in told.out + told.err


def test_a_list_of_events_is_printed_as_it_was_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "quit")
    events = tmp_path / "events.csv"
    events.write_text("Day,Title,Channel\n3,A laser,TV\n", encoding="utf-8")
    words = ["play", "interface=terminal", "scenario=belgium_2025", f"play.injects={events}"]
    assert main([*words, f"play.folder={tmp_path / 'a'}"]) == 0
    told = capsys.readouterr().out
    assert "column 'Channel' is read as notes" in told
    assert "turn   1  to all: A laser" in told
    assert read_entries(tmp_path / "a")[1].data["rows"][0]["title"] == "A laser"
    events.write_text("Day,Title\n03/04/2025,A laser\n", encoding="utf-8")
    assert main([*words, f"play.folder={tmp_path / 'b'}"]) == 2
    assert "write 2025-04-03" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()
