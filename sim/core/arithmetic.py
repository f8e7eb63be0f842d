"""Transcendental functions from IEEE operations only, so that every machine gives the same bits.

A platform's own `exp` or `log` may differ in the last bit; one such bit can decide whether an
option rings, and then the rest of a run differs.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.kernel import kernel

LOG2_E = 1.4426950408889634
LN2_HIGH = 0.6931471803691238
LN2_LOW = 1.9082149292705877e-10
LN2 = 0.6931471805599453
ROUNDING = 6755399441055744.0
"""1.5 * 2**52: adding and subtracting it rounds a small float to the nearest integer."""
EXPONENT_LIMIT = 700.0
EXPONENT_BIAS = 1023
MANTISSA_BITS = 52
SQRT_HALF = 0.7071067811865476


@kernel
def clip(x: float, low: float, high: float) -> float:
    """Return x, or the bound that it lies beyond."""
    return min(max(x, low), high)


@kernel
def power_of_two(k: float) -> float:
    """Return 2**k for a whole k from -1022 to 1023: its bits are those of k in the exponent."""
    return np.int64((int(k) + EXPONENT_BIAS) << MANTISSA_BITS).view(np.float64)


@kernel
def exp(x: float) -> float:
    """Return e**x within a relative error of 1e-9; x is held within -700 to 700.

    Range reduction to |r| <= ln(2)/2 and a Taylor polynomial of degree 8, summed in pairs: short
    chains of operations and no branch, so that a loop over options keeps the processor busy.
    """
    held = clip(x, -EXPONENT_LIMIT, EXPONENT_LIMIT)
    k = (held * LOG2_E + ROUNDING) - ROUNDING
    r = (held - k * LN2_HIGH) - k * LN2_LOW
    r2 = r * r
    low = (1.0 + r) + r2 * (0.5 + r * (1.0 / 6.0))
    high = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5040.0))
    p = low + (r2 * r2) * (high + (r2 * r2) * (1.0 / 40320.0))
    return p * power_of_two(k)


@kernel
def log(x: float) -> float:
    """Return the natural logarithm of x > 0 within an absolute error of 1e-13."""
    mantissa, exponent = math.frexp(x)
    if mantissa < SQRT_HALF:
        mantissa *= 2.0
        exponent -= 1
    z = (mantissa - 1.0) / (mantissa + 1.0)
    y = z * z
    s = 1.0 / 13.0 + y * (1.0 / 15.0)
    s = 1.0 / 11.0 + y * s
    s = 1.0 / 9.0 + y * s
    s = 1.0 / 7.0 + y * s
    s = 1.0 / 5.0 + y * s
    s = 1.0 / 3.0 + y * s
    s = 1.0 + y * s
    return exponent * LN2 + 2.0 * z * s


@kernel
def logistic(x: float) -> float:
    """Return 1 / (1 + e**-x), the probability whose log-odds are x."""
    return 1.0 / (1.0 + exp(-x))


@kernel
def logit(p: float) -> float:
    """Return the log-odds of a probability strictly between 0 and 1."""
    return log(p / (1.0 - p))


@kernel
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of u in (0, 1), within 1e-6 (Wichura 1988, PPND7)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
        return q * top / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    r = math.sqrt(-log(min(u, 1.0 - u)))
    if r <= 5.0:
        r -= 1.6
        top = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777
        value = top / ((0.12021132975 * r + 0.7370016425) * r + 1.0)
    else:
        r -= 5.0
        top = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115
        value = top / ((0.012258202635 * r + 0.24197894225) * r + 1.0)
    return -value if q < 0.0 else value
