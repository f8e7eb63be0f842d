"""What a seat believed of the incident that it was asked about, beside what it was."""

from __future__ import annotations

from typing import Any

from sim.scenario.catalogue import ACTIONS
from sim.workshop.debrief.misread import HOBBYIST, NOTHING, source_of
from sim.workshop.game.game import Game
from sim.workshop.game.turn import Poll, Turn
from sim.workshop.view.item import Item
from sim.workshop.view.ladder import true_rung
from sim.workshop.view.question import item_by_id, question_of
from sim.workshop.words import in_hundred, suspicion

_INTENTS = ("security", "rather security", "either", "rather gain", "gain")
_SURE = 0.5


def belief(game: Game, turn: Turn, seat: str) -> dict[str, Any] | None:
    """Return a seat's poll and its evidence in one turn; None where it was asked nothing.

    `is_right` is None where the seat was not sure or did not answer, and then
    `evidence_is_right` tells whether what it had pointed the right way.
    """
    poll = turn.polls.get(seat)
    asked = question_of(game, seat, turn)
    key = (poll.about if poll else "") or (asked["news_id"] if asked else None)
    item = item_by_id(game, seat, key) if key else None
    if item is None and poll is None:
        return None
    row: dict[str, Any] = {
        "turn": turn.number, "seat": seat, "about": None, "about_turn": None, "suspect": None,
        "evidence": None, "evidence_words": None, "source": None, "was": None,
        "evidence_is_right": None,
    }  # fmt: skip
    if item is not None and item.event is not None and key:
        source = source_of(game, item.event)
        p = float(item.p or 0.0)
        row |= {
            "about": item.title,
            "about_turn": int(key.partition(".")[0]),
            "suspect": item.suspect,
            "evidence": round(p, 4),
            "evidence_words": f"{suspicion(p, item.suspect or 'anybody')}, {in_hundred(p)}",
            "source": source,
            "was": _was(source, item),
            "evidence_is_right": (p >= _SURE) == (source == item.suspect),
        }
    return row | _poll(game, turn, seat, poll, row)


def _poll(
    game: Game, turn: Turn, seat: str, poll: Poll | None, row: dict[str, Any]
) -> dict[str, Any]:
    if poll is None:
        return {"answered": False, "is_right": None, "believed": row["evidence_words"]}
    suspect = row["suspect"] or next(iter(game.scenario.file.actors[seat].adversaries), None)
    rung_was = None
    if suspect is not None and turn.number > 1:
        rung_was = true_rung(game, game.branch.turn(turn.number - 1), suspect)
    believed = _believed(poll, suspect) if row["about"] else None
    return {
        "answered": True,
        "who": poll.who,
        "is_right": _is_right(poll.who, suspect, row["source"]),
        "believed": believed,
        "intent": poll.intent,
        "intent_words": _INTENTS[poll.intent - 1],
        "of": suspect,
        "rung": poll.rung,
        "rung_was": rung_was,
        "climb": poll.climb,
    }


def _believed(poll: Poll, suspect: str | None) -> str:
    return {
        "adversary": suspect or "an adversary",
        "hobbyist": HOBBYIST,
        "nobody": "nobody: a false report",
        "unsure": "not sure",
    }[poll.who]


def _is_right(who: str, suspect: str | None, source: str | None) -> bool | None:
    if who == "unsure" or source is None:
        return None
    return {"adversary": suspect, "hobbyist": HOBBYIST, "nobody": NOTHING}[who] == source


def _was(source: str, item: Item) -> str:
    """What was behind it, in words."""
    if source == NOTHING:
        return "nobody: a false report"
    if source == HOBBYIST:
        return HOBBYIST
    assert item.event is not None
    label = ACTIONS.at(item.event.action).short
    return f"{source}: {label[0].lower()}{label[1:]}"
