"""Turn by turn: where everybody stood, where each saw the others, and what was decided."""

from __future__ import annotations

from typing import Any

from sim.scenario.role import FACILITATOR
from sim.workshop.debrief.chronicle import Chronicle, owner
from sim.workshop.debrief.decision import decisions
from sim.workshop.debrief.misread import misreadings
from sim.workshop.debrief.number import climbs_of, played
from sim.workshop.debrief.record import dates
from sim.workshop.debrief.ruling import dice, rulings
from sim.workshop.debrief.score import climbs
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Turn
from sim.workshop.view.ladder import seen_rung, true_rung
from sim.workshop.view.news import items_of


def timeline(game: Game, chronicle: Chronicle) -> list[dict[str, Any]]:
    """Return every published turn of the active line of play.

    `has_climbed` is what players' forecasts are held against: see `sim.workshop.debrief.score`.
    """
    turns = played(game)
    rungs_by_turn = [max(true_rung(game, turn, name) for name in game.actors) for turn in turns]
    rows = [_turn(game, chronicle, turn) for turn in turns]
    for row, has_climbed in zip(rows, climbs(rungs_by_turn), strict=True):
        row["has_climbed"] = has_climbed
    return rows


def rungs(game: Game, turn: Turn) -> list[dict[str, Any]]:
    """Return each actor's true rung in a turn, and the rung that each other actor saw."""
    return [
        {
            "actor": name,
            "was": true_rung(game, turn, name),
            "seen": [
                {"observer": viewer, **seen_rung(game, turn, name, viewer)._asdict()}
                for viewer in game.actors
                if viewer != name
            ],
        }
        for name in game.actors
    ]


def _turn(game: Game, chronicle: Chronicle, turn: Turn) -> dict[str, Any]:
    ruled = rulings(game, chronicle.ruled.get((owner(game, turn.number), turn.number)), turn)
    injects = [_published(game, key) for key in turn.published_injects]
    forks = [
        {"branch": branch.id, "label": branch.label}
        for branch in game.branches.values()
        if branch.fork == turn.number
    ]
    return {
        "turn": turn.number,
        **dates(game, turn),
        "branch": game.branches[owner(game, turn.number)].label,
        "rungs": rungs(game, turn),
        "climbs": climbs_of(turn),
        "misreadings": misreadings(game, turn),
        "decisions": decisions(game, chronicle, turn),
        "dice": dice(game, turn),
        "rulings": ruled,
        "injects": injects,
        "forks": forks,
        "is_branch_point": bool(forks or ruled or injects),
        "events": [
            {"kind": item.kind, "actor": item.actor, "target": item.target, "title": item.title,
             "text": item.text, "rung": item.rung}
            for item in items_of(game, turn, FACILITATOR)
        ],
    }  # fmt: skip


def _published(game: Game, key: str) -> dict[str, Any]:
    inject = game.injects[key]
    effect = None
    if inject.effect is not None:
        actor, action, target = inject.effect
        effect = f"{actor} → {target}: {game.label(action)}"
    return {
        "id": key, "title": inject.title, "text": inject.text, "to": list(inject.to),
        "effect": effect, "expected": inject.expected,
    }  # fmt: skip
