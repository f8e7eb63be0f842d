"""All sessions of one server. The first folder is home; those opened later lie inside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool

from sim.core.errors import ConfigError
from sim.scenario import load_scenario
from sim.scenario.load import scenario_names
from sim.scenario.role import FACILITATOR, HOST, OBSERVER, PROJECTOR
from sim.scenario.scenario import Scenario
from sim.web.access import FILE_NAME as ACCESS
from sim.web.access import Access, Pass
from sim.web.rate import STRANGERS, Buckets
from sim.web.room import Room
from sim.workshop.game.settings import Settings
from sim.workshop.record.log import FILE_NAME as LOG
from sim.workshop.session.session import Session

SESSIONS = "sessions"
MOST_SESSIONS = 40


class Wanted(NamedTuple):
    """A session to be made."""

    scenario: Scenario
    title: str
    seed: int | None
    """None for one that nobody knows before the end"""
    run: int
    humans: tuple[str, ...]
    settings: Settings
    injects: tuple[dict[str, Any], ...] = ()
    """rows of a master events list"""


class Link(NamedTuple):
    """A link as it is told, once: whom it lets in, and its path."""

    viewer: str
    path: str


class Hall:
    """The sessions below one folder, and who may come in."""

    def __init__(self, home: Path, rooms: list[Room], clock: Callable[[], float]) -> None:
        self.home = home
        self.names: frozenset[str] = frozenset()
        """host names that this server goes by, beside the address a request came to"""
        self.url = ""
        """scheme, name and port by which people reach it, where a proxy stands before it"""
        self.clock = clock
        self.rooms = {room.id: room for room in rooms}
        self.first = rooms[0]
        self.strangers = Buckets(STRANGERS)
        self.is_closing = False

    @classmethod
    def create(
        cls, home: Path, wanted: Wanted, clock: Callable[[], float] = time.time
    ) -> tuple[Hall, list[Link]]:
        """Make a first session in an empty folder; the links are told here and never again."""
        return cls.around(_begin(home, wanted, clock), clock)

    @classmethod
    def around(
        cls, session: Session, clock: Callable[[], float] = time.time
    ) -> tuple[Hall, list[Link]]:
        """A hall for one session that was just begun; its links are told here and never again."""
        room, links = _room(session, clock, [HOST])
        return cls(session.folder, [room], clock), links

    @classmethod
    def open(cls, home: Path, clock: Callable[[], float] = time.time) -> Hall:
        """Go on with every session of a folder; all links stay valid.

        Raises ConfigError where there is none, ReplayMismatch where a log was changed.
        """
        if not (home / LOG).is_file():
            raise ConfigError(f"{home}: holds no session to go on with (no {LOG})")
        inner = sorted(path.parent for path in (home / SESSIONS).glob(f"*/{LOG}"))
        with ExitStack() as opened:
            rooms = []
            for folder in (home, *inner):
                session = opened.enter_context(Session.open(folder, clock=clock))
                rooms.append(Room(session, Access(folder)))
            opened.pop_all()
        return cls(home, rooms, clock)

    async def open_room(self, wanted: Wanted) -> list[Link]:
        """Make a further session; returns its links.

        Raises ConfigError where there are too many, Refused where it cannot be made.
        """
        if len(self.rooms) >= MOST_SESSIONS:
            raise ConfigError(f"This server holds at most {MOST_SESSIONS} sessions.")
        number = 1
        while (folder := self.home / SESSIONS / f"{number:03d}").exists():
            number += 1
        room, links = await run_in_threadpool(
            lambda: _room(_begin(folder, wanted, self.clock), self.clock, [])
        )
        self.rooms[room.id] = room
        return links

    def close(self) -> None:
        """Close the logs of all sessions; they can be opened again."""
        with ExitStack() as closing:
            for room in self.rooms.values():
                closing.callback(room.session.close)

    def find(self, secret: str) -> tuple[Room, Pass] | None:
        """The session and the link that a secret opens; all links of all sessions are compared."""
        found = None
        for room in self.rooms.values():
            item = room.access.holder(secret)
            if item is not None:
                found = (room, item)
        return found

    def new_link(self, room: Room, viewer: str) -> Link:
        """Make one more link into a session."""
        return Link(viewer, _path(room.access.issue(viewer, self.clock())))


def scenario_titles() -> list[tuple[str, str]]:
    """Name and title of every shipped scenario."""
    return [(name, load_scenario(name).title) for name in scenario_names()]


def _begin(folder: Path, wanted: Wanted, clock: Callable[[], float]) -> Session:
    return Session.create(
        folder,
        wanted.scenario,
        title=wanted.title,
        seed=wanted.seed,
        run=wanted.run,
        humans=wanted.humans,
        settings=wanted.settings,
        injects=wanted.injects,
        clock=clock,
    )


def _room(session: Session, clock: Callable[[], float], also: list[str]) -> tuple[Room, list[Link]]:
    """A room with links for the facilitator, every seat that people play, and who only watches.

    A session whose links cannot be written is not begun: nobody could come in.
    """
    try:
        return _with_links(session, clock, also)
    except BaseException:
        session.close()
        for name in (LOG, ACCESS):
            (session.folder / name).unlink(missing_ok=True)
        raise


def _with_links(
    session: Session, clock: Callable[[], float], also: list[str]
) -> tuple[Room, list[Link]]:
    access = Access(session.folder)
    seals = session.view(PROJECTOR)["seals"]
    humans = [seal["seat"] for seal in seals if seal["control"] == "human"]
    viewers = [FACILITATOR, *humans, PROJECTOR, OBSERVER, *also]
    links = [Link(viewer, _path(access.issue(viewer, clock()))) for viewer in viewers]
    return Room(session, access), links


def _path(secret: str) -> str:
    return f"/join/{secret}"
