"""The line of turns with its branches, as a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

WIDTH, MARGIN, MAIN_Y, BRANCH_Y = 1408.0, 48.0, 50.0, 88.0
BRANCH_STEP = 26.0
MOST_LABELS = 18
WIDEST = 88.0
"""At most so far apart, px: few turns stand close together, not across the whole desk."""


class Stop(NamedTuple):
    """One turn that was played, on some branch."""

    turn: int
    x: float
    y: float
    rung: int | None
    title: str


class Track(NamedTuple):
    """One branch: its turns from the fork on."""

    id: str
    label: str
    is_active: bool
    fork_x: float | None
    fork_y: float
    y: float
    stops: list[Stop]
    end_x: float


class Drawing(NamedTuple):
    """The whole line."""

    width: float
    height: float
    step: float
    now_x: float
    now: int
    tracks: list[Track]
    marks: list[tuple[int, float]]
    """number and place of every turn to come"""
    numbered: int
    """every so many turns carry a number"""


def draw(timeline: Mapping[str, Any]) -> Drawing:
    """Lay the branches out, the active one on top."""
    of, now = int(timeline["of"]), int(timeline["now"])
    step = min(WIDEST, (WIDTH - 2 * MARGIN) / max(1, of - 1))

    def x(turn: int) -> float:
        return round(MARGIN + (turn - 1) * step, 1)

    branches = sorted(timeline["branches"], key=lambda branch: not branch["active"])
    heights = {branch["id"]: _y(place) for place, branch in enumerate(branches)}
    tracks = [_track(branch, heights, x) for branch in branches]
    marks = [(turn, x(turn)) for turn in range(now + 1, of + 1)]
    height = BRANCH_Y + 12 + BRANCH_STEP * max(0, len(tracks) - 2)
    every = max(1, -(-of // MOST_LABELS))
    return Drawing(WIDTH, height, step, x(now), now, tracks, marks, every)


def _y(place: int) -> float:
    return MAIN_Y if place == 0 else BRANCH_Y + BRANCH_STEP * (place - 1)


def _track(branch: Mapping[str, Any], heights: Mapping[str, float], x: Any) -> Track:
    y = heights[branch["id"]]
    fork = branch["fork"]
    from_turn = 1 if branch["active"] or fork is None else fork
    stops = [
        Stop(turn["turn"], x(turn["turn"]), y, turn["rung"], str(turn["title"]))
        for turn in branch["turns"]
        if turn["turn"] >= from_turn
    ]
    fork_x = None if branch["active"] or fork is None else x(max(1, fork - 1))
    fork_y = heights.get(str(branch["parent"]), MAIN_Y)
    end_x = stops[-1].x if stops else x(max(1, from_turn))
    return Track(
        branch["id"], branch["label"], bool(branch["active"]), fork_x, fork_y, y, stops, end_x
    )
