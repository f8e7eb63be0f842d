"""Votes, hold-outs, and mandates that end."""
