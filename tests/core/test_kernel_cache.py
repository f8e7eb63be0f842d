"""The folder of compiled kernels: private, named after every kernel source, safe to damage.

Regressions: numba looks at a function's own file only, and went on serving an old rule after an
edit in a helper. A folder that anybody could write was used, and code was loaded from it. A
truncated file ended every later run. Two processes that compiled at once mixed up their rules.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.core import kernel_cache
from sim.core.arithmetic import logistic, logit
from sim.core.dispatch import fold
from sim.core.kernel import JIT_IS_ON, is_cached, kernel
from sim.core.kernel_cache import (
    CACHE_DIRECTORY,
    CACHES_KEPT,
    KERNEL_PACKAGES,
    KernelFiles,
    cache_directory,
    prune,
    source_hash,
)

ROOT = Path(sim.__file__).parent
ALL_MAY_WRITE = 0o777
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away"
)

when_compiled = pytest.mark.skipif(
    not JIT_IS_ON, reason="NUMBA_DISABLE_JIT is set: nothing is compiled, so nothing is cached"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for package in KERNEL_PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    return tmp_path


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a user configured for kernels."""
    monkeypatch.setenv("COUNTERMOVE_CACHE_DIR", str(tmp_path / "chosen"))
    return tmp_path / "chosen"


@pytest.fixture
def doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Makes the same small kernel anew, as the next process would, in a folder of its own."""
    monkeypatch.setattr(kernel_cache, "CACHE_DIRECTORY", tmp_path)

    def twice(x: float) -> float:
        return 2.0 * x

    return lambda: kernel(twice)


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
    (helper,) = (tree / "core").rglob("arithmetic.py")
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


def test_the_user_chooses_where_kernels_are_kept(chosen: Path) -> None:
    found = cache_directory()
    assert found.is_relative_to(chosen)
    assert found.stat().st_mode & 0o777 == 0o700
    assert found.name == f"kernels-{source_hash(ROOT)}"
    assert cache_directory() == found
    assert CACHE_DIRECTORY.name.startswith("kernels-")


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("COUNTERMOVE_CACHE_DIR", str(blocked))
    assert_fresh(cache_directory(), blocked)


def test_a_user_without_a_home_gets_a_folder_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("COUNTERMOVE_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert_fresh(cache_directory(), None)


@pytest.mark.parametrize("level", ["countermove", "kernels"])
def test_a_folder_that_all_may_write_is_not_used(chosen: Path, level: str) -> None:
    folder = chosen / "countermove"
    if level == "kernels":
        folder = folder / f"kernels-{source_hash(ROOT)}"
    folder.mkdir(parents=True)
    folder.chmod(ALL_MAY_WRITE)
    assert_fresh(cache_directory(), chosen)


def test_a_folder_below_one_that_all_may_write_is_not_used(chosen: Path) -> None:
    chosen.mkdir()
    chosen.chmod(ALL_MAY_WRITE)
    assert_fresh(cache_directory(), chosen)


def test_below_a_sticky_folder_such_as_tmp_a_folder_of_ones_own_is_used(chosen: Path) -> None:
    chosen.mkdir()
    chosen.chmod(0o1777)
    assert cache_directory().is_relative_to(chosen)


@as_root
def test_a_folder_of_another_user_is_not_used(chosen: Path) -> None:
    folder = chosen / "countermove" / f"kernels-{source_hash(ROOT)}"
    folder.mkdir(parents=True, mode=0o700)
    os.chown(folder, 12345, 12345)
    assert_fresh(cache_directory(), chosen)


@as_root
def test_a_folder_below_one_of_another_user_is_not_used(chosen: Path) -> None:
    chosen.mkdir(mode=0o755)
    os.chown(chosen, 12345, 12345)
    assert_fresh(cache_directory(), chosen)


def test_a_link_in_the_place_of_the_folder_is_not_followed(chosen: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (chosen / "countermove").mkdir(parents=True)
    (chosen / "countermove" / f"kernels-{source_hash(ROOT)}").symlink_to(elsewhere)
    assert_fresh(cache_directory(), chosen)


def assert_fresh(found: Path, refused: Path | None) -> None:
    assert found.is_dir()
    assert refused is None or not found.is_relative_to(refused)
    assert found.stat().st_mode & 0o777 == 0o700
    assert not any(found.iterdir())


def test_folders_of_older_sources_go_but_for_the_last_few(tmp_path: Path) -> None:
    for age in range(CACHES_KEPT + 3):
        folder = tmp_path / f"kernels-{age}"
        folder.mkdir()
        (folder / "code.nbc").write_bytes(b"code")
        os.utime(folder, (1e9 - age, 1e9 - age))
    (tmp_path / "log").mkdir()
    prune(tmp_path, keep="kernels-6")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [*(f"kernels-{age}" for age in range(CACHES_KEPT)), "kernels-6", "log"]


@when_compiled
def test_a_kernel_is_cached_once_it_was_compiled(doubled: Callable[[], Any]) -> None:
    first = doubled()
    assert not is_cached(first)
    assert first(1.5) == 3.0
    assert is_cached(first)
    again = doubled()
    assert is_cached(again)
    assert again(1.5) == 3.0
    assert again.stats.cache_hits


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@when_compiled
@pytest.mark.parametrize("damage", [empty, cut, flip])
def test_a_damaged_kernel_is_compiled_again(
    tmp_path: Path, doubled: Callable[[], Any], damage: Callable[[Path], None]
) -> None:
    doubled()(1.5)
    (path,) = tmp_path.rglob("*.nbc")
    damage(path)
    mended = doubled()
    assert mended(1.5) == 3.0
    assert not mended.stats.cache_hits
    later = doubled()
    assert later(1.5) == 3.0
    assert later.stats.cache_hits


def kept_files(folder: Path) -> KernelFiles:
    return KernelFiles(str(folder), "choose-1.py", "stamp")


def test_two_processes_that_compile_at_once_keep_their_rules_apart(tmp_path: Path) -> None:
    """Each has seen an empty folder; with numbered files one rule took the other's place."""
    one, other = kept_files(tmp_path), kept_files(tmp_path)
    keys = [("float64", "closure of hold"), ("float64", "closure of firm")]
    assert [one.load(key) for key in keys] == [other.load(key) for key in keys] == [None, None]
    one.save(keys[0], "hold")
    other.save(keys[1], "firm")
    later = kept_files(tmp_path)
    assert [later.load(key) for key in keys] == ["hold", "firm"]


