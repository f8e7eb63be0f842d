"""The log of a session: one JSON line an entry, only ever added to, on the disk before it counts.

Each line carries a hash of itself and of the line before, so that a bundle that was edited is
found out. A line that a killed process left half written is cut off when the log is opened: it
was never acknowledged to anybody.
"""

from __future__ import annotations

import hashlib
import json
import os
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import ReplayMismatch
from sim.store.atomic import explain_os_error
from sim.workshop.refused import Refused

try:
    import fcntl
except ImportError:  # a system without such locks
    fcntl = None

FILE_NAME = "log.jsonl"
GENESIS = "0" * 16
MOST_BYTES = 64_000_000


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

    def __init__(self, path: Path, count: int, link: str) -> None:
        self.path = path
        self._count = count
        self._link = link
        path.touch(mode=0o600)
        self._file = path.open("ab", buffering=0)
        if not _is_ours_alone(self._file):
            self._file.close()
            raise Refused(f"{path.parent}: is being played by another process; stop that one first")

    def append(self, entry: Entry) -> None:
        """Write one entry; it is on the disk when this returns.

        Raises ConfigError where the disk is full or cannot be written; nothing is kept then.
        """
        body = json.dumps(entry._asdict(), ensure_ascii=False)
        link = _link(self._link, body)
        line = f'{{"entry":{body},"link":"{link}"}}\n'.encode()
        size = self._file.tell()
        try:
            self._file.write(line)
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(size)
            raise explain_os_error(error, self.path) from error
        self._link = link
        self._count += 1

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _is_ours_alone(file: FileIO) -> bool:
    """Lock a file for this process; the lock goes when the file is closed or the process dies."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def create_log(path: Path) -> Log:
    """Start a new log; Refused where there is one already."""
    if path.exists():
        raise Refused(f"{path}: there is a session already; open it, or choose another folder")
    return Log(path, 0, GENESIS)


def open_log(path: Path) -> tuple[Log, list[Entry]]:
    """Return a log ready for more, and its entries; an unfinished last line is cut off."""
    if not path.is_file():
        raise Refused(f"{path.parent}: is no session: it has no {path.name}")
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    entries, link = parse(content[:end], str(path))
    if end < len(content):
        with path.open("rb+") as file:
            file.truncate(end)
            os.fsync(file.fileno())
    return Log(path, len(entries), link), entries


def read_entries(folder: Path) -> list[Entry]:
    """Return the entries of a session's log and touch nothing; an unfinished last line is left out.

    Raises Refused where the folder holds no session, ReplayMismatch where its log is damaged.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise Refused(f"{folder}: is no session: it has no {path.name}")
    content = path.read_bytes()
    return parse(content[: content.rfind(b"\n") + 1], str(path))[0]


def parse(content: bytes, where: str) -> tuple[list[Entry], str]:
    """Return the entries of a log and the hash of its last line.

    Raises ReplayMismatch, naming the line, where one was changed, lost or put in.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{where}: larger than {MOST_BYTES // 1_000_000} MB, which no session is")
    entries: list[Entry] = []
    link = GENESIS
    for number, line in enumerate(content.splitlines(), 1):
        try:
            row = json.loads(line)
            entry = Entry(**row["entry"])
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ReplayMismatch(f"{where}: line {number}: is no entry of a session log") from error
        link = _link(link, json.dumps(row["entry"], ensure_ascii=False))
        if row.get("link") != link or entry.n != len(entries):
            raise ReplayMismatch(
                f"{where}: line {number}: was changed, or a line before it is missing"
            )
        entries.append(entry)
    return entries, link


def _link(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}{body}".encode()).hexdigest()[:16]
