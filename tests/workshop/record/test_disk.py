"""A full disk costs the entry that met it and no other: on a small file system, and by a limit."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.scenario import load_scenario
from sim.workshop import Session, Settings
from sim.workshop.debrief.bundle import replay, write_bundle
from sim.workshop.record.disk import NotSaved
from sim.workshop.record.log import FILE_NAME
from tests.workshop.table import WHITE

FULL = re.compile(r"(?s)no space left.*everything before it is kept")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 KB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let the kernel write no file of this process beyond so many bytes: a write falls short."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def start(folder: Path) -> Session:
    return Session.create(
        folder, load_scenario("generic_dyad"), seed=3, humans=["StateA"], settings=Settings(turns=3)
    )


def room_on(place: Path) -> int:
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


def fill(session: Session) -> int:
    """Write notes until one is refused; return how many were acknowledged."""
    notes = (f"{number} {'x' * 1900}" for number in range(60))
    with pytest.raises(NotSaved) as refusal:
        deque((session.do("note", by=WHITE, text=note) for note in notes), maxlen=0)
    told, written = str(refusal.value), len(session.view(WHITE)["notes"])
    assert FULL.search(told)
    assert not re.search("shard|resume|sweep|output.dir", told)
    assert str(session.folder.parent) not in told, "players may see it"
    return written


def test_a_full_disk_costs_one_entry(small: Path) -> None:
    (small / "ballast").write_bytes(b"x" * 200_000)
    with start(small / "game") as session:
        taken = small / "more"
        with taken.open("wb", buffering=0) as file:
            left = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
            file.write(b"x" * max(0, left - 8192))
        written = fill(session)
        log = session.folder / FILE_NAME
        size = log.stat().st_size
        assert not session.tick(), "what is due waits, and nothing is raised"
        with pytest.raises(NotSaved):
            session.do("note", by=WHITE, text="y" * 1900)
        assert log.stat().st_size == size
        assert log.read_bytes().endswith(b"\n")
        taken.unlink()
        session.do("note", by=WHITE, text="after")
        assert len(session.view(WHITE)["notes"]) == written + 1
    with Session.open(small / "game") as again:
        assert len(again.view(WHITE)["notes"]) == written + 1
        again.do("end", by=WHITE)
        (small / "more").write_bytes(b"x" * room_on(small))
        with pytest.raises(NotSaved, match="no space left"):
            write_bundle(again, small / "out")
        assert not [path.name for path in small.iterdir() if path.name.startswith((".part", "out"))]


@pytest.mark.parametrize("spare", [1, 60, 700, 1999])
def test_a_write_that_falls_short_is_taken_back(tmp_path: Path, spare: int) -> None:
    with start(tmp_path / "game") as session:
        session.do("note", by=WHITE, text="before")
        log = session.folder / FILE_NAME
        whole = log.read_bytes()
        with largest_file(len(whole) + spare):
            with pytest.raises(NotSaved, match="no space left"):
                session.do("note", by=WHITE, text="x" * 2000)
            assert log.read_bytes() == whole
            assert not session.tick()
        session.do("note", by=WHITE, text="after")
    assert [one.text for one in replay(tmp_path / "game").said] == ["before", "after"]


def test_a_countdown_that_cannot_be_written_closes_the_orders_later(tmp_path: Path) -> None:
    with start(tmp_path / "game") as session:
        for _ in range(2):
            session.do("advance", by=WHITE)
        session.do("start_clock", by=WHITE, seconds=10)
        session._clock = lambda: 2e9
        with largest_file((session.folder / FILE_NAME).stat().st_size):
            assert not session.tick()
            assert session.game.turn.phase == "orders"
        assert session.tick()
        assert session.game.turn.phase == "adjudicate"


def test_a_session_that_cannot_begin_leaves_no_log(tmp_path: Path) -> None:
    with largest_file(500), pytest.raises(NotSaved, match="no space left"):
        start(tmp_path / "game")
    assert list((tmp_path / "game").iterdir()) == []
    start(tmp_path / "game").close()
