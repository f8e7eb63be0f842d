"""A file is there in full or not at all."""

import errno
import os
from pathlib import Path

import pytest

from sim.core.errors import ConfigError
from sim.store.atomic import TEMPORARY, explain_os_error, replacing, sweep_temporary, write_text


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    target = tmp_path / "summary.csv"
    write_text(target, "old\n")

    def interrupted() -> None:
        with replacing(target) as temporary:
            temporary.write_text("half of the new")
            assert target.read_text() == "old\n"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text() == "old\n"
    assert os.listdir(tmp_path) == ["summary.csv"]


def test_a_finished_file_replaces_the_older_one_and_is_an_ordinary_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "one\n")
    write_text(target, "two\n")
    assert target.read_bytes() == b"two\n"
    plain = tmp_path / "plain.txt"
    plain.touch()
    assert target.stat().st_mode == plain.stat().st_mode


def test_leftovers_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    left = tmp_path / "runs" / f"{TEMPORARY}abc.parquet"
    left.touch()
    kept = tmp_path / "runs" / "cell=0000-shard=00000.parquet"
    kept.touch()
    sweep_temporary(tmp_path)
    assert not left.exists()
    assert kept.exists()


def test_a_missing_folder_is_a_config_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be written.*choose another output\.dir"):
        write_text(tmp_path / "gone" / "a.txt", "text")


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    error = explain_os_error(full, tmp_path / "runs")
    assert "no space left" in str(error)
    assert "finished shards are kept" in str(error)
    assert error.exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_without_space_really_ends_in_that_error(tmp_path: Path) -> None:
    def fill() -> None:
        with (
            replacing(tmp_path / "table.bin"),
            open("/dev/full", "wb", buffering=0) as device,
        ):
            device.write(b"x" * 4096)

    with pytest.raises(ConfigError, match="no space left"):
        fill()
    assert list(tmp_path.iterdir()) == []
