"""What was said and let happen over the whole session, and the other lines of play."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from sim.core.layout.setup import NOBODY
from sim.scenario.catalogue import ACTIONS
from sim.workshop.debrief.number import played
from sim.workshop.game.branch import MAIN, Branch
from sim.workshop.game.calendar import dates_of, span_of, turn_on
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.view.ladder import true_rung
from sim.workshop.view.lineage import is_before
from sim.workshop.words import day, days


def said(game: Game) -> list[dict[str, Any]]:
    """Return all messages, questions and notes, in order, also those of other lines of play."""
    return [
        {
            "id": one.id, "kind": one.kind, "from": one.by, "author": one.author or None,
            "to": list(one.to), "text": one.text, "answer": one.answer or None, "at": one.at,
            "turn": one.turn, "branch": game.branches[one.branch].label,
            "on_line": is_before(game, one.branch, one.turn),
        }
        for one in game.said
    ]  # fmt: skip


def injects(game: Game) -> list[dict[str, Any]]:
    """Return every inject with what became of it on the active line of play."""
    published = {key: turn.number for turn in game.branch.turns for key in turn.published_injects}
    rows = []
    for key, inject in game.injects.items():
        effect = None
        if inject.effect is not None:
            actor, action, target = inject.effect
            effect = f"{actor} → {target}: {game.label(action)}"
        rows.append({
            "id": key, "turn": turn_on(game, inject.day), "published": published.get(key),
            "state": game.turn.injects.get(key, "planned"), "to": list(inject.to),
            "title": inject.title, "text": inject.text, "effect": effect,
            "expected": inject.expected,
        })  # fmt: skip
    return rows


def branches(game: Game) -> list[dict[str, Any]]:
    """Return every line of play beside the active one, as far as both were played."""
    return [_branch(game, branch) for branch in game.branches.values()]


def turns_of(game: Game) -> list[dict[str, Any]]:
    """Return a row for every turn that was played, each once, on whatever line of play."""
    rows, told = [], set()
    for branch in game.branches.values():
        for turn in branch.turns:
            if turn.resolution is None or not turn.is_published or id(turn) in told:
                continue
            told.add(id(turn))
            rows.append({
                "branch": "" if branch.id == MAIN else branch.label,
                "turn": turn.number,
                "dates": dates(game, turn)["dates"],
                "rung": _peak(game, [turn]),
                "events": len(turn.resolution.events),
            })  # fmt: skip
    return rows


def dates(game: Game, turn: Turn) -> dict[str, str]:
    """Return the first and the last day of a turn, and both in words."""
    first, last = dates_of(game, turn)
    return {"from": first.isoformat(), "to": last.isoformat(), "dates": days(first, last)}


def _branch(game: Game, branch: Branch) -> dict[str, Any]:
    mine = played(game)
    theirs = [turn for turn in branch.turns if turn.resolution is not None and turn.is_published]
    shared = sum(one is other for one, other in zip(mine, theirs, strict=False))
    here, there = _over_same_days(game, mine[shared:], theirs[shared:])
    row: dict[str, Any] = {
        "id": branch.id,
        "label": branch.label,
        "is_active": branch.id == game.active,
        "parent": game.branches[branch.parent].label if branch.parent else None,
        "fork": branch.fork,
        "rungs": [max(true_rung(game, turn, name) for name in game.actors) for turn in theirs],
        "parts_at": None,
        "until": None,
        "until_day": None,
        "peak": None,
        "peak_as_played": None,
        "first_difference": None,
    }
    if branch.id != game.active and here:
        row |= {
            "parts_at": shared + 1,
            "until": here[-1].number,
            "until_day": day(dates_of(game, here[-1])[1]),
            "peak": _peak(game, there),
            "peak_as_played": _peak(game, here),
            "first_difference": _difference(game, here, there),
        }
    return row


def _over_same_days(
    game: Game, mine: list[Turn], theirs: list[Turn]
) -> tuple[list[Turn], list[Turn]]:
    """Return the turns of two lines up to the last day on which a turn of both ends.

    One line may be in a crisis, day by day, while the other goes on in weeks: the same number of
    turns would set a few days against months.
    """
    ends = [{span_of(game, turn).end for turn in turns} for turns in (mine, theirs)]
    last = max(ends[0] & ends[1], default=0.0)
    here, there = ([t for t in turns if span_of(game, t).end <= last] for turns in (mine, theirs))
    return here, there


def _peak(game: Game, turns: list[Turn]) -> int:
    return max(true_rung(game, turn, name) for turn in turns for name in game.actors)


def _difference(game: Game, mine: list[Turn], theirs: list[Turn]) -> dict[str, Any] | None:
    """The first event that is not the same on both lines."""
    nothing = mine[-1].number, None
    for (turn, one), (_, other) in zip_longest(_happened(mine), _happened(theirs),
                                               fillvalue=nothing):  # fmt: skip
        if one is None or other is None or one.tobytes() != other.tobytes():
            return {"turn": turn, "as_played": _told(game, one), "there": _told(game, other)}
    return None


def _happened(turns: list[Turn]) -> Iterator[tuple[int, Any]]:
    """Yield the events of some turns in order, each with the number of its turn."""
    for turn in turns:
        assert turn.resolution is not None
        for event in turn.resolution.events:
            yield turn.number, event


def _told(game: Game, event: Any) -> str | None:
    if event is None:
        return None
    actor = game.actors[event.actor] if event.actor != NOBODY else "Nobody"
    target = game.actors[event.target]
    toward = f" → {target}" if target != actor else ""
    return f"{actor}{toward}: {ACTIONS.at(event.action).short}"
