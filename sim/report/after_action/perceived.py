"""The figure of one pair: an actor's rung as it was, and as another saw it, turn by turn."""

from __future__ import annotations

from typing import Any, NamedTuple

WIDTH, LEFT = 1096.0, 122.0
"""Of the figure and of its labels; the table above it has the same columns."""
TOP, STEP, BOTTOM = 24.0, 22.0, 30.0
MOST_MARK, LEAST_MARK = 19.0, 6.0
_CHARACTER = 6.6
"""Width of a character of 12 px, a little generous."""
LEAST_TOP_RUNG = 5


class Mark(NamedTuple):
    """One turn of a pair: the solid mark, the hollow one, its range, and a misreading in words."""

    turn: int
    x: float
    """of the solid mark's centre"""
    x_seen: float
    y: float
    y_seen: float
    low: float
    high: float
    has_range: bool
    is_misreading: bool
    says: str


class Words(NamedTuple):
    """A misreading written into the figure."""

    x: float
    y: float
    text: str


class Figure(NamedTuple):
    """All that is drawn of one pair."""

    actor: int
    observer: int
    title: str
    height: float
    size: float
    """of a mark"""
    rungs: list[tuple[int, float]]
    """each rung line with its y"""
    marks: list[Mark]
    words: list[Words]
    misread: list[dict[str, Any]]
    weight: int
    """rungs of misreading in all: the pair that is wrong most is shown first"""


def column(n_turns: int) -> float:
    """The width of a turn's column."""
    return (WIDTH - LEFT) / max(1, n_turns)


def figures(debrief: dict[str, Any]) -> list[Figure]:
    """Return a figure for every actor as each other actor saw it."""
    names = [actor["name"] for actor in debrief["actors"]]
    top = max([LEAST_TOP_RUNG, *(_top(turn) for turn in debrief["turns"])])
    return [
        _figure(debrief["turns"], names, i, j, top)
        for i in range(len(names))
        for j in range(len(names))
        if i != j
    ]


def _top(turn: dict[str, Any]) -> int:
    rows = turn["rungs"]
    seen = [max(one["high"], one["estimate"]) for row in rows for one in row["seen"]]
    return max(*seen, *(row["was"] for row in rows), 0)


def _figure(turns: list[dict[str, Any]], names: list[str], i: int, j: int, top: int) -> Figure:
    width = column(len(turns))
    size = min(MOST_MARK, max(LEAST_MARK, width * 0.32))

    def y_of(rung: float) -> float:
        return TOP + (top - rung) * STEP

    marks, misread = [], []
    for place, turn in enumerate(turns):
        row = next(row for row in turn["rungs"] if row["actor"] == names[i])
        seen = next(seen for seen in row["seen"] if seen["observer"] == names[j])
        wrong = next(
            (one for one in turn["misreadings"]
             if (one["actor"], one["observer"]) == (names[i], names[j])), None
        )  # fmt: skip
        centre = LEFT + (place + 0.5) * width
        if wrong is not None:
            misread.append(wrong)
        marks.append(
            Mark(
                turn["turn"], round(centre - 0.55 * size, 1), round(centre + 0.55 * size, 1),
                y_of(row["was"]), y_of(seen["estimate"]),
                y_of(seen["low"]), y_of(seen["high"]), seen["low"] != seen["high"],
                bool(wrong and wrong["is_misreading"]), wrong["short"] if wrong else "",
            )
        )  # fmt: skip
    return Figure(
        i, j, f"{_of(names[i])} rung, as it was and as {names[j]} saw it",
        TOP + top * STEP + BOTTOM, size, [(rung, y_of(rung)) for rung in range(top + 1)],
        marks, _place_words(marks, size, TOP + top * STEP + BOTTOM), misread,
        sum(abs(one["seen"] - one["was"]) for one in misread if one["is_misreading"]),
    )  # fmt: skip


def _of(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _place_words(marks: list[Mark], size: float, height: float) -> list[Words]:
    """Write the gravest misreadings beside their marks, as many as find room."""
    placed: list[tuple[float, float, float]] = []
    found = []
    for mark in sorted(marks, key=lambda mark: -abs(mark.y - mark.y_seen)):
        if not mark.is_misreading:
            continue
        half = len(mark.says) * _CHARACTER / 2
        x = min(max(mark.x_seen, LEFT + half), WIDTH - half)
        seen_higher = mark.y_seen < mark.y
        above = min(mark.y_seen, mark.high if mark.has_range else mark.y_seen) - size / 2 - 5
        below = max(mark.y_seen, mark.low if mark.has_range else mark.y_seen) + size / 2 + 13
        for y in (above, below) if seen_higher else (below, above):
            if not 10 <= y <= height - 4:
                continue
            if all(abs(x - ox) > half + oh + 6 or abs(y - oy) > 14 for ox, oy, oh in placed):
                placed.append((x, y, half))
                found.append(Words(round(x, 1), y, mark.says))
                break
    return found
