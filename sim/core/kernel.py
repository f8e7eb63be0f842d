"""The only numba settings of the project, and where compiled kernels are kept.

numba's own cache looks at the file of a function and not at the helpers that the function
imports: after an edit in another file it would go on serving the old rule. So the cache folder is
named after a hash of every kernel source, and an edit anywhere starts a new one.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba
import numpy as np
from numba.core import config

P = ParamSpec("P")
R = TypeVar("R")

NUMBA: Any = config
"""numba's own settings, which type checkers cannot see into."""
KERNEL_PACKAGES = ("core", "policies", "outcomes", "turn", "montecarlo")


def source_hash(root: Path) -> str:
    """Return a short hash of all Python sources of the kernel packages below `root`."""
    digest = hashlib.sha256(numba.__version__.encode() + np.__version__.encode())
    for package in KERNEL_PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_directory() -> Path:
    """Return the folder for compiled kernels of exactly these sources.

    `COUNTERMOVE_CACHE_DIR` overrides the user's cache folder; where neither can be written, a
    temporary folder serves this user's processes.
    """
    configured = os.environ.get("COUNTERMOVE_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    parent = Path(configured) if configured else Path.home() / ".cache"
    name = f"kernels-{source_hash(Path(__file__).resolve().parent.parent)}"
    for candidate in (parent / "countermove" / name, _temporary_parent() / name):
        try:
            candidate.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(candidate, os.W_OK):
            return candidate
    return Path(tempfile.mkdtemp(prefix="countermove-"))


def _temporary_parent() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"countermove-{user}"


CACHE_DIRECTORY = cache_directory()
JIT_IS_ON = not NUMBA.DISABLE_JIT


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a scalar kernel: cached, without the GIL, IEEE arithmetic in source order.

    No `fastmath`: reordering or fusing would make the bits depend on the machine. Other users of
    numba in the process keep their own cache folder.
    """
    before = NUMBA.CACHE_DIR
    NUMBA.CACHE_DIR = str(CACHE_DIRECTORY)
    try:
        return numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        NUMBA.CACHE_DIR = before


def wrapping_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel whose unsigned integers wrap around on purpose.

    Compiled code wraps silently; plain numpy scalars warn, so without JIT the warning is muted
    for the length of the call.
    """
    if JIT_IS_ON:
        return kernel(function)

    def quiet(*args: Any) -> Any:
        plain: Any = function
        with np.errstate(over="ignore"):
            return plain(*args)

    return quiet  # type: ignore[return-value]


def is_cached(name: str) -> bool:
    """Tell whether a kernel function of this name has been compiled for these sources before."""
    return not JIT_IS_ON or any(CACHE_DIRECTORY.rglob(f"*.{name}-*.nbi"))
