"""Each shard's hash is on the disk once its file is: what is damaged, swapped or torn is found."""

from pathlib import Path

import pytest

from sim.store.checksum import FILE_NAME, Checksums


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    path = tmp_path / "runs" / "one.parquet"
    path.parent.mkdir()
    path.write_bytes(b"a thousand runs")
    return path


def test_a_recorded_file_is_sound_until_a_bit_of_it_changes(tmp_path: Path, shard: Path) -> None:
    checksums = Checksums(tmp_path)
    assert not checksums.is_sound(shard)
    checksums.add(shard)
    assert checksums.is_sound(shard)
    assert Checksums(tmp_path).is_sound(shard)
    shard.write_bytes(b"a thousand runz")
    assert not Checksums(tmp_path).is_sound(shard)
    shard.unlink()
    assert not Checksums(tmp_path).is_sound(shard)


@pytest.mark.parametrize("kept", [0, 1, 30, 64, 66, 75, 82])
def test_a_line_torn_by_a_kill_counts_for_nothing_and_spoils_nothing(
    tmp_path: Path, shard: Path, kept: int
) -> None:
    Checksums(tmp_path).add(shard)
    whole = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(whole + whole.replace(b"one", b"two")[:kept])
    other = shard.with_name("two.parquet")
    other.write_bytes(b"other runs")
    again = Checksums(tmp_path)
    assert again.is_sound(shard)
    assert not again.is_known(other)
    again.add(other)
    reopened = Checksums(tmp_path)
    assert reopened.is_sound(shard)
    assert reopened.is_sound(other)


def test_settled_lines_are_the_same_bytes_in_whatever_order_they_came(tmp_path: Path) -> None:
    texts = []
    for order in (("b", "a", "a"), ("a", "b")):
        folder = tmp_path / str(len(order))
        folder.mkdir()
        checksums = Checksums(folder)
        for name in order:
            (folder / name).write_text(name)
            checksums.add(folder / name)
        (folder / "gone").write_text("x")
        checksums.add(folder / "gone")
        (folder / "gone").unlink()
        checksums.settle()
        texts.append((folder / FILE_NAME).read_bytes())
    assert texts[0] == texts[1]
    assert texts[0].count(b"\n") == 2
