"""One turn: seven phases in a fixed order."""
