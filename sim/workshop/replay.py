"""Whether a replay comes to what the log says it came to, and where it first does not."""

from __future__ import annotations

from typing import Any

from sim.core.errors import ReplayMismatch
from sim.core.setup import NOBODY
from sim.core.trace import EVENT
from sim.scenario.catalogue import ACTIONS
from sim.workshop.game import Game


def compare(game: Game, recorded: Any, now: dict[str, Any] | None, where: str) -> None:
    """Compare what a turn came to with the record of it, bit for bit.

    `recorded` comes from a file and may be anything; `now` is None where the entry ends no turn.
    Raises ReplayMismatch naming the turn and the first event that differs, or else the first part
    of the state.
    """
    if now is None or not _is_record(recorded):
        raise ReplayMismatch(f"{where}: the record of what the turn came to is not valid")
    turn = recorded.get("turn")
    was, came = recorded.get("events", []), now.get("events", [])
    for place in range(max(len(was), len(came))):
        one = was[place] if place < len(was) else None
        other = came[place] if place < len(came) else None
        if one != other:
            raise ReplayMismatch(
                f"{where}: turn {turn}: event {place + 1} was {_tell(game, one)} "
                f"and is {_tell(game, other)}"
            )
    for part, digest in recorded.get("digests", {}).items():
        if now.get("digests", {}).get(part) != digest:
            raise ReplayMismatch(f"{where}: turn {turn}: the state differs in '{part}'")
    if recorded != now:
        raise ReplayMismatch(f"{where}: turn {turn}: is not the turn that was recorded")


def _is_record(recorded: Any) -> bool:
    return (
        isinstance(recorded, dict)
        and isinstance(recorded.get("events", []), list)
        and all(isinstance(event, list) for event in recorded.get("events", []))
        and isinstance(recorded.get("digests", {}), dict)
    )


def _tell(game: Game, values: list[Any] | None) -> str:
    if values is None:
        return "missing"
    if len(values) != len(EVENT.names or ()):
        return "not a valid event"
    event = dict(zip(EVENT.names or (), values, strict=True))
    try:
        actor = "nobody" if event["actor"] == NOBODY else game.actors[int(event["actor"])]
        return (
            f"“{actor}: {list(ACTIONS)[int(event['action'])]}, rung {event['rung']}, "
            f"posterior {event['posterior']:.6f}”"
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return "not a valid event"
