"""Whether a replay comes to what the log says it came to, and where it first does not."""

from __future__ import annotations

from typing import Any

from sim.core.errors import ReplayMismatch


def compare(recorded: Any, now: dict[str, Any] | None, where: str, same_rules: bool) -> None:
    """Compare what a turn came to with the record of it, bit for bit.

    `recorded` comes from a file and may be anything; `now` is None where the entry ends no turn.
    Under the same rules both must have the same fields; under others, what both have is compared.
    Raises ReplayMismatch naming the turn and the first event that differs, or else the first field
    of the state.
    """
    if now is None or not _is_record(recorded):
        raise ReplayMismatch(f"{where}: the record of what the turn came to is not valid")
    turn = recorded["turn"]
    was, came = _rows(recorded, now["columns"]), _rows(now, recorded["columns"])
    for place in range(max(len(was), len(came))):
        one = was[place] if place < len(was) else None
        other = came[place] if place < len(came) else None
        if one != other:
            raise ReplayMismatch(
                f"{where}: turn {turn}: event {place + 1} was {_tell(one)} and is {_tell(other)}"
            )
    for field, digest in recorded["digests"].items():
        if now["digests"].get(field, digest) != digest:
            raise ReplayMismatch(f"{where}: turn {turn}: the state differs in '{field}'")
    if same_rules and recorded != now:
        raise ReplayMismatch(f"{where}: turn {turn}: is not the turn that was recorded")


def _is_record(recorded: Any) -> bool:
    if not isinstance(recorded, dict) or not {"turn", "columns", "events", "digests"} <= set(
        recorded
    ):
        return False
    columns, events = recorded["columns"], recorded["events"]
    return (
        isinstance(recorded["digests"], dict)
        and isinstance(columns, list)
        and all(isinstance(column, str) for column in columns)
        and isinstance(events, list)
        and all(isinstance(event, list) and len(event) == len(columns) for event in events)
    )


def _rows(record: dict[str, Any], also: list[str]) -> list[dict[str, Any]]:
    """Return the events of a record by name, in the columns that the other one has as well."""
    return [
        {name: value for name, value in zip(record["columns"], event, strict=True) if name in also}
        for event in record["events"]
    ]


def _tell(event: dict[str, Any] | None) -> str:
    if event is None:
        return "missing"
    actor, posterior = event.get("actor") or "nobody", event.get("posterior")
    told = f"“{actor}: {event.get('action')}, rung {event.get('rung')}"
    sure = f", posterior {posterior:.6f}" if isinstance(posterior, float) else ""
    return f"{told[:80]}{sure}”"
