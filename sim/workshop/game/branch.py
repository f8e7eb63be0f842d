"""A line of play: its turns so far. A fork shares the turns before it and leaves them alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.workshop.game.turn import Turn

MAIN = "main"


@dataclass
class Branch:
    """A labelled line of play; `parent` and `fork` say where it left which other one."""

    id: str
    label: str
    parent: str | None = None
    fork: int | None = None
    turns: list[Turn] = field(default_factory=list)

    @property
    def now(self) -> Turn:
        """The turn under way, or the last one where the game is over."""
        return self.turns[-1]

    def turn(self, number: int) -> Turn:
        """Return a turn by its number, 1 or more."""
        return self.turns[number - 1]
