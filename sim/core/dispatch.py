"""Many kernels behind one: `fold` turns a tuple of kernels into one that picks by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.core.kernel import kernel


def fold(kernels: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    """Return a kernel `choose(number, *args)` that calls the number-th of the kernels.

    Folded by recursion into a chain of ifs, which numba inlines and caches. Function-pointer
    tuples cannot be cached, and a global tuple of functions is slower by orders of magnitude.
    """
    head = kernels[0]
    if len(kernels) == 1:

        @kernel
        def choose_last(number: int, *args: Any) -> Any:
            return head(*args)

        return choose_last
    rest = fold(kernels[1:])

    @kernel
    def choose(number: int, *args: Any) -> Any:
        if number == 0:
            return head(*args)
        return rest(number - 1, *args)

    return choose
