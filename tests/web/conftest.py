"""A hall with one session, a client of its application, and a server for real browsers."""

from __future__ import annotations

import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sim.scenario import load_scenario
from sim.web.app import close, create_app
from sim.web.hall import Hall, Wanted
from sim.web.server import Server, config_of, listen
from sim.workshop import Session, Settings

with warnings.catch_warnings():
    # It would rather have a successor of httpx, which older versions of it do not know.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

BASE = "http://testserver"


class Host(NamedTuple):
    """A hall with the links that were told when it was made."""

    hall: Hall
    links: dict[str, str]

    @property
    def session(self) -> Session:
        return self.hall.first.session

    def path(self, slug: str) -> str:
        return f"/play/{self.hall.first.id}/{slug}/"

    def lead(self, *commands: str) -> None:
        """The facilitator gives commands that need no data."""
        for command in commands:
            self.session.do(command, "facilitator")


def new_host(folder: Path, title: str = "Friday", turns: int = 6, **settings: object) -> Host:
    """A session of the Belgian scenario with people in London, Brussels and Moscow."""
    wanted = Wanted(
        load_scenario("belgium_2025"), title, 3, 0, ("UK", "Belgium", "Russia"),
        Settings(turns=turns, **settings),  # type: ignore[arg-type]
    )  # fmt: skip
    hall, links = Hall.create(folder, wanted)
    return Host(hall, {link.viewer: link.path for link in links})


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = new_host(tmp_path / "session")
    yield host
    host.hall.close()


@pytest.fixture
def client(host: Host) -> Iterator[TestClient]:
    with TestClient(create_app(host.hall), base_url=BASE) as client:
        yield client


@pytest.fixture
def join(host: Host) -> Iterator[Callable[[str], TestClient]]:
    """A client of its own for each viewer, who has come in by the link."""
    opened: list[TestClient] = []
    app = create_app(host.hall)

    def come_in(viewer: str) -> TestClient:
        client = TestClient(app, base_url=BASE)
        opened.append(client)
        answer = client.get(host.links[viewer])
        assert answer.status_code == 200, answer.text
        return client

    yield come_in
    for client in opened:
        client.close()


def post(client: TestClient, path: str, document: object, **headers: str) -> object:
    """A request as our own page makes it."""
    return client.post(path, json=document, headers={"Origin": BASE, **headers})


class Served(NamedTuple):
    """A hall behind a real socket."""

    host: Host
    url: str

    def link(self, viewer: str) -> str:
        return self.url + self.host.links[viewer]


def serve(host: Host) -> tuple[Served, Callable[[], None]]:
    """Serve a hall in a thread; returns how to stop it."""
    bound = listen("127.0.0.1", 0)
    server = Server(config_of(host.hall), host.hall)
    thread = threading.Thread(target=lambda: server.run(sockets=[bound]), daemon=True)
    thread.start()
    until = time.monotonic() + 120
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)

    def stop() -> None:
        server.should_exit = True
        if server._loop is not None:
            server._loop.call_soon_threadsafe(close, host.hall)
        thread.join(15)
        bound.close()

    return Served(host, f"http://127.0.0.1:{bound.getsockname()[1]}"), stop


def wake(served: Served) -> None:
    """What a command over the server does: tell everybody that something has changed."""
    room = served.host.hall.first
    until = time.monotonic() + 60
    while not (waiters := list(room._changed._waiters)) and time.monotonic() < until:  # type: ignore[attr-defined]
        time.sleep(0.01)
    loop = waiters[0].get_loop()
    loop.call_soon_threadsafe(room.wake)


@pytest.fixture
def served(host: Host) -> Iterator[Served]:
    served, stop = serve(host)
    yield served
    stop()


class Desk(NamedTuple):
    """A browser context of one viewer: its page, and what went wrong in it."""

    page: Page
    foreign: list[str]
    errors: list[str]


@pytest.fixture
def sit(browser: Browser, served: Served) -> Iterator[Callable[..., Desk]]:
    """Open a viewer's link in a context of its own, past the tour, with the network cut off."""
    contexts: list[BrowserContext] = []

    def sit_down(viewer: str, size: tuple[int, int] = (1440, 900), tour: bool = False,
                 scheme: str = "light") -> Desk:  # fmt: skip
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        desk = watched(context, served.url)
        if not tour:
            desk.page.add_init_script(
                "if (window === top) for (const name of ['seat', 'desk'])"
                " localStorage.setItem(`tour:${name}`, 'true')"
            )
        desk.page.goto(served.link(viewer))
        desk.page.wait_for_selector("body[data-ready]")
        return desk

    yield sit_down
    for context in contexts:
        context.close()


def watched(context: BrowserContext, url: str) -> Desk:
    """A page whose foreign requests fail and are written down, as are errors of its script."""
    foreign: list[str] = []
    errors: list[str] = []

    def only_ours(route: object, request: object) -> None:
        if str(request.url).startswith(url):  # type: ignore[attr-defined]
            route.continue_()  # type: ignore[attr-defined]
        else:
            foreign.append(request.url)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

    context.route(re.compile("^(?!data:).*"), only_ours)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if "Security Policy" in said.text else None,
    )
    return Desk(page, foreign, errors)
