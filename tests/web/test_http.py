"""What the server says to whom: links, cookies, foreign pages, sizes, speed, headers."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sim.scenario import load_scenario
from sim.web.app import create_app
from sim.web.guard import COOKIE
from sim.web.hall import Hall, Wanted
from sim.web.rate import COMMANDS, STRANGERS, Buckets
from sim.workshop import Settings
from tests.web.conftest import BASE, Host, post

Join = Callable[[str], TestClient]
SLUGS = {"UK": "seat-uk", "facilitator": "facilitator", "projector": "projector",
         "observer": "observer"}  # fmt: skip


def test_a_link_becomes_a_cookie_of_its_own_screen(host: Host, client: TestClient) -> None:
    answer = client.get(host.links["UK"], follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == host.path("seat-uk")
    cookie = answer.headers["set-cookie"]
    assert f"Path={host.path('seat-uk')}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize("viewer", SLUGS)
def test_every_link_opens_its_screen(host: Host, join: Join, viewer: str) -> None:
    answer = join(viewer).get(host.path(SLUGS[viewer]))
    assert answer.status_code == 200
    assert answer.text.count("EXERCISE – NOTIONAL") >= 2
    assert "Exploration, not prediction" in answer.text


def test_strangers_all_hear_the_same(host: Host, join: Join, client: TestClient) -> None:
    uk = join("UK")
    secret = host.links["UK"].removeprefix("/join/")
    answers = [
        client.get("/join/abc"),
        client.get("/join/" + secret[:-1] + ("a" if secret[-1] != "a" else "b")),
        client.get(host.path("seat-uk")),
        client.get("/play/000000000000/seat-uk/"),
        client.get("/play/../../etc/passwd"),
        client.get("/nothing"),
        client.get("/docs"),
        client.post(host.path("seat-uk") + "do", json={}),
        uk.get(host.path("facilitator")),
        uk.get(host.path("seat-russia")),
        uk.get("/host/"),
        uk.get(host.path("facilitator"), headers={"Cookie": f"{COOKIE}={secret}"}),
        uk.get(host.path("facilitator") + "as/Russia/", headers={"Cookie": f"{COOKIE}={secret}"}),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1
    assert "Friday" not in answers[0].text


def test_a_seat_cannot_use_what_is_the_white_cells(host: Host, join: Join) -> None:
    uk = join("UK")
    for name, document in (("link", {"viewer": "Russia"}), ("revoke", {"key": "x"})):
        assert post(uk, host.path("seat-uk") + name, document).status_code == 403  # type: ignore[attr-defined]
    answer: Any = post(uk, host.path("seat-uk") + "do", {"command": "advance", "data": {}})
    assert answer.status_code == 422
    assert "command" in answer.json()["error"]


def test_a_command_is_carried_out_and_answered(host: Host, join: Join) -> None:
    desk = join("facilitator")
    answer: Any = post(desk, host.path("facilitator") + "do", {"command": "advance"})
    assert answer.status_code == 200
    assert host.session.view("projector")["turn"]["phase"] == "signal"
    assert answer.json()["version"] == host.hall.first.version


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": BASE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8080"},
    ],
)
def test_another_page_cannot_give_commands(host: Host, join: Join, headers: dict[str, str]) -> None:
    desk = join("facilitator")
    url = host.path("facilitator") + "do"
    answer = desk.post(url, json={"command": "advance"}, headers=headers)
    assert answer.status_code == 403
    assert host.session.view("projector")["turn"]["phase"] == "brief"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"command": "advance"}', "text/plain", 415),
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"command": 1}', "application/json", 400),
        (b'{"command": "advance", "data": 3}', "application/json", 400),
        (b'{"command": "advance", "data": {"by": "UK"}}', "application/json", 422),
        (b'{"command": "advance", "data": {"x": 1}}', "application/json", 422),
        (b'{"command": "advance", "data": {"self": 1}}', "application/json", 422),
        (b'{"command": "advance", "data": {"command": "end"}}', "application/json", 422),
        (b'{"command": "note", "data": {"author": "UK", "text": "x"}}', "application/json", 422),
        (b'{"command": "advance", "data": {"\\ud800": 1}}', "application/json", 422),
        (b'{"command": "\\ud800"}', "application/json", 422),
        (b'{"command": "note", "data": {"text": "\\ud800"}}', "application/json", 422),
        (b'{"command": "nonsense"}', "application/json", 422),
        (b'{"command": "start_clock", "data": {"seconds": NaN}}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"command": "note", "data": {"text": "' + b"x" * 300_000 + b'"}}',
         "application/json", 413),
        (b'{"command": "note", "data": {"text": "' + b"x" * 3_000 + b'"}}',
         "application/json", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_in_words(
    host: Host, join: Join, content: bytes, kind: str, status: int
) -> None:
    desk, before = join("facilitator"), host.session.entries
    answer = desk.post(
        host.path("facilitator") + "do", content=content,
        headers={"Origin": BASE, "Content-Type": kind},
    )  # fmt: skip
    assert answer.status_code == status
    assert len(answer.json()["error"]) > 10
    assert "Traceback" not in answer.text
    assert host.session.entries == before


def test_a_body_without_a_length_is_cut_off_too(host: Host, join: Join) -> None:
    desk = join("facilitator")
    pieces = (b"x" * 65_536 for _ in range(200))
    answer = desk.post(
        host.path("facilitator") + "do", content=pieces,
        headers={"Origin": BASE, "Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 413


def test_commands_come_at_a_bounded_rate(host: Host, join: Join) -> None:
    uk = join("UK")
    # Time stands still: on a slow machine a bucket would fill again as fast as it is emptied.
    host.hall.first.commands = Buckets(COMMANDS, clock=lambda: 0.0)
    answers = [post(uk, host.path("seat-uk") + "do", {"command": "nonsense"}) for _ in range(80)]
    last: Any = answers[-1]
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) >= 1
    assert join("Belgium").get(host.path("seat-belgium")).status_code == 200


def test_wrong_links_come_at_a_bounded_rate_and_right_ones_still_open(
    host: Host, client: TestClient
) -> None:
    host.hall.strangers = Buckets(STRANGERS, clock=lambda: 0.0)
    statuses = [client.get(f"/join/{number}").status_code for number in range(60)]
    assert statuses[0] == 403
    assert statuses[-1] == 429
    assert client.get(host.links["UK"]).status_code == 200


def test_a_closed_link_is_closed_at_once(host: Host, join: Join) -> None:
    uk, desk = join("UK"), join("facilitator")
    key = next(item.key for item in host.hall.first.access.passes if item.viewer == "UK")
    answer: Any = post(desk, host.path("facilitator") + "revoke", {"key": key})
    assert answer.status_code == 200
    assert uk.get(host.path("seat-uk")).status_code == 403
    answer = post(uk, host.path("seat-uk") + "do", {"command": "ask", "data": {"text": "Why?"}})
    assert answer.status_code == 403
    answer = post(desk, host.path("facilitator") + "link", {"viewer": "UK"})
    assert uk.get(answer.json()["path"]).status_code == 200


def test_the_white_cell_cannot_lock_itself_out(host: Host, join: Join) -> None:
    desk = join("facilitator")
    key = next(i.key for i in host.hall.first.access.passes if i.viewer == "facilitator")
    answer: Any = post(desk, host.path("facilitator") + "revoke", {"key": key})
    assert answer.status_code == 422
    assert desk.get(host.path("facilitator")).status_code == 200


def test_every_answer_carries_the_headers(host: Host, join: Join, client: TestClient) -> None:
    for answer in (
        join("UK").get(host.path("seat-uk")),
        client.get("/join/abc"),
        client.get("/static/js/main.js"),
        client.get("/static/tokens.css"),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'self'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


def test_static_files_do_not_lead_out_of_their_folder(client: TestClient) -> None:
    for path in ("/static/../page.py", "/static/%2e%2e/page.py", "/static//etc/passwd"):
        assert client.get(path).status_code == 403


def test_no_secret_is_logged(
    host: Host, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="countermove")
    caplog.set_level(logging.DEBUG, logger="uvicorn")
    client.get(host.links["UK"])
    client.get("/join/forged")
    ours = [record.getMessage() for record in caplog.records if "http" not in record.name]
    assert not any("/join/" in line for line in ours)


def test_a_master_events_list_is_read_or_refused_with_the_place(host: Host, join: Join) -> None:
    desk = join("facilitator")
    url = host.path("facilitator") + "events-list?name=list.csv"
    good = b"turn,to,title,text,effect,expected\n2,UK,Questions over the port,Why?,,A statement\n"
    count = host.session.entries
    answer = desk.post(url + "&look=true", content=good, headers={"Origin": BASE})
    assert "column 'expected' is read as expected response" in "\n".join(
        answer.json()["understood"]
    ).replace("  column", "column")
    assert host.session.entries == count, "it is shown before anything is added"
    answer = desk.post(url, content=good, headers={"Origin": BASE})
    assert answer.status_code == 200, answer.text
    titles = [inject["title"] for inject in host.session.view("facilitator")["injects"]]
    assert "Questions over the port" in titles
    for bad in (b"turn,to,title\n2,Narnia,Hm\n", b"\x00\x01\x02", b""):
        answer = desk.post(url, content=bad, headers={"Origin": BASE})
        assert answer.status_code == 422
        assert len(answer.json()["error"]) > 10
    answer = desk.post(url, content=b"x" * 3_000_000, headers={"Origin": BASE})
    assert answer.status_code == 413
    assert desk.post(url, content=good).status_code == 403


def test_sheets_for_paper_are_of_ones_own_seat(host: Host, join: Join) -> None:
    uk, desk = join("UK"), join("facilitator")
    for name in ("role", "briefing", "cards"):
        answer = uk.get(host.path("seat-uk") + f"print/{name}")
        assert answer.status_code == 200
        assert "EXERCISE – NOTIONAL" in answer.text
        assert desk.get(host.path("facilitator") + f"print/{name}?seat=Russia").status_code == 200
    own = uk.get(host.path("seat-uk") + "print/role?seat=Russia").text
    assert "United Kingdom" in own
    assert "<title>Role: Russian" not in own
    assert uk.get(host.path("seat-uk") + "print/secrets").status_code == 403


def test_another_session_is_opened_by_the_host_alone(host: Host, join: Join) -> None:
    owner = join("host")
    assert "Friday" in owner.get("/host/").text
    form = {"scenario": "baltic_gnss", "title": "<b>Saturday</b>", "seed": 4}
    answer: Any = post(owner, "/host/session", form)
    assert answer.status_code == 200, answer.text
    links = {link["viewer"]: link["path"] for link in answer.json()["links"]}
    assert "Finland" in links
    assert "&lt;b&gt;Saturday" in owner.get("/host/").text
    seen = owner.get(links["Finland"])
    assert seen.status_code == 200
    assert len(host.hall.rooms) == 2
    for wrong in ({"scenario": "../../etc/passwd"}, {"scenario": "baltic_gnss", "seed": -1},
                  {"scenario": "baltic_gnss", "humans": ["Narnia"]},
                  {"scenario": "baltic_gnss", "settings": {"turns": -2}}):  # fmt: skip
        answer = post(owner, "/host/session", wrong)
        assert answer.status_code == 422


def test_the_white_cell_looks_at_a_screen_and_does_nothing_there(host: Host, join: Join) -> None:
    host.lead("advance", "advance")
    desk = join("facilitator")
    seen = desk.get(host.path("facilitator") + "as/UK/").text
    assert "Facilitator view of this seat" in seen
    assert 'data-readonly="1"' in seen
    assert "data-legal" not in seen
    assert desk.get(host.path("facilitator") + "as/observer:UK/").status_code == 200
    assert desk.get(host.path("facilitator") + "as/Narnia/").status_code == 403
    answer: Any = post(desk, host.path("facilitator") + "as/UK/do", {"command": "seal"})
    assert answer.status_code == 403


def test_nothing_can_be_taken_along_before_the_end(host: Host, join: Join) -> None:
    names = ("after/", "after/report", "export/session.countermove", "export/session.jsonl")
    uk = join("UK")
    assert {uk.get(host.path("seat-uk") + name).status_code for name in names} == {403}
    host.session.do("play_on", "facilitator", turns=1)
    host.lead("end")
    assert uk.get(host.path("seat-uk") + "after/").status_code == 200
    for name in ("after/report", "export/after-action.md", "export/tables.zip"):
        assert uk.get(host.path("seat-uk") + name).status_code == 200
    kept = uk.get(host.path("seat-uk") + "export/session.countermove")
    assert kept.content.startswith(b"PK")
    assert "attachment" in kept.headers["content-disposition"]
    assert uk.get(host.path("seat-uk") + "export/access.json").status_code == 403
    assert b"sha256" not in uk.get(host.path("seat-uk") + "export/session.jsonl").content


def test_a_screen_is_rendered_once_for_all_who_share_it(host: Host, join: Join) -> None:
    one, other = join("UK"), join("UK")
    first = one.get(host.path("seat-uk"))
    assert other.get(host.path("seat-uk")).text == first.text
    host.session.do("seat_note", "UK", text="Ask about radar")
    assert "Ask about radar" in other.get(host.path("seat-uk")).text


def test_orders_close_when_the_clock_has_run_out(tmp_path: Path) -> None:
    now = [1_000.0]
    wanted = Wanted(load_scenario("belgium_2025"), "", 3, 0, ("UK",), Settings())
    hall, _ = Hall.create(tmp_path / "timed", wanted, lambda: now[0])
    session = hall.first.session
    for command in ("advance", "advance"):
        session.do(command, "facilitator")
    session.do("start_clock", "facilitator", seconds=60)
    with TestClient(create_app(hall), base_url=BASE):
        now[0] += 61
        until = time.monotonic() + 120
        while session.view("projector")["turn"]["phase"] == "orders" and time.monotonic() < until:
            time.sleep(0.05)
    assert session.view("projector")["turn"]["phase"] == "adjudicate"
    hall.close()


def test_a_name_is_cleaned_like_every_other_text(host: Host, join: Join) -> None:
    desk, url = join("facilitator"), host.path("facilitator") + "do"
    for number, name in enumerate(("\ud800Ana\u202e\x00\n Lee", "x" * 500, 7)):
        content = json.dumps({"command": "note", "data": {"text": "so"}, "author": name})
        answer = desk.post(
            url, content=content, headers={"Origin": BASE, "Content-Type": "application/json"}
        )
        assert answer.status_code == (400 if number == 2 else 200)
    names = [one.author for one in host.session.game.said]
    assert names == ["Ana Lee", "x" * 60]


def test_people_are_told_that_what_they_write_is_opened_after_the_end(
    host: Host, join: Join
) -> None:
    seat = join("UK").get(host.path("seat-uk")).text
    for form in ('data-do="message"', 'data-do="ask"', 'data-do="seat_note"', "data-free"):
        before = seat.partition(form)[0][-300:]
        assert re.search(r"[Aa]fter the end everybody can read", before), form
    desk = join("facilitator").get(host.path("facilitator")).text
    assert "open to all" in desk


def test_what_is_exported_is_private(host: Host, join: Join) -> None:
    host.lead("end")
    client = join("UK")
    assert client.get(host.path("seat-uk") + "export/session.countermove").status_code == 200
    kept = [path for path in host.session.folder.rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)


def test_a_template_and_the_sessions_own_list_can_be_taken_along(host: Host, join: Join) -> None:
    desk, url = join("facilitator"), host.path("facilitator") + "events-list?name=list.csv"
    for name in ("events-template.csv", "events-list.csv"):
        assert name in desk.get(host.path("facilitator")).text
    content = desk.get(host.path("facilitator") + "events-template.csv").content
    answer = desk.post(url, content=content, headers={"Origin": BASE})
    assert answer.status_code == 200, answer.text
    assert "Airport closed" in desk.get(host.path("facilitator") + "events-list.csv").text
    assert join("UK").get(host.path("facilitator") + "events-list.csv").status_code == 403
