"""The master events list: read from CSV and Excel or refused with the place of every fault."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from sim.scenario import Scenario, load_scenario
from sim.scenario.open_menu import with_open_menu
from sim.workshop import Refused, Session
from sim.workshop.events.line import Act
from sim.workshop.events.master_events import (
    MOST_ROWS,
    Row,
    read_events,
    understand,
    write_events,
    write_template,
)
from sim.workshop.events.sheet import LARGEST_BYTES

HANGS_SECONDS = 60.0
"""Far more than any list needs: what takes longer hangs the desk."""
HEADER = "time,to,title,text,effect,expected response\n"
RAIL = Row(3, ("UK", "Belgium"), "Rail", "A line is cut", Act("Russia", "sabotage", "Allies"), "-")
TURNS = 16
few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def undated(rows: list[Row]) -> list[Row]:
    return [row._replace(day=None) for row in rows]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return with_open_menu(load_scenario("belgium_2025"))


def read(scenario: Scenario, text: str | bytes, name: str = "list.csv") -> list[Row]:
    content = text.encode() if isinstance(text, str) else text
    return read_events(name, content, scenario, TURNS)


def refused(scenario: Scenario, content: str | bytes, name: str = "list.csv") -> str:
    with pytest.raises(Refused) as caught:
        read(scenario, content, name)
    assert caught.value.field == "file"
    assert len(str(caught.value)) < 8000
    return str(caught.value)


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A workbook with parts replaced or added; a double underscore stands for a slash."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename not in named:
                new.writestr(info.filename, old.read(info))
        for name, part in named.items():
            new.writestr(name, part)
    return written.getvalue()


def test_a_list_as_a_planner_writes_it(scenario: Scenario) -> None:
    text = (
        "Serial;Turn;To whom;Headline;Description;Effect;Expected response\n"
        "1;3;UK, Belgium;Rail;A line is cut;sabotage: Russia > Allies;-\n"
        "\n"
        "2;D+14;all;;Talks fail;;\n"
        "3;9 December 2025;BE and United Kingdom;Jamming;;Russia gnss jamming UK;Protest\n"
    )
    rows = read(scenario, text)
    assert [row.day for row in rows] == [14.0, 14.0, 29.0]
    assert undated(rows) == [
        RAIL,
        Row(3, (), "Talks fail", "Talks fail", None, ""),
        Row(5, ("Belgium", "UK"), "Jamming", "", Act("Russia", "gnss_jamming", "UK"), "Protest"),
    ]


@pytest.mark.parametrize(
    ("cell", "turn"),
    [("6", 6), ("Turn 6", 6), ("t6", 6), ("2025-11-10", 1), ("2025-11-16", 1), ("2025-11-17", 2),
     ("17.11.2025", 2), ("17 Nov 2025", 2), ("17/11/2025", 2), ("11/11/2025", 1), ("D+0", 1),
     ("d + 7", 2), ("2025-11-17 09:30:00", 2)],
)  # fmt: skip
def test_a_time_is_a_turn_a_date_or_days_from_the_start(
    scenario: Scenario, cell: str, turn: int
) -> None:
    assert read(scenario, f"time,text\n{cell},x\n")[0].turn == turn


@pytest.mark.parametrize(
    "cell", ["0", "17", "2025-11-09", "2027-01-01", "soon", "", "1.5", "-1", "D+9999", "05/03/2026",
             "31.02.2026", "9" * 150]
)  # fmt: skip
def test_any_other_time_is_refused(scenario: Scenario, cell: str) -> None:
    assert "list.csv: row 2, column time: " in refused(scenario, f"time,text\n{cell},x\n")


@pytest.mark.parametrize(
    ("cell", "act"),
    [
        ("sabotage: Russia > Allies", Act("Russia", "sabotage", "Allies")),
        ("Russia sabotage Allies", Act("Russia", "sabotage", "Allies")),
        ("russia SABOTAGE allies", Act("Russia", "sabotage", "Allies")),
        ("GNSS jamming: RU → UK", Act("Russia", "gnss_jamming", "UK")),
        ("gnss_jamming: Russia against UK", Act("Russia", "gnss_jamming", "UK")),
        ("Russian Federation gnss_jamming United Kingdom", Act("Russia", "gnss_jamming", "UK")),
        ("GPS jamming that reaches civil flights: Russia > UK",
         Act("Russia", "gnss_jamming", "UK")),
        ("UK strategic_communication", Act("UK", "strategic_communication", "UK")),
        ("strategic_communication: UK", Act("UK", "strategic_communication", "UK")),
        ("", None),
    ],
)  # fmt: skip
def test_an_effect_in_either_form(scenario: Scenario, cell: str, act: Act | None) -> None:
    assert read(scenario, f'time,text,effect\n1,x,"{cell}"\n')[0].effect == act


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("sabotag: Russia > Allies", "Did you mean 'sabotage'?"),
        ("sabotage: Rusia > Allies", "Did you mean 'Russia'?"),
        ("Russia sabotage Alies", "Did you mean 'Allies'?"),
        ("sabotage: Belgium > UK", "action of Belgium: 'sabotage' is not known; allowed: "),
        ("deploy_advisers: UK > Russia", "target of UK's deploy_advisers: 'Russia' is not known"),
        ("sabotage", "expected actor, action and target"),
        ("sabotage: > ", "actor: ''"),
        (": Russia > UK", "action: ''"),
        ("__import__('os').system('x'): Russia > UK", "is not known"),
    ],
)
def test_a_wrong_effect_says_what_is_allowed(scenario: Scenario, cell: str, says: str) -> None:
    told = refused(scenario, f'time,text,effect\n1,x,"{cell}"\n')
    assert told.startswith("list.csv: row 2, column effect: ")
    assert says in told


def test_every_fault_is_named_and_nothing_is_read(scenario: Scenario) -> None:
    text = HEADER + '1,UK,Fine,,,\n99,Atlantis,,,,\n\n2,UK,x,"a ""quote""",Russia nap UK,\n'
    told = refused(scenario, text).splitlines()
    assert [line.split(":")[1] for line in told] == [
        " row 3, column text", " row 3, column time", " row 3, column to", " row 5, column effect",
    ]  # fmt: skip


