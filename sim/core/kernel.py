"""The only numba settings of the project."""

from __future__ import annotations

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
