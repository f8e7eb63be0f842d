"""The server is killed at random moments: no acknowledged order is lost, and the game goes on."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from sim.workshop import Session

KILLS = 30
MAIN = "import sys; from sim.cli.main import main; sys.exit(main())"
LINK = re.compile(r"^\s+(\S+)\s+(http://127\.0\.0\.1:(\d+)(/join/\S+))$")


class Server:
    """`countermove play` in a process of its own."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", MAIN, "play", f"play.folder={folder}", "play.port=0", *settings],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.links: dict[str, str] = {}
        self.port = 0
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := LINK.match(line):
                self.links[found[1]] = found[4]
                self.port = int(found[3])
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
            if line.startswith("Go on later"):
                break

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """kill -9: nothing is flushed, nobody is told."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


class Seat(threading.Thread):
    """A player who drafts, seals and unseals as fast as the server lets them."""

    def __init__(self, base: str, link: str, target: str, counter: int) -> None:
        super().__init__(daemon=True)
        self.base, self.link, self.target, self.count = base, link, target, counter
        self.acknowledged: list[str] = []
        self.sealed: bool | None = None
        """what the server said last, None while an answer is outstanding"""

    def run(self) -> None:
        try:
            with httpx.Client(base_url=self.base, follow_redirects=True, timeout=120) as http:
                home = http.get(self.link).url.path
                while True:
                    self.count += 1
                    text = f"order-{self.target}-{self.count}"
                    row = {"action": "diplomatic_protest", "target": self.target,
                           "times": 1, "rationale": text}  # fmt: skip
                    self.say(http, home, "unseal", {})
                    if self.say(http, home, "draft", {"orders": [row]}):
                        self.acknowledged.append(text)
                    self.say(http, home, "seal", {})
                    time.sleep(0.15)
        except httpx.HTTPError:
            return  # the server is gone

    def say(self, http: httpx.Client, home: str, command: str, data: dict) -> bool:
        before = self.sealed
        self.sealed = None if command in ("seal", "unseal") else before
        answer = http.post(
            f"{home}do", json={"command": command, "data": data}, headers={"Origin": self.base}
        )
        if command in ("seal", "unseal"):
            self.sealed = command == "seal"
        return answer.status_code == 200


@pytest.mark.slow
def test_thirty_kills_lose_nothing(tmp_path: Path) -> None:
    folder, luck = tmp_path / "s", random.Random(30)
    server = Server(folder, "play.humans=UK,Russia", "play.turns=6")
    links = dict(server.links)
    assert {"UK", "Russia", "facilitator"} <= set(links)
    with httpx.Client(base_url=server.base, follow_redirects=True) as http:
        home = http.get(links["facilitator"]).url.path
        for _ in range(2):
            http.post(
                f"{home}do", json={"command": "advance", "data": {}},
                headers={"Origin": server.base},
            ).raise_for_status()  # fmt: skip
    acknowledged: set[str] = set()
    counts = {"UK": 0, "Russia": 0}
    for _ in range(KILLS):
        seats = {
            "UK": Seat(server.base, links["UK"], "Russia", counts["UK"]),
            "Russia": Seat(server.base, links["Russia"], "UK", counts["Russia"]),
        }
        for seat in seats.values():
            seat.start()
        time.sleep(luck.uniform(0.05, 1.2))
        server.kill()
        for name, seat in seats.items():
            seat.join(15)
            counts[name] = seat.count
            acknowledged |= set(seat.acknowledged)
        log = (folder / "log.jsonl").read_text(encoding="utf-8")
        assert all(f'"{text}"' in log for text in acknowledged)
        kept = Session.open(folder)
        for name, seat in seats.items():
            if seat.sealed is not None:
                assert kept.view(name)["orders"]["sealed"] == seat.sealed
        kept.close()
        server = Server(folder)
    assert len(acknowledged) > KILLS
    with httpx.Client(base_url=server.base, follow_redirects=True) as http:
        home = http.get(links["facilitator"]).url.path
        for command in ("advance", "accept_all", "advance"):
            http.post(
                f"{home}do", json={"command": command, "data": {}},
                headers={"Origin": server.base},
            ).raise_for_status()  # fmt: skip
    server.kill()
    ended = Session.open(folder)
    assert ended.view("projector")["turn"]["phase"] == "reveal"
    ended.close()
