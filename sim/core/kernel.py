"""The only numba settings of the project."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba
import numpy as np
from numba.core import config

from sim.core.kernel_cache import KernelCache

P = ParamSpec("P")
R = TypeVar("R")

NUMBA: Any = config
"""numba's own settings, which type checkers cannot see into."""
JIT_IS_ON = not NUMBA.DISABLE_JIT


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a scalar kernel: cached, without the GIL, IEEE arithmetic in source order.

    No `fastmath`: reordering or fusing would make the bits depend on the machine. Other users of
    numba in the process keep their own cache folder.
    """
    compiled: Any = numba.njit(nogil=True, error_model="numpy")(function)
    if JIT_IS_ON:
        compiled._cache = KernelCache(function)
    return compiled


def closing_over(*kernels: Callable[..., Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator like `kernel`, for a function inside another that calls these kernels.

    The function is named after them. numba tells compiled functions apart by their name and by a
    number that it counts in each process: of two functions on one line, one compiled now and one
    that an earlier process left in the cache, the second could run in the place of the first.
    """
    names = ",".join(f"{one.__module__}.{one.__qualname__}" for one in kernels)
    mark = hashlib.blake2b(names.encode(), digest_size=8).hexdigest()

    def named(function: Callable[P, R]) -> Callable[P, R]:
        function.__name__ += f"_{mark}"
        function.__qualname__ += f"_{mark}"
        return kernel(function)

    return named


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


def is_cached(compiled: Any) -> bool:
    """Tell whether this kernel has been compiled for these sources before."""
    return not JIT_IS_ON or compiled._cache.is_filled
