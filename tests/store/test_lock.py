"""Two processes never write into one folder; the lock goes with the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from sim.core.errors import ConfigError
from sim.scenario.shipped import PACKAGE
from sim.store import alone_in

HOLD = """
import sys
from pathlib import Path
from sim.store.lock import alone_in
with alone_in(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, cwd=PACKAGE.parent,
    )  # fmt: skip
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(ConfigError, match="another process is writing here"),
            alone_in(tmp_path),
        ):
            raise AssertionError("two at once")
        first.kill()
    with alone_in(tmp_path):
        assert list(tmp_path.iterdir()) == []
