"""Provenance says what made a result without saying who or where."""

import getpass
import json
import platform
from pathlib import Path

import pytest

from sim.store.provenance import file_hash, machine, versions, without_home


def test_paths_lose_home_and_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, work = tmp_path / "home" / "jane", tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    value = {"a": [f"{home}/scenario.yaml", 7], "b": f"--config-dir={work}/mine"}
    assert without_home(value) == {"a": ["~/scenario.yaml", 7], "b": "--config-dir=./mine"}


def test_neither_host_nor_user_is_told() -> None:
    told = json.dumps([machine(), versions()])
    assert platform.node() not in told
    assert len(getpass.getuser()) < 4 or getpass.getuser() not in told


def test_the_hash_is_sha256(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert file_hash(path).startswith("e3b0c44298fc1c14")