def test_a_column_that_is_not_known_is_kept_as_a_note_and_named(scenario: Scenario) -> None:
    reading = understand("list.csv", b"time,text,efect,Channel\n1,x,y,mail\n", scenario, TURNS)
    assert undated(reading.rows) == [Row(1, (), "x", "x", None, "", "efect: y\nChannel: mail")]
    assert reading.notices == [
        "Not known, kept as notes for the facilitator: 'efect'. 'efect': did you mean 'effect'?"
    ]
    assert "as column 1 does" in refused(scenario, "time,turn,text\n1,1,x\n")
    assert "needed" in refused(scenario, "to,effect\nUK,\n")


def test_a_day_is_a_day_and_not_a_turn(scenario: Scenario) -> None:
    """Turns of this scenario have seven days."""
    rows = read(scenario, "day,text\n3,x\n7,x\n8,x\n15,x\nDay 22,x\nD+21,x\n2025-11-17,x\n")
    assert [row.turn for row in rows] == [1, 1, 2, 3, 4, 4, 2]
    duel = load_scenario("generic_dyad")
    with_days = read_events("x.csv", b"day,text\n3,x\n", duel, 20)
    assert with_days[0].turn == int(2 // duel.days_per_turn) + 1
    assert "first day is day 1" in refused(scenario, "day,text\n0,x\n")
    assert "Day 3" in refused(scenario, "day,text\n900,x\n")


@pytest.mark.parametrize(
    ("cell", "turn"),
    [("20-Nov-25", 2), ("20-NOV-2025", 2), ("20 Nov 25", 2), ("Nov 20, 2025", 2), ("20Nov2025", 2),
     ("2025-11-20 09:00", 2), ("2025-11-20T09:00:00Z", 2), ("20-Nov-25 0900", 2),
     ("200900ZNOV25", 2), ("200900Z NOV 2025", 2), ("20 0900Z NOV 25", 2), ("Day 3", 1),
     ("Day 8 0900", 2), ("D+3 0900", 1), ("D+7 09:00", 2), ("d+7, 9:00", 2), ("11/20/2025", 2),
     ("20.11.2025 09:00", 2), ("20 November 2025", 2)],
)  # fmt: skip
def test_dates_as_staffs_write_them(scenario: Scenario, cell: str, turn: int) -> None:
    for column in ("time", "date", "dtg", "day"):
        assert read(scenario, f'{column},text\n"{cell}",x\n')[0].turn == turn


@pytest.mark.parametrize(
    ("cell", "says"),
    [("03/04/2025", "write 2025-04-03 or 2025-03-04"), ("03-04-2025 0900", "may be two dates"),
     ("20/11/25", "may be several dates; write year-month-day"), ("0900", "is not allowed"),
     ("09:00", "is not allowed"), ("H+4", "is not allowed"), ("Monday", "is not allowed"),
     ("45981", "is not allowed"), ("312500ZNOV25", "is not allowed"),
     ("310900ZNOV25", "is not allowed"), ("D-3", "is not allowed"), ("Day 0", "first day"),
     ("2025-11-20 25:00", "is not allowed")],
)  # fmt: skip
def test_nothing_that_may_be_read_in_two_ways_is_guessed(
    scenario: Scenario, cell: str, says: str
) -> None:
    for column in ("time", "date"):
        told = refused(scenario, f'{column},text\n"{cell}",x\n')
        assert told.startswith(f"list.csv: row 2, column {column}: ")
        assert says in told


def test_a_time_of_day_stands_beside_a_day_or_a_turn(scenario: Scenario) -> None:
    rows = read(scenario, "Date,Time,text\n2025-11-17,09:00,x\n17-Nov-25,0900,x\n2025-11-16,,x\n")
    assert [row.turn for row in rows] == [2, 2, 1]
    assert read(scenario, "Turn,Time (Z),text\n4,0900,x\n")[0].turn == 4
    assert "disagree: turn says turn 4, date says turn 1" in refused(
        scenario, "turn,date,text\n4,2025-11-10,x\n"
    )


def test_a_list_as_people_really_have_them(scenario: Scenario) -> None:
    text = (
        "EXERCISE AUTUMN SHIELD,,,,,,,,\n"
        "Master Scenario Events List; version 3; all times Zulu,,,,,,,,\n"
        ",,,,,,,,\n"
        "Seq No,Event #,DTG,Inject Type,Delivery Method,Recipient (To),Inject Title,"
        "Inject Description,Expected Player Action\n"
        "1,E-01,200900ZNOV25,Contextual,E-mail,All players,Airport,It is closed.,Meet\n"
        "2,E-02,271400ZNOV25,Key,Phone,UK players / Belgium,Call,Who flew?,Answer\n"
    )
    reading = understand("msel.csv", text.encode(), scenario, TURNS)
    assert [row.day for row in reading.rows] == [pytest.approx(10.375), pytest.approx(17 + 14 / 24)]
    assert undated(reading.rows) == [
        Row(2, (), "Airport", "It is closed.", None, "Meet",
            "Inject Type: Contextual\nDelivery Method: E-mail"),
        Row(3, ("UK", "Belgium"), "Call", "Who flew?", None, "Answer",
            "Inject Type: Key\nDelivery Method: Phone"),
    ]  # fmt: skip
    assert reading.header == "row 4"
    assert ("Recipient (To)", "to") in reading.columns
    assert reading.notices == ["Not kept: Seq No, Event #."]
    told = "\n".join(reading.lines())
    assert "column 'DTG' is read as date" in told
    assert "turn   3  to UK, Belgium: Call" in told
    assert "row 6, column to" in refused(scenario, text.replace("UK players /", "Atlantis /"))


def test_a_workbook_with_cover_sheet_merged_and_time_cells(scenario: Scenario) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(("Exercise Autumn Shield",))
    cover.append(("Date", "Author"))
    sheet = book.create_sheet("MEL")
    sheet.append(("Master events list",))
    sheet.append(())
    sheet.append(("Ser", "Date", "Time", "To", "Channel", "Event", "Description"))
    sheet.append((1, date(2025, 11, 20), clock(9, 0), "All players", "TV", "News", "At nine."))
    sheet.append((2, None, clock(11, 30), "UK", "Mail", "Mail", "Before noon."))
    sheet.append((3, datetime(2025, 11, 27, 9), None, "UK", None, "Call", "A week later."))
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B4:B5")
    old = book.create_sheet("Old")
    old.append(("turn", "text"))
    old.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    reading = understand("mel.xlsx", written.getvalue(), scenario, TURNS)
    assert [(row.turn, row.to, row.title) for row in reading.rows] == [
        (2, (), "News"), (2, ("UK",), "Mail"), (3, ("UK",), "Call"),
    ]  # fmt: skip
    assert reading.header == "row 3 of sheet 'MEL'"
    assert reading.rows[0].notes == "Channel: TV"
    assert any("sheet Sheet" in notice for notice in reading.notices)
    old.sheet_state = "visible"
    written = io.BytesIO()
    book.save(written)
    assert "the sheets 'MEL', 'Old' each hold a list" in refused(
        scenario, written.getvalue(), "mel.xlsx"
    )


def test_the_template_is_a_list_that_can_be_read(scenario: Scenario, tmp_path: Path) -> None:
    path = write_template(tmp_path / "events")
    assert path == tmp_path / "events.csv"
    rows = read_events(path.name, path.read_bytes(), scenario, TURNS)
    assert [row.turn for row in rows] == [1, 2]
    assert read_events("again.csv", write_events(rows).encode(), scenario, TURNS) == rows


@pytest.mark.parametrize(
    "content",
    [
        "time,text\n3,Ünruhe in Lüttich – 5 €\n".encode("utf-8-sig"),
        "time;text\r\n3;Ünruhe in Lüttich – 5 €\r\n".encode("cp1252"),
        "time\ttext\n3\tÜnruhe in Lüttich – 5 €\n".encode("utf-16"),
        "time,text\r3,Ünruhe in Lüttich – 5 €\r".encode(),
        b"time,text\n3,\xdcnruhe in L\xfcttich \x96 5 \x80\n",
    ],
)
def test_encodings_and_delimiters(scenario: Scenario, content: bytes) -> None:
    assert undated(read(scenario, content)) == [
        Row(3, (), "Ünruhe in Lüttich – 5 €", "Ünruhe in Lüttich – 5 €", None, "")
    ]


def test_a_text_goes_over_several_lines(scenario: Scenario) -> None:
    rows = read(scenario, 'time,title,text\n1,Two,"one,\ntwo"\n2,x,y\n')
    assert rows[0].text == "one,\ntwo"
    assert "row 3, " in refused(scenario, 'time,text\n1,"one\n\ntwo"\n99,x\n')


def test_a_workbook_is_read_like_a_csv(scenario: Scenario) -> None:
    content = workbook(
        ("Turn", "To", "Title", "Text", "Effect", "Expected response"),
        (3, "UK; Belgium", "Rail", "A line is cut", "sabotage: Russia > Allies", "-"),
        (None,) * 6,
        (date(2025, 12, 9), "all", "Talks", None, None, None),
        (datetime(2025, 12, 9, 8, 30), None, "Talks", None, None, None),
        (4.0, None, "Half", 0.5, None, None),
    )
    talks = Row(5, (), "Talks", "", None, "")
    assert undated(read(scenario, content, "C:\\lists\\mel.xlsx")) == [
        RAIL, talks, talks, Row(4, (), "Half", "0.5", None, ""),
    ]  # fmt: skip
    assert refused(scenario, workbook(("time", "text"), (99, "x")), "../m.xlsx").startswith(
        "m.xlsx: row 2, column time"
    )


def test_what_is_written_can_be_read_and_holds_no_formula(scenario: Scenario) -> None:
    rows = [
        RAIL,
        Row(1, (), "=1+1", "@SUM(A1)\n-2", None, "+44"),
        Row(2, ("NATO",), "<script>alert(1)</script>", '"quoted", and, more', None, "'=x"),
    ]
    written = write_events(rows)
    for line in ("=1+1", "@SUM", "+44", "-"):
        assert f'"{line}' not in written
    assert undated(read(scenario, written)) == rows


def test_a_day_and_an_hour_are_written_so_that_they_are_read_again(scenario: Scenario) -> None:
    rows = [RAIL._replace(day=16.0), RAIL._replace(day=16.0 + 8.5 / 24)]
    again = read(scenario, write_events(rows))
    assert [row.day for row in again] == [16.0, pytest.approx(16.0 + 8.5 / 24)]
    assert undated(again) == [RAIL, RAIL]


def test_without_openpyxl_the_way_out_is_named(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = workbook(("time", "text"), (1, "x"))

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert 'pip install "countermove[web]"' in refused(scenario, content, "m.xlsx")


def test_a_list_goes_into_a_session(scenario: Scenario, tmp_path: Any) -> None:
    session = Session.create(tmp_path / "game", load_scenario("belgium_2025"))
    rows = read(scenario, f"{HEADER}2,UK,Rail,A line is cut,sabotage: Russia > Allies,Protest\n")
    session.do("import_injects", "facilitator", rows=[row.as_data() for row in rows])
    added = [row for row in session.view("facilitator")["injects"] if row["title"] == "Rail"]
    assert [(row["turn"], row["to"], row["expected"]) for row in added] == [(2, ["UK"], "Protest")]
    session.close()


class TestHostile:
    """Lists that mean harm are refused soon, in a few words."""

    def test_script_text_is_only_text(self, scenario: Scenario) -> None:
        rows = read(scenario, "time,text\n1,<img src=x onerror=alert(1)>\x1b[31m\u202e\n")
        assert rows[0].text == "<img src=x onerror=alert(1)>[31m"

    @pytest.mark.parametrize(
        "content",
        [
            b"", b"\n\n\n", b"\xef\xbb\xbf", b"time,text", b"\x00" * 100, b"\xff\xfe\x00",
            b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 500, b"\xd0\xcf\x11\xe0" + b"\x00" * 500,
            b'time,text\n1,"never closed\n', b'time,text\n1,"a"b"\n',
            b"time,text\n1," + b"x" * 2001, b"time,title\n1," + b"x" * 201,
            b"time,text,effect\n1,x," + b"y" * 100_000,
            b"time,text,to\n1,x," + b"UK;" * 40_000,
            b"time,text\n1," + b"x" * 140_000,
            b"x" * 100_000 + b",text\n1,2",
            b"time,text\n" + b"1,x\n" * (MOST_ROWS + 1),
            b"time,text\n" + b"\n" * 100_000 + b"1,x",
            b"time,text\n1,x" + b"," * 1_000_000 + b"\n99,x",
            b"a" * (LARGEST_BYTES + 1), b"time,text\n" + b"1,x\n" * 2_600_000,
        ],
    )  # fmt: skip
    def test_broken_and_bloated_files(self, scenario: Scenario, content: bytes) -> None:
        began = time.perf_counter()
        refused(scenario, content)
        assert time.perf_counter() - began < HANGS_SECONDS

    def test_a_name_is_shown_short_and_without_its_path(self, scenario: Scenario) -> None:
        assert refused(scenario, b"", "../../etc/<b>pass\nwd").startswith("<b>pass wd: ")
        assert len(refused(scenario, b"", "x" * 10_000)) < 200

    def test_a_zip_bomb(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        bomb = repacked(plain, xl__sharedStrings_xml=b"0" * 300_000_000)
        assert "unpack" in refused(scenario, bomb, "m.xlsx")
        dense = repacked(plain, xl__sharedStrings_xml=b"0" * 15_000_000)
        assert "suspiciously" in refused(scenario, dense, "m.xlsx")
        many = repacked(plain, **{f"xl__part{k}_xml": b"x" for k in range(400)})
        assert "unpack" in refused(scenario, many, "m.xlsx")

    def test_entities_are_not_unfolded(self, scenario: Scenario) -> None:
        lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><sst>&a;</sst>'
        plain = workbook(("time", "text"), (1, "x"))
        for part in (lol, lol.decode().encode("utf-16")):
            told = refused(scenario, repacked(plain, xl__sharedStrings_xml=part), "m.xlsx")
            assert "entities" in told

    def test_links_to_other_files(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        linked = repacked(plain, xl__externalLinks__externalLink1_xml=b"<externalLink/>")
        assert "links to other files" in refused(scenario, linked, "m.xlsx")

    def test_a_billion_rows(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        for last in (b"1048576", b"4000000000", b"9" * 400):
            rows = (
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                b'<sheetData><row r="1"/><row spans="1:2" r="' + last + b'"><c><v>1</v></c></row>'
                b"</sheetData></worksheet>"
            )
            began = time.perf_counter()
            refused(scenario, repacked(plain, xl__worksheets__sheet1_xml=rows), "m.xlsx")
            assert time.perf_counter() - began < HANGS_SECONDS

    def test_the_same_row_a_million_times(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        rows = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b"<sheetData>" + b'<row r="1"/>' * 100_000 + b"</sheetData></worksheet>"
        )
        refused(scenario, repacked(plain, xl__worksheets__sheet1_xml=rows), "m.xlsx")

    def test_a_row_that_never_closes(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        began = time.perf_counter()
        content = repacked(plain, xl__worksheets__sheet1_xml=b"<row " * 150_000)
        refused(scenario, content, "m.xlsx")
        assert time.perf_counter() - began < HANGS_SECONDS

    def test_damaged_workbooks(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        for cut in range(0, len(plain), max(1, len(plain) // 60)):
            refused(scenario, plain[:cut] or b"PK\x03\x04", "m.xlsx")
        told = []
        for place in range(30, len(plain), max(1, len(plain) // 80)):
            damaged = bytearray(plain)
            damaged[place] ^= 0xFF
            try:
                read(scenario, bytes(damaged), "m.xlsx")
            except Refused as error:
                told.append(str(error))
        assert len(told) > 20
        assert all(text.startswith("m.xlsx: ") for text in told)

    def test_a_broken_directory_of_the_zip(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        begin = plain.index(b"PK\x01\x02")
        told = 0
        for place in range(begin, len(plain), 7):
            for flip in (0xFF, 0x01):
                damaged = bytearray(plain)
                damaged[place] ^= flip
                try:
                    read(scenario, bytes(damaged), "m.xlsx")
                except Refused:
                    told += 1
        assert told > 20
        assert "not a readable" in refused(scenario, plain[:begin], "m.xlsx")
        assert "not a readable" in refused(scenario, plain[: begin + 50], "m.xlsx")

    def test_formulas_are_not_computed(self, scenario: Scenario) -> None:
        content = workbook(("time", "text"), (1, '=WEBSERVICE("http://localhost")'), (2, "x"))
        told = refused(scenario, content, "m.xlsx")
        assert "row 2, column text: is empty" in told

    def test_a_csv_needs_no_openpyxl(
        self, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        assert len(read(scenario, "time,text\n1,x\n")) == 1

    @few
    @given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
    def test_anything_at_all(self, scenario: Scenario, content: bytes) -> None:
        for name in ("list.csv", "m.xlsx"):
            for begin in (b"", b"time,to,text,effect\n1,", b"PK\x03\x04"):
                with suppress(Refused):
                    read(scenario, begin + content, name)

    def test_nesting_without_end(self, scenario: Scenario) -> None:
        plain = workbook(("time", "text"), (1, "x"))
        for part in ("xl__sharedStrings_xml", "xl__worksheets__sheet1_xml", "xl__workbook_xml"):
            deep = b"<sst>" + b"".join(b"<a%d>" % (k % 7919) for k in range(100_000))
            closed = b"".join(b"</a%d>" % (k % 7919) for k in reversed(range(100_000)))
            for content in (deep, deep + closed + b"</sst>"):
                with suppress(Refused):
                    read(scenario, repacked(plain, **{part: content}), "m.xlsx")
