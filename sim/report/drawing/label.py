"""Labels beside what they name: kept in order, kept apart."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels near `wanted`, at least `gap` apart, within `low`..`high` if they fit.

    The order is kept. Runs of labels that crowd are centred on the mean of what they want, which
    moves all of them as little as can be (pooling of adjacent violators).
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    blocks: list[list[float]] = []  # [sum of wanted minus offsets, count]
    for rank, at in enumerate(order):
        blocks.append([wanted[at] - rank * gap, 1.0])
        while len(blocks) > 1 and _centre(blocks[-2]) >= _centre(blocks[-1]):
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    room = high - gap * (len(wanted) - 1)
    bases = [_centre(block) for block in blocks for _ in range(int(block[1]))]
    placed = [0.0] * len(wanted)
    for rank, (at, base) in enumerate(zip(order, bases, strict=True)):
        placed[at] = max(low, min(base, room)) + rank * gap
    return placed


def fit(text: str, pixels: float) -> str:
    """`text`, cut with an ellipsis where it would be wider than `pixels` at 12 px."""
    room = int(pixels / 6.7)
    return text if len(text) <= room else text[: max(1, room - 1)].rstrip() + "…"


def _centre(block: list[float]) -> float:
    return block[0] / block[1]
