"""Output goes where it is sent: narrow encodings, readers that leave, users without a home."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli import stream
from sim.cli.conduct import command_line
from sim.cli.log import keep_traceback
from sim.cli.main import main
from sim.store import without_home
from sim.study.sweep import size


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["list", "parameters"], ["list", "policy=firm"], ["check", "Übung – €.yaml"],
     ["list", "scenarios", "output.format=json"], ["sweep", "runs=∞"], ["sweep", "seed=–1"],
     ["aid", "–"], ["report", "é\udc80"]],
)  # fmt: skip
def test_every_encoding_can_carry_what_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, arguments: list[str]
) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    assert main(arguments) in (0, 2, 3)
    out = streams[0].buffer.getvalue().decode(encoding, "surrogateescape")
    assert "bug" not in streams[1].buffer.getvalue().decode(encoding, "surrogateescape")
    if "output.format=json" in arguments:
        assert "Liège" not in out or encoding != "ascii"
        assert json.loads(out)[0]["title"]


def test_progress_and_table_of_a_sweep_in_ascii(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    assert main(["compare", "policy@policies.UK=restrained,firm", "runs=20"]) == 0
    assert "runs in each of 2 configs" in streams[0].buffer.getvalue().decode("ascii")


def test_a_reader_that_leaves_is_no_error(process: Callable) -> None:
    with process("list", "parameters") as listing:
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == ""
    assert listing.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout_is_told(process: Callable, place: Path) -> None:
    with open("/dev/full", "w") as full:
        code = "import sys; from sim.cli.main import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, "list", "policies"], stdout=full, stderr=subprocess.PIPE,
            text=True, env=os.environ | {"PYTHONPATH": str(Path(stream.__file__).parents[2])},
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "error: the output cannot be written (No space left on device)\n"


def test_a_user_without_a_home_works(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: object) -> str:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", classmethod(unknown))
    monkeypatch.setattr(Path, "expanduser", unknown)
    monkeypatch.delenv("COUNTERMOVE_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert without_home(f"{place}/x") == "./x"
    assert keep_traceback(ValueError("x"), []).is_file()
    assert main(["sweep", "runs=3", "output.dir=out", "output.format=quiet"]) == 0
    assert main(["check", "~/none.yaml"]) == 3


def test_the_command_that_is_kept_names_no_place(place: Path) -> None:
    kept = command_line(
        "compare",
        [f"output.dir={place}/out", "output.dir=/srv/jane/out", "runs=5", "/srv/jane/x",
         "scenario=/srv/jane/a, b.yaml,c.yaml", "--config-dir=/home/jane/own"],
    )  # fmt: skip
    assert "jane" not in kept
    assert str(place) not in kept
    assert "output.dir=out" in kept
    assert "runs=5" in kept


def test_an_absolute_folder_leaves_no_trace_in_its_files(
    countermove: Callable, place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("jane") / "out"
    assert countermove("sweep", "runs=5", f"output.dir={elsewhere}").code == 0
    for path in (elsewhere / "manifest.json", elsewhere / "report.html"):
        assert str(elsewhere.parent) not in path.read_text()


def test_bytes_are_said_in_sensible_units() -> None:
    assert [size(n) for n in (0, 340, 6_200, 48_000_000, 3.2e9, 5e13)] == [
        "0 bytes", "340 bytes", "6.2 kB", "48 MB", "3.2 GB", "50 TB",
    ]  # fmt: skip
