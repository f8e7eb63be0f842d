"""What may be done, what doing it brings, and where it puts everybody on the ladder."""
