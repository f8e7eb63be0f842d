"""The log of a session, on the disk before it counts."""