def test_a_file_that_holds_another_key_is_not_run(tmp_path: Path) -> None:
    files = kept_files(tmp_path)
    files.save("hold", "compiled hold")
    (path,) = tmp_path.iterdir()
    files.save("firm", "compiled firm")
    (other,) = set(tmp_path.iterdir()) - {path}
    shutil.copy(path, other)
    assert kept_files(tmp_path).load("firm") is None
    assert kept_files(tmp_path).load("hold") == "compiled hold"


def test_kernels_that_are_made_on_one_line_have_names_of_their_own() -> None:
    """Regression: of two processes that compiled at once, one answered by another policy's rule."""
    one, same, other = fold((logit, logistic)), fold((logit, logistic)), fold((logistic, logit))
    assert one.__qualname__ == same.__qualname__ != other.__qualname__
    assert fold((logit,)).__qualname__ != fold((logistic,)).__qualname__


@when_compiled
def test_a_folder_that_goes_away_costs_time_and_nothing_else(
    tmp_path: Path, doubled: Callable[[], Any]
) -> None:
    compiled = doubled()
    shutil.rmtree(tmp_path)
    assert compiled(1.5) == 3.0


@when_compiled
def test_another_checkout_of_the_same_sources_compiles_nothing(tmp_path: Path) -> None:
    code = (
        "from sim.core.arithmetic import logistic as f; f(0.0); "
        "print(len(f.stats.cache_hits), len(f.stats.cache_misses))"
    )
    said = []
    for number in (1, 2):
        place = tmp_path / f"checkout-{number}"
        shutil.copytree(ROOT, place / "sim", ignore=shutil.ignore_patterns("__pycache__", "_data"))
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONPATH": str(place), "COUNTERMOVE_CACHE_DIR": str(tmp_path)},
            cwd=place, capture_output=True, text=True, check=True,
        )  # fmt: skip
        said.append(done.stdout.split())
    assert said == [["0", "1"], ["1", "0"]]
