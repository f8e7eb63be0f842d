"""`Session`: the facade of a game that people play."""
