"""The command line, called as a user calls it, in an empty directory of one's own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.cli.main import main
from sim.scenario.load import find_scenario
from sim.scenario.shipped import PACKAGE


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.fixture
def process(place: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts a command line in a process of its own."""
    code = "import sys; from sim.cli.main import main; sys.exit(main())"
    environment = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    return start


@pytest.fixture
def countermove(place: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command line and returns its exit code, stdout and stderr."""

    def call(*arguments: str) -> Said:
        capfd.readouterr()
        code = main(list(arguments))
        out, err = capfd.readouterr()
        return Said(code, str(out), str(err))

    return call


@pytest.fixture
def belgium() -> str:
    """The text of a valid scenario file."""
    return find_scenario("belgium_2025").read_text(encoding="utf-8")
