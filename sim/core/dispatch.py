"""Many kernels behind one: `fold` turns a tuple of kernels into one that picks by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.core.kernel import closing_over


def fold(kernels: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    """Return a kernel `choose(number, *args)` that calls the number-th of the kernels.

    Folded by recursion into a tree of ifs, which numba inlines and caches; a chain would be as
    deep as the list is long, too deep for numba from some fifty on. Function-pointer tuples cannot
    be cached, and a global tuple of functions is slower by orders of magnitude.
    """
    if len(kernels) == 1:
        only = kernels[0]

        @closing_over(only)
        def choose_last(number: int, *args: Any) -> Any:
            return only(*args)

        return choose_last
    half = len(kernels) // 2
    low, high = fold(kernels[:half]), fold(kernels[half:])

    @closing_over(*kernels)
    def choose(number: int, *args: Any) -> Any:
        if number < half:
            return low(number, *args)
        return high(number - half, *args)

    return choose
