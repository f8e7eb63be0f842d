"""Calibration of the generic dyad: what the data say about the numbers of the reaction channel."""
