"""Money, kit and time."""
