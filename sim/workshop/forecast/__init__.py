"""Futures from a position: as it is, as a seat knows it, and as it might have gone."""
