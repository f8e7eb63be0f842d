"""Figures of the documentation, one a file."""
