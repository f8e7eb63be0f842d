"""The workshop: people play the states, sealed turn by sealed turn, by the rules of every run."""

from sim.workshop.refused import Refused
from sim.workshop.session import Session
from sim.workshop.settings import Settings

__all__ = ["Refused", "Session", "Settings"]
