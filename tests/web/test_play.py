"""`countermove play`: what it says, what it refuses, a game that is stopped and gone on with."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sim.cli.main import main

RUN = "import sys; from sim.cli.main import main; sys.exit(main(sys.argv[1:]))"
ROOT = Path(__file__).parent.parent.parent


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server of its own, and what it said by the time that it listened."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "play", "play.port=0", *arguments], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Go on later"):
            return process, said
    raise AssertionError(f"{said}{process.communicate()[1]}")


def stop(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=300)
    return told


def test_a_game_is_stopped_and_gone_on_with(tmp_path: Path) -> None:
    folder = tmp_path / "friday"
    process, said = started(f"play.folder={folder}", "play.turns=3", "play.humans=UK,Russia")
    links = dict(re.findall(r"^  (\S+) +http://127.0.0.1:\d+(/join/\S+)$", said, re.MULTILINE))
    assert set(links) == {"facilitator", "UK", "Russia", "projector", "observer", "host"}
    url = re.search(r"http://[^/]+", said)
    assert url is not None
    with httpx.Client(base_url=url[0], follow_redirects=True) as client:
        assert client.get(links["UK"]).status_code == 200
        assert client.get("/join/forged").status_code == 403
    told = stop(process)
    assert process.returncode in (0, 130)
    assert "Traceback" not in told
    secrets = [path.removeprefix("/join/") for path in links.values()]
    assert not any(secret in told for secret in secrets)
    process, said = started(f"play.folder={folder}")
    assert "/join/" not in said
    url = re.search(r"http://[^/;]+", said)
    assert url is not None
    with httpx.Client(base_url=url[0], follow_redirects=True) as client:
        assert "Russian Federation" in client.get(links["Russia"]).text
    stop(process)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["play.colour=red"], "play.colour"),
        (["interface=paper"], "interface"),
        (["play.port=x"], "play.port"),
        (["-m"], "one config at a time"),
        (["play.host=no.such.host.invalid"], "play.host"),
        (["play.humans=Narnia", "play.port=0"], "play.humans"),
        (["play.turns=0", "play.port=0"], "play.turns"),
        (["play.seconds=1", "play.port=0"], "play.seconds"),
        (["play.practice=perhaps", "play.port=0"], "play.practice"),
        (["scenario=narnia", "play.port=0"], "narnia"),
        (["play.on_timeout=shout", "play.port=0"], "on_timeout"),
    ],
)
def test_what_cannot_be_is_refused_before_a_folder_is_made(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["play", *arguments]) in (2, 3)
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sim.web.server", None)
    assert main(["play", "play.port=0"]) == 2
    told = capsys.readouterr().err
    assert 'pip install "countermove[web]"' in told
    assert "interface=terminal" in told


def test_a_wide_address_is_said_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stopped: Callable[..., None] = lambda hall, bound: (hall.close(), bound.close())  # noqa: E731
    monkeypatch.setattr("sim.web.server.serve", stopped)
    arguments = ["play.host=0.0.0.0", "play.port=0", f"play.folder={tmp_path / 'a'}"]
    assert main(["play", *arguments]) == 0
    assert "WARNING" in capsys.readouterr().err
    assert main(["play", "play.port=0", f"play.folder={tmp_path / 'a'}", "seed=4"]) == 2
    assert "goes on as it is" in capsys.readouterr().err


def test_help_is_quick_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "--help"]) == 0
    said = capsys.readouterr().out
    for key in ("play.humans", "play.folder", "play.host", "play.practice", "interface"):
        assert key in said


def test_one_person_plays_at_the_terminal_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "sim.web.server", None)
    monkeypatch.setattr("sys.stdin", io.StringIO("seal\nquit\n"))
    folder = tmp_path / "alone"
    arguments = ["play", "interface=terminal", "play.humans=UK", f"play.folder={folder}"]
    assert main(arguments) == 0
    assert "Go on with" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("quit\n"))
    assert main(["play", "interface=terminal", f"play.folder={folder}"]) == 0
