"""Stateless luck: every draw is a hash of (seed, run, turn, purpose, item), never a next number.

So results do not depend on the order or the number of threads, a ban on one action leaves every
unrelated draw as it was, two policies are compared on common random numbers, and a fork at turn t
keeps the rest.
Items are keyed by names (of actors, actions, targets), not by places in a list: a scenario that
gains an action keeps the luck of the others. The mixing steps are those of SplitMix64 (Steele,
Lea and Flood 2014).
"""

from __future__ import annotations

import hashlib
import secrets

import numpy as np

from sim.core.arithmetic import exp, normal_quantile
from sim.core.kernel import kernel, wrapping_kernel

# Purposes: what a draw decides. Numbers are part of the record of a run: append, never renumber.
OPTION_COUNT = 1
DETECTION = 2
DEFEAT_EW = 3
DEFEAT_PHYSICAL = 4
CAPTURE = 5
EVIDENCE = 6
DEBRIS = 7
NEAR_MISS = 8
ACCIDENT = 9
DEATH = 10
CULPABILITY = 11
WAR = 12
READING = 13
DELAY = 14
VOTE = 15
DISPOSITION = 16
COHESION_NOISE = 17
ELECTION = 18
HOBBY_COUNT = 19
FALSE_ALARM_COUNT = 20
BACKGROUND_EVIDENCE = 21
SITE = 22
TEMPO = 24
ASYMMETRY = 25
FORCE = 26
REPERTOIRE = 27
SPELL = 28
SPELL_DAYS = 29
INQUIRY = 30
INTELLIGENCE = 31
DESIGN = 32
"""Points of a design over parameters, outside any run."""
HOLD_OUT_DELAY = 34
CONSULTATION = 35
MANDATE = 36
MOMENT = 37
ANSWER = 38
ANSWER_LAG = 39
ANSWER_MEASURES = 40
ANSWER_CHOICE = 41
RESOLVE = 42
CAMPAIGN = 43
CAMPAIGN_CHANGE = 44

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
SHIFT_30 = np.uint64(30)
SHIFT_27 = np.uint64(27)
SHIFT_31 = np.uint64(31)
SHIFT_12 = np.uint64(12)
UNIT = 2.0**-52
EVERYBODY = np.uint64(0xD1B54A32D192ED03)
"""The item key of what concerns everybody, such as the alliance's mood."""
COUNT_LIMIT = 1000
LARGEST_MEAN = 650.0
"""Beyond this mean e**-mean is lost to rounding, and the count is COUNT_LIMIT; nothing near it
makes sense within a turn."""


def fresh_seed() -> int:
    """Return a seed that nobody can guess, where none was given."""
    return secrets.randbits(63)


@wrapping_kernel
def mix(x: np.uint64) -> np.uint64:
    """Return a 64-bit word in which every bit of x has touched every bit."""
    x = (x ^ (x >> SHIFT_30)) * MIX_1
    x = (x ^ (x >> SHIFT_27)) * MIX_2
    return x ^ (x >> SHIFT_31)


@wrapping_kernel
def run_key(seed: int, run: int) -> np.uint64:
    """Return the key of one run: all its draws depend on this word."""
    return mix(mix(np.uint64(seed) + GOLDEN) + np.uint64(run) * GOLDEN)


@wrapping_kernel
def turn_key(run: np.uint64, turn: int) -> np.uint64:
    """Return the key of one turn of a run; turn -1 holds what is drawn once per run."""
    return mix(np.uint64(run) + np.uint64(turn + 2) * MIX_1)


@wrapping_kernel
def item(key: np.uint64, number: int) -> np.uint64:
    """Return the key of the number-th repetition of an item, or of one observer of it."""
    return np.uint64(key) + np.uint64(number) * MIX_2


@wrapping_kernel
def joined(key: np.uint64, other: np.uint64) -> np.uint64:
    """Return the key of an item as it concerns one actor: an act and who reads it, a vote."""
    return np.uint64(key) + np.uint64(other)


@wrapping_kernel
def word_of(purpose: int, thing: np.uint64) -> np.uint64:
    """Return the word of a purpose and an item: the part of a draw that no turn changes."""
    return mix(np.uint64(thing) + np.uint64(purpose) * GOLDEN)


@wrapping_kernel
def uniform_of(turn: np.uint64, word: np.uint64) -> float:
    """Return a number strictly between 0 and 1, fixed by turn key and word."""
    return (np.float64(mix(np.uint64(turn) ^ np.uint64(word)) >> SHIFT_12) + 0.5) * UNIT


@wrapping_kernel
def uniform(turn: np.uint64, purpose: int, thing: np.uint64) -> float:
    """Return a number strictly between 0 and 1, fixed by turn key, purpose and item key."""
    return uniform_of(turn, word_of(purpose, thing))


@kernel
def normal(turn: np.uint64, purpose: int, thing: np.uint64) -> float:
    """Return a standard normal number, fixed as in `uniform`."""
    return normal_quantile(uniform(turn, purpose, thing))


@kernel
def poisson(u: float, mean: float) -> int:
    """Return the Poisson count with this mean at quantile u (inversion, one uniform a count)."""
    if u < 1.0 - mean:  # 1 - m <= e**-m: the usual quiet turn needs no exponential
        return 0
    if mean > LARGEST_MEAN:
        return COUNT_LIMIT
    p = exp(-mean)
    reached = p
    count = 0
    while u >= reached and count < COUNT_LIMIT:
        count += 1
        p *= mean / count
        reached += p
    return count


def name_key(*names: str) -> np.uint64:
    """Return the item key of some names; the same on every machine and in every version."""
    digest = hashlib.blake2b("\x1f".join(names).encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))
