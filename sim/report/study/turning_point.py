"""The same story short: its turning points in ten lines, or its exchanges on a page."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sim.core.layout.ladder import SHOTS
from sim.report.study.story import WAR, WIDTH, counts, ending, sentence

MOST_POINTS = 10
MOST_LINES = 40
"""Of acts on a page of exchanges."""
WORTH_TELLING = 5
"""A new high below this rung is no turning point."""
_WAR, _DEATHS, _VOTE, _HIGH, _BRINK, _HELP, _ELECTION = 7, 6, 5, 4, 3, 2, 1
"""What weighs more where there are more points than lines."""


def turning_points(
    events: Iterable[Any],
    start: date,
    labels: Mapping[str, str] | None = None,
    focus: Collection[str] = (),
) -> str:
    """Tell a run in ten lines or fewer: war, deaths, votes, new highs, shots, help, elections.

    `events`, `labels` and `focus` are those of `story`.
    """
    known = list(events)
    numbered = first_of_acts(known)
    points, highest, seen = [], 0, set()
    for place, event in enumerate(known):
        weight, once = _weight(event, highest, focus)
        if weight and once not in seen:
            points.append((weight, place, event))
            seen |= {once} if once else set()
        if counts(event, focus):
            highest = max(highest, event.rung)
    told = sorted(sorted(points, key=lambda point: -point[0])[:MOST_POINTS], key=lambda p: p[1])
    lines = [
        _dated(
            event, start, sentence(event, labels or {}, start, numbered.get(event.answers), True)
        )
        for _, _, event in told
    ]
    return "\n".join([*lines, *_longest(known, start, labels or {}), "", ending(known, focus)])


def exchanges(
    events: Iterable[Any],
    start: date,
    labels: Mapping[str, str] | None = None,
    focus: Collection[str] = (),
) -> str:
    """Tell who answered whom: every act that was answered, with the answers below it, on a page.

    The gravest exchanges are told, in order of time. Arguments as for `story`.
    """
    known = list(events)
    acts = first_of_acts(known)
    told_of = _answers(acts)
    roots = [number for number in told_of if acts[number].answers not in acts]
    if not roots:
        return f"Nobody answers anything in this run.\n\n{ending(known, focus)}"
    sizes = {root: _members(root, told_of) for root in roots}
    gravest = sorted(
        roots, key=lambda root: (-max(acts[n].rung for n in sizes[root]), -len(sizes[root]), root)
    )
    chosen, lines = [], 0
    for root in gravest:
        if lines + len(sizes[root]) <= MOST_LINES:
            chosen.append(root)
            lines += len(sizes[root])
    parts = []
    for root in sorted(chosen):
        parts.append("\n".join(_tree(root, 0, acts, told_of, start, labels or {})))
    answered = sum(len(sizes[root]) - 1 for root in roots)
    left = len(roots) - len(chosen)
    tail = f"{answered} {'answer' if answered == 1 else 'answers'} in {len(roots)} "
    tail += "exchange" if len(roots) == 1 else "exchanges"
    tail += f"; {left} lower or shorter ones are not told." if left else "."
    return "\n\n".join([*parts, f"{tail}\n{ending(known, focus)}"])


def first_of_acts(events: Iterable[Any]) -> dict[int, Any]:
    """Return the first event of every act by the act's number: what it was, not what came of it."""
    found: dict[int, Any] = {}
    for event in events:
        if event.act:
            found.setdefault(event.act, event)
    return found


def _weight(event: Any, highest: int, focus: Collection[str]) -> tuple[int, str]:
    """Return how much an event turns the story, 0 for not, and what of its kind is told once."""
    note = str(event.note or "")
    if note == WAR:
        return _WAR, WAR
    if note in ("accident with deaths", "lives lost"):
        return _DEATHS, ""
    if event.cause == "vote" and note not in ("held out, and the decision waits", "motion blocked"):
        return _VOTE, event.action
    if counts(event, focus) and event.rung > max(highest, WORTH_TELLING - 1):
        return _HIGH, ""
    if event.cause not in ("background", "inject") and event.rung >= SHOTS:
        return _BRINK, f"shots {event.actor} {event.target}"
    if event.action == "request_support":
        return _HELP, f"request {event.actor}"
    if note == "arrived":
        return _HELP, f"arrived {event.actor} {event.target}"
    return (_ELECTION, "") if note == "election" else (0, "")


def _longest(events: list[Any], start: date, labels: Mapping[str, str]) -> list[str]:
    acts = first_of_acts(events)
    told_of = _answers(acts)
    depth: dict[int, int] = {}
    for number, act in sorted(acts.items()):
        depth[number] = depth.get(act.answers, 0) + 1 if act.answers in acts else 0
    if not told_of or max(depth.values()) < 2:
        return []
    last = max(depth, key=lambda number: (depth[number], -number))
    root = last
    while acts[root].answers in acts:
        root = acts[root].answers
    days = int(acts[last].day) - int(acts[root].day)
    begun = sentence(acts[root], labels, start).split(". ")[0].rstrip(".")
    when = start + timedelta(days=float(acts[root].day))
    text = (
        f"The longest exchange has {depth[last]} answers in {days} days, from {when.day} "
        f"{when:%B}: {begun}."
    )
    return ["", textwrap.fill(text, WIDTH)]


def _answers(acts: Mapping[int, Any]) -> dict[int, list[int]]:
    """Return the numbers of the acts that answer each act that was answered."""
    found: dict[int, list[int]] = {}
    for number, event in acts.items():
        if event.answers in acts:
            found.setdefault(event.answers, []).append(number)
    return found


def _members(root: int, told_of: Mapping[int, list[int]]) -> list[int]:
    members = [root]
    for number in members:
        members += told_of.get(number, [])
    return members


def _tree(
    number: int, depth: int, acts: Mapping[int, Any], told_of: Mapping[int, list[int]],
    start: date, labels: Mapping[str, str],
) -> list[str]:  # fmt: skip
    lines = [_dated(acts[number], start, sentence(acts[number], labels, start), depth)]
    for answer in told_of.get(number, []):
        lines += _tree(answer, depth + 1, acts, told_of, start, labels)
    return lines


def _dated(event: Any, start: date, text: str, depth: int = 0) -> str:
    when = start + timedelta(days=float(event.day))
    indent = "  " * depth
    head = f"{indent}{when.day:>2} {when:%b}  "
    return textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head) + "  ")
