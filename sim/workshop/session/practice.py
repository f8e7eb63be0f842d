"""The practice game: one seat against policies, five turns in a quarter of an hour, with advice."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from sim.scenario.load import load_scenario
from sim.workshop.game.settings import Settings
from sim.workshop.session.session import Session

SCENARIO = "belgium_2025"
SEAT = "UK"
SECONDS = 150
ADVICE = (
    (
        "Welcome. Belgium has drones over its airports and does not know whose",
        "Read what is known, then look at the options: what each costs, on which rung it stands, "
        "how it may be read. Choose up to three, say why, and seal. Holding is a choice too.",
    ),
    (
        "Whose were they? Say what you believe before you seal",
        "The poll asks who did it, what Moscow wants and whether anybody climbs. Nobody else sees "
        "your answers; the report at the end sets them against what was true.",
    ),
    (
        "What might come next?",
        "Ask for a forecast: a thousand futures from what you can know. Compare holding with what "
        "you have in mind. A fan is a spread of what the model allows, not a prediction.",
    ),
    (
        "Kit takes days to arrive and costs every week",
        "Look at your money and your strain. What is in Belgium is read by Moscow for as long as "
        "it stands, and can be brought home.",
    ),
    (
        "The last turn",
        "After it everything is opened: who did what, what each side took it for, which rolls "
        "decided, and what would have happened had you held.",
    ),
)
"""One piece of advice a turn: a title, and what to try."""


def start_practice(folder: str | Path, *, clock: Callable[[], float] = time.time) -> Session:
    """Start a practice game in a new folder; it runs by itself and needs no facilitator.

    Raises Refused where the folder holds a session.
    """
    settings = Settings(
        turns=len(ADVICE), orders_seconds=SECONDS, self_running=True, forecasts=True
    )
    rows = [
        {"turn": turn, "to": [SEAT], "title": title, "text": text}
        for turn, (title, text) in enumerate(ADVICE, 1)
    ]
    return Session.create(
        folder, load_scenario(SCENARIO), title="Practice game", humans=[SEAT],
        settings=settings, injects=rows, clock=clock,
    )  # fmt: skip
