"""The state of a game: branches, turns, positions, cases and dice."""
