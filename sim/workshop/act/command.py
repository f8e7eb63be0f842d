"""What can be asked of a session: each command with its data, bounds, and who may give it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.workshop.game.turn import MOST_TIMES
from sim.workshop.text import Line, Passage

Name = Annotated[str, Field(min_length=1, max_length=60)]
Reason = Annotated[Passage, Field(min_length=3)]
Seats = Annotated[list[Name], Field(max_length=20)]


class Command(BaseModel):
    """The data of a command; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Command):
    """A command without data."""


class OrderData(Command):
    """Acts of one option."""

    action: Name
    target: Name
    times: Annotated[int, Field(ge=1, le=MOST_TIMES)] = 1


class DraftData(Command):
    """One slot: an option by action and target, or a free text."""

    action: Name | None = None
    target: Name | None = None
    times: Annotated[int, Field(ge=1, le=MOST_TIMES)] = 1
    free: Passage = ""
    rationale: Passage = ""


class Drafts(Command):
    orders: Annotated[list[DraftData], Field(max_length=3)]


class PollData(Command):
    who: Literal["adversary", "hobbyist", "nobody", "unsure"]
    intent: Annotated[int, Field(ge=1, le=5)]
    rung: Annotated[int, Field(ge=0, le=11)]
    climb: Annotated[int, Field(ge=0, le=10)]


class Message(Command):
    to: Seats = []
    text: Annotated[Passage, Field(min_length=1)]


class Text(Command):
    text: Annotated[Passage, Field(min_length=1)]


class Reply(Command):
    request: Name
    text: Annotated[Passage, Field(min_length=1)]


class Case(Command):
    case: Name


class OverrideData(Command):
    roll: Name
    result: bool
    reason: Reason


class Strike(Command):
    case: Name
    reason: Reason


class MapFree(Command):
    seat: Name
    slot: Annotated[int, Field(ge=1, le=3)]
    orders: Annotated[list[OrderData], Field(max_length=5)]
    reason: Reason


class InjectId(Command):
    id: Name


class MoveInject(Command):
    id: Name
    turn: Annotated[int, Field(ge=1, le=10_000)]
    before: Name | None = None


class Effect(Command):
    actor: Name
    action: Name
    target: Name


class InjectData(Command):
    turn: Annotated[int, Field(ge=1, le=10_000)] = 1
    day: Annotated[float, Field(ge=0.0, le=1e6, allow_inf_nan=False)] | None = None
    """days from the scenario's start; where it is given, the turn says nothing"""
    to: Seats = []
    title: Annotated[Line, Field(min_length=1)]
    text: Passage = ""
    effect: Effect | None = None
    expected: Passage = ""
    notes: Passage = ""


class InjectRows(Command):
    rows: Annotated[list[InjectData], Field(min_length=1, max_length=500)]


class StartClock(Command):
    seconds: Annotated[int, Field(ge=10, le=86_400)] | None = None


class TurnNumber(Command):
    turn: Annotated[int, Field(ge=1, le=10_000)]


class BranchData(Command):
    turn: Annotated[int, Field(ge=1, le=10_000)]
    label: Annotated[Line, Field(min_length=1, max_length=60)]


class BranchId(Command):
    branch: Name


class SetSeat(Command):
    seat: Name
    control: Literal["human", "ai", "script"]
    policy: Name | dict[str, Any] | None = None


class SetForecast(Command):
    seat: Name
    allowed: bool


class PlayOn(Command):
    turns: Annotated[int, Field(ge=1, le=4_000)]


class OnTimeout(Command):
    rule: Literal["drafts", "policy"]


SEAT_COMMANDS: dict[str, type[Command]] = {
    "draft": Drafts,
    "seal": Nothing,
    "unseal": Nothing,
    "poll": PollData,
    "message": Message,
    "ask": Text,
    "seat_note": Text,
}
FACILITATOR_COMMANDS: dict[str, type[Command]] = {
    "advance": Nothing,
    "accept": Case,
    "accept_all": Nothing,
    "override": OverrideData,
    "strike": Strike,
    "map_free": MapFree,
    "publish_inject": InjectId,
    "skip_inject": InjectId,
    "pause_inject": InjectId,
    "move_inject": MoveInject,
    "add_inject": InjectData,
    "import_injects": InjectRows,
    "start_clock": StartClock,
    "stop_clock": Nothing,
    "note": Text,
    "reply": Reply,
    "announce": Message,
    "rewind": TurnNumber,
    "forward": Nothing,
    "branch": BranchData,
    "switch": BranchId,
    "set_seat": SetSeat,
    "set_forecast": SetForecast,
    "play_on": PlayOn,
    "set_on_timeout": OnTimeout,
    "end": Nothing,
}
CLOCK_COMMANDS: dict[str, type[Command]] = {
    "close": Nothing,
    "stop_clock": Nothing,
    "publish_inject": InjectId,
    "accept_all": Nothing,
    "advance": Nothing,
    "end": Nothing,
}
"""What is done by itself: at the end of the countdown, and in a session without a facilitator."""
