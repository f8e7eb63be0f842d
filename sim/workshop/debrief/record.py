"""What was said and let happen over the whole session, and the other lines of play."""

from __future__ import annotations

from typing import Any

from sim.core.layout.setup import NOBODY
from sim.scenario.catalogue import ACTIONS
from sim.workshop.debrief.number import played
from sim.workshop.game.branch import MAIN, Branch
from sim.workshop.game.calendar import dates_of, turn_on
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.view.ladder import true_rung
from sim.workshop.view.lineage import is_before
from sim.workshop.words import days


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
    both = min(len(mine), len(theirs))
    row: dict[str, Any] = {
        "id": branch.id,
        "label": branch.label,
        "is_active": branch.id == game.active,
        "parent": game.branches[branch.parent].label if branch.parent else None,
        "fork": branch.fork,
        "rungs": [max(true_rung(game, turn, name) for name in game.actors) for turn in theirs],
        "parts_at": None,
        "until": None,
        "peak": None,
        "peak_as_played": None,
        "first_difference": None,
    }
    if branch.id != game.active and both > shared:
        row |= {
            "parts_at": shared + 1,
            "until": both,
            "peak": _peak(game, theirs[shared:both]),
            "peak_as_played": _peak(game, mine[shared:both]),
            "first_difference": _difference(game, mine[shared:both], theirs[shared:both]),
        }
    return row


def _peak(game: Game, turns: list[Turn]) -> int:
    return max(true_rung(game, turn, name) for turn in turns for name in game.actors)


def _difference(game: Game, mine: list[Turn], theirs: list[Turn]) -> dict[str, Any] | None:
    """The first event that is not the same on both lines."""
    for one, other in zip(mine, theirs, strict=True):
        assert one.resolution is not None
        assert other.resolution is not None
        here, there = one.resolution.events, other.resolution.events
        for place in range(max(len(here), len(there))):
            left = here[place] if place < len(here) else None
            right = there[place] if place < len(there) else None
            if left is None or right is None or left.tobytes() != right.tobytes():
                return {
                    "turn": one.number, "as_played": _told(game, left), "there": _told(game, right),
                }  # fmt: skip
    return None


def _told(game: Game, event: Any) -> str | None:
    if event is None:
        return None
    actor = game.actors[event.actor] if event.actor != NOBODY else "Nobody"
    target = game.actors[event.target]
    toward = f" → {target}" if target != actor else ""
    return f"{actor}{toward}: {ACTIONS.at(event.action).short}"
