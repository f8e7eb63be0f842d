"""The dice of a turn as they fell, and what the facilitator ruled about them."""

from __future__ import annotations

from typing import Any

from sim.workshop.game.case import Case, cases, consequences
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Override, Turn


def dice(game: Game, turn: Turn) -> list[dict[str, Any]]:
    """Return every case of a turn that met a roll or an assessment, and what came of it."""
    return [_case(game, case) for case in cases(game, turn) if case.rolls or case.thresholds]


def rulings(game: Game, ruled: list[Override] | None, turn: Turn) -> list[dict[str, Any]]:
    """Return all rulings of a turn; one that a later one replaced does not stand any more.

    `ruled` is what the log tells, None where only the game is at hand.
    """
    titles = {case.id: (case, case.title) for case in cases(game, turn)}
    rows = []
    for made in turn.overrides if ruled is None else ruled:
        case, title = titles.get(made.case, (None, "An act that did not come up again"))
        question = "Does it take place?"
        if made.roll and case is not None:
            question = next(
                (roll.question for roll in case.rolls
                 if (roll.purpose, roll.key) == made.ruling[:2]), "A roll"
            )  # fmt: skip
        rows.append({
            "case": made.case,
            "actor": case.actor if case else None,
            "title": title,
            "question": question if made.roll else "Does it take place?",
            "before": made.before,
            "after": made.after,
            "reason": made.reason,
            "author": made.author,
            "stands": made in turn.overrides,
        })  # fmt: skip
    return rows


def _case(game: Game, case: Case) -> dict[str, Any]:
    return {
        "case": case.id,
        "actor": case.actor,
        "target": case.target,
        "title": case.title,
        "cause": case.cause,
        "rung": case.rung,
        "rolls": [
            {
                "question": roll.question, "chance": round(roll.chance, 6),
                "luck": round(roll.luck, 6), "result": roll.result,
                "came_to": roll.yes if roll.result else roll.no, "ruled": roll.is_ruled,
            }
            for roll in case.rolls
        ],
        "thresholds": [one._asdict() for one in case.thresholds],
        "came_to": consequences(game, case),
    }  # fmt: skip
