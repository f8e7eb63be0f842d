"""The workshop: people play the states, sealed turn by sealed turn, by the rules of every run."""

from sim.workshop.game.settings import Settings
from sim.workshop.refused import Refused
from sim.workshop.session.session import Session

__all__ = ["Refused", "Session", "Settings"]
