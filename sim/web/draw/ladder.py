"""Where everything stands on the ladder: rows for rungs, one lane an actor."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

RUNGS = 12


class Frame(NamedTuple):
    """The measures of a ladder, px."""

    width: float
    top: float
    step: float
    strip: float
    """width of the coloured strip at the left"""
    first_lane: float
    """left edge of the lanes"""
    number_at: float
    label_at: float
    letters: int
    """letters of a label in one line"""
    token: float
    last_token: float

    @property
    def height(self) -> float:
        return self.top + RUNGS * self.step + 1

    def y(self, rung: float) -> float:
        """The middle of a rung."""
        return round(self.top + (RUNGS - 1 - rung + 0.5) * self.step, 1)


SEAT = Frame(300, 32, 54, 12, 158, 30, 46, 15, 28, 24)
PROJECTOR = Frame(836, 44, 71, 22, 452, 60, 98, 40, 60, 54)


class Row(NamedTuple):
    """One rung: its label in lines, and what can be read aloud on it."""

    rung: int
    y: float
    top: float
    lines: list[str]
    is_used: bool
    is_heavy: bool
    say: str


class Lane(NamedTuple):
    """One actor: where it is known or believed to stand, stood, and would stand."""

    actor: str
    x: float
    width: float
    is_own: bool
    at: float | None
    is_known: bool
    last: float | None
    draft: float | None
    band: tuple[float, float] | None
    """top and height of the likely range"""
    ceiling: float | None
    words: str
    size: float


class Drawing(NamedTuple):
    """A whole ladder."""

    frame: Frame
    rows: list[Row]
    lanes: list[Lane]
    words: str


def draw(ladder: Mapping[str, Any], frame: Frame, own: str | None = None) -> Drawing:
    """Lay a ladder out; `own` is the actor of the seat that looks at it."""
    lanes = list(ladder["lanes"])
    if own is not None:
        lanes.sort(key=lambda lane: lane["actor"] != own)
    width = (frame.width - frame.first_lane) / max(1, len(lanes))
    drawn = [
        _lane(lane, frame, frame.first_lane + width * (k + 0.5), width, lane["actor"] == own)
        for k, lane in enumerate(lanes)
    ]
    labels = {row["rung"]: row["label"] for row in ladder["rungs"]}
    rows = [_row(rung, labels[rung], lanes, frame, own) for rung in sorted(labels)]
    words = ". ".join(str(lane["words"]) for lane in lanes)
    return Drawing(frame, rows, drawn, f"Escalation ladder. {words}.")


def _lane(lane: Mapping[str, Any], frame: Frame, x: float, width: float, is_own: bool) -> Lane:
    known, estimate = lane["known"], lane["estimate"]
    at = known if known is not None else estimate
    low, high = lane["low"], lane["high"]
    band = None
    if known is None and low is not None and high is not None and low != high:
        top = frame.y(high) - frame.step * 0.25
        band = (top, round(frame.y(low) + frame.step * 0.25 - top, 1))

    def y(rung: int | None) -> float | None:
        return None if rung is None else frame.y(rung)

    last = None if lane.get("last") == at else y(lane.get("last"))
    draft = None if lane["draft"] == at else y(lane["draft"])
    ceiling = lane["ceiling"]
    return Lane(
        lane["actor"], round(x, 1), round(width, 1), is_own, y(at), known is not None, last, draft,
        band, None if ceiling is None else round(frame.y(ceiling) - frame.step / 2, 1),
        str(lane["words"]), min(frame.token, width * 0.84),
    )  # fmt: skip


def _row(
    rung: int, label: str, lanes: Sequence[Mapping[str, Any]], frame: Frame, own: str | None
) -> Row:
    here = [lane for lane in lanes if rung in (lane["known"], lane["estimate"])]
    lines = textwrap.wrap(label, frame.letters)[:2] or [""]
    top = round(frame.top + (RUNGS - 1 - rung) * frame.step, 1)
    said = [_say(lane, rung, own) for lane in lanes]
    words = "; ".join(text for text in said if text) or "nobody here"
    return Row(rung, frame.y(rung), top, lines, bool(here), rung % 3 == 0,
               f"Rung {rung}, {label}: {words}.")  # fmt: skip


def _say(lane: Mapping[str, Any], rung: int, own: str | None) -> str:
    name = "you" if lane["actor"] == own else lane["actor"]
    name = "acts nobody has been named for" if name == "?" else name
    is_you = name == "you"
    if lane["known"] == rung:
        return f"{name} {'stand' if is_you else 'stands'} here"
    if lane["estimate"] == rung:
        return f"{name} most likely here"
    if lane["draft"] == rung:
        return f"{name} would stand here"
    if lane["low"] is not None and lane["known"] is None and lane["low"] <= rung <= lane["high"]:
        return f"{name} possibly here"
    if lane.get("last") == rung:
        return f"{name} {'were' if is_you else 'was'} here last turn"
    return ""
