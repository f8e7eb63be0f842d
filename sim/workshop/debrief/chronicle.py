"""What a log tells beyond what its game comes to: what was dropped, and what was taken back.

A game keeps the last word of everybody. For the talk afterwards it also matters which order was
drafted and left, and which ruling was made before another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.workshop.game.game import Game
from sim.workshop.game.turn import Order, Override
from sim.workshop.record.log import Entry

Key = tuple[str, int]
"""A turn: the branch that it was played on, and its number."""


@dataclass
class Chronicle:
    """Collected entry by entry; empty where only the game is at hand."""

    started: float | None = None
    ended: float | None = None
    entries: int = 0
    drafted: dict[tuple[str, int, str], list[Order]] = field(default_factory=dict)
    """every order that a seat ever drafted in a turn, in the order of first mention"""
    ruled: dict[Key, list[Override]] = field(default_factory=dict)
    """every ruling, also those that a later one took the place of"""

    def see(self, game: Game, entry: Entry) -> None:
        """Take note of one entry; `game` is as the entry left it."""
        here = (game.active, game.turn.number)
        self.entries = entry.n + 1
        if entry.do == "draft":
            self._note_drafts(here, entry)
        elif entry.do in ("override", "strike"):
            self.ruled.setdefault(here, []).append(game.turn.overrides[-1])
        elif entry.do == "end":
            self.ended = entry.at

    def _note_drafts(self, here: Key, entry: Entry) -> None:
        known = self.drafted.setdefault((*here, entry.by), [])
        for row in entry.data["orders"]:
            if row["action"]:
                order = Order(row["action"], row["target"], row["times"])
                if order[:2] not in [earlier[:2] for earlier in known]:
                    known.append(order)


def owner(game: Game, number: int) -> str:
    """Return the branch on which a turn of the active line of play was played."""
    branch = game.branch
    while branch.fork is not None and branch.parent is not None and number < branch.fork:
        branch = game.branches[branch.parent]
    return branch.id
