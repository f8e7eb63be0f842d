"""One turn of one branch: what everybody wrote, what was ruled, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sim.scenario.preset import Preset
from sim.workshop.game.position import Briefed, Position, Resolution, Ruling

PHASES = ("brief", "signal", "orders", "adjudicate", "reveal", "state")
PHASE_LABELS = ("Brief", "Signal", "Orders", "Adjudicate", "Reveal", "State of the world")
OPEN_PHASES = PHASES[:3]
"""Before orders are closed."""
SLOTS = 3
MOST_TIMES = 5
"""How often one order may name an act: a week holds no more of them by hand."""


class Order(NamedTuple):
    """Acts of one option."""

    action: str
    target: str
    times: int = 1


class Draft(NamedTuple):
    """One slot of a seat: an order, or a free-play text that the facilitator maps to orders."""

    order: Order | None
    free: str
    rationale: str
    mapped: tuple[Order, ...] | None = None
    reason: str = ""
    """why the facilitator mapped a free text as it did"""

    @property
    def orders(self) -> tuple[Order, ...]:
        """What this slot comes to."""
        return (self.order,) if self.order is not None else self.mapped or ()


class Poll(NamedTuple):
    """What a seat believes: who did what it was asked about, to what end, and what comes next."""

    who: str
    intent: int
    rung: int
    climb: int
    """n in 10 that somebody climbs in the turn now decided"""
    about: str
    """the news item it was asked about"""


class Override(NamedTuple):
    """A ruling of the facilitator with all that the record keeps of it."""

    case: str
    roll: str
    """empty where the act itself was struck"""
    ruling: Ruling
    reason: str
    author: str
    before: str
    after: str


@dataclass
class Turn:
    """A turn under way or published; `start` is the position before it."""

    number: int
    start: Position
    injects: dict[str, str]
    """state of each inject by its id: planned, paused, published, skipped"""
    phase: str = "brief"
    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    sealed: dict[str, float] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)
    published_injects: list[str] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    """what each settled case looked like when it was settled"""
    forget: set[str] = field(default_factory=set)
    controls: dict[str, str] = field(default_factory=dict)
    """who decided for each seat, kept when the orders closed"""
    presets: dict[str, Preset] | None = None
    """what policies and briefs the seats had, kept when the orders closed"""
    briefed: Briefed | None = None
    resolution: Resolution | None = None
    is_published: bool = False
    cache: dict[Any, Any] = field(default_factory=dict)
    """what views worked out about a published turn"""

    @property
    def rulings(self) -> list[Ruling]:
        """What was ruled so far."""
        return [override.ruling for override in self.overrides]
