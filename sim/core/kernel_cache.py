"""Where compiled kernels are kept: one private folder for exactly these sources.

Compiled code is loaded from disk with pickle, so whoever can write the folder can run code as this
user. It must belong to this user and be closed to all others; where it is not, the kernels
of this process go to a fresh private folder. numba's own cache looks at the file of a function
and not at the helpers that the function imports, so the folder is named after a hash of every
kernel source: an edit anywhere starts a new one, and every checkout of the same sources shares one.
"""

from __future__ import annotations

import atexit
import glob
import hashlib
import os
import pickle
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core import caching

SIM = Path(__file__).resolve().parent.parent
KERNEL_PACKAGES = ("core", "policies", "outcomes", "turn", "montecarlo")
CACHES_KEPT = 4
"""Folders of other sources that stay when a new one is made, the most recently used."""
DIGEST_BYTES = 32


def source_hash(root: Path) -> str:
    """Return a short hash of all Python sources of the kernel packages below `root`."""
    digest = hashlib.sha256(numba.__version__.encode() + np.__version__.encode())
    for package in KERNEL_PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_directory() -> Path:
    """Return the folder for compiled kernels of exactly these sources, private to this user.

    `COUNTERMOVE_CACHE_DIR` or `XDG_CACHE_HOME` override the user's cache folder. Where none of them
    can be used, or somebody else could write there, a fresh folder serves this process alone.
    """
    name = f"kernels-{source_hash(SIM)}"
    for parent in _parents():
        try:
            is_private = _make_private(parent) and _make_private(parent / name)
        except OSError:
            continue
        if is_private:
            os.utime(parent / name)
            prune(parent, keep=name)
            return parent / name
    fresh = Path(tempfile.mkdtemp(prefix="countermove-"))
    atexit.register(shutil.rmtree, fresh, ignore_errors=True)
    return fresh


def _parents() -> Iterator[Path]:
    for variable in ("COUNTERMOVE_CACHE_DIR", "XDG_CACHE_HOME"):
        if configured := os.environ.get(variable):
            yield Path(configured).absolute() / "countermove"
            return
    try:
        yield Path.home() / ".cache" / "countermove"
    except RuntimeError:  # a user without a home
        return


def _make_private(folder: Path) -> bool:
    """Make a folder that only this user may enter; tell whether it is, and was, closed to others.

    A folder that others could write before may hold what they left there: it is not used.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if hasattr(os, "getuid"):
        if found.st_uid != os.getuid() or found.st_mode & stat.S_IWOTH or _lies_open(folder):
            return False
        if found.st_mode & 0o077:
            folder.chmod(0o700)
    return os.access(folder, os.W_OK | os.X_OK)


def _lies_open(folder: Path) -> bool:
    """Tell whether another user could put a folder of theirs in the place of this one."""
    for parent in folder.resolve().parents:
        found = parent.stat()
        is_theirs = found.st_uid not in (0, os.getuid())
        is_open = bool(found.st_mode & stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
        if is_theirs or is_open:
            return True
    return False


def prune(parent: Path, keep: str) -> None:
    """Remove the folders of older sources but for the few used last."""
    others = [path for path in parent.glob("kernels-*") if path.name != keep]
    others.sort(key=_last_use, reverse=True)
    for path in others[CACHES_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _last_use(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process removed it
        return 0.0


CACHE_DIRECTORY = cache_directory()


class Locator(caching._CacheLocator):
    """Says where a kernel is kept: below the one folder, as its source lies below `sim`."""

    def __init__(self, py_func: Any, py_file: str) -> None:
        self._folder = CACHE_DIRECTORY / Path(py_file).resolve().parent.name
        self._py_file = py_file
        self._line = py_func.__code__.co_firstlineno

    def get_cache_path(self) -> str:
        return str(self._folder)

    def get_source_stamp(self) -> str:
        return CACHE_DIRECTORY.name

    def get_disambiguator(self) -> str:
        return str(self._line)

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Locator:
        return cls(py_func, py_file)


class KernelFiles(caching.IndexDataCacheFile):
    """The compiled code of one function, a file for each of its signatures, without an index.

    numba numbers these files and says in an index which is which. Where two processes compile at
    once, each may take the number that the other took, and one rule is then run in the place of
    another. So a file is named after its key, holds the key, and has a hash: a flipped bit must not
    run either.
    """

    def save(self, key: Any, data: Any) -> None:
        content = self._dump((key, data))
        with self._open_for_write(self._data_path(self._name_of(key))) as file:
            file.write(hashlib.sha256(content).digest() + content)

    def load(self, key: Any) -> Any:
        try:
            with open(self._data_path(self._name_of(key)), "rb") as file:
                digest, content = file.read(DIGEST_BYTES), file.read()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).digest() != digest:
            raise ValueError(f"{self._name_of(key)}: the compiled kernel is damaged")
        kept, data = pickle.loads(content)
        return data if kept == key else None

    def discard(self, key: Any) -> None:
        """Remove what is kept for a key; it is compiled again."""
        Path(self._data_path(self._name_of(key))).unlink(missing_ok=True)

    @property
    def is_filled(self) -> bool:
        """Whether anything is kept of the function."""
        return any(Path(self._cache_path).glob(f"{glob.escape(self._stem)}.*.nbc"))

    def _name_of(self, key: Any) -> str:
        return f"{self._stem}.{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}.nbc"

    @property
    def _stem(self) -> str:
        return self._index_name.removesuffix(".nbi")


class KernelFormat(caching.CompileResultCacheImpl):
    """numba's form of a compiled function, in our place."""

    _locator_classes = [Locator]  # noqa: RUF012 (numba's own attribute)


class KernelCache(caching.FunctionCache):
    """numba's cache of one function, which a damaged or lost file only costs time."""

    _impl_class = KernelFormat

    def __init__(self, py_func: Any) -> None:
        super().__init__(py_func)
        locator = self._impl.locator
        self._cache_file = KernelFiles(
            cache_path=locator.get_cache_path(),
            filename_base=self._impl.filename_base,
            source_stamp=locator.get_source_stamp(),
        )

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # unpickling a damaged file may raise anything
            self._cache_file.discard(self._index_key(sig, target_context.codegen()))
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)
        except OSError:  # a full disk: the next process compiles again
            return

    @property
    def is_filled(self) -> bool:
        """Whether the function has been compiled for these sources, by this Python, before."""
        return self._cache_file.is_filled
