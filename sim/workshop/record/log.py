"""The log of a session: one JSON line an entry, only ever added to, on the disk before it counts.

Each line carries a hash of itself and of the line before, so that an edited bundle is detected. A
line is written whole or taken back: a full disk costs the entry that met it and no other. A line
that a killed process left half written is cut off when the log is opened: it was never
acknowledged to anybody.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import weakref
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import ReplayMismatch
from sim.store.atomic import PRIVATE
from sim.store.lock import is_ours_alone
from sim.workshop.record.disk import explain_disk
from sim.workshop.refused import Refused

FILE_NAME = "log.jsonl"
GENESIS = "0" * 16
MOST_BYTES = 64_000_000
LATEST = 253_402_300_799
"""Seconds since the epoch: the end of the year 9999, the last that a date can say."""


class Entry(NamedTuple):
    """One thing that was done: by whom (a role or a seat), under whose name, when, and what."""

    n: int
    at: float
    """seconds since the epoch"""
    by: str
    author: str
    do: str
    data: dict[str, Any]


class Log:
    """An append-only file of entries, each synced to disk before `append` returns.

    It is private to its user, and to one process at a time: two that play the same session would
    write over each other. Raises Refused where another one has it.
    """

    def __init__(self, path: Path, link: str) -> None:
        self.path = path
        self._link = link
        try:
            path.touch(mode=PRIVATE)
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise explain_disk(error, path) from error
        self._size = os.fstat(self._file.fileno()).st_size
        """bytes that count: those of whole, acknowledged lines"""
        self.close = weakref.finalize(self, self._file.close)
        """close the file; done too where a log is given up without it"""
        self._is_torn = False
        if not is_ours_alone(self._file):
            self._file.close()
            raise Refused(f"{path.parent}: is being played by another process; stop that one first")

    def append(self, entry: Entry) -> None:
        """Write one entry; it is on the disk when this returns.

        Raises NotSaved where the disk is full or cannot be written, and keeps nothing of it;
        Refused where the log is closed.
        """
        if self._file.closed:
            raise Refused("This session is closed.")
        body = json.dumps(entry._asdict(), ensure_ascii=False)
        link = _link(self._link, body)
        line = f'{{"entry":{body},"link":"{link}"}}\n'.encode()
        try:
            if self._is_torn:
                self._undo()
            self._is_torn = True
            _write_all(self._file, line)
            os.fsync(self._file.fileno())
        except BaseException as error:
            with contextlib.suppress(OSError):  # the next entry tries again before it is written
                self._undo()
            if isinstance(error, OSError):
                raise explain_disk(error, self.path) from error
            raise
        self._is_torn = False
        self._size += len(line)
        self._link = link

    def _undo(self) -> None:
        """Cut off what was written of a line that does not count."""
        self._file.truncate(self._size)
        os.fsync(self._file.fileno())
        self._is_torn = False


def _write_all(file: FileIO, content: bytes) -> None:
    """Write all of `content`; near the end of the space a call may take a part of it only."""
    rest = memoryview(content)
    while rest:
        written = file.write(rest)
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[written:]


def create_log(path: Path) -> Log:
    """Start a new log; Refused where there is one already."""
    if path.exists():
        raise Refused(f"{path}: there is a session already; open it, or choose another folder")
    return Log(path, GENESIS)


def open_log(path: Path) -> tuple[Log, list[Entry]]:
    """Return a log ready for more, and its entries; an unfinished last line is cut off."""
    if not path.is_file():
        raise Refused(f"{path.parent}: is not a session: it has no {path.name}")
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    entries, link = parse(content[:end], str(path))
    if end < len(content):
        with path.open("rb+") as file:
            file.truncate(end)
            os.fsync(file.fileno())
    return Log(path, link), entries


def read_entries(folder: Path) -> list[Entry]:
    """Return the entries of a session's log and touch nothing; an unfinished last line is left out.

    Raises Refused where the folder holds no session, ReplayMismatch where its log is damaged.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise Refused(f"{folder}: is not a session: it has no {path.name}")
    content = path.read_bytes()
    return parse(content[: content.rfind(b"\n") + 1], str(path))[0]


def parse(content: bytes, where: str) -> tuple[list[Entry], str]:
    """Return the entries of a log and the hash of its last line.

    Raises ReplayMismatch, naming the line, where one was changed, lost or put in.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{where}: more than {MOST_BYTES // 1_000_000} MB, the limit of a session")
    entries: list[Entry] = []
    link = GENESIS
    for number, line in enumerate(content.splitlines(), 1):
        try:
            row = json.loads(line)
            entry = _entry(row["entry"])
            link = _link(link, json.dumps(row["entry"], ensure_ascii=False))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ReplayMismatch(
                f"{where}: line {number}: is not an entry of a session log"
            ) from error
        if row.get("link") != link or entry.n != len(entries):
            raise ReplayMismatch(
                f"{where}: line {number}: was changed, or a line before it is missing"
            )
        entries.append(entry)
    return entries, link


def _entry(row: Any) -> Entry:
    """Return an entry whose fields are of the right kinds. Raises ValueError or TypeError."""
    entry = Entry(**row)
    texts = (entry.by, entry.author, entry.do)
    is_valid = (
        type(entry.n) is int
        and type(entry.at) in (int, float)
        and 0 <= entry.at <= LATEST
        and all(isinstance(text, str) for text in texts)
        and isinstance(entry.data, dict)
    )
    if not is_valid:
        raise ValueError("a field of the entry is of another kind")
    return entry


def _link(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}{body}".encode()).hexdigest()[:16]
