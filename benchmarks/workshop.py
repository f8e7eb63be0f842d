"""Forty seats in eight sessions click at once: how long is a click, and is anything lost?

    python -m benchmarks.workshop [seconds=20] [sessions=8]

A click is a command and the screen after it, as a browser asks for them. All clients and the
server share this machine's cores. Afterwards every log is read: each command that was acknowledged
is in it.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from sim.scenario import load_scenario
from sim.workshop import Session
from sim.workshop.forecast.forecast import forecast

SERVER = """
import sys
from pathlib import Path
from sim.scenario import load_scenario
from sim.web.hall import Hall, Wanted
from sim.web.server import listen, serve
from sim.workshop import Settings
import asyncio, json

home, sessions = Path(sys.argv[1]), int(sys.argv[2])
people = ("UK", "Belgium", "Russia", "NATO")
wanted = Wanted(load_scenario("belgium_2025"), "Load", 3, 0, people, Settings())
hall, links = Hall.create(home, wanted)
told = [[link._asdict() for link in links]]
for number in range(sessions - 1):
    told.append([link._asdict() for link in asyncio.run(hall.open_room(wanted))])
bound = listen("127.0.0.1", 0)
print(json.dumps({"port": bound.getsockname()[1], "links": told}), flush=True)
serve(hall, bound)
"""
SEATS = ("UK", "Belgium", "Russia", "NATO", "facilitator")
CARD = {"UK": "Russia", "Belgium": "Russia", "NATO": "Russia", "Russia": "UK"}
THINKING_SECONDS = 0.5


class Client:
    """One browser of one seat."""

    def __init__(self, base: str, viewer: str, path: str) -> None:
        self.viewer = viewer
        self.join = path
        self.base = base
        self.took: list[float] = []
        self.acknowledged: list[str] = []
        self.refused = 0

    async def play(self, until: float, delay: float) -> None:
        """Join, then click until the time is over."""
        await asyncio.sleep(delay)
        async with httpx.AsyncClient(base_url=self.base, follow_redirects=True, timeout=30) as http:
            screen = (await http.get(self.join)).raise_for_status()
            home = screen.url.path
            number = 0
            while time.monotonic() < until:
                number += 1
                began = time.perf_counter()
                answer = await http.post(
                    f"{home}do", json=self.command(number), headers={"Origin": self.base}
                )
                (await http.get(home)).raise_for_status()
                self.took.append(time.perf_counter() - began)
                if answer.status_code == 200:
                    self.acknowledged.append(self.text(number))
                else:
                    self.refused += 1
                await asyncio.sleep(THINKING_SECONDS)

    def text(self, number: int) -> str:
        """What this client's command number so-and-so can be known by."""
        return f"{self.viewer}/{self.join[-8:]}/{number}"

    def command(self, number: int) -> dict[str, Any]:
        """A draft for a seat, a note for the facilitator."""
        if self.viewer == "facilitator":
            return {"command": "note", "data": {"text": self.text(number)}}
        order = {"action": "diplomatic_protest", "target": CARD[self.viewer], "times": 1,
                 "rationale": self.text(number)}  # fmt: skip
        return {"command": "draft", "data": {"orders": [order]}}


async def click(base: str, links: list[list[dict[str, str]]], seconds: float) -> list[Client]:
    """Let all clients click for some seconds."""
    clients = [
        Client(base, link["viewer"], link["path"])
        for session in links
        for link in session
        if link["viewer"] in SEATS
    ]
    until = time.monotonic() + seconds
    spread = THINKING_SECONDS / len(clients)
    await asyncio.gather(*(client.play(until, k * spread) for k, client in enumerate(clients)))
    return clients


def lost(home: Path, clients: list[Client]) -> int:
    """How many acknowledged commands are in no log; every log is also replayed."""
    kept = ""
    for log in home.rglob("log.jsonl"):
        Session.open(log.parent).close()
        kept += log.read_text(encoding="utf-8")
    return sum(f'"{text}"' not in kept for client in clients for text in client.acknowledged)


def futures(folder: Path) -> str:
    """How long a thousand futures of a seat take, over twelve turns and over the rest of a year."""
    session = Session.create(folder, load_scenario("belgium_2025"), humans=["UK"])
    session.do("set_forecast", by="facilitator", seat="UK", allowed=True)
    forecast(session, "UK", rollouts=100)
    took = []
    for horizon in (12, 52):
        began = time.perf_counter()
        forecast(session, "UK", horizon=horizon)
        took.append((time.perf_counter() - began) * 1000)
    session.close()
    return f"1,000 futures of 12 turns {took[0]:.0f} ms, of 52 turns {took[1]:.0f} ms"


def main(arguments: list[str]) -> None:
    """Measure and print."""
    wanted = dict(word.split("=", 1) for word in arguments)
    seconds, sessions = float(wanted.get("seconds", 20)), int(wanted.get("sessions", 8))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "load"
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(home), str(sessions)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            told = json.loads(server.stdout.readline())
            clients = asyncio.run(click(f"http://127.0.0.1:{told['port']}", told["links"], seconds))
        finally:
            server.terminate()
            server.wait()
        took = sorted(value for client in clients for value in client.took)
        print(f"{len(clients)} clients, {sessions} sessions, {seconds:g} s, {len(took)} clicks")
        print(f"median {statistics.median(took) * 1000:.0f} ms, "
              f"95 in 100 below {took[int(len(took) * 0.95)] * 1000:.0f} ms, "
              f"longest {took[-1] * 1000:.0f} ms")  # fmt: skip
        print(f"refused {sum(client.refused for client in clients)}, "
              f"acknowledged and lost {lost(home, clients)}")  # fmt: skip
        print(futures(Path(folder) / "futures"))


if __name__ == "__main__":
    main(sys.argv[1:])
