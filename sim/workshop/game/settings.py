"""How a session is played: what the facilitator chooses once, and may read back from the log."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.workshop.text import Line

MARKING = "EXERCISE – NOTIONAL"


class Settings(BaseModel):
    """Settings of a session."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    marking: Line = MARKING
    """stands on every screen, figure and print"""
    orders_seconds: Annotated[int, Field(ge=10, le=86_400)] = 720
    """how long seats have for their orders, by default"""
    on_timeout: Literal["drafts", "policy"] = "drafts"
    """what plays for a seat that has not sealed: its drafts, or its policy"""
    auto_injects: bool = True
    """whether an inject that is due is published when orders close, unless paused or skipped"""
    turns: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """play so many turns; all of the scenario's where None"""
    self_running: bool = False
    """whether the session goes on by itself when all have sealed, without a facilitator"""
    forecasts: bool = False
    """whether seats may ask for forecasts from the start"""
