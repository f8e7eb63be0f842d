"""The after-action debrief: everything about a session, open to everybody, as plain data.

    debrief(session)["headline"]

Only after the end; the facilitator may have a draft before. No HTML, no statistic of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.workshop.debrief.chronicle import Chronicle
from sim.workshop.debrief.finding import finding
from sim.workshop.debrief.number import numbers
from sim.workshop.debrief.otherwise import what_ifs
from sim.workshop.debrief.poll_score import score_polls
from sim.workshop.debrief.record import branches, injects, said
from sim.workshop.debrief.timeline import timeline
from sim.workshop.forecast.what_if import REPLAYS
from sim.workshop.game.game import Game
from sim.workshop.record.log import Entry, read_entries
from sim.workshop.refused import Refused
from sim.workshop.session.session import Session, game_of
from sim.workshop.view.common import NOTIONAL

FORMAT = 1


def debrief(
    subject: Session | Game, *, draft: bool = False, replays: int = REPLAYS
) -> dict[str, Any]:
    """Return the debrief of a session, or of its game, ready for JSON.

    From a session's folder it also tells what a game forgets: dropped drafts, and rulings that were
    taken back. `draft` allows one before the end, for the facilitator alone. What-ifs are replayed
    `replays` times on fresh luck; 0 asks none. Raises Refused where the session goes on,
    ReplayMismatch where its log is damaged.
    """
    if isinstance(subject, Session):
        entries = read_entries(subject.folder)
        return debrief_of(entries, str(subject.folder), draft=draft, replays=replays)
    return _debrief(subject, Chronicle(), draft, replays)


def debrief_of(
    entries: Sequence[Entry], where: str, *, draft: bool = False, replays: int = REPLAYS
) -> dict[str, Any]:
    """Return the debrief of the session that a log tells of."""
    chronicle = Chronicle(started=entries[0].at if entries else None)
    return _debrief(game_of(entries, where, chronicle.see), chronicle, draft, replays)


def _debrief(game: Game, chronicle: Chronicle, draft: bool, replays: int) -> dict[str, Any]:
    if not game.is_over and not draft:
        raise Refused("The game goes on; its report opens to all when the facilitator ends it.")
    counted = numbers(game)
    turns = timeline(game, chronicle)
    return {
        "format": FORMAT,
        "is_draft": not game.is_over,
        "session": _session(game, chronicle),
        "actors": _actors(game),
        "headline": finding(counted, not game.is_over),
        "numbers": counted,
        "turns": turns,
        "branches": branches(game),
        "what_ifs": what_ifs(game, turns, replays),
        "scores": score_polls(game),
        "injects": injects(game),
        "said": said(game),
    }


def _session(game: Game, chronicle: Chronicle) -> dict[str, Any]:
    return {
        "title": game.title,
        "marking": game.settings.marking,
        "notional": NOTIONAL,
        "scenario": game.scenario.title,
        "scenario_name": game.scenario.name,
        "question": game.scenario.file.question,
        "seed": game.seed if game.is_over else None,
        "run": game.run,
        "branch": game.branch.label,
        "of": game.n_turns,
        "entries": chronicle.entries or None,
        "started": chronicle.started,
        "ended": chronicle.ended,
    }


def _actors(game: Game) -> list[dict[str, Any]]:
    return [
        {
            "name": name, "title": spec.title or name, "letters": spec.look.letters,
            "shape": spec.look.shape, "light": spec.look.light, "dark": spec.look.dark,
            "plays": game.seats[name].preset.name, "control": game.seats[name].control,
        }
        for name, spec in game.scenario.file.actors.items()
    ]  # fmt: skip
