"""Rows of text from a table that somebody uploads, as CSV or Excel: bounded, and only text.

A workbook is looked into before it is opened: how much it would unpack to, whether it defines
entities, links to other files, or has rows beyond any list of events. Nothing in it is computed.
"""

from __future__ import annotations

import csv
import importlib
import io
import itertools
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sim.workshop.events.cell import cleaned_cell
from sim.workshop.refused import Refused

LARGEST_BYTES = 5_000_000
MOST_COLUMNS = 40
LAST_ROW = 2000
"""Below this row nothing is read: a longer sheet is refused."""
DELIMITERS = (",", ";", "\t")
UNPACKED_BYTES = 20_000_000
MOST_PARTS = 300
LARGEST_RATIO = 200
FIRST_LINES, FIRST_LETTERS = 15, 200_000
"""A title may stand above the table."""
MOST_SHEETS = 20
MOST_MERGED = 2000
MIDNIGHT = time()
_ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s{1,9}ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_CORNERS = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_ROW_NUMBER = re.compile(rb'<(?:\w{1,20}:)?row\s[^>]{0,300}?\br="(\d+)"')


class Sheet(NamedTuple):
    """One table: its name, empty for a CSV, and its rows."""

    name: str
    rows: list[list[str]]
    is_hidden: bool = False


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Return the tables of a file with all rows, empty ones too: places count as in a spreadsheet.

    Raises Refused, naming the file, for one that is too large, damaged, or neither CSV nor Excel.
    """
    if len(content) > LARGEST_BYTES:
        raise Refused(
            f"{name}: {len(content):,} bytes are more than {LARGEST_BYTES:,}, the limit", "file"
        )
    if content.startswith(_OLE):
        raise Refused(f"{name}: an old or encrypted Excel file; save it as .xlsx or CSV", "file")
    if content.startswith(_ZIP) or name.lower().endswith((".xlsx", ".xlsm")):
        return _workbook_sheets(name, content)
    return [Sheet("", _csv_rows(name, _decoded(name, content)))]


def _decoded(name: str, content: bytes) -> str:
    if content.startswith(_UTF_16):
        encodings: Iterable[str] = ("utf-16",)
    elif b"\0" in content:
        raise Refused(f"{name}: is neither a CSV text nor an Excel workbook", "file")
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"{name}: is not a readable text; save it as CSV in UTF-8", "file")


def _csv_rows(name: str, text: str) -> list[list[str]]:
    """Return the rows; the delimiter is the one of which one of the first lines has most."""
    lines = text[:FIRST_LETTERS].splitlines()[:FIRST_LINES]
    delimiter = max(DELIMITERS, key=lambda one: max((line.count(one) for line in lines), default=0))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(rows) >= LAST_ROW:
                raise Refused(f"{name}: more than {LAST_ROW:,} rows", "file")
            rows.append([cleaned_cell(cell) for cell in row[:MOST_COLUMNS]])
    except csv.Error as error:
        raise Refused(
            f"{name}: row {len(rows) + 1} (line {reader.line_num}): {error}", "file"
        ) from error
    return rows


def _workbook_sheets(name: str, content: bytes) -> list[Sheet]:
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError as error:
        raise Refused(
            f'{name}: reading Excel files needs openpyxl: pip install "countermove[web]"; '
            "or save the list as CSV",
            "file",
        ) from error
    merged = _inspect(name, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks that reading does without
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            try:
                sheets = [_sheet(name, sheet, merged) for sheet in book.worksheets[:MOST_SHEETS]]
            finally:
                book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged workbook fails in the parser in any way it likes
        raise Refused(f"{name}: is not a readable Excel workbook", "file") from error
    return sheets


def _sheet(name: str, sheet: Any, merged: dict[str, list[bytes]]) -> Sheet:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    found = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    read = list(itertools.islice(found, LAST_ROW + 1))
    if len(read) > LAST_ROW:
        raise Refused(f"{name}: more than {LAST_ROW:,} rows", "file")
    rows = [[_text(value) for value in row] for row in read]
    for place in merged.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), []):
        _fill(rows, place.decode("ascii"))
    return Sheet(cleaned_cell(sheet.title), rows, sheet.sheet_state != "visible")


def _fill(rows: list[list[str]], place: str) -> None:
    """Repeat what stands in merged cells in each of their rows, in the first of their columns."""
    corners = _CORNERS.fullmatch(place)
    if corners is None:
        return
    column = 0
    for letter in corners[1]:
        column = column * 26 + ord(letter) - 64
    first, last, at = int(corners[2]) - 1, int(corners[3]), column - 1
    if first >= len(rows) or at >= len(rows[first]):
        return
    for row in rows[first + 1 : last]:
        if at < len(row) and not row[at]:
            row[at] = rows[first][at]


def _inspect(name: str, content: bytes) -> dict[str, list[bytes]]:
    """Refuse a workbook that would unpack to too much, or that holds more than a table.

    Returns the merged cells of each of its parts.
    """
    merged: dict[str, list[bytes]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > UNPACKED_BYTES:
                raise Refused(f"{name}: would unpack to more than a list of events needs", "file")
            for info in infos:
                if info.file_size > LARGEST_RATIO * max(info.compress_size, 1_000):
                    raise Refused(f"{name}: {info.filename[:60]} is packed suspiciously", "file")
                if info.filename.startswith("xl/externalLinks"):
                    raise Refused(f"{name}: links to other files; remove the links", "file")
                part = parts.read(info)
                _inspect_part(name, info.filename, part)
                if info.filename.startswith("xl/worksheets/"):
                    merged[info.filename] = _MERGED.findall(part)[:MOST_MERGED]
    except _DAMAGES as error:
        raise Refused(f"{name}: is not a readable Excel workbook", "file") from error
    return merged


_DAMAGES = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError,
    ValueError, IndexError, KeyError, OverflowError, struct.error, MemoryError,
)  # fmt: skip
"""What reading a broken, encrypted or exotic zip raises."""


def _inspect_part(name: str, part: str, content: bytes) -> None:
    plain = content.replace(b"\0", b"")  # a part may be written in UTF-16
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused(f"{name}: {part[:60]} defines entities, which no table needs", "file")
    if part.startswith("xl/worksheets/"):
        last = max((int(found[:12]) for found in _ROW_NUMBER.findall(plain)), default=0)
        if last > LAST_ROW:
            raise Refused(
                f"{name}: {part[:60]} has rows down to {last:,}; at most {LAST_ROW:,} are read. "
                "Delete what stands below the list.",
                "file",
            )


def _text(value: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as year-month-day, times."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != MIDNIGHT else str(value.date())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return cleaned_cell(str(value))
