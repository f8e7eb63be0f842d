"""The folder of compiled kernels is named after every kernel source.

Regression: numba looks at a function's own file only, and went on serving an old rule after an
edit in a helper.
"""

import shutil
from pathlib import Path

import pytest

import sim
from sim.core.kernel import CACHE_DIRECTORY, KERNEL_PACKAGES, cache_directory, source_hash

ROOT = Path(sim.__file__).parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for package in KERNEL_PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    return tmp_path


def test_an_untouched_copy_has_the_same_hash(tree: Path) -> None:
    assert source_hash(tree) == source_hash(ROOT)


@pytest.mark.parametrize("package", KERNEL_PACKAGES)
def test_an_edit_in_any_file_changes_the_hash(tree: Path, package: str) -> None:
    seen = {source_hash(tree)}
    for path in sorted((tree / package).rglob("*.py")):
        path.write_text(path.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        now = source_hash(tree)
        assert now not in seen, path
        seen.add(now)


def test_a_helper_that_others_import_changes_the_hash(tree: Path) -> None:
    before = source_hash(tree)
    helper = tree / "core" / "arithmetic.py"
    text = helper.read_text(encoding="utf-8")
    helper.write_text(text.replace("1.0 / (1.0 + exp(-x))", "1.0 / (2.0 + exp(-x))"))
    assert helper.read_text(encoding="utf-8") != text
    assert source_hash(tree) != before


def test_a_new_a_renamed_and_a_lost_file_change_the_hash(tree: Path) -> None:
    before = source_hash(tree)
    new = tree / "policies" / "wild.py"
    new.write_text("", encoding="utf-8")
    added = source_hash(tree)
    new.rename(tree / "policies" / "wilder.py")
    renamed = source_hash(tree)
    (tree / "policies" / "wilder.py").unlink()
    assert len({before, added, renamed}) == 3
    assert source_hash(tree) == before


def test_the_user_chooses_where_kernels_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERMOVE_CACHE_DIR", str(tmp_path))
    chosen = cache_directory()
    assert chosen.is_relative_to(tmp_path)
    # Edits while the tests run aside, it is the folder of the same sources.
    assert chosen.name.removeprefix("kernels-") == source_hash(ROOT)
    assert CACHE_DIRECTORY.name.startswith("kernels-")


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("COUNTERMOVE_CACHE_DIR", str(blocked))
    chosen = cache_directory()
    assert chosen.is_dir()
    assert not chosen.is_relative_to(blocked)
